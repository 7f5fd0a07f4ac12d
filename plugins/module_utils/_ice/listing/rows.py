# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a row of a list is, and what tells it from every other row."""

from __future__ import annotations

import json
from typing import Any

from ..errors import InputError
from ..operations import ListOperation
from ..times import parse_time

Row = dict[str, Any]


def row_id(row: Row, operation: ListOperation) -> str:
    """The row's id; all of the row if it has none, so that rows without an id are not taken for one another."""
    value = row.get(operation.row_id)
    if isinstance(value, str) and value:
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return json.dumps(row, sort_keys=True)


def row_time(row: Row, operation: ListOperation) -> int | None:
    """When a row was created, in seconds since the epoch; None if it does not say."""
    try:
        return parse_time(str(row.get(operation.row_time)), now=0)
    except InputError:
        return None
