# Copyright (c) 2026, mediaops maintainers
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
from dataclasses import dataclass, field

from .one_pass import OnePass
from .reading import Reading, ReadingContext

_MOST_PASSES = 30
# Passes that bring nothing new, before what is missing is taken to be gone, or a count to be wrong. On a server that
# orders anew, one of six hundred rows stays unseen in a pass with a chance of one in three.
_GONE_AFTER = 4
_WRONG_AFTER = 8
_LIMITED_PASSES = 3


@dataclass
class RepeatedPasses:
    """Reads a range, or a list that has no times.

    :ivar ids: of all rows that were read
    """

    context: ReadingContext
    ids: set[str] = field(default_factory=set, init=False)
    _served: int | None = field(default=None, init=False)
    _variant: int = field(default=0, init=False)
    _whole_pass: OnePass | None = field(default=None, init=False)
    _moves: bool = field(default=False, init=False)

    async def read(self) -> Reading:
        """See :class:`.reading.Reader`."""
        reading = None if self.context.limit is None else await self._read_limited()
        if reading is None:
            reading = await (self._read_shrinking() if self._rows_are_deleted else self._read_growing())
        return reading

    async def _read_limited(self) -> Reading | None:
        """Read the beginning twice, in the same way. :returns: None if no two passes agree, or there is not enough"""
        before: OnePass | None = None
        for _number in range(_LIMITED_PASSES):
            this = OnePass(self.context, self.context.direction)
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
        passes: list[OnePass] = []
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
        known: list[OnePass] = []
        again: list[OnePass] = []
        passes: list[OnePass] = []
        idle = 0
        for _number in range(_MOST_PASSES):
            this = await self._pass()
            passes.append(this)
            if this.is_all:
                return self._settle([this], this)
            seen_before, count = _ids(known), this.counts[0]
            meets_count = known and (
                len(seen_before) == count if count is not None else len(known) == 1 and known[0].is_clean
            )
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

    async def _pass(self) -> OnePass:
        """Read a pass. As long as rows are missing, each has a direction and a page size that none before it had."""
        context = self.context._replace(limit=None)
        this, self._whole_pass = self._whole_pass, None
        if this is None:
            this = OnePass(context, context.direction if self._variant % 2 == 0 else context.direction.reverse)
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
        self, passes: Iterable[OnePass], last: OnePass, *, stopped: bool = False, doubt: str | None = None
    ) -> Reading:
        for each in passes:
            self.context.collector.merge(each.rows)
        total = next(reversed(_known(last.counts)), None)
        return Reading(total, proven=not stopped and doubt is None, stopped=stopped, doubt=doubt or None)

    def _count_doubt(self, passes: Iterable[OnePass]) -> str:
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


def _ids(passes: Iterable[OnePass]) -> set[str]:
    return set().union(*(each.ids for each in passes))
