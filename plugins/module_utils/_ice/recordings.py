# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What makes two jobs the same recording, and which of them counts.

The API makes up a new id for each submission, deletes no job, and has no call that stops one. What users know is the
job's name, its stream and its output: these identify a recording. A job that was submitted again stays ``paused`` for
ever beside its successor. So of all jobs of a recording one counts, its *current* job: the newest that is active, or
else the newest. The others are superseded.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from .times import as_api_time

Job = Mapping[str, Any]
AnyJob = TypeVar("AnyJob", bound=Job)

ACTIVE_STATUSES = ("initial", "started")


class Recording(NamedTuple):
    """The identity of a recording within its region."""

    name: Any
    stream_url: Any
    output_type: Any
    bucket: Any
    endpoint: Any

    @property
    def is_known(self) -> bool:
        """Whether it can be told from others: the API requires names and streams, not all of the output."""
        return self.name is not None and self.stream_url is not None

    def includes(self, job: Job) -> bool:
        """Whether a job belongs to it. What is None here may be anything there."""
        return all(mine in (None, its) for mine, its in zip(self, recording_of(job)))

    def may_include(self, job: Job) -> bool:
        """Whether a job may belong to it: what a job does not show may be anything too."""
        return all(None in (mine, its) or mine == its for mine, its in zip(self, recording_of(job)))


def recording_of(job: Job) -> Recording:
    """The recording that a job belongs to."""
    stream, output = _part(job, "stream_input"), _part(job, "record_output")
    return Recording(
        _comparable(job.get("name")),
        _comparable(stream.get("url")),
        _comparable(output.get("type")),
        _comparable(output.get("bucket")),
        _comparable(output.get("endpoint")),
    )


def _part(job: Job, name: str) -> Mapping[str, Any]:
    part = job.get(name)
    # A dict is a Mapping; it is only known sooner that it is one.
    return part if isinstance(part, (dict, Mapping)) else {}


def _comparable(value: Any) -> Any:
    """Servers may send something else than texts."""
    return value if value is None or isinstance(value, str) else json.dumps(value, sort_keys=True, default=str)


def is_active(job: Job) -> bool:
    """Whether a job records, or waits for its stream."""
    return job.get("status") in ACTIVE_STATUSES


def active(jobs: Iterable[AnyJob]) -> list[AnyJob]:
    """Those of the jobs that record, or wait for their stream."""
    return [job for job in jobs if is_active(job)]


@dataclass
class JobsOfOne(Generic[AnyJob]):
    """What is known of the jobs of one recording.

    :ivar current: the job that counts
    :ivar count: how many jobs there are
    :ivar active_ids: of all that are active, in the order in which they were added; usually there is one at most
    """

    current: AnyJob
    count: int = 0
    active_ids: list[str] = field(default_factory=list)


class CurrentJobs(Generic[AnyJob]):
    """Chooses the current job of each recording of a region, while jobs arrive in any order.

    Only current jobs are kept, so that memory follows recordings. A job that does not show its name and its stream is
    taken for a recording of its own: nobody can tell what supersedes it. Each job must be added once.

    :ivar recordings: by what identifies each
    """

    def __init__(self, jobs: Iterable[AnyJob] = ()) -> None:
        self.recordings: dict[tuple[Any, ...], JobsOfOne[AnyJob]] = {}
        for job in jobs:
            self.add(job)

    def add(self, job: AnyJob) -> AnyJob | None:
        """Take a job.

        :returns: the job that is superseded now, which may be this one; None if it is the first of its recording
        """
        recording = recording_of(job)
        key = tuple(recording) if recording.is_known else (*recording, job_id(job))
        known = self.recordings.get(key)
        loser: AnyJob | None = None
        if known is None:
            known = self.recordings[key] = JobsOfOne(job)
        elif rank(job) > rank(known.current):
            loser, known.current = known.current, job
        else:
            loser = job
        known.count += 1
        if is_active(job):
            known.active_ids.append(job_id(job))
        return loser

    @property
    def superseded(self) -> int:
        """How many jobs are not the current ones of their recordings."""
        return sum(known.count - 1 for known in self.recordings.values())


def current(jobs: Iterable[AnyJob]) -> list[AnyJob]:
    """The current job of each recording.

    :param jobs: of one region, each once, in any order
    :returns: in the order in which the recordings came first
    """
    return [known.current for known in CurrentJobs(jobs).recordings.values()]


def job_id(job: Job) -> str:
    """The job's id as text; empty if it does not show it."""
    return str(job.get("job_id") or "")


def rank(job: Job) -> tuple[bool, str, str]:
    """Of the jobs of one recording the one with the highest rank counts.

    Of two jobs of the same second neither is the newer one. Their ids decide, so that the order in which jobs arrive,
    which is another in each run, decides nothing.
    """
    return is_active(job), as_api_time(job.get("create_time")) or "", job_id(job)
