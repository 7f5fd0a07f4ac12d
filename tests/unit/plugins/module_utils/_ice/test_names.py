# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The naming rule, on every name that the API's answers use."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.names import parse_json, snake_case


@pytest.mark.parametrize(
    ("api", "ours"),
    [
        ("LiveRecordJobs", "live_record_jobs"),
        ("RequestId", "request_id"),
        ("JobId", "job_id"),
        ("Name", "name"),
        ("CreateTime", "create_time"),
        ("StreamInput", "stream_input"),
        ("Url", "url"),
        ("RecordOutput", "record_output"),
        ("NotifyUrl", "notify_url"),
        ("TemplateId", "template_id"),
        ("TemplateName", "template_name"),
        ("PageNo", "page_no"),
        ("PageSize", "page_size"),
        ("SortBy", "sort_by"),
        ("TotalCount", "total_count"),
        ("OSSUrl", "oss_url"),
        ("OssObjectPrefix", "oss_object_prefix"),
        ("HTTPStatus", "http_status"),
        ("already_snake", "already_snake"),
        ("", ""),
    ],
)
def test_snake_case(api, ours) -> None:
    assert snake_case(api) == ours


@given(st.lists(st.from_regex(r"[A-Z][a-z]{1,8}", fullmatch=True), min_size=1, max_size=5))
def test_words_are_joined_in_order_and_the_rule_is_stable(words) -> None:
    name = snake_case("".join(words))
    assert name == "_".join(words).lower()
    assert snake_case(name) == name


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.from_regex(r"[A-Za-z]{1,6}"), inner, max_size=3),
    max_leaves=15,
)


def keys_of(value: object) -> list[str]:
    if isinstance(value, dict):
        return [key for name, item in value.items() for key in (name, *keys_of(item))]
    return [key for item in value for key in keys_of(item)] if isinstance(value, list) else []


@given(json_values)
def test_every_key_at_every_depth_and_no_value(value) -> None:
    renamed = parse_json(json.dumps({"Outer": [value]}).encode())
    assert not [key for key in keys_of(renamed) if re.search("[A-Z]", key)]
    if not isinstance(value, (dict, list)):
        assert renamed == {"outer": [value]}


def test_values_that_look_like_names_stay() -> None:
    answer = {"LiveRecordJobs": [{"StreamInput": {"Type": "rtmp", "Url": "rtmp://Host/AppName"}, "Tags": ["JobId"]}]}
    assert parse_json(json.dumps(answer).encode()) == {
        "live_record_jobs": [{"stream_input": {"type": "rtmp", "url": "rtmp://Host/AppName"}, "tags": ["JobId"]}]
    }


def test_no_memory_is_kept_for_endlessly_many_names() -> None:
    for number in range(3000):
        snake_case(f"Name{number}")
    info = snake_case.cache_info()
    assert info.maxsize is not None
    assert info.currsize <= info.maxsize
