# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A store full of jobs that look real: the same ones for the same random seed."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import product

from ansible_collections.mediaops.alicloud.tests.emulator.clock import format_api_time, parse_api_time
from ansible_collections.mediaops.alicloud.tests.emulator.store.job_order import first_key_of
from ansible_collections.mediaops.alicloud.tests.emulator.store.job_store import JobRow, JobStore
from ansible_collections.mediaops.alicloud.tests.emulator.store.new_job import job_id_for
from ansible_collections.mediaops.alicloud.tests.emulator.store.template_store import Template

DAY_S = 86_400
MOST_JOBS = 5_000_000
LATEST_SECOND = (1 << 31) - 1
_SHOWS = (
    "evening-news", "morning-briefing", "stadium", "city-council", "concert", "esports-final",
    "webinar", "lecture-hall", "press-room", "traffic-camera", "harbour-view", "product-launch",
)  # fmt: skip
_CITIES = ("hangzhou", "shanghai", "beijing", "shenzhen", "singapore", "frankfurt", "dubai")
_BUCKETS = ("media-archive", "live-recordings", "news-masters", "sport-masters", "compliance-copy")


class SeedError(Exception):
    """Seed options that make no sense."""


@dataclass(frozen=True)
class SeedOptions:
    """How seeded jobs are spread. `start` and `end` are API times; without them: `days` up to now."""

    days: float = 20.0
    start: str | None = None
    end: str | None = None
    same_second: bool = False
    paused_share: float = 0.08
    initial_share: float = 0.05
    name_prefix: str = ""


def seed_options_from(document: Mapping[str, object]) -> SeedOptions:
    """Options from JSON; SeedError names what is wrong."""
    unknown = sorted(set(document) - {field.name for field in fields(SeedOptions)})
    if unknown:
        raise SeedError(f"unknown seed option {unknown[0]!r}")
    build: Callable[..., SeedOptions] = SeedOptions
    options = build(**{name: _READERS[name](name, value) for name, value in document.items()})
    if options.paused_share + options.initial_share > 1:
        raise SeedError("paused_share and initial_share exceed 1 together")
    return options


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise SeedError(f"{name} must be a text")
    return value


def _time(name: str, value: object) -> str:
    if not isinstance(value, str) or parse_api_time(value) is None:
        raise SeedError(f"{name} must be a time such as 2022-07-20T03:26:36Z")
    return value


def _switch(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise SeedError(f"{name} must be true or false")
    return value


def _number(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 20_000:
        raise SeedError(f"{name} must be a number, not negative")
    return float(value)


def _share(name: str, value: object) -> float:
    share = _number(name, value)
    if share > 1:
        raise SeedError(f"{name} must be between 0 and 1")
    return share


_READERS: Mapping[str, Callable[[str, object], object]] = {
    "days": _number,
    "start": _time,
    "end": _time,
    "same_second": _switch,
    "paused_share": _share,
    "initial_share": _share,
    "name_prefix": _text,
}


def seed(
    store: JobStore,
    tenant: int,
    count: int,
    options: SeedOptions,
    *,
    templates: list[Template],
    random_seed: int,
    now: int,
) -> None:
    """Add `count` jobs to a tenant, oldest first."""
    if not 0 <= count <= MOST_JOBS:
        raise SeedError(f"the number of jobs must be between 0 and {MOST_JOBS}")
    end = _epoch(options.end, now)
    start = _epoch(options.start, int(end - options.days * DAY_S))
    if start > end:
        raise SeedError("start is after end")
    if end > LATEST_SECOND or start < 0:
        raise SeedError("jobs must be created between 1970 and 2038")
    if count == 0:
        return
    first = store.next_sequence(count)
    store.insert_many(tenant, _rows(count, first, start, end, options, templates, random_seed))


def _epoch(text: str | None, default: int) -> int:
    epoch = parse_api_time(text) if text is not None else None
    return default if epoch is None else epoch


def _rows(
    count: int,
    first: int,
    start: int,
    end: int,
    options: SeedOptions,
    templates: list[Template],
    random_seed: int,
) -> Iterator[JobRow]:
    # A second seeding differs from the first, and yet is the same in every run.
    rng = random.Random(f"{random_seed}/{first}")
    draw = rng.random
    node = random.Random(random_seed).getrandbits(48)
    kinds = list(_kinds(templates, options.name_prefix))
    step = (end - start) / count
    paused, not_started = options.paused_share, options.paused_share + options.initial_share
    minute, to_minute = -1, ""
    for sequence in range(first, first + count):
        second = end if options.same_second else int(start + (sequence - first + draw()) * step)
        if second // 60 != minute:
            minute, to_minute = second // 60, format_api_time(second)[:-3]
        kind = kinds[int(draw() * len(kinds))]
        chance = draw()
        status = "paused" if chance < paused else "initial" if chance < not_started else "started"
        number = f"{sequence:06d}"
        job_id = job_id_for(second, sequence, node)
        text = (
            f"{kind.to_name}{number}{kind.to_time}{to_minute}{second % 60:02d}Z"
            f'{kind.to_url}{number}"}},"JobId":"{job_id}"'
        )
        yield JobRow(first_key_of(second) + sequence, kind.template, status, job_id, kind.name + number, text)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What the jobs of one show, city, bucket and template have in common, as pieces of their JSON text.

    Building each job with json.dumps would double the time that a million of them take.
    """

    template: int
    name: str
    to_name: str
    to_time: str
    to_url: str


def _kinds(templates: list[Template], name_prefix: str) -> Iterator[_Kind]:
    for show, city, bucket, template in product(_SHOWS, _CITIES, _BUCKETS, templates):
        stem = f"{show}-{city}-"
        yield _Kind(
            template=template.row,
            name=name_prefix + stem,
            to_name=(
                f'{{"RecordOutput":{{"Type":"oss","Bucket":"{bucket}-{city}",'
                f'"Endpoint":"oss-cn-{city}.aliyuncs.com"}},"Name":"{_escaped(name_prefix)}{stem}'
            ),
            to_time=(
                f'","NotifyUrl":"https://hooks.example.com/ims/{show}",'
                f'"TemplateId":"{template.template_id}","CreateTime":"'
            ),
            to_url=f'","StreamInput":{{"Type":"rtmp","Url":"rtmp://push-{city}.example.com/live/{stem}',
        )


def _escaped(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]
