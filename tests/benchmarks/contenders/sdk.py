# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The official SDK, as its users set it up. It keeps its connections alive by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from alibabacloud_ice20201109.client import Client
from alibabacloud_ice20201109.models import ListLiveRecordJobsRequest
from alibabacloud_tea_openapi.models import Config

from ansible_collections.mediaops.alicloud.tests.benchmarks.contenders.task import PAGE_SIZE


class SdkPages:
    """Pages of jobs; threads may share it."""

    def __init__(self, task: Mapping[str, Any]) -> None:
        self._client = Client(
            Config(
                access_key_id=task["access_key_id"],
                access_key_secret=task["access_key_secret"],
                region_id=task["region"],
                endpoint=urlsplit(task["endpoint"]).netloc,
                protocol="HTTP",
            )
        )

    def read(self, page_no: int) -> Any:
        """The body of one page."""
        request = ListLiveRecordJobsRequest(page_no=page_no, page_size=PAGE_SIZE, sort_by="asc")
        return self._client.list_live_record_jobs(request).body
