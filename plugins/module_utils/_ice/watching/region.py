# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One region: look at its list, send what is new, remember it, and wait."""

from __future__ import annotations

import asyncio
import json
import logging
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Callable

from ..connection import ConnectionOptions
from ..errors import IceError, InputError
from ..listing import Row
from ..query import Doubts
from ..times import format_time
from .delivery import Delivery
from .events import job_event, outage_event, recovered_event, started_anew_event
from .known_job import KnownJob, seen_with
from .options import WatchOptions
from .reading import JobsReader, Look, OpenList, start_of
from .section import Section
from .state_file import State, StateError

_LOGGER = logging.getLogger(__name__)

_LONGEST_WAIT = 10.0  # intervals, while polls fail
_FORGOTTEN_AFTER = 3600  # seconds after a job has left the watched range, in case the clock is set back
_ROWS_AT_ONCE = 500  # then others have their turn


@dataclass
class Region:
    """Watches one list for ever.

    :ivar clock: seconds since the epoch
    :ivar last_look: when the list was read without a problem last, by that clock
    """

    connection: ConnectionOptions
    section: Section
    state: State
    options: WatchOptions
    delivery: Delivery
    open_list: OpenList
    names: Doubts
    clock: Callable[[], float] = time.time
    last_look: int | None = None
    # Rows that the next poll has to look at whether they are read again or not, since time may make an event of them
    _waiting: dict[str, bytes] = field(default_factory=dict)
    _names_are_checked: bool = False

    def __post_init__(self) -> None:
        options = self.options
        self._reader = JobsReader(options.listing, self.section.jobs, self._is_wanted, self._see)
        self._where_depends_on_time = options.where is not None and options.where.depends_on_time

    async def watch(self) -> None:
        """Watch until cancelled.

        :raises InputError: as soon as there are jobs, if ``where`` names what none of them has
        """
        loop, failures, all_read_at = asyncio.get_running_loop(), 0, float("-inf")
        while True:
            began = loop.time()
            at_everything = began - all_read_at >= self.options.resync
            look = await self.poll(at_everything=at_everything)
            if look.is_everything:
                all_read_at = began
            failures = 0 if look.problem is None else failures + 1
            await asyncio.sleep(max(0.0, began + self._interval(failures) - loop.time()))

    async def poll(self, *, at_everything: bool) -> Look:
        """Look once, and send what is to be sent.

        :raises InputError: as soon as there are jobs, if ``where`` names what none of them has
        """
        now = int(self.clock())
        if self.section.anew and await self.delivery.send(started_anew_event(self.section, now)):
            self.section.anew = None
            self._try_to_record()
        look = await self._look(now, at_everything=at_everything)
        self._check_names(look)
        now = int(self.clock())
        try:
            await self._take(look, now)
        except IceError as error:
            look.problem = look.problem or error
        await self._tell_of_problem(look.problem, now)
        if look.problem is None:
            self.last_look = now
        return look

    async def _look(self, now: int, *, at_everything: bool) -> Look:
        try:
            async with self.open_list(self.connection) as read:
                return await self._reader.look(read, now, at_everything=at_everything)
        except IceError as error:
            return Look(problem=error)

    async def _take(self, look: Look, now: int) -> None:
        """:raises IceError: the first problem; whatever else there is was done"""
        problems: list[IceError] = []
        quiet: dict[str, KnownJob | None] = {}
        due: list[tuple[str, Row, KnownJob]] = []
        is_base = not self.section.is_based and not self.options.existing_are_events
        for number, (job_id, row) in enumerate(self._rows_to_judge(look)):
            if number % _ROWS_AT_ONCE == _ROWS_AT_ONCE - 1:
                await asyncio.sleep(0)
            status = row.get("status")
            if not isinstance(status, str):
                problems.append(IceError(f"The job {job_id} has no status."))
                continue
            created = row.get("create_time")
            before = self.section.jobs.get(job_id)
            job = seen_with(before, status, created if isinstance(created, str) else None)
            if is_base:
                quiet[job_id] = job._replace(told=True)
                continue
            try:
                is_due = self._is_due(job, row, now)
            except InputError as error:
                problems.append(InputError(f"where cannot be evaluated for the job {job_id}: {error.message}"))
                self._waiting[job_id] = json.dumps(row).encode()
                continue
            if is_due:
                due.append((job_id, row, job))
            elif job != before:
                quiet[job_id] = job
            self._keep_waiting(job_id, row, job, is_due=is_due)
        if look.is_everything:
            quiet.update(dict.fromkeys(self._forgotten(look, now)))
            for job_id in self._waiting.keys() - look.ids:
                del self._waiting[job_id]
        problems += self._record(quiet)
        if look.is_everything and not self.section.is_based:
            self.section.is_based = True
            problems += self._record(None)
        for job_id, row, job in due:
            if await self.delivery.send(job_event(self.section, row, job_id, job, now)):
                told = job.after_event(int(self.clock()))
                problems += self._record({job_id: told})
                self._keep_waiting(job_id, row, told, is_due=False)
        if problems:
            raise problems[0]

    def _rows_to_judge(self, look: Look) -> Iterator[tuple[str, Row]]:
        """Oldest first."""
        rows = dict(look.rows)
        for job_id, kept in self._waiting.items():
            if job_id not in rows:
                rows[job_id] = json.loads(kept)
        yield from sorted(rows.items(), key=lambda item: str(item[1].get("create_time") or ""))

    def _is_due(self, job: KnownJob, row: Row, now: int) -> bool:
        """:raises InputError: if ``where`` cannot be evaluated for this row"""
        options = self.options
        if job.told and not job.is_to_be_reminded_of(now, options.remind_after):
            return False
        if options.status not in (None, job.status):
            return False
        return options.where is None or options.where.is_true_for(row)

    def _keep_waiting(self, job_id: str, row: Row, job: KnownJob, *, is_due: bool) -> None:
        may_match = self.options.status in (None, job.status)
        time_counts = self.options.remind_after is not None if job.told else self._where_depends_on_time
        if is_due or (may_match and time_counts):
            self._waiting[job_id] = json.dumps(row).encode()
        else:
            self._waiting.pop(job_id, None)

    def _is_wanted(self, job_id: str, row: Row) -> bool:
        """Which rows of the whole list have to be judged."""
        job = self.section.jobs.get(job_id)
        if job is None or job.status != row.get("status"):
            return True
        return self.options.remind_after is not None if job.told else self._where_depends_on_time

    def _see(self, row: Row) -> None:
        if not self._names_are_checked:
            self.names.see([row])

    def _check_names(self, look: Look) -> None:
        """Once, as soon as there are rows."""
        if self._names_are_checked or not look.ids or look.problem is not None:
            return
        self._names_are_checked = True
        self.names.check()

    def _forgotten(self, look: Look, now: int) -> Iterator[str]:
        """Jobs that cannot be in the list any more: they have left the range, or the service has removed them."""
        start = start_of(self.options.listing, now)
        for job_id, job in self.section.jobs.items():
            if job_id in look.ids or job.created is None:
                continue
            has_left = start is not None and job.created < format_time(start - _FORGOTTEN_AFTER)
            if has_left or (look.oldest is not None and start is None and job.created < look.oldest):
                yield job_id

    async def _tell_of_problem(self, problem: IceError | None, now: int) -> None:
        section = self.section
        if problem is not None:
            _LOGGER.warning("Region %s: %s", section.key["region"], problem.message)
            if not section.in_outage and await self.delivery.send(outage_event(section, problem, now)):
                section.outages += 1
                section.in_outage = True
                self._try_to_record()
        elif section.in_outage and await self.delivery.send(recovered_event(section, now)):
            section.in_outage = False
            self._try_to_record()

    def _record(self, jobs: dict[str, KnownJob | None] | None) -> list[IceError]:
        try:
            self.state.record(self.section, jobs)
        except StateError as error:
            return [error]
        return []

    def _try_to_record(self) -> None:
        for error in self._record(None):
            _LOGGER.warning("%s", error.message)

    def _interval(self, failures: int) -> float:
        """Seconds between the beginnings of two polls; longer, and not the same for all, while polls fail."""
        interval = self.options.interval
        return interval * (random.uniform(1.0, min(_LONGEST_WAIT, 2.0 ** min(failures, 10))) if failures else 1.0)
