# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading a list that only grows, by page number.

Names, ids and creation times of jobs do not change and the API deletes none. Without a filter on the status a list
therefore only grows, at its newest end (or, within the newest second, beside jobs that are there already). Read in
ascending order its full pages stay what they are, and so can be read side by side.

What proves that nothing is missing: ids seen = the server's newest count. In a list that only grows everything seen
is still there, so as many different ids as the count says are all there are.

Where the server does not count, or jobs are created faster than the count is reached, pages are read one after the
other until there are no more. What is inserted meanwhile can only push a job to a page that is still to come.

A list that grows by a page or more for every page read is read until the deadline.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

from .collector import Collector
from .page_reader import Page, PageReader
from .side_by_side import side_by_side
from .times import TimeRange

_PAGES_AT_ONCE = 1000  # planned ahead; a count may be anything
_ROUNDS = 6  # of reading what came meanwhile, before pages are read in order


class _CountFailsError(Exception):
    """The count proves nothing: it went down, or it counts rows that do not come."""


class _NoCountError(Exception):
    """The server does not count."""


@dataclass
class _ByPage:
    """Reads one time range.

    :param reader: without a filter on anything that can change
    :param order: where the range stands among all that the listing reads
    :param status: take only rows of this status, which the server was not asked for
    :ivar total: the server's newest count; None where it does not count
    """

    reader: PageReader
    collector: Collector
    width: int
    span: TimeRange
    order: tuple[int, ...]
    status: str | None = None
    total: int | None = field(default=None, init=False)
    _seen: set[str] = field(default_factory=set, init=False)
    _served: int = field(default=0, init=False)

    def _begin(self, first: Page) -> None:
        self._served = len(first.rows)
        if first.total is not None and not first.is_whole_list:
            self.reader.page_size = min(self.reader.page_size, self._served) or 1

    async def _read(self, number: int, *, ascending: bool) -> Page:
        """Pages are numbered by what is really served; asked for just that, both sides mean the same rows."""
        return await self.reader.read(self.span, number, ascending=ascending, page_size=self._served or None)

    def _take(self, page: Page, *, ascending: bool) -> bool:
        """Whether the page has something new."""
        known = len(self._seen)
        position = (page.page_no - 1) * self._served
        self._seen.update(
            self.collector.add(page.rows, self.order, ascending=ascending, position=position, status=self.status)
        )
        return len(self._seen) > known


@dataclass
class WholeByPage(_ByPage):
    """Reads all of it, pages side by side."""

    _full_pages: set[int] = field(default_factory=set, init=False)
    _smallest: int = field(default=0, init=False)

    async def read(self, first: Page) -> bool:
        """Read everything; ``first`` is the range's first page, ascending.

        :returns: whether it is proven that nothing is missing
        """
        if first.is_whole_list:
            self._take(first, ascending=True)
            self.total = first.total
            return True
        self._begin(first)
        self._smallest = self._served
        try:
            self._take_counted(first, least_total=0)
            await self._read_the_rest()
        except _CountFailsError:
            return False
        except _NoCountError:
            pass
        else:
            if len(self._seen) == self.total:
                return True
        return await self._read_in_order()

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
            self.reader.progress.expect(len(pages))
            await side_by_side(pages, self._read_page, self.width)

    def _pages_to_read(self) -> list[int]:
        every_page = range(1, -(-(self.total or 0) // self._served) + 1)
        return list(islice((number for number in every_page if number not in self._full_pages), _PAGES_AT_ONCE))

    async def _read_page(self, number: int) -> None:
        least_total = self.total or 0
        self._take_counted(await self._read(number, ascending=True), least_total)

    def _take_counted(self, page: Page, least_total: int) -> None:
        if page.total is None:
            raise _NoCountError
        self._take(page, ascending=True)
        self.total = max(self.total or 0, page.total)
        is_counted = page.total > (page.page_no - 1) * self._served
        if page.total < least_total or (is_counted and not page.rows):
            raise _CountFailsError
        if len(page.rows) >= self._served:
            self._full_pages.add(page.page_no)
        elif page.total >= page.page_no * self._served:
            self._smallest = min(self._smallest, len(page.rows))

    async def _read_in_order(self) -> bool:
        pages = HeadByPage(self.reader, self.collector, self.width, self.span, self.order, self.status, ascending=True)
        proven = await pages.read()
        self.total = pages.total
        return proven


@dataclass
class HeadByPage(_ByPage):
    """Reads it from the end asked for, until enough rows are wanted.

    Never more pages are under way than are needed for sure: a page gives at most as many wanted rows as it has.

    :param limit: without one all is read, one page after the other
    :ivar stopped: whether there were enough
    """

    ascending: bool = True
    limit: int | None = None
    stopped: bool = field(default=False, init=False)
    _ended: bool = field(default=False, init=False)
    _count_fell: bool = field(default=False, init=False)

    async def read(self) -> bool:
        """Read until there are enough, or no more.

        :returns: whether it is proven that nothing is missing; never where it ``stopped`` with enough
        """
        first = await self._read_page(1)
        self._begin(first)
        self._take_next(first)
        next_page, one_by_one = 2, False
        pages = [first]
        while not first.is_whole_list and len(self._seen) != self.total:
            if self.limit is not None and self.collector.kept >= self.limit:
                self.stopped = True
                return False
            batch = self._batch(next_page, one_by_one)
            if not batch:
                return self._is_end(pages[-1])
            self.reader.progress.expect(len(batch))
            pages = await side_by_side(batch, self._read_page, self.width)
            if len({page.total for page in pages}) > 1:
                # Something was inserted between two of these pages: a row may have moved from one not yet read to
                # one that was. One after the other, rows can only come twice.
                one_by_one = True
                continue
            if not self._take_next(*pages):
                return not pages[-1].rows and self._is_end(pages[-1])
            next_page += len(pages)
        return True

    def _batch(self, next_page: int, one_by_one: bool) -> range:
        if self.total is None:  # go on until a page is empty
            return range(next_page, next_page + 1)
        last = -(-self.total // self._served) if self._served else 0
        if one_by_one or self.limit is None:
            return range(next_page, min(next_page, last) + 1)
        pages = -(-(self.limit - self.collector.kept) // self._served)
        return range(next_page, min(next_page + pages - 1, last) + 1)

    def _is_end(self, page: Page) -> bool:
        """Whether nothing comes after a page that was read in order: it is empty, or has all that the count leaves."""
        if page.total is None:
            return not page.rows
        left = max(0, page.total - (page.page_no - 1) * self._served)
        return len(page.rows) == left and not self._count_fell

    async def _read_page(self, number: int) -> Page:
        return await self._read(number, ascending=self.ascending)

    def _take_next(self, *pages: Page) -> bool:
        """Whether it is sure that nothing lies between these pages and those before, and each has something new."""
        goes_on = True
        for page in pages:
            if page.total is not None and page.total < (self.total or 0):
                self._count_fell = True
            self.total = page.total
            follows = not (self._ended and page.rows)
            self._ended = self._ended or len(page.rows) < self._served
            goes_on = self._take(page, ascending=self.ascending) and follows and goes_on
        return goes_on
