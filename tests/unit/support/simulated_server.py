# Copyright (c) 2026, mediaops maintainers
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
import zlib
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
        return {"job_id": self.name, "name": self.name, "create_time": moment, "status": self.status}


@dataclass
class Manners:
    """What the API leaves open.

    :ivar largest_page: more is clamped quietly, or refused
    :ivar offset_as_asked: a clamped page begins where one of the size asked for would
    :ivar says_page_size: ``served``, ``asked`` or ``nothing``
    :ivar counts: ``number``, ``text``, ``null``, ``missing``, or ``at times`` for every other answer
    :ivar miscount: added to every count
    :ivar named_order: jobs of the same millisecond are in order of their names, not of their insertion
    :ivar order: of the jobs of one second: ``stable``, ``by offset`` of the page, or ``anew`` for each request
    :ivar counts_at_most: no count is higher
    :ivar counts_page: the count is the number of rows in the answer
    :ivar replicas: a bit for each request, again and again: whether the older of two copies answers it
    :ivar copy_lags: the older copy lacks so many of the newest jobs
    :ivar copy_lacks: every so many jobs one is on the newer copy only, and another on the older one only; 0 for none
    :ivar ignores: parameters that the server takes no notice of
    :ivar empty_single: a page of one row is empty
    :ivar repeats_row: the last row of a page gives way to the first one once more
    :ivar status_case: how a status is written
    :ivar time_format: ``api``, ``milliseconds`` or ``offset``
    :ivar ids: ``text``, ``number``, ``null`` or ``missing``
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
    order: str = "stable"
    counts_at_most: int | None = None
    counts_page: bool = False
    replicas: tuple[bool, ...] = (False,)
    copy_lags: int = 0
    copy_lacks: int = 0
    ignores: frozenset[str] = frozenset()
    empty_single: bool = False
    repeats_row: bool = False
    status_case: str = "lower"
    time_format: str = "api"
    ids: str = "text"
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
    told: list[tuple[dict[str, str], int]] = field(default_factory=list)

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
        manners = self.manners
        parameters = {name: value for name, value in parameters.items() if name not in manners.ignores}
        number, asked = int(parameters.get("PageNo", 1)), int(parameters.get("PageSize", 10))
        assert number >= 1
        assert asked >= 1
        if asked > manners.largest_page and manners.refuses:
            raise ParameterRefusedError("The specified PageSize is invalid.", error_code="InvalidParameter.PageSize")
        served = min(asked, manners.largest_page)
        descending = parameters.get("SortBy", "desc") == "desc"
        begin = (number - 1) * (asked if manners.offset_as_asked else served)
        matching = self._ordered(self._of_copy(self.matching(parameters)), descending, begin)
        rows = [self._row(job) for job in matching[begin : begin + served]]
        if manners.repeats_row and len(rows) > 1:
            rows[-1] = rows[0]
        if manners.empty_single and asked == 1:
            rows = []
        answer = {"request_id": f"request-{len(self.requests)}", "live_record_jobs": rows, "page_no": number}
        if manners.says_page_size != "nothing":
            answer["page_size"] = served if manners.says_page_size == "served" else asked
        total = min(len(matching), manners.counts_at_most if manners.counts_at_most is not None else len(matching))
        total = len(rows) if manners.counts_page else max(0, total + manners.miscount)
        self.told.append((parameters, total))
        self._count(answer, total)
        return answer

    def _of_copy(self, jobs: list[Job]) -> list[Job]:
        """The jobs that the copy that answers this request has."""
        manners = self.manners
        is_older = manners.replicas[len(self.requests) % len(manners.replicas)]
        if is_older and manners.copy_lags:
            missing = {job.name for job in self.jobs[-manners.copy_lags :]}
            jobs = [job for job in jobs if job.name not in missing]
        return [job for job in jobs if not self.lacks(job, older=is_older)]

    def lacks(self, job: Job, *, older: bool) -> bool:
        """Whether one of the copies never has a job."""
        every = self.manners.copy_lacks
        return every > 0 and zlib.crc32(job.name.encode()) % every == (0 if older else 1)

    def _ordered(self, jobs: list[Job], descending: bool, offset: int) -> list[Job]:
        """In the order of the page that begins at the offset."""
        how = self.manners.order
        jobs = jobs[::-1] if descending else jobs
        if how == "stable":
            return jobs
        seed = f"{offset}/{descending}/{len(self.requests) if how == 'anew' else ''}"

        def key(job: Job) -> tuple[int, int]:
            second = job.created // 1000
            return (-second if descending else second, zlib.crc32(f"{seed}/{job.name}".encode()))

        return sorted(jobs, key=key)

    def _row(self, job: Job) -> dict[str, Any]:
        manners, row = self.manners, job.row()
        if manners.without_times:
            del row["create_time"]
        elif manners.time_format == "milliseconds":
            row["create_time"] = f"{row['create_time'][:-1]}.{job.created % 1000:03}Z"
        elif manners.time_format == "offset":
            moment = time.gmtime(job.created // 1000 + 8 * 3600)
            row["create_time"] = time.strftime("%Y-%m-%dT%H:%M:%S+08:00", moment)
        row["status"] = getattr(job.status, manners.status_case)()
        if manners.without_status:
            del row["status"]
        if manners.ids == "number":
            row["job_id"] = zlib.crc32(job.name.encode())
        elif manners.ids == "null":
            row["job_id"] = None
        elif manners.ids == "missing":
            del row["job_id"]
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
        return [job for job in self._between(start, end) if status in (None, job.status) and keyword in job.name]

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
