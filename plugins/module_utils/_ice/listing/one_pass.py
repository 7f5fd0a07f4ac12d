# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A list from its first page to its last one, by page number, whatever comes."""

from __future__ import annotations

from .collector import Collector
from .concurrently import run_concurrently
from .contradiction import ContradictionError
from .direction import Direction
from .page import Page
from .ranges import ceil_div
from .reading import ReadingContext

_TOO_MANY = 10  # pages more than are counted


class OnePass:
    """One pass over a list. Its rows stay apart, since those of an earlier pass may be gone.

    :ivar counts: the count of each page
    :ivar is_all: whether its first page showed that there is no other
    :ivar served: rows in a full page
    """

    def __init__(self, context: ReadingContext, direction: Direction) -> None:
        self.rows = Collector(context.plan)
        self.ids: set[str] = set()
        self.counts: list[int | None] = []
        self.is_all = False
        self.served = 0
        self._context = context
        self._direction = direction
        self._read = 0
        self._gap = False
        self._ended = False
        self._is_over_count = False
        self._at_once = False

    @property
    def is_enough(self) -> bool:
        return self._context.limit is not None and self.rows.kept >= self._context.limit

    @property
    def has_no_twins(self) -> bool:
        """Whether no row came twice, and no page came after one that was not full."""
        return not self._gap and self._read == len(self.ids)

    @property
    def is_clean(self) -> bool:
        """The same, and it came to the end."""
        return self._ended and self.has_no_twins

    @property
    def fits_counts(self) -> bool:
        """Whether as many rows were read as were counted in the end, and never more than were counted.

        Pages that were read at the same time must all have the same count: else rows may have moved between them.
        """
        if not self._ended or self._is_over_count or self.counts[-1] != self._read:
            return False
        return not (self._at_once and self.moved)

    @property
    def moved(self) -> bool:
        """Whether the count changed."""
        return len(set(self.counts)) > 1

    async def read(self, page_size: int | None, *, at_once: bool = False) -> None:
        """Read from the first page to the end, or until there are enough rows.

        :param at_once: read the pages that are counted at the same time
        """
        page, known = await self._next(1, page_size), 0
        self._take(page)
        self.is_all = page.is_all
        self.served = served = page_size or page.size
        if at_once and page.total and served and not self.is_all:
            self._at_once = True
            last = ceil_div(page.total, served)
            while page.page_no < last and page.size:  # a count may be anything, an empty page is the end
                numbers = range(page.page_no + 1, min(last, page.page_no + self._context.concurrency) + 1)
                for following in await run_concurrently(
                    numbers, lambda number: self._next(number, served), self._context.concurrency
                ):
                    known = self._take_next(page, following)
                    page = following
        while not (self.is_all or self.is_enough or self._is_end(page, served, known)):
            following = await self._next(page.page_no + 1, served)
            known = self._take_next(page, following)
            page = following
        self._ended = page.size < served or page.size == 0

    async def _next(self, number: int, page_size: int | None) -> Page:
        return await self._context.read_page(number, self._direction, page_size)

    def _take_next(self, before: Page, page: Page) -> int:
        """Take a page after another. :returns: how many rows were known before it"""
        known = len(self.ids)
        self._gap = self._gap or (before.size < self.served and page.size > 0)
        self._take(page)
        return known

    def _take(self, page: Page) -> None:
        context = self._context
        self.rows.add(
            page,
            context.place,
            self._direction,
            rows_before=self._read,
            rows_in_all=page.total or 0,
            only=context.pages.only,
        )
        self.ids.update(page.ids)
        self._read += page.size
        self.counts.append(page.total)
        self._is_over_count = self._is_over_count or page.total is None or page.total < self._read
        objection = page.objection
        if page.total is not None and self._read > page.total + _TOO_MANY * max(1, self.served):
            objection = (
                objection or f"the server counts {page.total} {context.plan.operation.noun}s and returns ever more"
            )
        if objection:
            context.collector.merge(self.rows)
            raise ContradictionError(objection)

    def _is_end(self, page: Page, served: int, known: int) -> bool:
        """Whether a page is the last one: it is empty, brings nothing new, or is the end by the count and not full."""
        if page.size == 0 or (len(self.ids) == known and self._read >= (page.total or 0)):
            return True
        return page.total is not None and self._read >= page.total and page.size < served
