# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""GetLiveRecordTemplate: a template as it is, or as it was when a job was submitted with it."""

from __future__ import annotations

import json

from ansible_collections.mediaops.alicloud.tests.emulator.api_error import invalid_parameter
from ansible_collections.mediaops.alicloud.tests.emulator.store.job_order import sequence_of

from .get_live_record_job import job_named
from .operation import Call, Operation
from .parameters import optional_text
from .template_parameters import template_named


def _get(call: Call) -> str:
    job_id = optional_text(call.parameters, "JobId")
    template = template_named(call, even_deleted=job_id is not None)
    if job_id is None:
        return f'{{"RecordTemplate":{template.text()}}}'
    key, job = job_named(call, job_id)
    if json.loads(job)["TemplateId"] != template.template_id:
        raise invalid_parameter("JobId", f"The job does not use the template {template.template_id}.")
    return f'{{"RecordTemplate":{call.services.templates.text_for_job(template, sequence_of(key))}}}'


GET_LIVE_RECORD_TEMPLATE = Operation("GetLiveRecordTemplate", "GET", ("TemplateId", "JobId"), _get)
