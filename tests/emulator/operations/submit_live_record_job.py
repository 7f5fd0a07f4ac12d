# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SubmitLiveRecordJob: a new recording job."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from ansible_collections.mediaops.alicloud.tests.emulator.api_error import (
    ApiError,
    invalid_parameter,
    missing_parameter,
)
from ansible_collections.mediaops.alicloud.tests.emulator.store.job_order import second_of
from ansible_collections.mediaops.alicloud.tests.emulator.store.new_job import NewJob, job_id_for

from .operation import Call, Operation
from .parameters import (
    json_object,
    member_text,
    optional_text,
    required_text,
)
from .template_parameters import template_named


def _submit(call: Call) -> str:
    services = call.services
    store = services.store
    job = _read(call)
    keys = store.keys(call.tenant)
    now = services.clock.now()
    second = int(now)
    if keys:
        # Never before the newest job, even if the clock was turned back: the list grows at its newest end only.
        second = max(second, second_of(keys[-1]))
    sequence = store.next_sequence()
    job_id = job_id_for(second, sequence, services.node)
    row = job.row(second, sequence, job_id)
    with services.database.transaction():
        store.insert(call.tenant, row)
        services.streams.expect(call.tenant, row.key, job.stream_url, now)
    services.submissions.note(call.tenant, row.key, now)
    return json.dumps({"JobId": job_id}, separators=(",", ":"))


def _read(call: Call) -> NewJob:
    parameters = call.parameters
    name = required_text(parameters, "Name", longest=256)
    stream = json_object(parameters, "StreamInput")
    output = json_object(parameters, "RecordOutput")
    template = template_named(call)
    if member_text(stream, "StreamInput", "Type") != "rtmp":
        raise invalid_parameter("StreamInput.Type", "Valid values: rtmp.")
    output_type = member_text(output, "RecordOutput", "Type")
    if output_type not in ("oss", "vod"):
        raise invalid_parameter("RecordOutput.Type", "Valid values: oss, vod.")
    bucket = member_text(output, "RecordOutput", "Bucket")
    if bucket is not None and bucket in call.services.plan.faults.missing_buckets:
        raise ApiError(404, "NoSuchBucket", f"The specified bucket does not exist: {bucket}.")
    return NewJob(
        name=name,
        stream_url=_url("StreamInput.Url", member_text(stream, "StreamInput", "Url"), ("rtmp", "rtmps")),
        template=template,
        output_type=output_type,
        output_bucket=bucket,
        output_endpoint=member_text(output, "RecordOutput", "Endpoint"),
        notify_url=_notify_url(optional_text(parameters, "NotifyUrl")),
    )


def _notify_url(url: str | None) -> str | None:
    return url if url is None else _url("NotifyUrl", url, ("http", "https"))


def _url(name: str, url: str | None, schemes: tuple[str, ...]) -> str:
    if url is None:
        raise missing_parameter(name)
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise invalid_parameter(name, "It must be a URL.") from error
    if parts.scheme not in schemes or not parts.netloc:
        raise invalid_parameter(name, f"It must be a URL with {' or '.join(schemes)}.")
    return url


SUBMIT_LIVE_RECORD_JOB = Operation(
    "SubmitLiveRecordJob", "POST", ("Name", "StreamInput", "RecordOutput", "TemplateId", "NotifyUrl"), _submit
)
