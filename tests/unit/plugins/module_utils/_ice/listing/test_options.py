# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of the listings of files and templates: what is planned, and what is refused before any request."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import (
    FileListingOptions,
    TemplateListingOptions,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing.plan import make_plan
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing.ranges import TimeRange
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.names import api_json, numbered
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.times import DAY

NOW = 1_657_872_000  # 2022-07-15T08:00:00Z


def plan(options):
    return make_plan(options, NOW)


def refusal(options) -> str:
    with pytest.raises(InputError) as caught:
        plan(options)
    return caught.value.message


def test_files_are_sorted_as_the_api_does_and_read_in_full_pages() -> None:
    planned = plan(FileListingOptions())
    assert (planned.filters, planned.direction.ascending, planned.page_size) == ({}, True, 30)
    assert planned.rows_can_leave
    assert planned.ranges == [TimeRange(None, None)]


def test_filters_of_files() -> None:
    options = FileListingOptions(job_ids=["a", "b", "a"], record_format="m3u8")
    assert plan(options).filters == {"JobIds.1": "a", "JobIds.2": "b", "RecordFormat": "m3u8"}


def test_filters_of_templates() -> None:
    options = TemplateListingOptions(template_ids=["a"], keyword="名", type="system")
    assert plan(options).filters == {"TemplateIds.1": "a", "Keyword": "名", "Type": "system"}
    assert plan(TemplateListingOptions()).ranges == [TimeRange(None, None)]
    assert not plan(TemplateListingOptions()).direction.ascending


def test_ranges_of_files_are_cut_into_four_days() -> None:
    ranges = plan(FileListingOptions(start_time="-10d", end_time="now")).ranges
    assert [ranges[0].start, ranges[-1].end] == [NOW - 10 * DAY, NOW]
    assert len(ranges) == 4
    assert all(each.end - each.start <= 4 * DAY for each in ranges)
    assert all(later.start < earlier.end for earlier, later in pairwise(ranges))


@pytest.mark.parametrize(("limit", "page_size"), [(1, 10), (5, 10), (11, 11), (99, 30)])
def test_a_page_is_never_smaller_than_the_default_of_the_api(limit, page_size) -> None:
    assert plan(FileListingOptions(limit=limit)).page_size == page_size


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (FileListingOptions(page_size=4), "page_size is 4; ListLiveRecordFiles takes 5 to 30."),
        (FileListingOptions(page_size=31), "page_size is 31; ListLiveRecordFiles takes 5 to 30."),
        (TemplateListingOptions(page_size=101), "page_size is 101; ListLiveRecordTemplates takes 1 to 100."),
        (TemplateListingOptions(page_size=0), "page_size is 0; it must be at least 1."),
        (FileListingOptions(record_format="M3U8"), "record_format: 'M3U8' is none of m3u8, flv, mp4."),
        (FileListingOptions(sort_by="newest"), "sort_by: 'newest' is none of asc, desc."),
        (FileListingOptions(job_ids=["a", ""]), "job_ids: '' (number 2) is no id."),
        (FileListingOptions(start_time="soon"), "start_time: 'soon' is not a time."),
        (FileListingOptions(page_no=1, start_time="-5d", end_time="now"), "ranges of at most 4 days"),
        (TemplateListingOptions(template_ids=["a\n"]), "template_ids: 'a\\n' (number 1) is no id."),
        (TemplateListingOptions(keyword="x" * 100_000), "keyword: 100000 characters do not fit into a request"),
        (TemplateListingOptions(keyword="\x00"), "keyword: '\\x00' holds control characters"),
        (TemplateListingOptions(type="own"), "type: 'own' is none of system, custom."),
        (TemplateListingOptions(where="(("), "where is not a JMESPath expression"),
        (TemplateListingOptions(limit=0), "limit is 0; it must be at least 1."),
    ],
)
def test_what_is_refused(options, words) -> None:
    assert words in refusal(options)


def test_names_on_their_way_to_the_api() -> None:
    assert numbered("JobIds", []) == {}
    value = [{"oss_object_prefix": "é{JobId}", "cycle_duration": 60, "nested": {"a_b": [1]}}]
    assert json.loads(api_json(value)) == [{"OssObjectPrefix": "é{JobId}", "CycleDuration": 60, "Nested": {"AB": [1]}}]
