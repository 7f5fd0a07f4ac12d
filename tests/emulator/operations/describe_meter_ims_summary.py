# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""DescribeMeterImsSummary: the minutes that an account has recorded, in all of its regions together."""

from __future__ import annotations

import json

from ansible_collections.mediaops.alicloud.tests.emulator.api_error import invalid_parameter, missing_parameter
from ansible_collections.mediaops.alicloud.tests.emulator.store.recorded_time import recorded_seconds

from .operation import Call, Operation
from .parameters import optional_text, whole_number

MOST_DAYS, MOST_DAYS_BACK = 31, 90
_DAY = 86_400
_LATEST = 10**10 - 1  # a timestamp has ten digits


def _describe(call: Call) -> str:
    start, end = _second(call, "StartTs"), _second(call, "EndTs")
    if start > end:
        raise invalid_parameter("StartTs", "It must not be later than EndTs.")
    if end - start > MOST_DAYS * _DAY:
        raise invalid_parameter("EndTs", f"The range between StartTs and EndTs cannot exceed {MOST_DAYS} days.")
    services = call.services
    if start < int(services.clock.now()) - MOST_DAYS_BACK * _DAY - _DAY:
        raise invalid_parameter("StartTs", f"It must not be more than {MOST_DAYS_BACK} days ago.")
    seconds = recorded_seconds(services.files, services.tenants.alike(call.tenant), start, end)
    # Most figures are texts, some are numbers; what was not used is 0.
    data = {
        "EditingDuration": "0",
        "LiveEditDuration": "0",
        "LiveRecordDuration": f"{seconds / 60:.2f}",
        "LiveSnapshotCount": "0",
        "LiveTranscodeDuration": 0,
        "MpsAiDuration": 0,
        "MpsTranscodeDuration": 0,
        "MpsTranscodeUHDDuration": 0,
    }
    return json.dumps({"Data": [data]}, separators=(",", ":"))


def _second(call: Call, name: str) -> int:
    if optional_text(call.parameters, name) is None:
        raise missing_parameter(name)
    return whole_number(call.parameters, name, 0, 0, _LATEST)


# Region is documented to have no effect.
DESCRIBE_METER_IMS_SUMMARY = Operation("DescribeMeterImsSummary", "POST", ("EndTs", "Region", "StartTs"), _describe)
