# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times of rows, which may be anything."""

from __future__ import annotations

from typing import Any

from ..errors import InputError
from ..times import parse_time


def moment_in(text: Any) -> int | None:
    """Seconds since the epoch of a time that a row has; None if it is none."""
    try:
        return parse_time(text, now=0) if isinstance(text, str) and text[:1].isdigit() else None
    except InputError:
        return None
