# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""GetLiveRecordJob: one job by its id."""

from __future__ import annotations

from ansible_collections.mediaops.alicloud.tests.emulator.api_error import ApiError

from .operation import Call, Operation
from .parameters import required_text


def job_named(call: Call, job_id: str) -> tuple[int, str]:
    """Key and JSON text of a job."""
    found = call.services.store.find(call.tenant, job_id)
    if found is None:
        raise ApiError(404, "JobNotFound", f"The recording job {job_id} does not exist.")
    return found


def _get(call: Call) -> str:
    return f'{{"RecordJob":{job_named(call, required_text(call.parameters, "JobId"))[1]}}}'


GET_LIVE_RECORD_JOB = Operation("GetLiveRecordJob", "GET", ("JobId",), _get)
