# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read a list by page number if neither its order nor its length can be relied on: pass after pass.

Used for templates, which have no time range, and for a second that holds more rows than a page.

* If the server orders rows of the same second anew for each page, one pass may miss some. Each pass asks for pages of
  another size, in the other direction, until there are as many different rows as the server counts.
* If rows can be deleted, some of those that were read may be gone, and hide that others are missing. So passes go on
  until each of them was seen again after a count that they meet: then, at the moment of that count, they were all
  there, and nothing else was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from .collector import Collector
from .concurrently import run_concurrently
from .direction import Direction
from .page import ContradictionError, Page
from .ranges import ceil_div
from .reading import Reading, ReadingContext

_MOST_PASSES = 30
# Passes that bring nothing new, before what is missing is taken to be gone, or a count to be wrong. On a server that
# orders anew, one of six hundred rows stays unseen in a pass with a chance of one in three.
_GONE_AFTER = 4
_WRONG_AFTER = 8
_LIMITED_PASSES = 3
_PAGES_AT_ONCE = 1000  # a count may be anything


class _Pass:
    """One pass over the list. Its rows stay apart, since those of an earlier one may be gone."""

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
            numbers = range(2, min(ceil_div(page.total, served), _PAGES_AT_ONCE) + 1)
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
        context = self._context
        return await context.pages.read(context.interval, number, self._direction, page_size=page_size)

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
        if page.objection:
            context.collector.merge(self.rows)
            raise ContradictionError(page.objection)

    def _is_end(self, page: Page, served: int, known: int) -> bool:
        """Whether a page is the last one: it is empty, brings nothing new, or is the end by the count and not full."""
        if page.size == 0 or (len(self.ids) == known and self._read >= (page.total or 0)):
            return True
        return page.total is not None and self._read >= page.total and page.size < served


@dataclass
class RepeatedPasses:
    """Reads a range, or a list that has no times.

    :ivar ids: of all rows that were read
    """

    context: ReadingContext
    ids: set[str] = field(default_factory=set, init=False)
    _served: int | None = field(default=None, init=False)
    _variant: int = field(default=0, init=False)
    _whole_pass: _Pass | None = field(default=None, init=False)
    _moves: bool = field(default=False, init=False)

    async def read(self) -> Reading:
        """See :class:`.reading.Reader`."""
        reading = None if self.context.limit is None else await self._read_limited()
        if reading is None:
            reading = await (self._read_shrinking() if self._rows_are_deleted else self._read_growing())
        return reading

    async def _read_limited(self) -> Reading | None:
        """Read the beginning twice, in the same way. :returns: None if no two passes agree, or there is not enough"""
        before: _Pass | None = None
        for _number in range(_LIMITED_PASSES):
            this = _Pass(self.context, self.context.direction)
            await this.read(self._served)
            self._served = max(1, this.served)
            if this.is_all or (len(this.counts) == 1 and this.is_enough):  # one page is one moment
                return self._settle([this], this, stopped=not this.is_all)
            if not this.is_enough:
                self._whole_pass = this
                return None
            if before is not None and before.has_no_twins and before.ids <= this.ids:
                return self._settle([this], this, stopped=True)
            before = this
        return None

    async def _read_growing(self) -> Reading:
        """If rows are never deleted, there are as many different ones as the count says in the end.

        Without counts, two passes that agree will do, if no row came twice: where a row is lost, another comes twice.
        """
        passes: list[_Pass] = []
        idle = 0
        for number in range(_MOST_PASSES):
            known = len(self.ids)
            this = await self._pass()
            agree = bool(passes) and passes[-1].is_clean and this.is_clean and passes[-1].ids == this.ids
            passes.append(this)
            has_all = agree if None in this.counts else this.fits_counts and len(self.ids) == this.counts[-1]
            if this.is_all or has_all:
                return self._settle(passes, this)
            idle = 0 if len(self.ids) > known else idle + 1
            if idle == _WRONG_AFTER or (len(this.counts) == 1 and number):
                break
        return self._settle(passes, this, doubt=self._count_doubt(passes))

    async def _read_shrinking(self) -> Reading:
        """If rows can be deleted, all that are known must be seen again after a count that they meet."""
        known: list[_Pass] = []
        again: list[_Pass] = []
        passes: list[_Pass] = []
        idle = 0
        for _number in range(_MOST_PASSES):
            this = await self._pass()
            passes.append(this)
            if this.is_all:
                return self._settle([this], this)
            seen_before, count = _ids(known), this.counts[0]
            meets_count = known and (len(seen_before) == count if count is not None else _is_clean(known))
            if not meets_count or (count is not None and not this.fits_counts):
                # Fewer than counted: they are added up. More: some may be gone, so that it begins anew.
                known = [*known, *again, this] if count is not None and len(seen_before) < count else [this]
                again, idle = [], 0
                continue
            before = len(_ids(again) & seen_before)
            again.append(this)
            seen_again = _ids(again) & seen_before
            if len(seen_again) == len(seen_before):
                return self._settle(again, this)
            idle = 0 if len(seen_again) > before else idle + 1
            if idle == _GONE_AFTER:  # what is missing is gone
                known, again = again, []
        return self._settle(passes[-1:], this, doubt=self._count_doubt(passes[-_GONE_AFTER:]))

    async def _pass(self) -> _Pass:
        """Read a pass. As long as rows are missing, each has a direction and a page size that none before it had."""
        context = replace(self.context, limit=None)
        this, self._whole_pass = self._whole_pass, None
        if this is None:
            this = _Pass(context, context.direction if self._variant % 2 == 0 else context.direction.reverse)
            await this.read(self._page_size(), at_once=not self._moves)
        self._moves = self._moves or this.moved
        self._served = self._served or max(1, this.served)
        self.ids |= this.ids
        if this.counts[-1] not in (None, len(this.ids)):
            self._variant += 1
        return this

    def _page_size(self) -> int | None:
        """That of the first pass, and then others: down to half of what the server serves."""
        if not self._variant or self._served is None:
            return self._served
        operation = self.context.plan.operation
        is_clamped = self._served < self.context.pages.page_size
        largest = self._served if is_clamped else max(self._served, operation.surely_served)
        smallest = min(largest, max(operation.smallest_page, largest // 2, 2))
        return largest - self._variant % (largest - smallest + 1)

    def _settle(
        self, passes: Iterable[_Pass], last: _Pass, *, stopped: bool = False, doubt: str | None = None
    ) -> Reading:
        for each in passes:
            self.context.collector.merge(each.rows)
        total = next(reversed(_known(last.counts)), None)
        return Reading(total, proven=not stopped and doubt is None, stopped=stopped, doubt=doubt or None)

    def _count_doubt(self, passes: Iterable[_Pass]) -> str:
        """What the counts contradict; empty if the list just moved too fast."""
        counts = {count for each in passes for count in _known(each.counts)}
        if len(counts) != 1:
            return ""
        return f"the server counts {counts.pop()} {self.context.plan.operation.noun}s and returns {len(self.ids)}"

    @property
    def _rows_are_deleted(self) -> bool:
        return self.context.plan.operation.rows_are_deleted


def _known(counts: Iterable[int | None]) -> list[int]:
    return [count for count in counts if count is not None]


def _ids(passes: Iterable[_Pass]) -> set[str]:
    return set().union(*(each.ids for each in passes))


def _is_clean(passes: list[_Pass]) -> bool:
    return len(passes) == 1 and passes[0].is_clean
