# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Coverage: the engine finds what the files that the official SDK reads say, and asks for usage as the SDK does."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from alibabacloud_ice20201109 import models
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import ConnectionOptions
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.coverage import CoverageOptions, read_coverage
from ansible_collections.mediaops.alicloud.tests.emulator import ADMIN

DAY = 86_400


@pytest.fixture
def engine(emulator):
    return ConnectionOptions(
        access_key_id=ADMIN.access_key_id,
        access_key_secret=ADMIN.access_key_secret,
        region=emulator.region,
        endpoint=emulator.endpoint,
    )


def second(text):
    return int(datetime.fromisoformat(text).timestamp())


def api_time(moment):
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def files_by_sdk(client, start, end):
    """All files that were created in at most four days, page by page."""
    files = []
    for number in range(1, 1000):
        request = models.ListLiveRecordFilesRequest(
            start_time=api_time(start), end_time=api_time(end), page_no=number, page_size=30
        )
        page = client.list_live_record_files(request).body.files
        files += page
        if len(page) < 30:
            return files
    raise AssertionError("the list does not end")


def test_usage_is_what_the_sdk_reads(emulator, sdk, engine):
    now = int(time.time())
    start, end = now - 3 * DAY, now - DAY
    emulator.seed_recordings(
        3,
        start=api_time(start),
        end=api_time(end),
        cycles_s=[900, 3600, 21_600],
        formats=["mp4", "m3u8"],
        break_every_s=30_000,
        resubmit_every=3,
    )
    client = sdk()
    request = models.DescribeMeterImsSummaryRequest(start_ts=start, end_ts=now)
    (data,) = client.describe_meter_ims_summary(request).body.data
    options = CoverageOptions(start_time=api_time(start), end_time=api_time(now), reconcile=True)
    result = read_coverage([engine], options)
    by_sdk, by_engine = [each for each in emulator.requests() if each.action == "DescribeMeterImsSummary"]
    assert (by_engine.method, set(by_engine.parameters)) == (by_sdk.method, set(by_sdk.parameters))
    figures = result.usage["reconciliation"]
    assert figures["metered_minutes"] == float(data.live_record_duration)
    assert abs(figures["difference_minutes"]) < 0.01
    covered = {}
    for file in files_by_sdk(client, start, now):
        span = range(second(file.start_time), second(file.end_time))
        covered.setdefault(file.job_name, set()).update(span)
    assert {row["name"]: row["seconds"] for row in result.recordings} == {
        name: len(seconds) for name, seconds in covered.items()
    }


def test_the_sdk_is_refused_what_the_reference_refuses(sdk):
    now = int(time.time())
    request = models.DescribeMeterImsSummaryRequest(start_ts=now - 32 * DAY, end_ts=now)
    with pytest.raises(AlibabaCloudException):
        sdk().describe_meter_ims_summary(request)
