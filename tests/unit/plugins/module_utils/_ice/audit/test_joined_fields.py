# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What rules see of a job beside its own fields."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.audit import BUILT_IN_IDS
from ansible_collections.mediaops.alicloud.tests.unit.support.audits import REGION, audited, fired, job, states

SAME = ("", "-internal", "-pub")
OTHER = {
    "oss-cn-hangzhou.aliyuncs.com",
    "https://oss-cn-hangzhou-internal.aliyuncs.com",
    "imsbucket1.oss-cn-hangzhou.aliyuncs.com",
    "s3.oss-cn-hangzhou.aliyuncs.com",
    "vpc100-oss-cn-hangzhou.aliyuncs.com",
    "cn-hangzhou.oss.aliyuncs.com",
    "OSS-CN-HANGZHOU.aliyuncs.com",
    "oss-cn-shanghai-finance-1.aliyuncs.com",
}
NONE = {
    "oss-accelerate.aliyuncs.com",
    "oss-accelerate-overseas.aliyuncs.com",
    "oss-rg-china-mainland.aliyuncs.com",
    "media.example.com",
    "oss.aliyuncs.com",
    "",
}


def outputs(endpoints):
    return [
        job(number, record_output={"type": "oss", "bucket": "b", "endpoint": endpoint})
        for number, endpoint in enumerate(endpoints)
    ]


def test_the_bucket_s_endpoint_in_another_region() -> None:
    same = [f"oss-{REGION}{ending}.aliyuncs.com" for ending in SAME]
    for endpoints, found in ((sorted(OTHER), len(OTHER)), (sorted(NONE), 0), (same, 0)):
        assert len(fired(audited(outputs(endpoints), builtin_rules=["bucket-in-other-region"]))) == found, endpoints


TEMPLATES = {
    "hourly": {"record_format_list": [{"format": "mp4", "cycle_duration": 7200}, {"cycle_duration": "3600"}]},
    "default": {"record_format_list": [{"format": "mp4"}]},
}


@pytest.mark.parametrize(
    ("template", "created", "last", "fires"),
    [
        ("hourly", "2026-11-25T22:29:00Z", None, True),
        ("hourly", "2026-11-25T22:31:00Z", None, False),
        ("hourly", "2026-11-20T00:00:00Z", "2026-11-25T22:31:00Z", False),
        ("hourly", "2026-11-20T00:00:00Z", "2026-11-25T22:29:00Z", True),
        ("default", "2026-11-25T17:31:00Z", None, False),
        ("default", "2026-11-25T17:29:00Z", None, True),
    ],
)
def test_a_file_is_expected_when_a_cycle_of_the_template_ends(template, created, last, fires) -> None:
    known = {"template": TEMPLATES[template], "own_template": TEMPLATES[template]}
    file = None if last is None else {"create_time": last}
    result = audited([job(create_time=created, last_file=file, **known)], builtin_rules=["no-recent-file"])
    assert bool(fired(result)) is fires
    assert result.report["inconclusive"] == []


def test_what_needs_requests_is_not_known_of_given_jobs() -> None:
    needing = ["no-recent-file", "template-deleted", "template-changed"]
    result = audited([job(1), job(2, status="paused")], builtin_rules=needing)
    assert set(states(result).values()) == {"inconclusive"}
    assert {each["recordings"] for each in result.report["inconclusive"]} == {1, 2}
    assert all("no request is made" in each["reason"] for each in result.report["inconclusive"])
    assert set(needing) <= set(BUILT_IN_IDS)
