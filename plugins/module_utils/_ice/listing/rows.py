# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a row of a list is, what tells it from every other row, and when it was created."""

from __future__ import annotations

import json
from typing import Any

from ..errors import InputError
from ..operations import ListOperation
from ..times import as_api_time, parse_time
from .contradiction import ContradictionError

Row = dict[str, Any]


def own_id(row: Row, operation: ListOperation) -> str | None:
    """The row's own id as text; None if it has none."""
    value = row.get(operation.row_id)
    if isinstance(value, str) and value:
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return None


def row_id(row: Row, operation: ListOperation) -> str:
    """The row's id; all of the row if it has none, so that rows without an id are not taken for one another."""
    return own_id(row, operation) or json.dumps(row, sort_keys=True)


def row_time(row: Row, operation: ListOperation) -> str | None:
    """When a row was created, to the second, as the API writes times; None if it does not say."""
    return as_api_time(row.get(operation.row_time))


def second_of(time: str | None, noun: str) -> int:
    """The time of a row in seconds since the epoch. :raises ContradictionError: if there is none"""
    try:
        return parse_time(time or "", now=0)
    except InputError as error:
        raise ContradictionError(f"the server returns {noun}s without their creation time") from error
