# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A recorded file on its way into the store."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from ansible_collections.mediaops.alicloud.tests.emulator.clock import format_api_time

from .file_store import FileRow
from .job_order import first_key_of

SIZES = ((1920, 1080), (1280, 720), (854, 480))


@dataclass(frozen=True, slots=True)
class NewFile:
    """Everything about a file that whoever adds it decides. `job` is the job as the API shows it."""

    job: Mapping[str, object]
    record_id: str
    format: str
    start: int
    end: int
    created: int
    width: int = 1920
    height: int = 1080
    url: str | None = None

    def row(self, sequence: int) -> FileRow:
        """The row of this file, the `sequence`-th of the store."""
        job = self.job
        stream, output = job["StreamInput"], job["RecordOutput"]
        assert isinstance(stream, Mapping)
        assert isinstance(output, Mapping)
        job_id = str(job["JobId"])
        document = {
            "CreateTime": format_api_time(self.created),
            "Duration": float(self.end - self.start),
            "EndTime": format_api_time(self.end),
            "Format": self.format,
            "Height": self.height,
            "JobId": job_id,
            "JobName": job["Name"],
            "RecordId": self.record_id,
            # The one nested value of the API's answers that is a text of JSON.
            "RecordOutput": json.dumps(output, ensure_ascii=False, separators=(",", ":")),
            "RecordUrl": self.url or self._default_url(output),
            "StartTime": format_api_time(self.start),
            "StreamUrl": stream["Url"],
            "Width": self.width,
        }
        return FileRow(
            key=first_key_of(self.created) + sequence,
            record_id=self.record_id,
            job_id=job_id,
            format=self.format,
            document=json.dumps(document, ensure_ascii=False, separators=(",", ":")),
        )

    def _default_url(self, output: Mapping[str, object]) -> str:
        host = f"{output.get('Bucket', 'vod')}.{output.get('Endpoint', 'oss-cn-shanghai.aliyuncs.com')}"
        name = f"{format_api_time(self.start)}_{format_api_time(self.end)}".replace(":", "-")
        return f"https://{host}/record/{self.job['JobId']}/{name}.{self.format}"
