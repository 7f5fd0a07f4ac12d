# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the control API does with recorded files."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping

from ansible_collections.mediaops.alicloud.tests.emulator.clock import parse_api_time
from ansible_collections.mediaops.alicloud.tests.emulator.region.regions import Regions
from ansible_collections.mediaops.alicloud.tests.emulator.region.seeding_files import file_seed_options_from, seed_files
from ansible_collections.mediaops.alicloud.tests.emulator.region.seeding_recordings import (
    recording_seed_options_from,
    seed_recordings,
)
from ansible_collections.mediaops.alicloud.tests.emulator.region.services import Services
from ansible_collections.mediaops.alicloud.tests.emulator.store.file_store import FILE_FORMATS
from ansible_collections.mediaops.alicloud.tests.emulator.store.new_file import NewFile

from .fields import ControlError, known_fields, moment, take_count, take_text, text_fields

_TEXTS = (
    "job_id", "record_id", "format", "start_time", "end_time", "create_time", "record_url", "owner", "region",
)  # fmt: skip
_NUMBERS = ("width", "height")


def every_file(regions: Regions) -> Iterator[str]:
    """JSON text of all files, oldest first, with the fields Owner and Region added."""
    for owner, region, document in regions.first.files.every_file():
        added = json.dumps({"Owner": owner, "Region": region})
        yield f"{document[:-1]},{added[1:]}"


def seed_files_of_jobs(regions: Regions, document: Mapping[str, object]) -> int:
    """Add files to the jobs that there are; returns how many files there are now."""
    fields = dict(document)
    owner, region = take_text(fields, "owner"), take_text(fields, "region")
    services = regions.named(region)
    regions.settle()
    seed_files(services, services.tenant_of(owner), file_seed_options_from(fields))
    return services.files.count()


def seed_recordings_with_files(regions: Regions, document: Mapping[str, object]) -> int:
    """Add recordings, each with jobs and with files as their cycles ended; returns how many files there are now."""
    fields = dict(document)
    count = take_count(fields)
    owner, region = take_text(fields, "owner"), take_text(fields, "region")
    services = regions.named(region)
    seed_recordings(services, services.tenant_of(owner), count, recording_seed_options_from(fields))
    return services.files.count()


def add_file(regions: Regions, document: Mapping[str, object]) -> str:
    """Add one file to a job, the newest one by default; every field has a default. Returns its JSON text."""
    fields = known_fields(document, "file", (*_TEXTS, *_NUMBERS))
    width, height = (
        _pixels(name, fields.pop(name, default)) for name, default in zip(_NUMBERS, (1920, 1080), strict=True)
    )
    texts = text_fields(fields, "file", _TEXTS)
    services = regions.named(texts.get("region"))
    tenant = services.tenant_of(texts.get("owner"))
    job = _job(services, tenant, texts.get("job_id"))
    record_id = texts.get("record_id") or str(uuid.uuid4())
    if services.files.has_id(record_id):
        raise ControlError(f"there is a file {record_id} already")
    file_format = texts.get("format", "m3u8")
    if file_format not in FILE_FORMATS:
        raise ControlError(f"format must be one of {', '.join(FILE_FORMATS)}")
    times = {name: moment(name, texts[name]) for name in ("start_time", "end_time", "create_time") if name in texts}
    start = times.get("start_time", parse_api_time(str(job["CreateTime"])) or 0)
    end = times.get("end_time", max(start, times.get("create_time", start + 600)))
    if end < start:
        raise ControlError("end_time is before start_time")
    row = NewFile(
        job=job,
        record_id=record_id,
        format=file_format,
        start=start,
        end=end,
        created=times.get("create_time", min(end, int(services.clock.now()))),  # later, it would not be listed yet
        width=width,
        height=height,
        url=texts.get("record_url"),
    ).row(services.files.next_sequence())
    services.files.insert_many(tenant, [row])
    return row.document


def _pixels(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ControlError(f"{name} must be a whole number, not negative")
    return value


def _job(services: Services, tenant: int, job_id: str | None) -> dict[str, object]:
    store = services.store
    if job_id is None:
        text = store.newest(tenant)
        if text is None:
            raise ControlError("there is no job to add a file to")
    else:
        found = store.find(tenant, job_id)
        if found is None:
            raise ControlError(f"there is no job {job_id}")
        text = found[1]
    job: dict[str, object] = json.loads(text)
    return job
