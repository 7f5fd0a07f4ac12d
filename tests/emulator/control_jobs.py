# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs by hand: what the control API does to the store."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from .clock import parse_api_time
from .job_order import second_of
from .job_store import STATUSES, Template
from .new_job import NewJob, job_id_for
from .seeding import LATEST_SECOND
from .services import Services

_FIELDS = (
    "name", "stream_url", "output_type", "output_bucket", "output_endpoint", "notify_url",
    "status", "create_time", "job_id", "template_id", "owner",
)  # fmt: skip


class ControlError(ValueError):
    """A control request that makes no sense."""


def every_job(services: Services) -> Iterator[str]:
    """JSON text of all jobs, oldest first, with the fields Owner, Region and StatusChanges added."""
    for owner, region, changes, job in services.store.every_job():
        added = json.dumps({"Owner": owner, "Region": region, "StatusChanges": changes})
        yield f"{job[:-1]},{added[1:]}"


def add_job(services: Services, document: Mapping[str, object]) -> str:
    """Add one job; every field has a default. Returns its JSON text."""
    texts: dict[str, str] = {}
    for name, value in document.items():
        if name not in _FIELDS:
            raise ControlError(f"unknown job field {name!r}; known: {', '.join(_FIELDS)}")
        if value is None:
            continue
        if not isinstance(value, str):
            raise ControlError(f"job field {name} must be a text")
        texts[name] = value
    store = services.store
    tenant = services.tenant_of(texts.get("owner") or services.accounts.owners()[0])
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
    return _job(services, tenant, job_id)[1]


def change_status(services: Services, job_id: str, document: Mapping[str, object]) -> str:
    """Give a job of any owner another status. Returns its JSON text."""
    if set(document) != {"status"}:
        raise ControlError("a job's status is all that can be changed")
    for owner in services.accounts.owners():
        tenant = services.tenant_of(owner)
        found = services.store.find(tenant, job_id)
        if found is not None:
            services.store.change_status(tenant, found[0], _status(document["status"]))
            return _job(services, tenant, job_id)[1]
    raise ControlError(f"there is no job {job_id}")


def _job(services: Services, tenant: int, job_id: str) -> tuple[int, str]:
    found = services.store.find(tenant, job_id)
    if found is None:
        raise ControlError(f"there is no job {job_id}")
    return found


def _status(value: object) -> str:
    if value not in STATUSES or not isinstance(value, str):
        raise ControlError(f"status must be one of {', '.join(STATUSES)}")
    return value


def _second(text: str | None, services: Services, tenant: int) -> int:
    if text is None:
        keys = services.store.keys(tenant)
        return max(int(services.clock.now()), second_of(keys[-1]) if keys else 0)
    second = parse_api_time(text)
    if second is None or not 0 <= second <= LATEST_SECOND:
        raise ControlError("create_time must be a time such as 2022-07-20T03:26:36Z")
    return second


def _template(services: Services, tenant: int, template_id: str | None) -> Template:
    if template_id is None:
        return services.store.templates(tenant)[0]
    template = services.store.template(tenant, template_id)
    if template is None:
        raise ControlError(f"there is no template {template_id}")
    return template
