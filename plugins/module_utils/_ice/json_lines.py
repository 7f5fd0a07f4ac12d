# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files with one JSON object in each line: what is added never touches what is there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

Record = Mapping[str, Any]


def as_lines(records: Iterable[Record]) -> bytes:
    """One line for each record."""
    return "".join(json.dumps(dict(record), sort_keys=True) + "\n" for record in records).encode()
