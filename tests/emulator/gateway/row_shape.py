# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of listed rows, written in another way: statuses, times and ids."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta, timezone

from ansible_collections.mediaops.alicloud.tests.emulator.clock import parse_api_time
from ansible_collections.mediaops.alicloud.tests.emulator.faults.kinds import Faults

# The field of an answer that holds the rows of a list, and which of a row's ids is its own.
_OWN_IDS = {"LiveRecordJobs": "JobId", "Files": "RecordId", "RecordTemplateList": "TemplateId"}
_EIGHT_HOURS_AHEAD = timezone(timedelta(hours=8))


def change_rows(answer: dict[str, object], faults: Faults) -> None:
    """Write the values of listed rows as the faults say."""
    for name, own_id in _OWN_IDS.items():
        rows = answer.get(name)
        if isinstance(rows, list):
            for row in rows:
                _change_row(row, own_id, faults)


def _change_row(row: dict[str, object], own_id: str, faults: Faults) -> None:
    # The same number for the same id, whichever list, page or request shows it.
    number = _number_of(str(row[own_id]))
    if faults.status_case and "Status" in row:
        status = str(row["Status"])
        row["Status"] = status.upper() if faults.status_case == "upper" else status.capitalize()
    if faults.time_format:
        second = parse_api_time(str(row["CreateTime"])) or 0
        in_milliseconds = faults.time_format == "milliseconds"
        row["CreateTime"] = _with_milliseconds(second, number % 1000) if in_milliseconds else _ahead(second)
    if faults.id_format == "number":
        row[own_id] = number


def _number_of(text: str) -> int:
    """A number of 63 bits, so that two of a million texts hardly ever have the same one."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) >> 1


def _with_milliseconds(second: int, milliseconds: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime(f"%Y-%m-%dT%H:%M:%S.{milliseconds:03d}Z")


def _ahead(second: int) -> str:
    return datetime.fromtimestamp(second, _EIGHT_HOURS_AHEAD).isoformat()
