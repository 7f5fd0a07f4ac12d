# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests for all pages of a list, signed before the race by the official SDK's own code."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from alibabacloud_tea_openapi.utils import Utils
from darabonba.request import DaraRequest

from ansible_collections.mediaops.alicloud.tests.benchmarks.contenders.task import PAGE_SIZE
from ansible_collections.mediaops.alicloud.tests.emulator import ADMIN

_ALGORITHM = "ACS3-HMAC-SHA256"
_EMPTY = hashlib.sha256(b"").hexdigest()


def signed_pages(endpoint: str, jobs: int, filters: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """URL and headers of each page, in order. Good for one run: a server takes each nonce once."""
    for page_no in range(1, -(-jobs // PAGE_SIZE) + 1):
        query = {**filters, "PageNo": str(page_no), "PageSize": str(PAGE_SIZE), "SortBy": "asc"}
        headers = {
            "host": urlsplit(endpoint).netloc,
            "x-acs-action": "ListLiveRecordJobs",
            "x-acs-content-sha256": _EMPTY,
            "x-acs-date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "x-acs-signature-nonce": secrets.token_hex(16),
            "x-acs-version": "2020-11-09",
        }
        request = DaraRequest()
        request.method, request.pathname, request.query, request.headers = "GET", "/", query, headers
        authorization = Utils.get_authorization(
            request, _ALGORITHM, _EMPTY, ADMIN.access_key_id, ADMIN.access_key_secret
        )
        yield {
            "url": f"{endpoint}/?{urlencode(query)}",
            "headers": {**headers, "authorization": authorization, "accept": "application/json"},
        }
