# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs that record the same, after each other or side by side, are one recording."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..listing import Row
from ..recordings import active, recording_of
from .moments import moment_in
from .track import Track

STARTED = "started"


class SubmittedJob(NamedTuple):
    """What is kept of a job.

    :ivar created: seconds since the epoch; None if the server does not say
    """

    job_id: str
    status: Any
    created: int | None
    template_id: str | None


@dataclass
class StitchedRecording:
    """A recording, and its jobs.

    :ivar facts: ``region``, ``name``, ``stream_input`` and ``record_output``, as its jobs have them
    :ivar track: what its files cover
    :ivar cycle: seconds that its job writes one file; None if that is of no interest
    """

    facts: dict[str, Any]
    track: Track
    jobs: list[SubmittedJob] = field(default_factory=list)
    cycle: int | None = None

    @property
    def created(self) -> int | None:
        """When the first of its jobs was submitted; None if no job says."""
        return min((job.created for job in self.jobs if job.created is not None), default=None)

    @property
    def last_moment(self) -> int | None:
        """When its last file ends; if there is none, when the first job was submitted."""
        return self.created if self.track.last_end is None else self.track.last_end

    @property
    def current(self) -> SubmittedJob:
        """The job that counts: the newest that is active, else the newest."""
        by_age = sorted(self.jobs, key=lambda job: (job.created or 0, job.job_id))
        running = [job for job in by_age if job.status == STARTED]
        return (running or [job for job in by_age if self._is_active(job)] or by_age)[-1]

    @property
    def is_active(self) -> bool:
        """Whether one of its jobs records, or waits for its stream."""
        return self._is_active(self.current)

    @property
    def identity(self) -> dict[str, Any]:
        """What is known of it before any file is read."""
        in_order = sorted(self.jobs, key=lambda job: (job.created or 0, job.job_id))
        return {**self.facts, "job_ids": [job.job_id for job in in_order], "status": self.current.status}

    @staticmethod
    def _is_active(job: SubmittedJob) -> bool:
        return bool(active([{"status": job.status}]))


@dataclass
class Stitching:
    """Stitches the jobs of a region as they are read.

    :param end: jobs that were submitted later are of no interest
    :param tolerance: see :class:`.track.Track`
    :ivar by_job: the recording of each job
    :ivar without_times: how many jobs do not say when they were submitted
    """

    region: str
    end: int
    tolerance: int
    by_job: dict[str, StitchedRecording] = field(default_factory=dict)
    without_times: int = 0
    _recordings: dict[str, StitchedRecording] = field(default_factory=dict)

    def take(self, row: Row) -> None:
        """Take a job as the list has it."""
        created = moment_in(row.get("create_time"))
        if created is None:
            self.without_times += 1
        elif created > self.end:
            return
        key = repr(recording_of(row))  # what the server sends need not be hashable
        recording = self._recordings.get(key)
        if recording is None:
            facts = {name: row.get(name) for name in ("name", "stream_input", "record_output")}
            recording = StitchedRecording({"region": self.region, **facts}, Track(self.tolerance))
            self._recordings[key] = recording
        job_id, template_id = str(row.get("job_id")), row.get("template_id")
        recording.jobs.append(
            SubmittedJob(job_id, row.get("status"), created, None if template_id is None else str(template_id))
        )
        self.by_job[job_id] = recording

    @property
    def recordings(self) -> Iterable[StitchedRecording]:
        """In the order in which their jobs were read."""
        return self._recordings.values()

    @property
    def created(self) -> int | None:
        """When the first job was submitted."""
        return min((each.created for each in self.recordings if each.created is not None), default=None)
