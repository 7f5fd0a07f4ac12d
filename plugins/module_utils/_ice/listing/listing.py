# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole list, and the promise about it.

A row that matches from before the first request until after the last one is returned, once, however the list changes
meanwhile and however many requests run at the same time. If that cannot be shown, the listing says so. It never
returns a part of the list as if it were all of it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from ..client import Calls
from ..errors import IncompleteError
from ..query import Doubts
from .collector import Collector, OnRow, Place
from .concurrently import run_concurrently
from .contradiction import ContradictionError
from .page import PageReader
from .plan import Plan, ranges_since, ranges_until
from .progress import Progress
from .ranges import OPEN, TimeRange
from .reading import Reading, ReadingContext, Told
from .result import ListingResult
from .ways_of_reading import ways_of_reading

_MANY_RANGES = 12  # as the API takes them; they are read at the same time, and finding the oldest row takes time, too


@dataclass
class Listing:
    """One listing with one client.

    :param client: already open
    :param progress: counts the pages, if anybody looks
    :param on_row: takes the rows that are wanted as they come, in no order, instead of the result; see
        :func:`.read.read_rows`
    """

    client: Calls
    plan: Plan
    progress: Progress = field(default_factory=Progress)
    on_row: OnRow = None

    def __post_init__(self) -> None:
        self._began = time.monotonic()
        plan, self._names = self.plan, Doubts(self.plan.queries)
        self._pages = PageReader(self.client, plan, self.progress, names=self._names)
        self._stable_pages = PageReader(self.client, plan, self.progress, names=self._names, changing_filters=False)
        self._collector = Collector(self.plan, self.on_row)

    async def run(self) -> ListingResult:
        """Read it.

        :raises IncompleteError: if completeness cannot be shown and the plan says to fail then
        :raises InputError: if an expression of the plan names something that no row has
        """
        plan = self.plan
        if plan.page_no is not None:
            readings = [await self._read_one_page(plan.page_no)]
        elif plan.until is not None:
            readings = await self._read_until(plan.until)
        elif len(plan.ranges) > _MANY_RANGES:
            readings = await self._read_many_ranges(plan.ranges)
        else:
            readings = await self._read_ranges(plan.ranges)
        return self._result(readings)

    async def _read_one_page(self, page_no: int) -> Reading:
        page = await self._pages.read(self.plan.ranges[0], page_no, self.plan.direction, page_size=self.plan.page_size)
        self._collector.add(page, Place(), self.plan.direction)
        return Reading(page.total, proven=page.is_all, stopped=not page.is_all, doubt=page.objection)

    async def _read_until(self, end: int) -> list[Reading]:
        """Read a range that has an end and no start: it begins at the oldest row."""
        try:
            start = await self._find_oldest()
        except ContradictionError as error:
            return [Reading(None, doubt=str(error))]
        return [] if start is None else await self._read_ranges(ranges_until(start, end, self.plan.operation))

    async def _read_many_ranges(self, ranges: list[TimeRange]) -> list[Reading]:
        """Read a range that begins long ago: each thirty days before the oldest row would cost a request."""
        try:
            oldest = await self._find_oldest()
        except ContradictionError:
            return await self._read_ranges(ranges)  # all of them can be read without
        return await self._read_ranges([] if oldest is None else ranges_since(oldest, ranges, self.plan.operation))

    async def _find_oldest(self) -> int | None:
        from .oldest_row import OldestRow

        return await OldestRow(self._context(OPEN)).find()

    async def _read_ranges(self, ranges: list[TimeRange]) -> list[Reading]:
        direction = self.plan.direction
        contexts = [self._context(each, number) for number, each in enumerate(ranges)]
        if self.plan.enough is None:
            return await run_concurrently(contexts, self._read_range, self.client.max_concurrency)
        readings: list[Reading] = []
        for context in direction.arrange(contexts):
            readings.append(await self._read_range(context))
            if context.has_enough and len(readings) < len(contexts):
                readings.append(Reading(None, stopped=True, slices=0))  # of the ranges that are not needed
            if readings[-1].stopped:
                break
        return readings

    async def _read_range(self, context: ReadingContext) -> Reading:
        """Try one way of reading after the other, until one shows that nothing is missing, or has enough rows."""
        reading = Reading(None)
        doubts: list[str] = []
        for reader in ways_of_reading(self.plan, context.limit):
            try:
                reading = await reader(context).read()
            except ContradictionError as error:
                reading = Reading(reading.total, doubt=str(error))
            if reading.is_settled and not reading.doubt:
                return reading
            doubts += [reading.doubt] if reading.doubt else []
            context = context.next_attempt()
        # What was seen first, and what the last way of reading met.
        told = "; ".join(dict.fromkeys([*doubts[:1], *doubts[-1:]]))
        return reading._replace(doubt=told or None)

    def _context(self, interval: TimeRange, number: int = 0) -> ReadingContext:
        plan = self.plan
        return ReadingContext(
            plan=plan,
            pages=self._pages,
            stable_pages=self._stable_pages,
            collector=self._collector,
            told=Told(),
            concurrency=self.client.max_concurrency,
            interval=interval,
            place=Place(time_range=plan.direction.key(number)),
            direction=plan.direction,
            limit=plan.enough,
        )

    def _result(self, readings: list[Reading]) -> ListingResult:
        plan, stats = self.plan, self.client.stats
        unchecked = self._names.check()
        doubts = self._doubts(readings)
        if doubts and plan.fail_if_incomplete:
            raise IncompleteError(
                f"{plan.operation.name}: that no {plan.operation.noun} is missing cannot be shown, because "
                f"{'; '.join(doubts)}. Try again, narrow the time range, or set on_incomplete: warn to get what was "
                "read, marked incomplete.",
                request_id=stats.request_ids[-1] if stats.request_ids else None,
            )
        cut_short = plan.limit is not None and self._collector.matched > plan.limit
        complete = all(reading.proven for reading in readings) and not doubts and not cut_short
        rows = self._collector.rows()
        total, remarks = self._total(readings, complete=complete)
        return ListingResult(
            rows=rows,
            query_result=plan.query.search(rows) if plan.query else None,
            total_count=total,
            complete=complete,
            doubts=doubts,
            remarks=remarks + unchecked + self._collector.remarks(),
            stats=self._stats(readings),
            request_ids=list(stats.request_ids),
        )

    def _doubts(self, readings: list[Reading]) -> list[str]:
        noun = self.plan.operation.noun
        doubts = [reading.open_doubt for reading in readings if reading.open_doubt]
        for word in sorted(self._collector.unknown_words):
            without = word in self.plan.operation.words
            doubts.append(
                f"the server returns {noun}s without their {word}"
                if without
                else f"the server returns {noun}s with {word}, which is not documented"
            )
        return list(dict.fromkeys(doubts))

    def _total(self, readings: list[Reading], *, complete: bool) -> tuple[int | None, list[str]]:
        """How many rows match, and what has to be said if the server counts otherwise.

        If it is shown that no row is missing, those that were read are counted: neighbouring ranges share a second,
        and a count is of one moment only.
        """
        seen, noun = self._collector.seen, self.plan.operation.noun
        told = readings[0].total if len(readings) == 1 else None
        differs = told is not None and (told != seen if complete else told < seen)
        if differs and not self.plan.rows_can_leave:
            remark = f"The server counts {told} {noun}s, and {seen} were read"
            return (seen if complete else None), [remark + (" and shown to be all." if complete else ".")]
        if complete:
            return seen, []
        return (None if differs else told), []

    def _stats(self, readings: list[Reading]) -> dict[str, int | float]:
        return {
            "requests": self.client.stats.requests,
            "retries": self.client.stats.retries,
            "throttled": self.client.stats.throttled,
            "pages": self._pages.pages + self._stable_pages.pages,
            "page_size": min(self._pages.page_size, self._stable_pages.page_size),
            "slices": sum(reading.slices for reading in readings),
            "duplicates": self._collector.duplicates,
            f"{self.plan.operation.noun}s_read": self._collector.seen,
            f"{self.plan.operation.noun}s_matched": self._collector.matched,
            "elapsed": round(time.monotonic() - self._began, 3),
        }
