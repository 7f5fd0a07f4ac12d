# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole list, and the promise about it.

A row that matches from before the first request until after the last one is returned, once, however the list changes
meanwhile and however many requests run at the same time. If that cannot be shown, the listing says so. It never
returns a part of the list as if it were all of it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace

from ..client import Calls
from ..errors import IncompleteError
from .collector import Collector, Place
from .concurrent_pages import ConcurrentPages
from .concurrently import run_concurrently
from .direction import ASCENDING
from .ordered_pages import OrderedPages
from .page import PageReader
from .plan import Plan, ranges_until
from .progress import Progress
from .ranges import OPEN, TimeRange
from .reading import Reader, Reading, ReadingContext
from .repeated_passes import RepeatedPasses
from .result import ListingResult
from .rows import row_time
from .time_slices import TimeSlices


@dataclass
class Listing:
    """One listing with one client.

    :param client: already open
    :param progress: counts the pages, if anybody looks
    """

    client: Calls
    plan: Plan
    progress: Progress = field(default_factory=Progress)

    def __post_init__(self) -> None:
        self._began = time.monotonic()
        self._pages = PageReader(self.client, self.plan, self.progress)
        self._stable_pages = PageReader(self.client, self.plan, self.progress, changing_filters=False)
        self._collector = Collector(self.plan)

    async def run(self) -> ListingResult:
        """Read it. :raises IncompleteError: if completeness cannot be shown and the plan says to fail then"""
        plan = self.plan
        if plan.page_no is not None:
            readings = [await self._read_one_page(plan.page_no)]
        elif not plan.operation.longest_range:
            readings = [await RepeatedPasses(self._context(OPEN)).read()]
        elif plan.until is not None:
            readings = await self._read_until(plan.until)
        else:
            readings = await self._read_ranges(plan.ranges)
        return self._result(readings)

    async def _read_one_page(self, page_no: int) -> Reading:
        page = await self._pages.read(self.plan.ranges[0], page_no, self.plan.direction, page_size=self.plan.page_size)
        self._collector.add(page, Place(), self.plan.direction)
        return Reading(page.total, proven=page.is_whole_list, stopped=not page.is_whole_list)

    async def _read_until(self, end: int) -> list[Reading]:
        """Read a range that has an end and no start: it begins at the oldest row."""
        operation = self.plan.operation
        oldest = await self._pages.read(OPEN, 1, ASCENDING, page_size=1)
        if not oldest.rows and not oldest.total:
            return []
        moment = row_time(oldest.rows[0], operation) if oldest.rows else None
        if moment is None:
            doubt = f"the server does not tell when the oldest {operation.noun} was created (start_time helps)"
            return [Reading(None, doubt=doubt)]
        return await self._read_ranges(ranges_until(moment, end, operation))

    async def _read_ranges(self, ranges: list[TimeRange]) -> list[Reading]:
        direction = self.plan.direction
        contexts = [self._context(each, number) for number, each in enumerate(ranges)]
        if self.plan.limit is None:
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
        """Try one reader after the other, until one shows that nothing is missing, or has enough rows."""
        reading = Reading(None)
        for reader in self._readers(context):
            reading = await reader.read()
            if reading.is_settled:
                break
        return reading

    def _readers(self, context: ReadingContext) -> list[Reader]:
        """The readers for a range; those that cost less come first."""
        if self.plan.rows_can_leave:
            return [TimeSlices(context)]
        everything: list[Reader] = [ConcurrentPages(context), TimeSlices(replace(context, limit=None))]
        return everything if context.limit is None else [OrderedPages(context), *everything]

    def _context(self, interval: TimeRange, number: int = 0) -> ReadingContext:
        plan = self.plan
        return ReadingContext(
            plan=plan,
            pages=self._pages,
            stable_pages=self._stable_pages,
            collector=self._collector,
            concurrency=self.client.max_concurrency,
            interval=interval,
            place=Place(time_range=plan.direction.key(number)),
            direction=plan.direction,
            limit=plan.limit,
        )

    def _result(self, readings: list[Reading]) -> ListingResult:
        plan, stats = self.plan, self.client.stats
        doubts = self._doubts(readings)
        if doubts and plan.fail_if_incomplete:
            raise IncompleteError(
                f"{plan.operation.name}: that no {plan.operation.noun} is missing cannot be shown, because "
                f"{'; '.join(doubts)}. Try again, narrow the time range, or set on_incomplete: warn to get what was "
                "read, marked incomplete.",
                request_id=stats.request_ids[-1] if stats.request_ids else None,
            )
        cut_short = plan.limit is not None and self._collector.kept > plan.limit
        rows = self._collector.rows()
        return ListingResult(
            rows=rows,
            query_result=plan.query.search(rows) if plan.query else None,
            total_count=self._total(readings),
            complete=all(reading.proven for reading in readings) and not doubts and not cut_short,
            doubts=doubts,
            stats=self._stats(readings),
            request_ids=list(stats.request_ids),
        )

    def _doubts(self, readings: list[Reading]) -> list[str]:
        doubts = [reading.open_doubt for reading in readings if reading.open_doubt]
        noun = self.plan.operation.noun
        return doubts + [f"the server returns {noun}s without their {name}" for name in self._collector.missing_fields]

    def _total(self, readings: list[Reading]) -> int | None:
        if len(readings) == 1 and readings[0].total is not None:
            return readings[0].total
        if not all(reading.proven for reading in readings):
            return None
        return self._collector.seen  # neighbouring ranges share a second; the sum of their counts would be too much

    def _stats(self, readings: list[Reading]) -> dict[str, int | float]:
        return {
            "requests": self.client.stats.requests,
            "retries": self.client.stats.retries,
            "throttled": self.client.stats.throttled,
            "pages": self._pages.pages + self._stable_pages.pages,
            "page_size": self._pages.page_size,
            "slices": sum(reading.slices for reading in readings),
            "duplicates": self._collector.duplicates,
            f"{self.plan.operation.noun}s_read": self._collector.seen,
            "elapsed": round(time.monotonic() - self._began, 3),
        }
