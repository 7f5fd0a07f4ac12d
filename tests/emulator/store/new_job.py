# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From what somebody submits to a row of the store."""

from __future__ import annotations

import json
from dataclasses import dataclass

from ansible_collections.mediaops.alicloud.tests.emulator.clock import format_api_time

from .job_order import first_key_of
from .job_store import JobRow
from .template_store import Template

_TICKS_PER_SECOND = 10_000_000
_UUID_EPOCH_TICKS = 0x01B21DD213814000


def job_id_for(second: int, sequence: int, node: int) -> str:
    """A time-based UUID, as the service makes them: from creation second, sequence and a node number."""
    ticks = second * _TICKS_PER_SECOND + sequence % _TICKS_PER_SECOND + _UUID_EPOCH_TICKS
    # The version, 1, comes before the four highest digits; ba64 is a constant clock sequence.
    digits = f"1{ticks:015x}"
    return f"{digits[8:]}-{digits[4:8]}-{digits[:4]}-ba64-{node:012x}"


@dataclass(frozen=True, slots=True)
class NewJob:
    """Everything about a job that its creator decides."""

    name: str
    stream_url: str
    template: Template
    output_type: str = "oss"
    output_bucket: str | None = None
    output_endpoint: str | None = None
    notify_url: str | None = None
    stream_type: str = "rtmp"
    status: str = "initial"

    def row(self, second: int, sequence: int, job_id: str) -> JobRow:
        """The row of this job, created in `second` as the `sequence`-th of the store."""
        output = {
            "Type": self.output_type,
            "Bucket": self.output_bucket,
            "Endpoint": self.output_endpoint,
        }
        fields = {
            "RecordOutput": {name: text for name, text in output.items() if text is not None},
            "Name": self.name,
            "NotifyUrl": self.notify_url,
            "TemplateId": self.template.template_id,
            "CreateTime": format_api_time(second),
            "StreamInput": {"Type": self.stream_type, "Url": self.stream_url},
            "JobId": job_id,
        }
        if self.notify_url is None:
            del fields["NotifyUrl"]
        text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
        return JobRow(
            key=first_key_of(second) + sequence,
            template=self.template.row,
            status=self.status,
            job_id=job_id,
            name=self.name,
            fixed_json=text[:-1],
        )
