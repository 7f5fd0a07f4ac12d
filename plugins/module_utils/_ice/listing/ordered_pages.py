# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read a list that only grows: pages by number, in their order, until there are enough rows or no more pages."""

from __future__ import annotations

from dataclasses import dataclass, field

from .concurrently import run_concurrently
from .numbered_pages import NumberedPages
from .page import Page
from .ranges import ceil_div
from .reading import Reading


@dataclass
class OrderedPages(NumberedPages):
    """Reads a range in the direction of the listing.

    With a limit, never more pages are asked for at the same time than are needed for sure: a page gives at most as many
    wanted rows as it has. Without a limit everything is read, one page after the other.
    """

    _ended: bool = field(default=False, init=False)
    _count_fell: bool = field(default=False, init=False)

    async def read(self) -> Reading:
        """See :class:`.reading.Reader`."""
        first = await self._read_page(1)
        self._take_next(first)
        next_page, one_by_one = 2, False
        pages = [first]
        while not first.is_whole_list and len(self._seen) != self.total:
            if self.context.has_enough:
                return Reading(self.total, stopped=True)
            batch = self._batch(next_page, one_by_one)
            if not batch:
                return Reading(self.total, proven=self._is_end(pages[-1]))
            self.context.pages.progress.expect(len(batch))
            pages = await run_concurrently(batch, self._read_page, self.context.concurrency)
            if len({page.total for page in pages}) > 1:
                # Something was inserted between two of these pages: a row may have moved from one not yet read to
                # one that was. One after the other, rows can only come twice.
                one_by_one = True
                continue
            if not self._take_next(*pages):
                return Reading(self.total, proven=not pages[-1].rows and self._is_end(pages[-1]))
            next_page += len(pages)
        return Reading(self.total, proven=True)

    async def _read_page(self, number: int) -> Page:
        return await self._read(number, self.context.direction)

    def _batch(self, next_page: int, one_by_one: bool) -> range:
        limit = self.context.limit
        if self.total is None:  # go on until a page is empty
            return range(next_page, next_page + 1)
        last = ceil_div(self.total, self._served) if self._served else 0
        if one_by_one or limit is None:
            return range(next_page, min(next_page, last) + 1)
        pages = ceil_div(limit - self.context.collector.kept, self._served)
        return range(next_page, min(next_page + pages - 1, last) + 1)

    def _is_end(self, page: Page) -> bool:
        """Whether nothing comes after a page that was read in order: it is empty, or has all that the count leaves."""
        if page.total is None:
            return not page.rows
        left = max(0, page.total - (page.page_no - 1) * self._served)
        return len(page.rows) == left and not self._count_fell

    def _take_next(self, *pages: Page) -> bool:
        """Whether it is sure that nothing lies between these pages and those before, and each has something new."""
        goes_on = True
        for page in pages:
            if page.total is not None and page.total < (self.total or 0):
                self._count_fell = True
            self.total = page.total
            follows = not (self._ended and page.rows)
            self._ended = self._ended or len(page.rows) < self._served
            goes_on = self._take(page, self.context.direction) and follows and goes_on
        return goes_on
