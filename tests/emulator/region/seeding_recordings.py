# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Channels that are recorded for days: jobs, and their files as cycles end, the same ones in every run.

A stream that breaks ends the file that is being written; a new cycle begins when it returns. A channel that was
submitted again has a second job, which may begin before the first one has stopped. What ends in the future is listed
once its time has come.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from ansible_collections.mediaops.alicloud.tests.emulator.clock import parse_api_time
from ansible_collections.mediaops.alicloud.tests.emulator.store.file_store import FILE_FORMATS, FileRow
from ansible_collections.mediaops.alicloud.tests.emulator.store.new_file import NewFile
from ansible_collections.mediaops.alicloud.tests.emulator.store.new_job import NewJob, job_id_for
from ansible_collections.mediaops.alicloud.tests.emulator.store.template_store import Template

from .seeding import DAY_S, SeedError
from .services import Services

SHORTEST_CYCLE_S, LONGEST_CYCLE_S = 900, 21_600
_KINDS: Mapping[type, tuple[type, ...]] = {float: (int, float), int: (int,), tuple: (list,)}
_APART_S = 7  # channels do not begin in the same second
_PREFIX = "record/{JobId}/{Sequence}_{StartTime}_{EndTime}"


@dataclass(frozen=True)
class RecordingSeedOptions:
    """Channels, from `start` to `end` (API times; by default the last `days` up to now).

    `cycles_s` take turns among the channels. A stream breaks about every `break_every_s`, for `break_s`; 0 for never.
    Every `resubmit_every`-th channel (0 for none) is submitted again in the middle of its time, `overlap_s` before its
    first job stops; if that is negative, so long afterwards. A file is listed `delay_s` after its end.
    """

    days: float = 1.0
    start: str | None = None
    end: str | None = None
    cycles_s: Sequence[int] = (3600,)
    formats: Sequence[str] = ("mp4",)
    break_every_s: float = 0.0
    break_s: float = 120.0
    resubmit_every: int = 0
    overlap_s: float = 60.0
    delay_s: float = 20.0
    bucket: str = "channels"
    name_prefix: str = "channel-"


def recording_seed_options_from(document: Mapping[str, object]) -> RecordingSeedOptions:
    """Options from JSON; SeedError names what is wrong."""
    known = {field.name: field.default for field in fields(RecordingSeedOptions)}
    for name, value in document.items():
        if name not in known:
            raise SeedError(f"unknown seed option {name!r}")
        kinds = _KINDS.get(type(known[name]), (str,))
        if isinstance(value, bool) or not isinstance(value, kinds):
            raise SeedError(f"{name} must be of the type {' or '.join(kind.__name__ for kind in kinds)}")
    options = RecordingSeedOptions(**document)  # type: ignore[arg-type]
    if not options.cycles_s or any(
        not isinstance(each, int) or not SHORTEST_CYCLE_S <= each <= LONGEST_CYCLE_S for each in options.cycles_s
    ):
        raise SeedError(f"cycles_s must be whole numbers from {SHORTEST_CYCLE_S} to {LONGEST_CYCLE_S}")
    if not options.formats or any(each not in FILE_FORMATS for each in options.formats):
        raise SeedError(f"formats must be among {', '.join(FILE_FORMATS)}")
    return options


def seed_recordings(services: Services, tenant: int, count: int, options: RecordingSeedOptions) -> None:
    """Add `count` channels with their templates, jobs and files for a tenant."""
    now = int(services.clock.now())
    end = _second("end", options.end, now)
    start = _second("start", options.start, int(end - options.days * DAY_S))
    rng = random.Random(f"recordings/{services.random_seed}/{tenant}/{services.files.next_sequence(0)}")
    channels = _Channels(services, tenant, options, rng, start, end)
    services.files.insert_many(tenant, (row for number in range(count) for row in channels.files_of(number)))


def _second(name: str, text: str | None, default: int) -> int:
    second = default if text is None else parse_api_time(text)
    if second is None:
        raise SeedError(f"{name} must be a time such as 2022-07-20T03:26:36Z")
    return second


class _Channels:
    def __init__(
        self, services: Services, tenant: int, options: RecordingSeedOptions, rng: random.Random, start: int, end: int
    ) -> None:
        self._services = services
        self._tenant = tenant
        self._options = options
        self._rng = rng
        self._start = start
        self._end = end
        self._templates: dict[int, Template] = {}

    def files_of(self, number: int) -> Iterator[FileRow]:
        """Add the jobs of a channel, and return its files."""
        options = self._options
        cycle = options.cycles_s[number % len(options.cycles_s)]
        start = self._start + number * _APART_S
        again = options.resubmit_every and number % options.resubmit_every == options.resubmit_every - 1
        breaks = list(self._breaks(start))
        middle = (start + self._end) // 2
        if again:
            job = self._job(number, start, cycle, "paused")
            yield from self._files(job, list(_on_air(start, middle, breaks)), cycle, has_ended=True)
            start = int(middle - options.overlap_s)
        job = self._job(number, start, cycle, "started")
        yield from self._files(job, list(_on_air(start, self._end, breaks)), cycle, has_ended=False)

    def _job(self, number: int, second: int, cycle: int, status: str) -> dict[str, object]:
        services, options = self._services, self._options
        sequence = services.store.next_sequence()
        job_id = job_id_for(second, sequence, services.node)
        name = f"{options.name_prefix}{number:04d}"
        job = NewJob(
            name=name,
            stream_url=f"rtmp://push.example.com/live/{name}",
            template=self._template(cycle),
            output_bucket=options.bucket,
            output_endpoint=f"oss-{services.region}.aliyuncs.com",
            status=status,
        )
        services.store.insert(self._tenant, job.row(second, sequence, job_id))
        return {
            "JobId": job_id,
            "Name": name,
            "StreamInput": {"Type": "rtmp", "Url": job.stream_url},
            "RecordOutput": {"Type": "oss", "Bucket": job.output_bucket, "Endpoint": job.output_endpoint},
        }

    def _template(self, cycle: int) -> Template:
        if cycle not in self._templates:
            templates = self._services.templates
            template_id = str(uuid.UUID(int=self._rng.getrandbits(128), version=4))
            formats: list[dict[str, object]] = [
                {"Format": each, "CycleDuration": cycle, "OssObjectPrefix": _PREFIX} for each in self._options.formats
            ]
            templates.add(self._tenant, template_id, f"cycles-of-{cycle}", "custom", formats, self._start)
            template = templates.find(self._tenant, template_id)
            assert template is not None
            self._templates[cycle] = template
        return self._templates[cycle]

    def _breaks(self, start: int) -> Iterator[tuple[int, int]]:
        options, moment = self._options, float(start)
        while options.break_every_s:
            moment += options.break_every_s * self._rng.uniform(0.5, 1.5)
            if moment >= self._end:
                return
            yield int(moment), int(moment + options.break_s)
            moment += options.break_s

    def _files(
        self, job: Mapping[str, object], on_air: Sequence[tuple[int, int]], cycle: int, *, has_ended: bool
    ) -> Iterator[FileRow]:
        files = self._services.files
        for number, (since, until) in enumerate(on_air, 1):
            last_is_whole = has_ended or number < len(on_air)
            for begins in range(since, until, cycle):
                ends = min(begins + cycle, until)
                if ends < begins + cycle and not last_is_whole:
                    return  # it is being written
                for file_format in self._options.formats:
                    yield NewFile(
                        job=job,
                        record_id=str(uuid.UUID(int=self._rng.getrandbits(128), version=4)),
                        format=file_format,
                        start=begins,
                        end=ends,
                        created=int(ends + self._options.delay_s),
                    ).row(files.next_sequence())


def _on_air(start: int, end: int, breaks: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for broken, back in breaks:
        if broken >= end:
            break
        if start < broken:
            yield start, broken
        start = max(start, back)
    if start < end:
        yield start, end
