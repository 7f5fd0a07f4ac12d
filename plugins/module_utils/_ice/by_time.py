# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading a list whose rows come and go, by slices of creation time.

Under a filter on the status, jobs enter and leave in the middle, and page numbers lie. Creation times do not: cut
into slices that each fit one page, every page is the whole of its slice at one moment, and nothing can slip from one
slice into another. A slice that does not fit still gives its first page; what comes after that page's last row is
cut again.

Where a second holds more than a page, or the server tells times or counts that cannot be, the filter on the status is
left out: that list only grows, can be read by page number, and its rows tell their status. Where rows can be deleted
there is no list that only grows, and page numbers are read until two readings agree.
"""

from __future__ import annotations

from collections.abc import Sequence

from .by_page import WholeByPage
from .collector import Collector
from .page_reader import Page, PageReader, Row, row_time
from .side_by_side import side_by_side
from .times import Slice, TimeRange, cut, format_time
from .until_agreed import UntilAgreed

_AIM = 0.7  # of a page: slices are not filled evenly, and one that overflows costs another request
_MOST_SLICES = 1000  # cut at once; a count may be anything
_OPEN_END = 1 << 40


class _CannotSliceError(Exception):
    """The server's answers contradict each other, or say too little; the text says how."""


class ByTime:
    """Reads one time range from the end asked for.

    :param reader: with all filters
    :param lasting: a reader without the filter on the status
    :param status: that filter; None where it is not the reason to read by time
    :param place: of the range among all ranges of the listing, in the direction of reading
    :param limit: stop when so many rows are wanted; never more slices are under way than are needed for sure
    """

    def __init__(
        self,
        reader: PageReader,
        lasting: PageReader,
        collector: Collector,
        width: int,
        place: int,
        *,
        status: str | None,
        ascending: bool,
        limit: int | None,
    ) -> None:
        self.total: int | None = None
        self.slices = 0
        self.stopped = False
        self.doubt: str | None = None
        self._reader = reader
        self._lasting = lasting
        self._collector = collector
        self._width = width
        self._place = place
        self._status = status
        self._ascending = ascending
        self._limit = limit
        self._served = 0
        self._noun = reader.operation.noun

    async def read(self, outer: TimeRange, near: Page) -> bool:
        """Read everything, or until there is enough.

        :param near: the first page of the range, in the direction of reading
        :returns: whether it is proven that nothing is missing. Where it is not, ``doubt`` says why, or reading has
            ``stopped`` with enough.
        """
        self.total = near.total
        self._served = len(near.rows)
        self._take(near, outer)
        if near.is_whole_list:
            return True
        if self._limit is not None and self._collector.kept >= self._limit:
            self.stopped = True
            return False
        self._reader.page_size = min(self._reader.page_size, self._served) or 1
        try:
            await self._read_slices(await self._rest_of_range(outer, near))
        except _CannotSliceError as error:
            self.doubt = None if await self._read_by_number(outer) else str(error)
        return self.doubt is None and not self.stopped

    async def _read_slices(self, pending: Sequence[Slice]) -> None:
        while pending:
            batch = self._batch(pending)
            if not batch:
                self.stopped = True
                return
            self._reader.progress.expect(len(batch))
            left = await side_by_side(batch, self._read_slice, self._width)
            pending = [piece for pieces in left for piece in pieces] + list(pending[len(batch) :])

    async def _rest_of_range(self, outer: TimeRange, near: Page) -> list[Slice]:
        """Slices of all that comes after the first page. An open end is found with a page of one row."""
        edge = self._edge(near, outer)
        far = outer.end if self._ascending else outer.start
        if far is None:
            probe = await self._reader.read(outer, 1, ascending=not self._ascending, page_size=1)
            if probe.is_whole_list and not probe.rows:  # they have all left meanwhile
                return []
            last = self._time_of(probe.rows[0]) if probe.rows else edge
            far = last + 1 if self._ascending else max(0, last - 1)
        if self._ascending:
            rest = Slice(max(edge - 1, outer.start or 0), far)
        else:
            rest = Slice(far, edge + 1 if outer.end is None else min(edge + 1, outer.end))
        return self._cut(rest, near) if rest.length >= 0 else []

    async def _read_slice(self, piece: Slice) -> list[Slice]:
        """Read a slice; what its page did not hold comes back, cut anew, in the direction of reading."""
        self.slices += 1
        page = await self._reader.read(piece.span, 1, ascending=self._ascending)
        self._take(page, piece.span)
        if page.is_whole_list:
            return []
        edge = self._edge(page, piece.span)
        start, end = piece
        rest = Slice(edge - 1, end) if self._ascending else Slice(start, edge + 1)
        if rest.length >= piece.length:
            # The page did not even hold the first second or two: no slice is short enough.
            dense = Slice(start, min(edge + 2, end)) if self._ascending else Slice(max(edge - 2, start), end)
            if not await self._read_by_number(dense.span):
                self.doubt = (
                    f"more {self._noun}s than a page holds were created between {format_time(dense.start)} and "
                    f"{format_time(dense.end)}, and they moved faster than they could be read"
                )
            if dense == piece:
                return []
            rest = Slice(edge + 1, end) if self._ascending else Slice(start, edge - 1)
        return self._cut(rest, page)

    async def _read_by_number(self, span: TimeRange) -> bool:
        """Read all of a range whatever its rows' status, and so by page number."""
        if self._reader.operation.deletes:
            return await self._read_until_agreed(span)
        self._lasting.page_size = min(self._lasting.page_size, self._reader.page_size)
        first = await self._lasting.read(span, 1, ascending=True)
        order = (*self._order(span), 1)  # continues what the range's first page began
        pages = WholeByPage(self._lasting, self._collector, self._width, span, order, self._status)
        return await pages.read(first)

    async def _read_until_agreed(self, span: TimeRange) -> bool:
        pages = UntilAgreed(self._reader, span)
        proven = await pages.read()
        self._collector.add(pages.rows, (*self._order(span), 1), ascending=True)
        return proven

    def _batch(self, pending: Sequence[Slice]) -> Sequence[Slice]:
        """The slices to read next: all of them, or those that are needed for sure; none if there is enough."""
        if self._limit is None:
            return pending
        reached = format_time(pending[0].start + 1 if self._ascending else max(0, pending[0].end - 1))
        in_order = self._collector.kept_before(reached)
        if in_order >= self._limit:
            return []
        if in_order < self._collector.kept:  # later slices gave rows already: they may suffice
            return pending[:1]
        return pending[: -(-(self._limit - in_order) // self._served)]

    def _cut(self, rest: Slice, page: Page) -> list[Slice]:
        more = (page.total or 0) - len(page.rows)
        wanted = min(-(-more // max(1, int(self._served * _AIM))), _MOST_SLICES)
        pieces = cut(rest.start, rest.end, wanted, self._reader.operation.longest_range)
        return pieces if self._ascending else pieces[::-1]

    def _take(self, page: Page, span: TimeRange) -> None:
        self._collector.add(page.rows, (*self._order(span), 0), ascending=self._ascending)

    def _order(self, span: TimeRange) -> tuple[int, int]:
        if self._ascending:
            return self._place, span.start or 0
        return self._place, -(_OPEN_END if span.end is None else span.end)

    def _edge(self, page: Page, span: TimeRange) -> int:
        """The time of the last row of a page that is not all there is."""
        if page.total is None or page.total < len(page.rows):
            raise _CannotSliceError(f"the server does not say how many {self._noun}s there are")
        if not page.rows or len(page.rows) < min(self._served, page.total):
            raise _CannotSliceError(f"the server counts {self._noun}s that it does not return")
        first, last = self._time_of(page.rows[0]), self._time_of(page.rows[-1])
        if first != last and (first < last) is not self._ascending:
            raise _CannotSliceError(f"the server does not sort {self._noun}s by their creation time as it was asked to")
        earliest, latest = sorted((first, last))
        if (span.start is not None and earliest < span.start) or (span.end is not None and latest > span.end):
            raise _CannotSliceError(f"the server returns {self._noun}s from outside the time range that was asked for")
        return last

    def _time_of(self, row: Row) -> int:
        time = row_time(row, self._reader.operation)
        if time is None:
            raise _CannotSliceError(f"the server returns {self._noun}s without their creation time")
        return time
