# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What makes two jobs the same recording, and which of them counts.

The API makes up a new id for each submission, deletes no job, and has no call that stops one. What users know is the
job's name, its stream and its output: these identify a recording. A job that was submitted again stays ``paused`` for
ever beside its successor.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

Job = Mapping[str, Any]
AnyJob = TypeVar("AnyJob", bound=Job)

_ACTIVE = ("initial", "started")


class Recording(NamedTuple):
    """The identity of a recording within its region."""

    name: Any
    stream_url: Any
    output_type: Any
    bucket: Any
    endpoint: Any

    def includes(self, job: Job) -> bool:
        """Whether a job belongs to it. What is None here may be anything there."""
        return all(mine in (None, its) for mine, its in zip(self, recording_of(job)))

    def may_include(self, job: Job) -> bool:
        """Whether a job may belong to it: what a job does not show may be anything too."""
        return all(None in (mine, its) or mine == its for mine, its in zip(self, recording_of(job)))


def recording_of(job: Job) -> Recording:
    """The recording that a job belongs to."""
    stream, output = job.get("stream_input") or {}, job.get("record_output") or {}
    return Recording(
        job.get("name"), stream.get("url"), output.get("type"), output.get("bucket"), output.get("endpoint")
    )


def active(jobs: Iterable[AnyJob]) -> list[AnyJob]:
    """Those of the jobs that record, or wait for their stream."""
    return [job for job in jobs if job.get("status") in _ACTIVE]


def current(jobs: Iterable[AnyJob]) -> list[AnyJob]:
    """For each recording the jobs that count: those that are active, or else the newest.

    :param jobs: of one region, the newest first
    """
    recordings: dict[Recording, list[AnyJob]] = {}
    for job in jobs:
        recordings.setdefault(recording_of(job), []).append(job)
    return [job for same in recordings.values() for job in active(same) or same[:1]]
