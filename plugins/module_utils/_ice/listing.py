# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From "one page" to "the whole list, complete": the promise of the collection.

A row that matches from before the first request until after the last one is returned, once, however the list moves
meanwhile and however many requests run side by side. Where that cannot be shown, the listing says so; it never
returns a part as the whole.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from .by_page import HeadByPage, WholeByPage
from .by_time import ByTime
from .client import CallStats
from .collector import Collector
from .errors import IncompleteError
from .operations import ListOperation
from .options import Plan, spans_until
from .page_reader import Calls, PageReader, Row, row_time
from .progress import Progress
from .side_by_side import side_by_side
from .times import TimeRange
from .until_agreed import UntilAgreed


@dataclass(frozen=True)
class ListingResult:
    """What a listing found.

    :ivar rows: in the order asked for, each once
    :ivar query_result: the value of ``query``; None without one
    :ivar total_count: what the server counts for the filters; None where that is not known of all of the range
    :ivar complete: whether ``rows`` are shown to be all that match
    :ivar doubts: why not, where neither ``limit`` nor ``page_no`` is the reason
    """

    # Not in the repr: asyncio.run makes one of its task, result and all, to look for a signal handler by that name.
    rows: list[Row] = field(repr=False)
    query_result: Any = field(repr=False)
    total_count: int | None
    complete: bool
    doubts: list[str]
    stats: dict[str, int | float]
    request_ids: list[str]


@dataclass
class _Reading:
    """What is known once a time range has been read."""

    total: int | None
    proven: bool
    stopped: bool = False
    slices: int = 1
    doubt: str | None = None


@dataclass
class Listing:
    """One listing over one client.

    :param calls: the client, already open
    :param width: how many pages are asked for side by side
    :param progress: where pages are counted, if anybody looks
    """

    calls: Calls
    call_stats: CallStats
    operation: ListOperation
    plan: Plan
    width: int
    progress: Progress | None = None
    _began: float = field(default_factory=time.monotonic, init=False)

    def __post_init__(self) -> None:
        plan = self.plan
        self._collector = Collector(self.operation, plan.where, ascending=plan.ascending)
        self._reader = PageReader(self.calls, self.operation, plan.filters, plan.page_size, self.progress)
        lasting = {name: value for name, value in plan.filters.items() if name != "Status"}
        self._lasting_reader = PageReader(self.calls, self.operation, lasting, plan.page_size, self.progress)

    async def run(self) -> ListingResult:
        """Read it. :raises IncompleteError: where completeness cannot be shown and the plan says to fail"""
        if self.plan.page_no is not None:
            return self._result([await self._read_one_page(self.plan.page_no)])
        if not self.operation.longest_range:
            return self._result([await self._read_without_times()])
        spans = await self._find_spans(self.plan.end or 0) if self.plan.spans is None else self.plan.spans
        if isinstance(spans, _Reading):
            return self._result([spans])
        readings = await (self._read_some(spans) if self.plan.limit is not None else self._read_all(spans))
        return self._result(readings)

    async def _read_one_page(self, page_no: int) -> _Reading:
        span = TimeRange(None, None) if not self.plan.spans else self.plan.spans[0]
        page = await self._reader.read(span, page_no, ascending=self.plan.ascending, page_size=self.plan.page_size)
        self._collector.add(page.rows, (), ascending=self.plan.ascending)
        return _Reading(page.total, proven=page.is_whole_list, stopped=not page.is_whole_list)

    async def _read_without_times(self) -> _Reading:
        def is_enough(rows: Sequence[Row]) -> bool:
            wanted = sum(plan.where is None or plan.where.is_true_for(row) for row in rows)
            return plan.limit is not None and wanted >= plan.limit

        plan = self.plan
        pages = UntilAgreed(self._reader, TimeRange(None, None), plan.ascending, is_enough if plan.limit else None)
        proven = await pages.read()
        self._collector.add(pages.rows, (), ascending=plan.ascending)
        return _Reading(pages.total, proven=proven and not pages.stopped, stopped=pages.stopped)

    async def _find_spans(self, end: int) -> list[TimeRange] | _Reading:
        """An end without a start: begin where the oldest row is."""
        oldest = await self._reader.read(TimeRange(None, None), 1, ascending=True, page_size=1)
        if not oldest.rows and not oldest.total:
            return []
        time_of_oldest = row_time(oldest.rows[0], self.operation) if oldest.rows else None
        if time_of_oldest is None:
            doubt = f"the server does not tell when the oldest {self.operation.noun} was created (start_time helps)"
            return _Reading(None, proven=False, doubt=doubt)
        return spans_until(time_of_oldest, end, self.operation)

    async def _read_all(self, spans: list[TimeRange]) -> list[_Reading]:
        return await side_by_side(list(enumerate(spans)), self._read_whole, self.width)

    async def _read_whole(self, numbered_span: tuple[int, TimeRange]) -> _Reading:
        place, span = numbered_span
        if not self.plan.rows_can_leave:
            pages = WholeByPage(self._reader, self._collector, self.width, span, (self._in_order(place),))
            if await pages.read(await self._reader.read(span, 1, ascending=True)):
                return _Reading(pages.total, proven=True)
        return await self._read_by_time(place, span, limit=None)

    async def _read_some(self, spans: list[TimeRange]) -> list[_Reading]:
        """With a limit: range after range from the end asked for, and no further than is needed."""
        numbered = list(enumerate(spans))
        readings: list[_Reading] = []
        for place, span in numbered if self.plan.ascending else numbered[::-1]:
            readings.append(await self._read_head(place, span, self.plan.limit or 1))
            if self._collector.kept >= (self.plan.limit or 1) and len(readings) < len(spans):
                readings.append(_Reading(None, proven=False, stopped=True, slices=0))
            if readings[-1].stopped:
                break
        return readings

    async def _read_head(self, place: int, span: TimeRange, limit: int) -> _Reading:
        if self.plan.rows_can_leave:
            return await self._read_by_time(place, span, limit=limit)
        head = HeadByPage(
            self._reader,
            self._collector,
            self.width,
            span,
            (self._in_order(place),),
            ascending=self.plan.ascending,
            limit=limit,
        )
        proven = await head.read()
        if proven or head.stopped:
            return _Reading(head.total, proven=proven, stopped=head.stopped)
        return await self._read_whole((place, span))

    async def _read_by_time(self, place: int, span: TimeRange, *, limit: int | None) -> _Reading:
        near = await self._reader.read(span, 1, ascending=self.plan.ascending)
        slices = ByTime(
            self._reader,
            self._lasting_reader,
            self._collector,
            self.width,
            self._in_order(place),
            status=self.plan.filters.get("Status"),
            ascending=self.plan.ascending,
            limit=limit,
        )
        proven = await slices.read(span, near)
        return _Reading(slices.total, proven, slices.stopped, 1 + slices.slices, slices.doubt)

    def _in_order(self, place: int) -> int:
        return place if self.plan.ascending else -place

    def _result(self, readings: list[_Reading]) -> ListingResult:
        plan = self.plan
        doubts = [
            reading.doubt or "the list moved faster than it could be read"
            for reading in readings
            if reading.doubt or not (reading.proven or reading.stopped)
        ]
        if self._collector.rows_without_status:
            doubts.append("the server returns jobs without their status")
        if doubts and plan.fail_if_incomplete:
            raise IncompleteError(
                f"{self.operation.name}: that no {self.operation.noun} is missing cannot be shown, because "
                f"{'; '.join(doubts)}. Try again, narrow the time range, or set on_incomplete: warn to get what was "
                "read, marked incomplete.",
                request_id=self.call_stats.request_ids[-1] if self.call_stats.request_ids else None,
            )
        cut_short = plan.limit is not None and self._collector.kept > plan.limit
        complete = all(reading.proven for reading in readings) and not doubts and not cut_short
        rows = self._collector.rows(plan.limit)
        return ListingResult(
            rows=rows,
            query_result=plan.query.search(rows) if plan.query else None,
            total_count=self._total(readings),
            complete=complete,
            doubts=doubts,
            stats=self._stats(readings),
            request_ids=list(self.call_stats.request_ids),
        )

    def _total(self, readings: list[_Reading]) -> int | None:
        if len(readings) == 1 and readings[0].total is not None:
            return readings[0].total
        if not all(reading.proven for reading in readings):
            return None
        return self._collector.seen  # neighbouring ranges share a second; the sum of their counts would be too much

    def _stats(self, readings: list[_Reading]) -> dict[str, int | float]:
        return {
            "requests": self.call_stats.requests,
            "retries": self.call_stats.retries,
            "throttled": self.call_stats.throttled,
            "pages": self._reader.pages + self._lasting_reader.pages,
            "page_size": self._reader.page_size,
            "slices": sum(reading.slices for reading in readings),
            "duplicates": self._collector.duplicates,
            f"{self.operation.noun}s_read": self._collector.seen,
            "elapsed": round(time.monotonic() - self._began, 3),
        }
