# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known of a region, and which of its recordings are those that a declaration names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Union

from ..recordings import CurrentJobs, JobsOfOne, is_active, job_id, rank, recording_of
from .declared import DeclaredRecording

Job = dict[str, Any]
Same = JobsOfOne[Job]
# Templates by their ids; or a sentence that says why they are not known; or None if nobody asked for them.
Templates = Union[Mapping[str, Mapping[str, Any]], str, None]


@dataclass(frozen=True)
class RegionJobs:
    """What was read of one region of one account.

    :ivar account: as reports have it
    :ivar jobs: at least the current job of each recording, and all that are active; more does no harm
    :ivar unknown: why jobs may be missing, or all of them; a sentence. None if it is shown that none is
    """

    account: str
    region: str
    jobs: Iterable[Mapping[str, Any]] = field(repr=False)
    unknown: str | None = None
    templates: Templates = field(default=None, repr=False)


@dataclass
class Found:
    """What was found for an entry.

    :ivar same: its recordings, the one that counts first; several only if the entry does not say all of its output
    :ivar other_output: an active job of the same name and stream that has another output, if there is none of its own
    :ivar doubtful: active jobs that may be it, and do not show all of their name, stream and output
    """

    same: list[Same] = field(default_factory=list)
    other_output: Job | None = None
    doubtful: list[Job] = field(default_factory=list)

    @property
    def newest(self) -> Job | None:
        """Its current job, whatever its state is."""
        return self.same[0].current if self.same else None

    @property
    def running(self) -> Job | None:
        """The job that runs for it."""
        newest = self.newest
        return newest if newest is not None and is_active(newest) else self.other_output

    @property
    def active_ids(self) -> list[str]:
        """Of all jobs that run for it."""
        return sorted(each for same in self.same for each in same.active_ids)


class RegionIndex:
    """The recordings of a region, by name and stream."""

    def __init__(self, jobs: Iterable[Mapping[str, Any]]) -> None:
        plain = {job_id(job) or str(number): _plain(job) for number, job in enumerate(jobs)}
        self._all = list(CurrentJobs(plain.values()).recordings.values())
        self._of_stream: dict[tuple[Any, Any], list[Same]] = {}
        self._unclear: list[Same] = []
        for same in self._all:
            recording = recording_of(same.current)
            self._of_stream.setdefault((recording.name, recording.stream_url), []).append(same)
            if not recording.is_known or recording.output_type is None:
                self._unclear.append(same)
        self._claimed: set[int] = set()

    def match(self, entries: Iterable[DeclaredRecording]) -> list[Found]:
        """What there is for each entry. What fits exactly is given away before anything else."""
        entries = list(entries)
        found = [self._exact(entry) for entry in entries]
        for entry, each in zip(entries, found):
            if each.running is None:
                each.doubtful = self._doubtful(entry)
                if not each.doubtful:
                    each.other_output = self._other_output(entry)
        return found

    def left(self) -> list[Job]:
        """The current jobs of recordings that are active and were given to no entry, in a fixed order."""
        jobs = [same.current for same in self._all if id(same) not in self._claimed and is_active(same.current)]
        return sorted(jobs, key=lambda job: (str(job.get("name")), str(recording_of(job)), job_id(job)))

    def _exact(self, entry: DeclaredRecording) -> Found:
        identity = entry.identity
        same = [each for each in self._with_stream(entry) if identity.includes(each.current)]
        same.sort(key=lambda each: rank(each.current), reverse=True)
        self._claimed.update(id(each) for each in same)
        return Found(same)

    def _doubtful(self, entry: DeclaredRecording) -> list[Job]:
        identity = entry.identity
        found = [
            each
            for each in self._unclear
            if id(each) not in self._claimed and is_active(each.current) and identity.may_include(each.current)
        ]
        return [each.current for each in found]

    def _other_output(self, entry: DeclaredRecording) -> Job | None:
        free = [each for each in self._with_stream(entry) if id(each) not in self._claimed and is_active(each.current)]
        if entry.state != "recording" or not free:
            return None
        best = max(free, key=lambda each: rank(each.current))
        self._claimed.add(id(best))
        return best.current

    def _with_stream(self, entry: DeclaredRecording) -> list[Same]:
        return self._of_stream.get((entry.name, entry.stream_input.get("url")), [])


def _plain(job: Mapping[str, Any]) -> Job:
    """Without what may refuse to answer for unknown fields."""
    return {name: dict(value) if isinstance(value, dict) else value for name, value in dict(job).items()}
