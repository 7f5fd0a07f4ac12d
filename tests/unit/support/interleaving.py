# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests that run at the same time, in an order of our choosing, over a list that moves in between.

Each call parks until it is its turn. A driver then decides, by a script of small numbers, what happens next: the
server answers one of the parked calls (that is the moment of its page), one of the answers arrives, or the list
moves. A script that has come to its end stands for a list at rest and calls in order.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import IceError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.operations import Operation

from .simulated_server import STATUSES, Job, SimulatedServer


class Script:
    """Numbers, one after the other, then zeros."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self._numbers = iter(numbers)
        self.is_over = False

    def choose(self, options: int) -> int:
        number = next(self._numbers, None)
        if number is None:
            self.is_over = True
            return 0
        return number % options


@dataclass
class Movement:
    """Moves the list, and keeps the books: what matched all the time, and what matched at any time.

    Jobs are created at the newest end, or a little before it within the newest second; any job may change its status.

    :ivar wild: jobs are also listed late, among older ones, and the oldest are deleted
    """

    server: SimulatedServer
    wanted: dict[str, str]
    script: Script
    rarity: int = 1
    wild: bool = False
    moves: int = 0

    def __post_init__(self) -> None:
        matching = self._matching()
        # What one of the copies never has, or does not have yet, is not there all the time.
        self.always = {name for name in matching if self._is_everywhere(name)}
        self.ever = set(matching)
        self.ever_as_shown = self._matching_as_shown()

    def __call__(self) -> None:
        kind = self.script.choose(4 * self.rarity + (2 if self.wild else 0))
        if kind in (1, 2):
            self.create(later=kind == 1)
        elif kind == 3:
            self.change_status()
        elif self.wild and kind == 4:
            self.list_late()
        elif self.wild and kind == 5:
            self.expire()

    def create(self, *, later: bool) -> None:
        newest = self.server.jobs[-1].created if self.server.jobs else 1_799_000_000_000
        second = newest - newest % 1000
        created = newest + self.script.choose(3) * 700 if later else second + self.script.choose(8) * 125
        self.moves += 1
        # Names sort neither by age nor by reverse age.
        name = f"{self.moves * 7 % 10}-new-{self.moves}"
        self.server.insert(Job(name, created, STATUSES[self.script.choose(2)]))
        self._note()

    def list_late(self) -> None:
        """A job appears that was created some time ago."""
        jobs = self.server.jobs
        if jobs:
            near = jobs[-1 - self.script.choose(min(12, len(jobs)))]
            self.moves += 1
            self.server.insert(Job(f"{self.moves * 7 % 10}-late-{self.moves}", near.created, near.status))
            self._note()

    def expire(self) -> None:
        """The oldest jobs are deleted."""
        del self.server.jobs[: 1 + self.script.choose(3)]
        self._note()

    def change_status(self) -> None:
        if self.server.jobs:
            job = self.server.jobs[self.script.choose(len(self.server.jobs))]
            job.status = STATUSES[(STATUSES.index(job.status) + 1) % 2]
            self._note()

    def _is_everywhere(self, name: str) -> bool:
        jobs, manners = self.server.jobs, self.server.manners
        job = next(job for job in jobs if job.name == name)
        newest = jobs[max(0, len(jobs) - manners.copy_lags) :]
        return job not in newest and not any(self.server.lacks(job, older=older) for older in (True, False))

    def _note(self) -> None:
        matching = self._matching()
        self.always &= matching
        self.ever |= matching
        self.ever_as_shown |= self._matching_as_shown()

    def _matching_as_shown(self) -> set[str]:
        """What seems to match by the times that rows show, which are whole seconds."""
        wanted = self.wanted
        start, end = wanted.get("StartTime", ""), wanted.get("EndTime", "9")
        return {
            job.name
            for job in self.server.jobs
            if start <= job.row()["create_time"] <= end
            and wanted.get("Status") in (None, job.status)
            and wanted.get("Keyword", "") in job.name
        }

    def _matching(self) -> set[str]:
        wanted = dict(self.wanted)
        jobs = self.server.matching({name: wanted[name] for name in ("Status", "Keyword") if name in wanted})
        start, end = wanted.get("StartTime"), wanted.get("EndTime")
        for name, text in (("StartTime", start), ("EndTime", end)):  # one by one: together they may be over 30 days
            if text:
                inside = {job.name for job in self.server.matching({name: text})}
                jobs = [job for job in jobs if job.name in inside]
        return {job.name for job in jobs}


@dataclass
class _Parked:
    parameters: dict[str, str]
    future: asyncio.Future[dict[str, Any]]
    answer: dict[str, Any] | IceError | None = None


@dataclass
class Interleaving:
    """Calls, for a listing; :meth:`run` drives it to its end."""

    server: SimulatedServer
    script: Script
    move: Callable[[], None]
    error_at: int | None = None
    most_in_flight: int = 0
    failed: bool = False
    _parked: list[_Parked] = field(default_factory=list)
    _answered: int = 0

    async def call(self, operation: Operation, parameters: Mapping[str, str]) -> dict[str, Any]:
        parked = _Parked(dict(parameters), asyncio.get_running_loop().create_future())
        self._parked.append(parked)
        self.most_in_flight = max(self.most_in_flight, len(self._parked))
        try:
            return await parked.future
        finally:
            self._parked.remove(parked)

    async def run(self, listing: Coroutine[Any, Any, Any]) -> Any:
        task = asyncio.ensure_future(listing)
        try:
            while not await self._is_done(task):
                self._step()
            left = [other for other in asyncio.all_tasks() if other not in (task, asyncio.current_task())]
            assert not left, f"tasks outlive the listing: {left}"
            assert not self._parked
            return task.result()
        finally:
            task.cancel()

    async def _is_done(self, task: asyncio.Task[Any]) -> bool:
        """Let the listing go on until all it waits for is parked."""
        before = None
        while not task.done():
            await asyncio.sleep(0)
            ready = len(asyncio.get_running_loop()._ready)  # type: ignore[attr-defined]
            if ready == 0 and before == 0:
                return task.done()
            before = ready
        return True

    def _step(self) -> None:
        assert self._parked, "the listing waits for something that no request will bring"
        if not self.script.is_over:
            self.move()
        waiting = [parked for parked in self._parked if not parked.future.done()]
        parked = waiting[self.script.choose(len(waiting))]
        if parked.answer is None:
            self._answered += 1
            try:
                parked.answer = self.server.answer(parked.parameters)
            except IceError as error:
                parked.answer = error
            if self._answered == self.error_at:
                parked.answer = IceError("This page fails.", error_code="Injected")
                self.failed = True
            if self.script.choose(3):  # it arrives later
                return
        if isinstance(parked.answer, IceError):
            parked.future.set_exception(parked.answer)
        else:
            parked.future.set_result(parked.answer)


def run(coroutine: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    """On an event loop that is used again, since a fresh one for every example takes its time."""
    return _runner().run(coroutine())


@functools.cache
def _runner() -> asyncio.Runner:
    return asyncio.Runner()
