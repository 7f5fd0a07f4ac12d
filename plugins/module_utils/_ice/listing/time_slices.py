# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read a list that rows can leave, in time slices that each fit one page.

Under a filter by status, jobs enter and leave in the middle, and page numbers lie. Creation times do not: if a range
is cut into slices that each fit one page, every page is the whole of its slice at one moment, and nothing can slip
from one slice into another. A slice that does not fit still gives its first page; what comes after the last row of
that page is cut again.

If a second holds more than a page, or the server gives times or counts that cannot be right, the filter by status is
left out: that list only grows, can be read by page number, and its rows tell their status. If rows can be deleted,
there is no list that only grows, and pages are read by number until two passes agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..times import format_time
from .collector import Place
from .concurrent_pages import ConcurrentPages
from .concurrently import run_concurrently
from .direction import ASCENDING
from .page import Page
from .ranges import Interval, Slice, ceil_div, clamp, contains, cut
from .reading import Reader, Reading, ReadingContext
from .repeated_passes import RepeatedPasses
from .rows import Row, row_time

_AIM = 0.7  # of a page: slices are not filled evenly, and one that overflows costs another request
_MOST_SLICES = 1000  # cut at once; a count may be anything
_OPEN_END = 1 << 40  # later than every time


class _CannotSliceError(Exception):
    """The server's answers contradict each other, or say too little; the text says how."""


@dataclass
class TimeSlices:
    """Reads a range in the direction of the listing.

    With a limit, never more slices are read at the same time than are needed for sure.
    """

    context: ReadingContext
    _served: int = field(default=0, init=False)
    _slices: int = field(default=1, init=False)
    _doubt: str | None = field(default=None, init=False)
    _stopped: bool = field(default=False, init=False)

    async def read(self) -> Reading:
        """See :class:`.reading.Reader`."""
        context = self.context
        first = await context.pages.read(context.interval, 1, context.direction)
        self._served = len(first.rows)
        self._take(first, context.interval)
        if not first.is_whole_list:
            await self._read_after(first)
        return Reading(
            first.total,
            proven=self._doubt is None and not self._stopped,
            stopped=self._stopped,
            slices=self._slices,
            doubt=self._doubt,
        )

    async def _read_after(self, first: Page) -> None:
        if self.context.has_enough:
            self._stopped = True
            return
        self.context.pages.reduce_page_size(self._served)
        try:
            await self._read_slices(await self._rest_of_range(first))
        except _CannotSliceError as error:
            self._doubt = None if await self._is_read_by_number(self.context.interval) else str(error)

    async def _read_slices(self, pending: Sequence[Slice]) -> None:
        while pending:
            batch = self._batch(pending)
            if not batch:
                self._stopped = True
                return
            self.context.pages.progress.expect(len(batch))
            left = await run_concurrently(batch, self._read_slice, self.context.concurrency)
            pending = [piece for pieces in left for piece in pieces] + list(pending[len(batch) :])

    async def _rest_of_range(self, first: Page) -> Sequence[Slice]:
        """Slices of all that comes after the first page. An open end is found with a page of one row."""
        context, direction = self.context, self.context.direction
        edge = self._edge(first, context.interval)
        last = direction.last(context.interval)
        if last is None:
            probe = await context.pages.read(context.interval, 1, direction.reverse, page_size=1)
            if probe.is_whole_list and not probe.rows:  # they have all left meanwhile
                return []
            farthest = self._time_of(probe.rows[0]) if probe.rows else edge
            last = direction.advance(farthest, 1)
        rest = direction.slice(clamp(direction.advance(edge, -1), context.interval), last)
        return self._cut(rest, first) if rest.length >= 0 else []

    async def _read_slice(self, piece: Slice) -> Sequence[Slice]:
        """Read a slice; what its page did not hold is returned, cut again, in the direction of reading."""
        self._slices += 1
        direction = self.context.direction
        page = await self.context.pages.read(piece, 1, direction)
        self._take(page, piece)
        if page.is_whole_list:
            return []
        edge = self._edge(page, piece)
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

    async def _read_dense(self, dense: Slice) -> None:
        if not await self._is_read_by_number(dense):
            self._doubt = (
                f"more {self.context.plan.operation.noun}s than a page holds were created between "
                f"{format_time(dense.start)} and {format_time(dense.end)}, and they moved faster than they could be "
                "read"
            )

    async def _is_read_by_number(self, interval: Interval) -> bool:
        """Read all rows of an interval by page number. :returns: whether it is shown that none is missing"""
        context = self.context
        by_number = replace(
            context,
            interval=interval,
            place=self._place(interval)._replace(by_number=1),  # continues what the first page began
            direction=ASCENDING,
            limit=None,
        )
        reader: Reader
        if context.plan.operation.rows_are_deleted:
            reader = RepeatedPasses(by_number)
        else:
            context.stable_pages.reduce_page_size(context.pages.page_size)
            reader = ConcurrentPages(replace(by_number, pages=context.stable_pages))
        return (await reader.read()).proven

    def _batch(self, pending: Sequence[Slice]) -> Sequence[Slice]:
        """The slices to read next: all of them, or those that are needed for sure; none if there are enough rows."""
        context = self.context
        if context.limit is None:
            return pending
        begin, _end = context.direction.arrange(pending[0])
        in_order = context.collector.kept_before(format_time(context.direction.advance(begin, 1)))
        if in_order >= context.limit:
            return []
        if in_order < context.collector.kept:  # later slices gave rows already: they may suffice
            return pending[:1]
        return pending[: ceil_div(context.limit - in_order, self._served)]

    def _cut(self, rest: Slice, page: Page) -> Sequence[Slice]:
        more = (page.total or 0) - len(page.rows)
        wanted = min(ceil_div(more, max(1, int(self._served * _AIM))), _MOST_SLICES)
        longest = self.context.plan.operation.longest_range
        return self.context.direction.arrange(cut(rest.start, rest.end, wanted, longest))

    def _take(self, page: Page, interval: Interval) -> None:
        self.context.collector.add(page, self._place(interval), self.context.direction)

    def _place(self, interval: Interval) -> Place:
        direction = self.context.direction
        first = direction.first(interval)
        if first is None:
            first = 0 if direction.ascending else _OPEN_END
        return self.context.place._replace(piece=direction.key(first))

    def _edge(self, page: Page, interval: Interval) -> int:
        """The time of the last row of a page that is not all there is."""
        noun = self.context.plan.operation.noun
        if page.total is None or page.total < len(page.rows):
            raise _CannotSliceError(f"the server does not say how many {noun}s there are")
        if not page.rows or len(page.rows) < min(self._served, page.total):
            raise _CannotSliceError(f"the server counts {noun}s that it does not return")
        first, last = self._time_of(page.rows[0]), self._time_of(page.rows[-1])
        if self.context.direction.key(first) > self.context.direction.key(last):
            raise _CannotSliceError(f"the server does not sort {noun}s by their creation time as it was asked to")
        if not (contains(interval, first) and contains(interval, last)):
            raise _CannotSliceError(f"the server returns {noun}s from outside the time range that was asked for")
        return last

    def _time_of(self, row: Row) -> int:
        time = row_time(row, self.context.plan.operation)
        if time is None:
            raise _CannotSliceError(
                f"the server returns {self.context.plan.operation.noun}s without their creation time"
            )
        return time
