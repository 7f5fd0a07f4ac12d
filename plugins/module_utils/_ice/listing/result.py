# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a listing found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .rows import Row


@dataclass(frozen=True)
class ListingResult:
    """The rows, and what is known about them.

    :ivar rows: in the order asked for, each once
    :ivar query_result: the value of ``query``; None without one
    :ivar total_count: what the server counts for the filters; None if that is not known of all of the range
    :ivar complete: whether ``rows`` are shown to be all that match
    :ivar doubts: why not, if neither ``limit`` nor ``page_no`` is the reason
    :ivar remarks: what the server said that contradicts the rows, though they are shown to be right; sentences
    :ivar stats: what the listing cost: numbers of requests, pages and the like, and seconds
    """

    # Not in the repr: asyncio.run makes one of its task, result and all, to look for a signal handler by that name.
    rows: list[Row] = field(repr=False)
    query_result: Any = field(repr=False)
    total_count: int | None
    complete: bool
    doubts: list[str]
    remarks: list[str]
    stats: dict[str, int | float]
    request_ids: list[str]
