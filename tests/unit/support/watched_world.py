# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A list of jobs in memory that changes between two looks, a source that watches it, and crashes in between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

import yaml

from ansible_collections.mediaops.alicloud.extensions.eda.plugins.event_source import ice_live_record_jobs as source
from ansible_collections.mediaops.alicloud.plugins.doc_fragments._connection import ModuleDocFragment
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import ConnectionOptions
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import IceError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import JobListingOptions, ListingResult
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.query import query
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.times import format_time, parse_time
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.watching import (
    WatchOptions,
    check_arguments,
    watch,
)

from .virtual_time import VirtualTime

EPOCH = 1_790_000_000  # when the virtual clock shows 0
CREDENTIALS = {"access_key_id": "TestId", "access_key_secret": "TestOnlySecret-1", "region": "cn-shanghai"}
DOCUMENTED = {
    **yaml.safe_load(ModuleDocFragment.DOCUMENTATION)["options"],
    **yaml.safe_load(source.DOCUMENTATION)["options"],
}


class Crash(BaseException):
    """The process is killed."""


def options(**arguments: Any) -> WatchOptions:
    """Options of a source, as a rulebook has them."""
    return WatchOptions.from_arguments(check_arguments(DOCUMENTED, {**CREDENTIALS, **arguments}))


@dataclass
class World:
    """Jobs of one region or more, and what a source makes of them.

    :ivar faults: by region, why its list cannot be read; None if it can
    :ivar doubts: by region, why its list may be incomplete
    :ivar crash_after: so many awaits until the process is killed
    :ivar on_await: is called before each await
    :ivar feedback: where the rule engine gives events back that it has
    :ivar takes: whether it gives back this one
    :ivar set_ahead: how far the clock on the wall is ahead, in seconds
    """

    jobs: dict[str, dict[str, Any]] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    faults: dict[str, IceError | None] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)
    reads: list[JobListingOptions] = field(default_factory=list)
    rows_read: int = 0
    crash_after: int | None = None
    on_await: Callable[[], None] = lambda: None
    feedback: asyncio.Queue[Any] | None = None
    takes: Callable[[dict[str, Any]], bool] = lambda _event: True
    clock: VirtualTime = field(default_factory=VirtualTime)
    set_ahead: float = 0

    @property
    def now(self) -> float:
        """What the clock on the wall shows."""
        return EPOCH + self.clock.now + self.set_ahead

    def add(self, job_id: str, status: str, *, region: str = "cn-shanghai", **fields: Any) -> None:
        """Create a job now."""
        created = format_time(int(EPOCH + self.clock.now))
        job = {"job_id": job_id, "name": f"name of {job_id}", "status": status, "create_time": created, **fields}
        self.jobs[job_id] = {"region": region, **job}

    async def point(self) -> None:
        """A place where the process may be killed."""
        if self.crash_after is not None:
            self.crash_after -= 1
            if self.crash_after < 0:
                raise Crash
        self.on_await()
        await asyncio.sleep(0)
        if self.crash_after is not None and self.crash_after < 0:
            raise Crash

    @asynccontextmanager
    async def open_list(self, connection: ConnectionOptions) -> AsyncIterator[Any]:
        region = str(connection.region)
        await self.point()

        async def read(wanted: JobListingOptions, where: Any = None) -> ListingResult:
            self.reads.append(wanted)
            await self.point()
            fault = self.faults.get(region)
            if fault is not None:
                raise fault
            # In the middle of a page's rows nothing changes.
            rows = [self._row(job) for job in self.jobs.values() if self._matches(job, wanted, region)]
            self.rows_read += len(rows)
            kept = [row for row in rows if where is None or where.is_true_for(row)]
            doubts = [self.doubts[region]] if region in self.doubts else []
            await self.point()
            return ListingResult(kept, None, None, not doubts, doubts, [], {}, [])

        yield read

    async def put(self, event: dict[str, Any]) -> None:
        await self.point()
        self.events.append(event)
        await self.point()
        if self.feedback is not None and self.takes(event):
            await self.feedback.put(event)

    async def run(self, seconds: float, wanted: WatchOptions) -> None:
        """Let a source run for so long, and then be told to end."""
        self.feedback = asyncio.Queue(1) if wanted.feedback else None
        work = watch(wanted, self.put, self.feedback, open_list=self.open_list, clock=lambda: self.now)
        task = asyncio.ensure_future(work)
        done, _running = await asyncio.wait([task], timeout=seconds)
        if not done:
            task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            assert not done
        assert asyncio.all_tasks() == {asyncio.current_task()}, "something outlives the source"

    def watch(self, seconds: float = 0.5, **arguments: Any) -> list[dict[str, Any]]:
        """Run a source from outside of the event loop. :returns: the events of this run"""
        before = len(self.events)
        wall = SimpleNamespace(time=lambda: self.now)
        with self.clock, mock.patch.object(query, "time", wall):
            self.clock.run(self.run(seconds, options(**arguments)))
        return self.events[before:]

    def watch_until_killed(self, state_file: Path, awaits: int, seconds: float = 5.0, **arguments: Any) -> bool:
        """Run a source, kill it after so many awaits. :returns: whether it was killed, and did not end before"""
        self.crash_after = awaits
        try:
            self.watch(seconds, state_file=str(state_file), **arguments)
        except Crash:
            return True
        finally:
            self.crash_after = None
        return False

    def _row(self, job: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in job.items() if name != "region"}

    def _matches(self, job: dict[str, Any], wanted: JobListingOptions, region: str) -> bool:
        created, now = parse_time(job["create_time"], 0), int(self.now)
        if wanted.start_time is not None and created < parse_time(wanted.start_time, now):
            return False
        if wanted.end_time is not None and created > parse_time(wanted.end_time, now):
            return False
        return (
            job["region"] == region
            and wanted.status in (None, job["status"])
            and (wanted.keyword is None or wanted.keyword in job["name"])
        )


def changes(events: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """The events about jobs, in short: job, type, from, to."""
    return [
        (event["live_record_job"]["job_id"], *(event["change"][name] for name in ("type", "from", "to")))
        for event in events
        if "live_record_job" in event
    ]


def kinds(events: list[dict[str, Any]]) -> list[str]:
    """The types of events."""
    return [event["change"]["type"] for event in events]


def ids(events: list[dict[str, Any]]) -> list[str]:
    """Their ids."""
    return [event["meta"]["uuid"] for event in events]
