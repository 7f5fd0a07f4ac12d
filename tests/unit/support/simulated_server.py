# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A list of jobs on a server, in memory, that does just what its knobs say and moves only when it is told to.

It knows nothing of the engine but the errors that a client raises.
"""

from __future__ import annotations

import asyncio
import bisect
import calendar
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import ParameterRefusedError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.operations import Operation

LONGEST_RANGE = 30 * 86_400
STATUSES = ("paused", "initial", "started")


class TooManyRequestsError(AssertionError):
    """The listing does not come to an end."""


@dataclass
class Job:
    """Stored to the millisecond, reported to the second."""

    name: str
    created: int  # milliseconds
    status: str = "paused"

    def row(self) -> dict[str, Any]:
        moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self.created // 1000))
        return {"job_id": self.name, "create_time": moment, "status": self.status}


@dataclass
class Manners:
    """What the API leaves open.

    :ivar largest_page: more is clamped quietly, or refused
    :ivar offset_as_asked: a clamped page begins where one of the size asked for would
    :ivar says_page_size: ``served``, ``asked`` or ``nothing``
    :ivar counts: ``number``, ``text``, ``null``, ``missing``, or ``at times`` for every other answer
    :ivar miscount: added to every count
    :ivar named_order: jobs of the same millisecond are in order of their names, not of their insertion
    """

    start_inclusive: bool = True
    end_inclusive: bool = True
    largest_page: int = 1000
    refuses: bool = False
    offset_as_asked: bool = False
    says_page_size: str = "served"
    counts: str = "number"
    miscount: int = 0
    named_order: bool = False
    ignores_times: bool = False
    ignores_page_no: bool = False
    without_times: bool = False
    without_status: bool = False


@dataclass
class SimulatedServer:
    """Answers one request at a time, each at one moment.

    ``most_requests`` bounds what a listing may ask before it counts as endless.
    """

    jobs: list[Job]
    manners: Manners = field(default_factory=Manners)
    most_requests: int = 3000
    requests: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.jobs.sort(key=self._order)

    def _order(self, job: Job) -> tuple[int, str]:
        return (job.created, job.name if self.manners.named_order else "")

    def insert(self, job: Job) -> None:
        bisect.insort_right(self.jobs, job, key=self._order)

    async def call(self, operation: Operation, parameters: Mapping[str, str]) -> dict[str, Any]:
        await asyncio.sleep(0)
        return self.answer(parameters)

    def answer(self, parameters: Mapping[str, str]) -> dict[str, Any]:
        self.requests.append(dict(parameters))
        if len(self.requests) > self.most_requests:
            raise TooManyRequestsError(f"more than {self.most_requests} requests; the last: {parameters}")
        number, asked = int(parameters["PageNo"]), int(parameters["PageSize"])
        assert number >= 1
        assert asked >= 1
        manners = self.manners
        if asked > manners.largest_page and manners.refuses:
            raise ParameterRefusedError("The specified PageSize is invalid.", error_code="InvalidParameter.PageSize")
        served = min(asked, manners.largest_page)
        matching = self.matching(parameters)
        if parameters.get("SortBy", "desc") == "desc":
            matching = matching[::-1]
        page = 1 if manners.ignores_page_no else number
        begin = (page - 1) * (asked if manners.offset_as_asked else served)
        answer = {
            "request_id": f"request-{len(self.requests)}",
            "live_record_jobs": [self._row(job) for job in matching[begin : begin + served]],
            "page_no": number,
        }
        if manners.says_page_size != "nothing":
            answer["page_size"] = served if manners.says_page_size == "served" else asked
        self._count(answer, len(matching) + manners.miscount)
        return answer

    def _row(self, job: Job) -> dict[str, Any]:
        row = job.row()
        if self.manners.without_times:
            del row["create_time"]
        if self.manners.without_status:
            del row["status"]
        return row

    def _count(self, answer: dict[str, Any], total: int) -> None:
        how = self.manners.counts
        if how == "at times":
            how = ("number", "missing", "text")[len(self.requests) % 3]
        if how != "missing":
            answer["total_count"] = {"number": total, "text": str(total), "null": None}[how]

    def matching(self, parameters: Mapping[str, str]) -> list[Job]:
        """The jobs that match at this moment, oldest first."""
        start, end = (_milliseconds(parameters.get(name)) for name in ("StartTime", "EndTime"))
        if start is not None and end is not None and (end - start > LONGEST_RANGE * 1000 or end < start):
            raise ParameterRefusedError("The time range is invalid.", error_code="InvalidParameter.EndTime")
        status, keyword = parameters.get("Status"), parameters.get("Keyword", "")
        jobs = self.jobs if self.manners.ignores_times else self._between(start, end)
        return [job for job in jobs if status in (None, job.status) and keyword in job.name]

    def _between(self, start: int | None, end: int | None) -> list[Job]:
        low, high = 0, len(self.jobs)
        if start is not None:
            find = bisect.bisect_left if self.manners.start_inclusive else bisect.bisect_right
            low = find(self.jobs, start, key=_created)
        if end is not None:
            find = bisect.bisect_right if self.manners.end_inclusive else bisect.bisect_left
            high = find(self.jobs, end, key=_created)
        return self.jobs[low:high]


def _created(job: Job) -> int:
    return job.created


def _milliseconds(text: str | None) -> int | None:
    return None if text is None else calendar.timegm(time.strptime(text, "%Y-%m-%dT%H:%M:%SZ")) * 1000
