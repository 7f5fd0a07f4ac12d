# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs by hand: what the control API does to the store."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from ansible_collections.mediaops.alicloud.tests.emulator.region.regions import Regions
from ansible_collections.mediaops.alicloud.tests.emulator.region.seeding import seed_options_from
from ansible_collections.mediaops.alicloud.tests.emulator.region.services import Services
from ansible_collections.mediaops.alicloud.tests.emulator.store.job_order import second_of
from ansible_collections.mediaops.alicloud.tests.emulator.store.job_store import STATUSES
from ansible_collections.mediaops.alicloud.tests.emulator.store.new_job import NewJob, job_id_for
from ansible_collections.mediaops.alicloud.tests.emulator.store.template_store import Template

from .fields import ControlError, moment, take_count, take_text, text_fields

_FIELDS = (
    "name", "stream_url", "output_type", "output_bucket", "output_endpoint", "notify_url",
    "status", "create_time", "job_id", "template_id", "owner", "region",
)  # fmt: skip


def every_job(regions: Regions) -> Iterator[str]:
    """JSON text of all jobs, oldest first, with the fields Owner, Region and StatusChanges added."""
    regions.settle()
    for owner, region, changes, job in regions.first.store.every_job():
        added = json.dumps({"Owner": owner, "Region": region, "StatusChanges": changes})
        yield f"{job[:-1]},{added[1:]}"


def seed_jobs(regions: Regions, document: Mapping[str, object]) -> int:
    """Add seeded jobs; returns how many jobs there are now."""
    fields = dict(document)
    count = take_count(fields)
    owner, region = take_text(fields, "owner"), take_text(fields, "region")
    services = regions.named(region)
    services.seed(count, seed_options_from(fields), owner)
    return services.store.count()


def add_job(regions: Regions, document: Mapping[str, object]) -> str:
    """Add one job; every field has a default. Returns its JSON text."""
    texts = text_fields(document, "job", _FIELDS)
    services = regions.named(texts.get("region"))
    store = services.store
    tenant = services.tenant_of(texts.get("owner"))
    second = _second(texts.get("create_time"), services, tenant)
    sequence = store.next_sequence()
    job_id = texts.get("job_id") or job_id_for(second, sequence, services.node)
    if store.has_job_id(job_id):
        raise ControlError(f"there is a job {job_id} already")
    name = texts.get("name", f"added-{sequence:06d}")
    job = NewJob(
        name=name,
        stream_url=texts.get("stream_url", f"rtmp://push.example.com/live/added-{sequence:06d}"),
        template=_template(services, tenant, texts.get("template_id")),
        output_type=texts.get("output_type", "oss"),
        output_bucket=texts.get("output_bucket", "added-by-hand"),
        output_endpoint=texts.get("output_endpoint", "oss-cn-shanghai.aliyuncs.com"),
        notify_url=texts.get("notify_url"),
        status=_status(texts.get("status", "started")),
    )
    store.insert(tenant, job.row(second, sequence, job_id))
    return _job(services, tenant, job_id)


def change_status(regions: Regions, job_id: str, document: Mapping[str, object]) -> str:
    """Give a job of any owner and region another status, which it keeps. Returns its JSON text."""
    if set(document) != {"status"}:
        raise ControlError("a job's status is all that can be changed")
    regions.settle()
    services = regions.first
    found = services.store.locate(job_id)
    if found is None:
        raise ControlError(f"there is no job {job_id}")
    tenant, key = found
    status = _status(document["status"])
    with services.database.transaction():
        services.streams.forget(key)
        services.store.change_status(tenant, key, status)
    return _job(services, tenant, job_id)


def _job(services: Services, tenant: int, job_id: str) -> str:
    found = services.store.find(tenant, job_id)
    if found is None:
        raise ControlError(f"there is no job {job_id}")
    return found[1]


def _status(value: object) -> str:
    if value not in STATUSES or not isinstance(value, str):
        raise ControlError(f"status must be one of {', '.join(STATUSES)}")
    return value


def _second(text: str | None, services: Services, tenant: int) -> int:
    if text is None:
        keys = services.store.keys(tenant)
        return max(int(services.clock.now()), second_of(keys[-1]) if keys else 0)
    return moment("create_time", text)


def _template(services: Services, tenant: int, template_id: str | None) -> Template:
    if template_id is None:
        return services.templates.all_of(tenant)[0]
    template = services.templates.find(tenant, template_id)
    if template is None:
        raise ControlError(f"there is no template {template_id}")
    return template
