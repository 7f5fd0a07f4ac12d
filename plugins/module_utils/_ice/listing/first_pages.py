# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the beginning of a list that only grows: pages by number, until there are enough rows.

Never more pages are asked for at the same time than are needed for sure: a page gives at most as many wanted rows as it
has. If more than one page was needed, the first is read again at the end: if it is the same, nothing was put before it,
or taken from it, so that no row moved from one page to another.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .concurrently import run_concurrently
from .contradiction import ContradictionError
from .page import Page
from .ranges import ceil_div
from .reading import Reading, ReadingContext


@dataclass
class FirstPages:
    """Reads a range in the direction of the listing."""

    context: ReadingContext
    _ids: set[str] = field(default_factory=set, init=False)

    async def read(self) -> Reading:
        """See :class:`.reading.Reader`."""
        first = await self._read(1)
        self._take(first, first)
        if first.is_all:
            return Reading(first.total, proven=True)
        if self.context.has_enough and not self._may_be_all(first):
            return Reading(first.total, stopped=True)
        if first.total is not None:
            self.context.pages.reduce_page_size(first.size)
        last = await self._read_on(first)
        again = await self._read(1, first.size)
        if again.ids != first.ids or again.total != first.total:
            raise ContradictionError("the list moved while its beginning was read")
        ended = self._is_end(last, first) and first.total in (None, len(self._ids))
        if not ended and not self.context.has_enough:
            raise ContradictionError(
                f"the server counts {first.total} {self.context.plan.operation.noun}s and returns {len(self._ids)}"
            )
        return Reading(first.total, proven=ended, stopped=not ended)

    async def _read_on(self, first: Page) -> Page:
        """Read what comes after the first page. :returns: the last page"""
        next_page, last = 2, first
        while not self._is_end(last, first) and (not self.context.has_enough or self._may_be_all(first)):
            numbers = range(next_page, next_page + self._pages_needed(first, next_page))
            self.context.pages.progress.expect(len(numbers))
            for page in await run_concurrently(
                numbers, lambda number: self._read(number, first.size), self.context.concurrency
            ):
                self._check(page, first, last)
                self._take(page, first)
                last = page
            next_page = numbers.stop
        return last

    def _is_end(self, last: Page, first: Page) -> bool:
        """Whether nothing comes after a page: it is not full, or empty if there is no count that would tell more."""
        return last.size < first.size and (first.total is not None or not last.size)

    def _may_be_all(self, first: Page) -> bool:
        """Whether the limit leaves nothing out of what is counted."""
        return len(self._ids) == first.total and self.context.collector.matched <= (self.context.limit or 0)

    def _pages_needed(self, first: Page, next_page: int) -> int:
        """As many pages as are needed for sure, and not beyond the count; at least one."""
        needed = ceil_div((self.context.limit or 0) - self.context.collector.matched, first.size)
        left = ceil_div(first.total or 0, first.size) - next_page + 1
        return max(1, min(needed, left))

    def _check(self, page: Page, first: Page, before: Page) -> None:
        if page.total != first.total:
            raise ContradictionError("the list moved while its beginning was read")
        if before.size < first.size and page.size:
            raise ContradictionError("the server returns full pages after one that is not full")
        if not self._ids.isdisjoint(page.ids):
            raise ContradictionError("the same rows are on more than one page")
        if first.total is not None and len(self._ids) + page.size > first.total:
            raise ContradictionError(f"the server counts {first.total} and returns more")

    async def _read(self, number: int, page_size: int | None = None) -> Page:
        return await self.context.read_page(number, self.context.direction, page_size)

    def _take(self, page: Page, first: Page) -> None:
        self.context.take(page, self.context.direction, rows_before=(page.page_no - 1) * first.size)
        self._ids.update(page.ids)
