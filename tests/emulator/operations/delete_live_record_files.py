# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""DeleteLiveRecordFiles: each file is deleted or not on its own account."""

from __future__ import annotations

import json

from ansible_collections.mediaops.alicloud.tests.emulator.api_error import invalid_parameter, missing_parameter

from .operation import Call, Operation
from .parameters import switch, text_list

MOST_RECORD_IDS = 20


def _delete(call: Call) -> str:
    services, faults = call.services, call.services.plan.faults
    record_ids = text_list(call.parameters, "RecordIds")
    if not record_ids:
        raise missing_parameter("RecordIds")
    most = faults.record_ids_refuse_above or MOST_RECORD_IDS
    if len(record_ids) > most:
        raise invalid_parameter("RecordIds", f"There must not be more than {most}.")
    remove_file = switch(call.parameters, "RemoveFile")
    results: list[dict[str, str]] = []
    gone: list[str] = []
    for record_id in record_ids:
        code, message = _judge(call, record_id, gone, remove_file=remove_file)
        if code == "OK":
            gone.append(record_id)
        if code != "OK" or not faults.delete_omits_ok:
            results.append({"Code": code, "Message": message, "RecordId": record_id})
    services.files.delete(call.tenant, gone)
    answer = {"DeleteFileInfoList": results, "Message": "OK"}
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))


def _judge(call: Call, record_id: str, gone: list[str], *, remove_file: bool) -> tuple[str, str]:
    """Code and message for one file."""
    services, faults = call.services, call.services.plan.faults
    text = services.files.find(call.tenant, record_id)
    if text is None or record_id in gone:
        return "FileNotFound", "The recorded file does not exist."
    if record_id in faults.undeletable_files:
        return "AccessDenied", "The recorded file cannot be deleted."
    output = json.loads(json.loads(text)["RecordOutput"])
    if remove_file and output.get("Bucket") in faults.missing_buckets:
        return "NoSuchBucket", f"The bucket {output['Bucket']} does not exist."
    return "OK", "OK"


DELETE_LIVE_RECORD_FILES = Operation(
    "DeleteLiveRecordFiles", "POST", ("RemoveFile",), _delete, list_parameters=("RecordIds",)
)
