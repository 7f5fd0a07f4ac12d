# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files for the jobs that there are, the same ones in every run."""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields

from ansible_collections.mediaops.alicloud.tests.emulator.clock import parse_api_time
from ansible_collections.mediaops.alicloud.tests.emulator.store.file_store import FILE_FORMATS, FileRow
from ansible_collections.mediaops.alicloud.tests.emulator.store.job_store import STATUSES
from ansible_collections.mediaops.alicloud.tests.emulator.store.new_file import SIZES, NewFile

from .seeding import SeedError
from .services import Services


@dataclass(frozen=True)
class FileSeedOptions:
    """Each job that is meant gets `per_job` files, one after the other from its creation on.

    `cycle_s` is how long each file is, or less where it would end in the future. `formats` take turns; without
    them, those of the job's template do. `job_ids` and `status` leave out other jobs.
    """

    per_job: int = 2
    cycle_s: float = 600.0
    formats: tuple[str, ...] = ()
    job_ids: tuple[str, ...] = ()
    status: str | None = None


def file_seed_options_from(document: Mapping[str, object]) -> FileSeedOptions:
    """Options from JSON; SeedError names what is wrong."""
    unknown = sorted(set(document) - {field.name for field in fields(FileSeedOptions)})
    if unknown:
        raise SeedError(f"unknown seed option {unknown[0]!r}")
    build: Callable[..., FileSeedOptions] = FileSeedOptions
    return build(**{name: _READERS[name](name, value) for name, value in document.items() if value is not None})


def _per_job(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10_000:
        raise SeedError(f"{name} must be a whole number from 0 to 10000")
    return value


def _seconds(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= 1e9:
        raise SeedError(f"{name} must be a number of seconds above 0")
    return float(value)


def _texts(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise SeedError(f"{name} must be a list of texts")
    return tuple(value)


def _formats(name: str, value: object) -> tuple[str, ...]:
    formats = _texts(name, value)
    if not set(formats) <= set(FILE_FORMATS):
        raise SeedError(f"{name} must be among {', '.join(FILE_FORMATS)}")
    return formats


def _status(name: str, value: object) -> str:
    if value not in STATUSES or not isinstance(value, str):
        raise SeedError(f"{name} must be one of {', '.join(STATUSES)}")
    return value


_READERS: Mapping[str, Callable[[str, object], object]] = {
    "per_job": _per_job,
    "cycle_s": _seconds,
    "formats": _formats,
    "job_ids": _texts,
    "status": _status,
}


def seed_files(services: Services, tenant: int, options: FileSeedOptions) -> None:
    """Add files to a tenant's jobs."""
    rows = sorted(_rows(services, tenant, options), key=lambda row: row.key)
    services.files.insert_many(tenant, rows)


def _rows(services: Services, tenant: int, options: FileSeedOptions) -> Iterator[FileRow]:
    templates = {template.template_id: template for template in services.templates.all_of(tenant)}
    now = int(services.clock.now())
    first = services.files.next_sequence(0)
    # A second seeding differs from the first, and yet is the same in every run.
    rng = random.Random(f"files/{services.random_seed}/{tenant}/{first}")
    for text in services.store.jobs_of(tenant, options.status):
        job = json.loads(text)
        if options.job_ids and job["JobId"] not in options.job_ids:
            continue
        formats = options.formats
        template = templates.get(job["TemplateId"])
        if not formats and template is not None:
            formats = tuple(entry["Format"] for entry in json.loads(template.formats))
        formats = formats or FILE_FORMATS
        since = parse_api_time(job["CreateTime"]) or 0
        length = min(options.cycle_s, max(0, now - since) / max(1, options.per_job))
        width, height = rng.choice(SIZES)
        for number in range(options.per_job):
            end = int(since + (number + 1) * length)
            yield NewFile(
                job=job,
                record_id=str(uuid.UUID(int=rng.getrandbits(128), version=4)),
                format=formats[number % len(formats)],
                start=int(since + number * length),
                end=end,
                created=end,
                width=width,
                height=height,
            ).row(services.files.next_sequence())
