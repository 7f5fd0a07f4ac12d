# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read a list that only grows: pages by number, many at the same time.

Names, ids and creation times of jobs do not change, and the API deletes no job. So without a filter by status a list
only grows, at its newest end (or, within the newest second, between jobs that are there already). Read in ascending
order, its full pages stay as they are, and can be read at the same time.

What proves that nothing is missing: the different ids that were read are as many as the server's newest count. In a
list that only grows, everything that was read is still there.

If the server does not count, or if jobs are created faster than the count is reached, pages are read one after the
other until there are no more. What is inserted meanwhile can only move a job to a page that is still to come.

A list that grows by a page or more for every page read is read until the deadline.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice

from .concurrently import run_concurrently
from .direction import ASCENDING
from .numbered_pages import NumberedPages
from .ordered_pages import OrderedPages
from .page import Page
from .ranges import ceil_div
from .reading import Reading

_PAGES_AT_ONCE = 1000  # planned ahead; a count may be anything
_ROUNDS = 6  # of reading what came meanwhile, before pages are read in order


class _CountFailsError(Exception):
    """The count proves nothing: it went down, or it counts rows that do not come."""


class _NoCountError(Exception):
    """The server does not count."""


@dataclass
class ConcurrentPages(NumberedPages):
    """Reads everything in a range, always in ascending order, and whatever the limit is."""

    _full_pages: set[int] = field(default_factory=set, init=False)
    _smallest: int = field(default=0, init=False)

    async def read(self) -> Reading:
        """See :class:`.reading.Reader`."""
        first = await self._read(1, ASCENDING)
        if first.is_whole_list:
            self._take(first, ASCENDING)
            return Reading(first.total, proven=True)
        self._smallest = self._served
        try:
            self._take_counted(first, least_total=0)
            await self._read_the_rest()
        except _CountFailsError:
            return Reading(self.total)
        except _NoCountError:
            pass
        else:
            if len(self._seen) == self.total:
                return Reading(self.total, proven=True)
        return await OrderedPages(replace(self.context, direction=ASCENDING, limit=None)).read()

    async def _read_the_rest(self) -> None:
        rounds = 0
        while len(self._seen) != self.total and rounds < _ROUNDS:
            if self._smallest < self._served:  # the server began to serve less
                self._served = self._smallest
                self._full_pages.clear()
                rounds += 1
            pages = self._pages_to_read()
            if not pages:  # each was full, and yet rows came twice: they moved within the newest second
                break
            rounds += len(pages) < _PAGES_AT_ONCE
            self.context.pages.progress.expect(len(pages))
            await run_concurrently(pages, self._read_page, self.context.concurrency)

    def _pages_to_read(self) -> list[int]:
        every_page = range(1, ceil_div(self.total or 0, self._served) + 1)
        return list(islice((number for number in every_page if number not in self._full_pages), _PAGES_AT_ONCE))

    async def _read_page(self, number: int) -> None:
        least_total = self.total or 0
        self._take_counted(await self._read(number, ASCENDING), least_total)

    def _take_counted(self, page: Page, least_total: int) -> None:
        if page.total is None:
            raise _NoCountError
        self._take(page, ASCENDING)
        self.total = max(self.total or 0, page.total)
        is_counted = page.total > (page.page_no - 1) * self._served
        if page.total < least_total or (is_counted and not page.rows):
            raise _CountFailsError
        if len(page.rows) >= self._served:
            self._full_pages.add(page.page_no)
        elif page.total >= page.page_no * self._served:
            self._smallest = min(self._smallest, len(page.rows))
