# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Submitted jobs whose stream will arrive, break or return: each becomes `started` or `paused` when its time has come.

Nothing runs in the background. What is due is settled before anything is read, which costs a look at the earliest
moment where nothing is due. A job's moment and outcome are kept in the database, and survive a restart.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from .database import Database
from .job_store import JobStore
from .stream_options import StreamOptions


@dataclass(frozen=True, slots=True, order=True)
class _Awaited:
    due: float
    key: int
    during: str
    becomes: str
    url: str


class AwaitedStreams:
    """The streams that something will become of, of every tenant."""

    def __init__(self, database: Database, jobs: JobStore, options: StreamOptions) -> None:
        self._database = database
        self._jobs = jobs
        self._initial_options = options
        self.options = options
        self._load()

    def _load(self) -> None:
        self._heaps: dict[int, list[_Awaited]] = {}
        # Entries of the heaps that are no longer here are out of force.
        self._in_force: dict[int, _Awaited] = {}
        query = "SELECT tenant, due, key, during, becomes, url FROM awaited_streams"
        for tenant, *fields in self._database.sql.execute(query):
            awaited = _Awaited(*fields)
            self._heaps.setdefault(tenant, []).append(awaited)
            self._in_force[awaited.key] = awaited
        for heap in self._heaps.values():
            heapify(heap)

    def expect(self, tenant: int, key: int, url: str, now: float) -> None:
        """Await the stream of a job that was submitted just now."""
        self._await(tenant, key, url, now, "initial", self.options.next_change(url, "initial"))

    def _await(
        self, tenant: int, key: int, url: str, since: float, status: str, change: tuple[float, str] | None
    ) -> None:
        if change is None:
            return
        wait_s, becomes = change
        awaited = _Awaited(since + wait_s, key, status, becomes, url)
        self._database.sql.execute(
            "INSERT INTO awaited_streams (key, tenant, url, during, since, due, becomes) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (key, tenant, url, status, since, awaited.due, becomes),
        )
        heappush(self._heaps.setdefault(tenant, []), awaited)
        self._in_force[key] = awaited

    def settle(self, tenant: int, now: float) -> None:
        """Change the status of the tenant's jobs whose time has come."""
        heap = self._heaps.get(tenant)
        if not heap or heap[0].due > now:
            return
        with self._database.transaction():
            while heap and heap[0].due <= now:
                awaited = heappop(heap)
                if self._in_force.get(awaited.key) == awaited:
                    self.forget(awaited.key)
                    # A job that was given another status in the meantime keeps it.
                    if self._jobs.status(awaited.key) == awaited.during:
                        self._jobs.change_status(tenant, awaited.key, awaited.becomes)
                        late = awaited.during == "paused"
                        change = self.options.next_change(awaited.url, awaited.becomes, arrived_late=late)
                        self._await(tenant, awaited.key, awaited.url, awaited.due, awaited.becomes, change)

    def forget(self, key: int) -> None:
        """Await a job's stream no longer; nothing happens if it is not awaited."""
        if self._in_force.pop(key, None) is not None:
            self._database.sql.execute("DELETE FROM awaited_streams WHERE key = ?", (key,))

    def set_options(self, options: StreamOptions) -> None:
        """Put other options in force, also for the streams that are awaited already."""
        self.options = options
        with self._database.transaction():
            waiting = self._database.sql.execute("SELECT key, url, since, during FROM awaited_streams").fetchall()
            for key, url, since, during in waiting:
                change = options.next_change(url, during)
                if change is None:
                    self._database.sql.execute("DELETE FROM awaited_streams WHERE key = ?", (key,))
                    continue
                wait_s, becomes = change
                self._database.sql.execute(
                    "UPDATE awaited_streams SET due = ?, becomes = ? WHERE key = ?", (since + wait_s, becomes, key)
                )
        self._load()

    def clear(self) -> None:
        """Await nothing, with the options of the start."""
        self._database.sql.execute("DELETE FROM awaited_streams")
        self.options = self._initial_options
        self._load()
