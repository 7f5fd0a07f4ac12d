# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Listing options: what is planned, and what is refused before any request."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import plan as module
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing.direction import DESCENDING
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing.options import JobListingOptions
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing.plan import (
    Plan,
    make_plan,
    ranges_until,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing.ranges import TimeRange
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.operations import LIST_LIVE_RECORD_JOBS
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.times import DAY, format_time

NOW = 1_657_872_000  # 2022-07-15T08:00:00Z
TOLERANCE = 15 * 60
EVERYTHING = TimeRange(None, None)


def plan(**options: Any) -> Plan:
    return make_plan(JobListingOptions(**options), NOW)


def refusal(**options: Any) -> str:
    with pytest.raises(InputError) as caught:
        plan(**options)
    return caught.value.message


def test_no_options_read_everything_newest_first() -> None:
    assert plan() == Plan(
        operation=LIST_LIVE_RECORD_JOBS,
        filters={},
        direction=DESCENDING,
        asked=EVERYTHING,
        ranges=[EVERYTHING],
        until=None,
        page_size=100,
        page_no=None,
        where=None,
        limit=None,
        query=None,
        fail_if_incomplete=True,
    )


def test_filters_are_those_of_the_api() -> None:
    planned = plan(keyword="录制 a+b", status="paused", sort_by="asc", on_incomplete="warn")
    assert planned.filters == {"Keyword": "录制 a+b", "Status": "paused"}
    assert (planned.rows_can_leave, planned.direction.ascending, planned.fail_if_incomplete) == (True, True, False)
    assert plan(keyword="").filters == {}


@pytest.mark.parametrize("status", ["paused", "initial", "started"])
def test_under_every_status_rows_can_leave(status) -> None:
    assert plan(status=status).rows_can_leave


@pytest.mark.parametrize(
    ("option", "value", "choices"),
    [
        ("status", "stopped", "paused, initial, started"),
        ("status", "Paused", "paused, initial, started"),
        ("status", "", "paused, initial, started"),
        ("sort_by", "ascending", "asc, desc"),
        ("sort_by", None, "asc, desc"),
        ("on_incomplete", "ignore", "fail, warn"),
    ],
)
def test_choices(option, value, choices) -> None:
    assert refusal(**{option: value}) == f"{option}: {value!r} is none of {choices}."


@pytest.mark.parametrize("option", ["page_size", "page_no", "limit"])
@pytest.mark.parametrize("value", [0, -1])
def test_numbers_below_one(option, value) -> None:
    assert refusal(**{option: value}) == f"{option} is {value}; it must be at least 1."


# --- expressions ---


@pytest.mark.parametrize("option", ["where", "query"])
@pytest.mark.parametrize("expression", ["", "a b", "nosuch(@)", "age()"])
def test_expressions_are_checked_and_the_option_named(option, expression) -> None:
    assert refusal(**{option: expression}).startswith(f"{option} is ")


def test_expressions_share_the_plan_s_now() -> None:
    planned = plan(where="[now(), name]", query="[now(), age('now')]", start_time="now")
    assert planned.where
    assert planned.query
    assert (planned.where.search({}), planned.query.search([])) == ([NOW, None], [NOW, 0])
    assert planned.ranges == [TimeRange(NOW, NOW + TOLERANCE)]


def test_now_is_the_present_by_default(monkeypatch) -> None:
    monkeypatch.setattr(module.time, "time", lambda: NOW + 0.9)
    planned = make_plan(JobListingOptions(end_time="now"))
    assert planned.until == NOW


# --- times ---


@pytest.mark.parametrize("option", ["start_time", "end_time"])
@pytest.mark.parametrize("text", ["", "yesterday", "2022-13-01", "-5", "1969-01-01"])
def test_unparsable_times_name_the_option(option, text) -> None:
    message = refusal(**{option: text})
    assert message.startswith(f"{option}: ")
    assert text.strip("-") in message


def test_reversed_times_show_both_in_utc() -> None:
    message = refusal(start_time="2022-07-15T08:00:00Z", end_time="2022-07-15T10:00:00+08:00")
    assert "start_time (2022-07-15T08:00:00Z) is after end_time (2022-07-15T02:00:00Z)" in message


def test_equal_times_are_a_range_of_one_moment() -> None:
    assert plan(start_time="-1h", end_time="-1h").ranges == [TimeRange(NOW - 3600, NOW - 3600)]


def test_a_start_in_the_future_needs_an_end() -> None:
    assert "is in the future, and end_time is not set" in refusal(start_time="+1h")
    assert plan(start_time="+1h", end_time="+2h").ranges == [TimeRange(NOW + 3600, NOW + 7200)]
    assert plan(start_time="+15m").ranges == [TimeRange(NOW + TOLERANCE, NOW + TOLERANCE)]


def test_a_start_alone_reaches_a_little_beyond_now() -> None:
    assert plan(start_time="-7d").ranges == [TimeRange(NOW - 7 * DAY, NOW + TOLERANCE)]


def test_an_end_alone_leaves_the_oldest_job_to_be_found() -> None:
    planned = plan(end_time="-1d")
    assert (planned.ranges, planned.until) == ([], NOW - DAY)


def test_a_range_of_thirty_days_is_one_and_a_longer_one_is_cut() -> None:
    end = format_time(NOW)
    assert plan(start_time=format_time(NOW - 30 * DAY), end_time=end).ranges == [TimeRange(NOW - 30 * DAY, NOW)]
    ranges = plan(start_time=format_time(NOW - 30 * DAY - 1), end_time=end).ranges
    assert ranges
    assert len(ranges) == 2


@given(st.integers(0, 3000 * DAY), st.integers(0, 400 * DAY))
def test_ranges_cover_the_range_and_the_api_takes_each(start, length) -> None:
    ranges = plan(start_time=format_time(start), end_time=format_time(start + length)).ranges
    assert ranges
    ends = [(each.start, each.end) for each in ranges if each.start is not None and each.end is not None]
    assert len(ends) == len(ranges)
    assert (ends[0][0], ends[-1][1]) == (start, start + length)
    assert all(0 <= end - begin <= 30 * DAY for begin, end in ends)
    assert all(after[0] == before[1] - 1 for before, after in pairwise(ends))


@given(st.integers(0, 10**9), st.integers(-5, 400 * DAY))
def test_ranges_from_the_oldest_row(oldest, length) -> None:
    end = oldest + length
    ranges = ranges_until(oldest, end, LIST_LIVE_RECORD_JOBS)
    if end < oldest - 1 or end < 0:
        assert ranges == []
    else:
        assert ranges[0].start == max(0, oldest - 1)  # a second before, if the API counts the start out
        assert ranges[-1].end == end
        assert all(each.end is not None and each.start is not None for each in ranges)
        assert all((each.end or 0) - (each.start or 0) <= 30 * DAY for each in ranges)


# --- one page ---


@pytest.mark.parametrize(
    ("times", "each"),
    [
        ({}, EVERYTHING),
        ({"start_time": "-60d"}, TimeRange(NOW - 60 * DAY, None)),
        ({"end_time": "-1d"}, TimeRange(None, NOW - DAY)),
        ({"start_time": "-30d", "end_time": "now"}, TimeRange(NOW - 30 * DAY, NOW)),
    ],
)
def test_one_page_is_asked_for_as_it_is(times, each) -> None:
    planned = plan(page_no=3, page_size=20, limit=5, **times)
    assert (planned.ranges, planned.page_no, planned.page_size) == ([each], 3, 20)


def test_one_page_of_a_range_that_the_api_would_refuse() -> None:
    message = refusal(page_no=1, start_time="-31d", end_time="now")
    assert "at most 30 days" in message
    assert "page_no" in message


# --- limit ---


@pytest.mark.parametrize(
    ("options", "page_size"),
    [
        ({"limit": 7}, 10),
        ({"limit": 17}, 17),
        ({"limit": 700}, 100),
        ({"limit": 7, "page_size": 3}, 3),
        ({"limit": 7, "where": "name"}, 100),
        ({"limit": 7, "page_no": 2}, 100),
    ],
)
def test_a_limit_asks_for_no_more_rows_than_it_needs(options, page_size) -> None:
    assert plan(**options).page_size == page_size


@pytest.mark.parametrize("keyword", ["stu\ndio", "\udcff", "a\0b"])
def test_a_keyword_that_cannot_be_sent(keyword) -> None:
    assert refusal(keyword=keyword).startswith(f"keyword: {keyword!r}")
