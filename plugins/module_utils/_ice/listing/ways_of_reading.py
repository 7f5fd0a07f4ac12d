# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ways of reading a range. What most lists do without is loaded when a range is read that way."""

from __future__ import annotations

from typing import Callable

from .concurrent_pages import ConcurrentPages
from .plan import Plan
from .reading import Reader, ReadingContext

Way = Callable[[ReadingContext], Reader]


def ways_of_reading(plan: Plan, limit: int | None) -> list[Way]:
    """Those that a range can be read in; the ones that cost less come first.

    :param limit: stop when so many rows are wanted; None reads everything
    """
    if not plan.operation.longest_range:
        return [_in_passes]
    if plan.operation.rows_are_deleted:
        return [_in_slices, _in_passes] if limit is None else [_in_passes]
    if plan.changing_filters:
        return [_filtered, _all_by_number]
    # What was counted and not returned may be there the next time, if one of the server's copies is older.
    everything: list[Way] = [ConcurrentPages, _in_slices, _in_slices]
    return everything if limit is None else [_first_pages, _in_slices, *everything]


def _all_by_number(context: ReadingContext) -> Reader:
    """Read without the filters by what changes; the rows tell which of them are wanted."""
    return ConcurrentPages(context._replace(pages=context.stable_pages))


def _filtered(context: ReadingContext) -> Reader:
    from .filtered_rows import FilteredRows

    return FilteredRows(context)


def _first_pages(context: ReadingContext) -> Reader:
    from .first_pages import FirstPages

    return FirstPages(context)


def _in_passes(context: ReadingContext) -> Reader:
    from .repeated_passes import RepeatedPasses

    return RepeatedPasses(context)


def _in_slices(context: ReadingContext) -> Reader:
    from .time_slices import TimeSlices

    return TimeSlices(context)
