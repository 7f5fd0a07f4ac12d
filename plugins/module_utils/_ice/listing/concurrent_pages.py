# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read a whole list that only grows: pages by number, many at the same time.

Names, ids and creation times of jobs do not change, and the API deletes no job. So without a filter by status a list
only grows, at its newest end. Read in ascending order, its pages stay where they are, and can be read at the same time.
The page of the newest rows is read twice: before all others, and after them.

What proves that no row is missing, all of it together:

* The counts are right: each page has exactly as many rows as its own count leaves for it, the last one too.
* The list only grew: no count is lower than the first, and whatever the last count has more than the first is among the
  newest rows. (Rows that vanish, or appear among older ones, move all others to another page.)
* The newest rows are on the last of the ascending pages, so that nothing lies beyond what is counted.
* There are as many different ids as the last count says.

A server may order the rows of one second anew for each page. If such a second lies on two pages, a row can be on both,
and another on none. So if rows came twice, their seconds are read again, each as a time slice of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .concurrently import run_concurrently
from .contradiction import ContradictionError
from .direction import ASCENDING, DESCENDING, Direction
from .page import Page
from .ranges import Slice, ceil_div
from .reading import Reading, ReadingContext
from .rows import second_of


@dataclass
class ConcurrentPages:
    """Reads everything in a range, whatever the limit is.

    :param newest: the first page in descending order, if it was read already
    """

    context: ReadingContext
    newest: Page | None = None
    _ids: set[str] = field(default_factory=set, init=False)
    _seconds_of_twins: set[str | None] = field(default_factory=set, init=False)

    async def read(self) -> Reading:
        """See :class:`.reading.Reader`."""
        newest = self.newest or await self._read(1, DESCENDING)
        if newest.total is None and not newest.is_all:
            raise ContradictionError(newest.objection or f"the server does not count {self._noun}s")
        if newest.is_all or newest.total is None:
            self._take(newest, DESCENDING, 0)
            return Reading(newest.total, proven=True)
        if newest.objection:
            raise ContradictionError(newest.objection)
        if newest.total == newest.size:
            self._take(newest, DESCENDING, 0)
            return await self._read_both_ends(newest)
        return await self._read_all(newest, newest.total)

    async def _read_both_ends(self, newest: Page) -> Reading:
        """The first page has all that is counted. That this is not just what fits a page is shown from both ends."""
        second, oldest = await run_concurrently(
            [(2, DESCENDING), (1, ASCENDING)],
            lambda which: self._read(*which, newest.size),
            self.context.concurrency,
        )
        if second.size or second.total != newest.total:
            raise ContradictionError(
                f"the server counts {newest.total} {self._noun}s on page 1, which has as many; page 2 counts "
                f"{second.total} and has {second.size} more"
            )
        if set(oldest.ids) != set(newest.ids) or oldest.total != newest.total:
            raise ContradictionError(
                f"the server counts {newest.total} {self._noun}s on page 1, which has as many; sorted the other way it "
                f"has others, and counts {oldest.total}"
            )
        return Reading(newest.total, proven=True)

    async def _read_all(self, newest: Page, total: int) -> Reading:
        served = newest.size
        self.context.pages.reduce_page_size(served)
        numbers = range(1, ceil_div(total, served) + 1)
        self.context.pages.progress.expect(len(numbers) + 1)

        async def read_page(number: int) -> None:
            page = await self._read(number, ASCENDING, served)
            self._check_count(page, served, total)
            self._find_twins(page)
            self._take(page, ASCENDING, served)

        await run_concurrently(numbers, read_page, self.context.concurrency)
        if total % served == 0 and newest.first_time == newest.last_time:
            # The last page is full, and the newest rows are of one second, in any order: is there another page?
            await read_page(numbers.stop)
        last = await self._read(1, DESCENDING, served)
        self._take(self._unseen(last), DESCENDING, served)
        self._check_count(last, served, self.context.told.largest_count)
        self._check_growth(newest, last)
        self._check_overlap(newest, total)
        others = {*newest.ids, *last.ids}
        if self._seconds_of_twins:
            others |= await self._read_again(self._seconds_of_twins)
        seen = len(self._ids) + len(others - self._ids)  # of a million ids, no copy is made
        if seen != last.total:
            raise ContradictionError(f"the server counts {last.total} {self._noun}s and returns {seen}")
        return Reading(last.total, proven=True)

    async def _read(self, number: int, direction: Direction, page_size: int | None = None) -> Page:
        return await self.context.read_page(number, direction, page_size)

    def _take(self, page: Page, direction: Direction, served: int) -> None:
        self.context.take(page, direction, rows_before=(page.page_no - 1) * served, rows_in_all=page.total or 0)

    def _unseen(self, page: Page) -> Page:
        """A page without the rows that were read already."""
        new = [number for number, identity in enumerate(page.ids) if identity not in self._ids]
        return page._replace(
            rows=[page.rows[number] for number in new],
            ids=[page.ids[number] for number in new],
            times=[page.times[number] for number in new],
        )

    def _find_twins(self, page: Page) -> None:
        for identity, time in zip(page.ids, page.times):
            if identity in self._ids:
                self._seconds_of_twins.add(time)
            self._ids.add(identity)

    def _check_count(self, page: Page, served: int, least: int) -> None:
        told = page.total
        if told is None or told < least:
            raise ContradictionError(f"the server counts {least} {self._noun}s, and then {told or 'none'}")
        expected = max(0, min(served, told - (page.page_no - 1) * served))
        if page.size != expected:
            raise ContradictionError(
                f"the server counts {told} {self._noun}s, and returns {page.size} instead of {expected} on page "
                f"{page.page_no} of {served} each"
            )

    def _check_growth(self, before: Page, after: Page) -> None:
        """What came meanwhile must be the newest; anything else moves other rows from page to page."""
        known = set(before.ids)
        came = [time for identity, time in zip(after.ids, after.times) if identity not in known]
        grown = (after.total or 0) - (before.total or 0)
        youngest = before.first_time
        if len(came) != grown or any(time is None or youngest is None or time < youngest for time in came):
            raise ContradictionError(
                f"the count of {self._noun}s grew by {grown} while they were read, and {len(came)} are new among the "
                "newest"
            )

    def _check_overlap(self, newest: Page, total: int) -> None:
        """The newest page is the end of the ascending ones, but for rows of a second that is read again."""
        stray = next(
            (
                identity
                for identity, time in zip(newest.ids, newest.times)
                if identity not in self._ids and time not in self._seconds_of_twins
            ),
            None,
        )
        if stray is not None:
            raise ContradictionError(
                f"the server counts {total} {self._noun}s, and {stray} is not on the pages that hold so many"
            )

    async def _read_again(self, seconds: set[str | None]) -> set[str]:
        """The ids of all rows of some seconds."""
        from .time_slices import TimeSlices  # which most lists do without

        moments = sorted(second_of(time, self._noun) for time in seconds)
        slices = TimeSlices(self.context._replace(limit=None))
        reading = await slices.read_pieces(_around(moments))
        if not reading.proven:
            raise ContradictionError(reading.doubt or f"the {self._noun}s of one second could not be read")
        return slices.ids

    @property
    def _noun(self) -> str:
        return self.context.plan.operation.noun


def _around(moments: Sequence[int]) -> list[Slice]:
    """For each second a slice that holds all of it, even if the API includes neither end of a range."""
    return [Slice(max(0, moment - 1), moment + 1) for moment in moments]
