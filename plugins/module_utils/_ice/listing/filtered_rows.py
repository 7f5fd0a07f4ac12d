# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the rows that are chosen by something that changes, such as the jobs of one status, in the cheaper way.

Under such a filter rows enter and leave in the middle, so that page numbers lie, and time slices have to be read. Or
all rows are read by page number, without the filter, and each tells whether it is one of those. If those that are
wanted are most of the list, this takes fewer requests.
"""

from __future__ import annotations

from dataclasses import dataclass

from .concurrent_pages import ConcurrentPages
from .concurrently import run_concurrently
from .contradiction import ContradictionError
from .direction import DESCENDING
from .page import Page
from .ranges import ceil_div
from .reading import Reading, ReadingContext, Told
from .time_slices import TimeSlices, read_other_end

_WORTH_A_LOOK = 3  # pages; what is less is read before the whole list was counted
_COST_OF_SLICES = 1.1  # requests for each page of rows: the last page of a slice is not full


@dataclass
class FilteredRows:
    """Reads a range in the direction of the listing."""

    context: ReadingContext

    async def read(self) -> Reading:
        """See :class:`.reading.Reader`."""
        context = self.context
        first = await context.read_page(1, context.direction)
        if context.limit is not None or not first.size or (first.total or 0) <= _WORTH_A_LOOK * first.size:
            return await TimeSlices(context, first).read()
        looks = [_look_at_all]
        if context.direction.last(context.interval) is None:
            looks.append(read_other_end)  # slices will need it; both together take no longer than one
        newest, *other_end = await run_concurrently(looks, lambda look: look(context), context.concurrency)
        if _is_most(first, newest):
            try:
                return await self._read_by_number(first, newest)
            except ContradictionError:
                context = context.next_attempt()
        return await TimeSlices(context, first, *other_end).read()

    async def _read_by_number(self, first: Page, newest: Page) -> Reading:
        everything = self.context._replace(pages=self.context.stable_pages, told=Told())
        reading = await ConcurrentPages(everything, newest).read()
        return reading._replace(total=first.total)


async def _look_at_all(context: ReadingContext) -> Page:
    return await context.stable_pages.read(context.interval, 1, DESCENDING)


def _is_most(first: Page, newest: Page) -> bool:
    if newest.total is None or not newest.size:
        return False
    by_number = ceil_div(newest.total, newest.size) + 1
    return by_number < (first.total or 0) / first.size * _COST_OF_SLICES
