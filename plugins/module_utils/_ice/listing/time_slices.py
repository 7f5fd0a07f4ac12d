# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read a list in time slices that each fit one page.

Page numbers lie if rows enter and leave in the middle, as under a filter by status, or if the server orders the rows of
a second anew for each page. Creation times do not: they never change. A page that is not full is the whole of its slice
at one moment, whatever the order is, and whatever the count says. Nothing can slip from one slice into another. If a
page is full, what comes after its last row is a slice of its own, and is read next.

A second that holds more than a page is read by page number, see :mod:`.repeated_passes`: without the filter by status,
since that list only grows, and its rows tell their status.

The reference does not say that the time range of files is about their creation. So the slices of files are not cut at a
row, but into equal parts; and what they give is compared with a count of the whole range.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..times import format_time
from .collector import Place
from .concurrently import GrowingQueue, run_concurrently
from .contradiction import ContradictionError
from .direction import ASCENDING
from .page import Page
from .ranges import Interval, Slice, ceil_div, clamp, cut
from .reading import Reading, ReadingContext, Told
from .repeated_passes import RepeatedPasses
from .rows import second_of

_AIM = 0.7  # of a page: slices are not filled evenly, and one that overflows costs another request
_MOST_SLICES = 100  # cut at once; a count may be anything
# If the time range is not about creation, shorter slices need not hold fewer rows. More slices than these are no use.
_FEWEST_SLICES = 20
_SLICES_PER_PAGE = 5
_OPEN_END = 1 << 40  # later than every time


@dataclass
class TimeSlices:
    """Reads a range in the direction of the listing.

    With a limit, never more slices are read at the same time than are needed for sure.

    :param first: the first page of the range, if it was read already
    :param other_end: a small page from the other end of the range, if it was read already
    :ivar ids: of all rows that were read
    """

    context: ReadingContext
    first: Page | None = None
    other_end: Page | None = None
    ids: set[str] = field(default_factory=set, init=False)
    _served: int = field(default=0, init=False)
    _counted: int = field(default=0, init=False)
    _slices: int = field(default=1, init=False)
    _farthest: str = field(default="", init=False)
    _doubt: str | None = field(default=None, init=False)
    _stopped: bool = field(default=False, init=False)
    _queue: GrowingQueue[Slice] | None = field(default=None, init=False)

    async def read(self) -> Reading:
        """See :class:`.reading.Reader`."""
        context = self.context
        first = self.first or await context.read_page(1, context.direction)
        self._served, self._counted = first.size, first.total or 0
        self._take(first, context.interval)
        if not first.is_all:
            if context.has_enough:
                self._stopped = True
            else:
                await self._read_after(first)
        if not self._stopped:
            await self._compare_with_count(first.total)
        return self._reading(first.total)

    async def read_pieces(self, pieces: Sequence[Slice]) -> Reading:
        """Read just some slices."""
        self._served = self.context.pages.page_size
        await self._read_slices(pieces)
        return self._reading(None)

    def _reading(self, total: int | None) -> Reading:
        return Reading(
            total,
            proven=self._doubt is None and not self._stopped,
            stopped=self._stopped,
            slices=self._slices,
            doubt=self._doubt,
        )

    async def _read_after(self, first: Page) -> None:
        if (first.total or 0) > first.size:
            self.context.pages.reduce_page_size(first.size)
        await self._read_slices(await self._rest_of_range(first))
        if first.first_time == first.last_time == self._farthest and not self._stopped:
            await self._read_one_second()

    async def _read_one_second(self) -> None:
        """All is of one second, or the server does not sort: then the first page may be of any second."""
        await self._read_dense(self.context.interval)
        self._farthest = ""

    async def _compare_with_count(self, total: int | None) -> None:
        """If rows cannot leave, all that were ever counted must be there.

        :param total: the count of the first page
        """
        context = self.context
        needed = context.told.largest_count
        if len(self.ids) >= needed or context.plan.changing_filters or self._doubt:
            return
        if context.plan.operation.rows_are_deleted:
            needed = (await context.pages.read(context.interval, 1, context.direction)).total or 0
        elif context.told.oldest:
            oldest = await context.pages.read(context.interval, 1, ASCENDING)
            if oldest.first_time and oldest.first_time > context.told.oldest:
                needed = total or 0  # the oldest rows were deleted: what was counted before that is no measure
        if len(self.ids) < needed:
            self._doubt = f"the server counts {needed} {self._noun}s and returns {len(self.ids)}"

    # Slices

    async def _read_slices(self, pieces: Sequence[Slice]) -> None:
        context = self.context
        if context.limit is None:
            context.pages.progress.expect(len(pieces))
            self._queue = GrowingQueue(pieces, context.concurrency)
            await self._queue.run(self._read_slice)
            return
        pending = list(pieces)
        while pending:
            batch = self._batch(pending)
            if not batch:
                self._stopped = True
                return
            context.pages.progress.expect(len(batch))
            left = await run_concurrently(batch, self._read_slice, context.concurrency)
            pending = [piece for pieces in left for piece in pieces] + pending[len(batch) :]

    async def _read_slice(self, piece: Slice) -> Sequence[Slice]:
        """Read a slice. :returns: what its page did not hold, cut again, in the direction of reading"""
        self._slices += 1
        known = len(self.ids)
        page = await self.context.pages.read(piece, 1, self.context.direction)
        self._take(page, piece)
        if page.is_all:
            return []
        if page.is_short and len(self.ids) == known:
            self._doubt = f"the server counts {page.total} {self._noun}s and returns {page.size} between {_said(piece)}"
            return []
        if self.context.plan.operation.times_are_of_creation:
            return await self._rest_of_slice(page, piece)
        if self._slices > _FEWEST_SLICES + _SLICES_PER_PAGE * ceil_div(self._counted, max(1, self._served)):
            raise ContradictionError(f"shorter time ranges do not give fewer {self._noun}s")
        if piece.length < 4:  # less cannot be cut into parts that are shorter, with a second in common
            await self._read_dense(piece)
            return []
        wanted = max(2, ceil_div(page.total or 0, max(1, int(self._served * _AIM))))
        return self._arrange(cut(piece.start, piece.end, min(wanted, _MOST_SLICES), piece.length))

    async def _rest_of_slice(self, page: Page, piece: Slice) -> Sequence[Slice]:
        direction = self.context.direction
        edge = self._second(page.last_time)
        first, last = direction.arrange(piece)
        rest = direction.slice(direction.advance(edge, -1), last)
        if rest.length >= piece.length:
            # The page did not even hold the first second or two: no slice is short enough.
            dense = direction.slice(first, clamp(direction.advance(edge, 2), piece))
            await self._read_dense(dense)
            if dense == piece:
                return []
            rest = direction.slice(direction.advance(edge, 1), last)
        return self._cut(rest, page)

    async def _rest_of_range(self, first: Page) -> Sequence[Slice]:
        """Slices of all that comes after the first page. An open end is found with a small page from the other end."""
        context, direction = self.context, self.context.direction
        if not context.plan.operation.times_are_of_creation:
            return await self._all_of_range(first)
        last = direction.last(context.interval)
        if last is None:
            farthest = await self._find_far_end(first)
            if farthest is None:
                return []
            last = direction.advance(farthest, 1)
        edge = self._second(first.last_time)
        rest = direction.slice(clamp(direction.advance(edge, -1), context.interval), last)
        return self._cut(rest, first) if rest.length >= 0 else []

    async def _find_far_end(self, first: Page) -> int | None:
        """The second of the last row. :returns: None if all was read meanwhile"""
        context, direction = self.context, self.context.direction
        other_end = await self._other_end()
        edge = farthest = self._second(first.last_time)
        if other_end.rows:
            farthest = self._second(other_end.first_time)
        if not other_end.rows or direction.key(farthest) < direction.key(edge):
            # All that came after the first page may have left. If it did, the list still has two ends.
            first = await context.read_page(1, direction)
            self._take(first, context.interval)
            shows_order = other_end.is_short or other_end.first_time != other_end.last_time
            has_two_ends = first.rows and direction.key(self._second(first.first_time)) < direction.key(farthest)
            if first.is_all or (other_end.rows and shows_order and has_two_ends):
                return None
            if not other_end.rows:
                raise ContradictionError(f"the server returns {self._noun}s in one direction only")
        if farthest == self._second(first.first_time):
            await self._read_one_second()
            return None
        return farthest

    async def _all_of_range(self, first: Page) -> Sequence[Slice]:
        start, end = self.context.interval
        if start is None or end is None:
            known = sorted([self._second(first.first_time), self._second((await self._other_end()).first_time)])
            start, end = max(0, known[0] - self.context.plan.operation.longest_row), known[1] + 1
        return self._cut(Slice(start, end), first)

    async def _other_end(self) -> Page:
        page = self.other_end or await read_other_end(self.context)
        if page.objection:
            raise ContradictionError(page.objection)
        return page

    async def _read_dense(self, dense: Interval) -> None:
        """Read a slice of a second or two that holds more than a page."""
        context = self.context
        pages = context.pages if context.plan.operation.rows_are_deleted else context.stable_pages
        pages.reduce_page_size(context.pages.page_size)
        passes = RepeatedPasses(
            context._replace(
                pages=pages,
                told=Told(),
                interval=dense,
                place=self._place(dense)._replace(by_number=1),  # continues what the first page began
                direction=ASCENDING,
                limit=None,
            )
        )
        reading = await passes.read()
        self.ids |= passes.ids
        if not reading.proven:
            self._doubt = (
                f"more {self._noun}s than a page holds were created between {_said(dense)}, and "
                f"{reading.doubt or 'they moved faster than they could be read'}"
            )

    def _batch(self, pending: Sequence[Slice]) -> Sequence[Slice]:
        """The slices to read next: those that are needed for sure; none if there are enough rows."""
        context = self.context
        limit = context.limit or 0
        begin, _end = context.direction.arrange(pending[0])
        # Slices share a second. Of current jobs, what is in that second may still be superseded by another one.
        shared = 0 if context.plan.current_only else 1
        in_order = context.collector.kept_before(format_time(context.direction.advance(begin, shared)))
        if in_order >= limit:
            return []
        if in_order < context.collector.matched:  # later slices gave rows already: they may suffice
            return pending[:1]
        return pending[: ceil_div(limit - in_order, self._served)]

    def _cut(self, rest: Slice, page: Page) -> Sequence[Slice]:
        wanted = self._wanted_slices(int(self._rows_expected(rest, page)))
        return self._arrange(cut(rest.start, rest.end, wanted, self.context.plan.operation.longest_range))

    def _rows_expected(self, rest: Slice, page: Page) -> float:
        counted = (page.total or 0) - page.size
        if counted > 0 or self.context.limit is not None or not self.context.plan.operation.times_are_of_creation:
            return counted
        # No count helps. If rows go on to come as they did on this page:
        seconds = abs(self._second(page.last_time) - self._second(page.first_time)) + 1
        return page.size * rest.length / seconds

    def _wanted_slices(self, rows: int) -> int:
        """Into how many slices to cut what holds so many rows.

        With a limit each slice should fit a page, since later ones may not be needed. Else each should keep one of the
        idle requests busy, with one page after the other: only the last page of a slice is not full.
        """
        rows_each = max(1, int(self._served * _AIM))
        if self.context.limit is None:
            idle = self._queue.idle if self._queue else self.context.concurrency
            if idle == 0:
                return 1
            rows_each += rows // (idle * max(1, self._served)) * self._served
        return min(_MOST_SLICES, max(1, ceil_div(rows, rows_each)))

    def _arrange(self, slices: Sequence[Slice]) -> Sequence[Slice]:
        return self.context.direction.arrange(slices)

    # Rows

    def _take(self, page: Page, interval: Interval) -> None:
        direction = self.context.direction
        self.context.take(page, direction, place=self._place(interval))
        self.ids.update(page.ids)
        time = page.last_time
        if time and (not self._farthest or (time > self._farthest) is direction.ascending):
            self._farthest = time

    def _place(self, interval: Interval) -> Place:
        direction = self.context.direction
        first = direction.first(interval)
        if first is None:
            first = 0 if direction.ascending else _OPEN_END
        return self.context.place._replace(piece=direction.key(first))

    def _second(self, time: str | None) -> int:
        return second_of(time, self._noun)

    @property
    def _noun(self) -> str:
        return self.context.plan.operation.noun


async def read_other_end(context: ReadingContext) -> Page:
    """The last rows of a range in the direction of reading; a few of them, the last one first."""
    size = context.plan.operation.default_page
    return await context.pages.read(context.interval, 1, context.direction.reverse, page_size=size)


def _said(interval: Interval) -> str:
    start, end = (None if moment is None else format_time(moment) for moment in interval)
    return f"{start or 'the beginning'} and {end or 'now'}"
