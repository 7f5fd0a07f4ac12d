# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every option of the listing, and what the module returns."""

from __future__ import annotations

import math

import pytest

from ansible_collections.mediaops.alicloud.tests.integration.scenarios import MARCH, ice, scenario

LONG = {"count": 400, "start": "2025-01-01T00:00:00Z", "end": "2025-06-30T00:00:00Z"}


def sent(outcome, name):
    """The values of a parameter of the API, in the order of the requests."""
    return [request.parameters.get(name) for request in outcome.requests]


@scenario(ice(), jobs=250)
@pytest.mark.smoke
def test_all_jobs_are_returned_as_the_store_has_them_newest_first(outcome):
    assert outcome.found == outcome.newest_first
    assert len(outcome.found) == 250


@scenario(ice(), jobs=250)
def test_what_is_returned_has_the_documented_types(outcome):
    result = outcome.result
    assert result["changed"] is False
    assert result["total_count"] == 250
    assert result["complete"] is True
    assert "query_result" not in result
    stats = result["stats"]
    assert sorted(stats) == sorted(
        "requests pages page_size slices retries throttled duplicates jobs_read jobs_matched elapsed".split()
    )
    assert isinstance(stats.pop("elapsed"), float)
    assert all(isinstance(value, int) for value in stats.values())
    # Three pages, and the newest one before and after them.
    assert stats["requests"] == len(outcome.requests) == 5
    assert stats["pages"] == 5
    assert (stats["retries"], stats["throttled"], stats["duplicates"]) == (0, 0, 0)
    assert stats["jobs_read"] == 250
    assert sorted(result["request_ids"]) == sorted(request.request_id for request in outcome.requests)


@scenario(ice(sort_by="asc"), jobs=250)
def test_ascending(outcome):
    assert outcome.found == outcome.newest_first[::-1]


@scenario(ice(), ice(sort_by="asc"), jobs={"count": 150, **MARCH, "same_second": True})
def test_jobs_of_one_second_are_each_returned_once(outcomes):
    for outcome in outcomes:
        assert sorted(outcome.ids) == sorted(job["JobId"] for job in outcome.jobs)


@scenario(ice(), jobs=0)
def test_no_jobs(outcome):
    assert outcome.found == []
    assert outcome.result["complete"] is True
    assert outcome.result["total_count"] == 0
    assert len(outcome.requests) == 1


@scenario(ice(keyword="evening-news"), jobs=250)
def test_keyword_is_part_of_a_name(outcome):
    assert outcome.found == [job for job in outcome.newest_first if "evening-news" in job["name"]]
    assert 0 < len(outcome.found) < 250
    assert set(sent(outcome, "Keyword")) == {"evening-news"}
    assert outcome.result["total_count"] == len(outcome.found)


@scenario(
    ice(keyword="ab0e3e76-1e9d-11ed-ba64-0c42a1b73d66"),
    jobs=50,
    added=[{"job_id": "ab0e3e76-1e9d-11ed-ba64-0c42a1b73d66"}],
)
def test_keyword_is_an_id(outcome):
    assert outcome.ids == ["ab0e3e76-1e9d-11ed-ba64-0c42a1b73d66"]


@scenario(ice(keyword="a b&c=d/é+%"), added=[{"name": "x a b&c=d/é+% y"}, {"name": "other"}])
def test_a_keyword_with_signs_that_need_encoding(outcome):
    assert [job["name"] for job in outcome.found] == ["x a b&c=d/é+% y"]


@pytest.mark.parametrize(
    "status",
    [pytest.param(status, marks=scenario(ice(status=status), jobs=400)) for status in ("paused", "initial", "started")],
)
def test_status(status, outcome):
    assert outcome.found == [job for job in outcome.newest_first if job["status"] == status]
    assert outcome.found
    assert outcome.result["complete"] is True
    assert outcome.result["total_count"] == len(outcome.found)
    # Where it is most of the list, all jobs are read, and each tells its status.
    assert set(sent(outcome, "Status")) == ({status} if len(outcome.found) < 200 else {status, None})


@scenario(
    ice(
        keyword="news",
        status="started",
        sort_by="asc",
        start_time="2026-03-05T00:00:00Z",
        end_time="2026-03-20T00:00:00Z",
    ),
    jobs=600,
)
def test_filters_together(outcome):
    assert outcome.found == [
        job
        for job in outcome.newest_first[::-1]
        if "news" in job["name"]
        and job["status"] == "started"
        and "2026-03-05T00:00:00Z" <= job["create_time"] <= "2026-03-20T00:00:00Z"
    ]
    assert outcome.found


@scenario(ice(page_size=7), jobs=50)
def test_page_size(outcome):
    assert outcome.found == outcome.newest_first
    assert set(sent(outcome, "PageSize")) == {"7"}
    assert len(outcome.requests) == math.ceil(50 / 7) + 2


@scenario(ice(page_no=2, page_size=20), jobs=50)
def test_page_no_reads_just_this_page(outcome):
    assert outcome.found == outcome.newest_first[20:40]
    assert outcome.result["complete"] is False
    assert outcome.result["total_count"] == 50
    assert len(outcome.requests) == 1
    assert (sent(outcome, "PageNo"), sent(outcome, "PageSize")) == (["2"], ["20"])


@scenario(ice(page_no=1, page_size=20), ice(page_no=1, page_size=9), ice(page_no=9, page_size=20), jobs=9)
def test_page_no_is_complete_where_the_page_is_shown_to_be_the_whole(outcomes):
    whole, full, beyond = outcomes
    assert whole.found == full.found == whole.newest_first
    assert whole.result["complete"] is True
    assert full.result["complete"] is False  # a full page does not show that there is no other
    assert beyond.found == []
    assert beyond.result["complete"] is False


@scenario(ice(limit=5), jobs=250)
def test_limit_asks_for_no_more_than_it_needs(outcome):
    assert outcome.found == outcome.newest_first[:5]
    assert outcome.result["complete"] is False
    assert outcome.result["total_count"] == 250
    assert len(outcome.requests) == 1
    assert sent(outcome, "PageSize") == ["10"]  # the API's default; a page of one may be answered as if it were empty


@scenario(ice(limit=150, sort_by="asc"), jobs=450)
def test_limit_over_more_than_a_page(outcome):
    assert outcome.found == outcome.newest_first[::-1][:150]
    assert len(outcome.requests) == 3  # two pages, and the first one again: it has not moved


@scenario(ice(limit=3, where="status == 'paused'"), jobs=1000)
def test_limit_counts_after_where(outcome):
    paused = [place for place, job in enumerate(outcome.newest_first) if job["status"] == "paused"]
    assert outcome.found == [outcome.newest_first[place] for place in paused[:3]]
    pages = paused[2] // 100 + 1
    assert len(outcome.requests) == pages + (pages > 1)


@scenario(ice(limit=3, status="paused"), jobs=1000)
def test_limit_with_a_status(outcome):
    assert outcome.found == [job for job in outcome.newest_first if job["status"] == "paused"][:3]
    assert len(outcome.requests) == 1


@scenario(ice(limit=50), ice(limit=51), jobs=50)
def test_limit_that_leaves_nothing_out_is_complete(outcomes):
    for outcome in outcomes:
        assert outcome.found == outcome.newest_first
        assert outcome.result["complete"] is True


@scenario(ice(limit=10, start_time="2025-01-01T00:00:00Z", end_time="2025-06-30T00:00:00Z"), jobs=LONG)
def test_limit_over_a_range_of_many_slices_starts_with_the_newest(outcome):
    assert outcome.found == outcome.newest_first[:10]
    assert outcome.result["total_count"] is None
    assert len(outcome.requests) == 1


@scenario(ice(start_time="2025-01-01T00:00:00Z", end_time="2025-06-30T00:00:00Z"), jobs=LONG)
def test_a_range_over_thirty_days_is_cut_into_slices(outcome):
    assert outcome.found == outcome.newest_first
    assert outcome.result["complete"] is True
    assert outcome.result["total_count"] == 400
    assert outcome.result["stats"]["slices"] >= 6
    assert min(sent(outcome, "StartTime")) == "2025-01-01T00:00:00Z"
    assert max(sent(outcome, "EndTime")) == "2025-06-30T00:00:00Z"


@scenario(
    ice(status="paused", start_time="2025-01-01T00:00:00Z", end_time="2025-06-30T00:00:00Z", sort_by="asc"), jobs=LONG
)
def test_slices_with_a_status(outcome):
    assert outcome.found == [job for job in outcome.newest_first[::-1] if job["status"] == "paused"]
    assert outcome.result["complete"] is True


@scenario(
    ice(start_time="2026-03-10T08:00:00+08:00", end_time="2026-03-11T00:00:00-05:30"),
    ice(start_time="2026-03-10T00:00Z", end_time="2026-03-11T05:30:00.000Z"),
    jobs=400,
)
def test_times_with_offsets_are_sent_in_utc(outcomes):
    for outcome in outcomes:
        assert set(sent(outcome, "StartTime")) == {"2026-03-10T00:00:00Z"}
        assert set(sent(outcome, "EndTime")) == {"2026-03-11T05:30:00Z"}
        assert outcome.found == [
            job
            for job in outcome.newest_first
            if "2026-03-10T00:00:00Z" <= job["create_time"] <= "2026-03-11T05:30:00Z"
        ]
        assert outcome.found


@scenario(ice(end_time="2026-03-10T00:00:00Z"), jobs=300)
def test_an_end_without_a_start(outcome):
    assert outcome.found == [job for job in outcome.newest_first if job["create_time"] <= "2026-03-10T00:00:00Z"]
    assert outcome.result["complete"] is True


@scenario(ice(start_time="now-36h"), ice(start_time="-1d12h"), jobs={"count": 300, "days": 10})
def test_relative_times_and_a_start_without_an_end(outcomes):
    for outcome in outcomes:
        start = min(sent(outcome, "StartTime"))
        newer = [job for job in outcome.newest_first if job["create_time"] >= start]
        assert outcome.found == newer
        assert 20 < len(newer) < 80  # 36 hours of ten days


@scenario(ice(start_time="-10w", end_time="now-30d"), jobs={"count": 300, "days": 100})
def test_relative_times_over_thirty_days(outcome):
    start, end = min(sent(outcome, "StartTime")), max(sent(outcome, "EndTime"))
    assert outcome.found == [job for job in outcome.newest_first if start <= job["create_time"] <= end]
    assert outcome.result["complete"] is True
    assert outcome.result["stats"]["slices"] >= 2


def every(job):
    return True


def none(job):
    return False


WHERE = {
    "name": ("starts_with(name, 'evening-news')", lambda job: job["name"].startswith("evening-news")),
    "nested": (
        "record_output.bucket == 'news-masters-dubai'",
        lambda job: job["record_output"]["bucket"] == "news-masters-dubai",
    ),
    "matches": (
        "matches('^(concert|stadium)-.*-0001\\d\\d$', name)",
        lambda job: job["name"].startswith(("concert", "stadium")) and job["name"][-6:-2] == "0001",
    ),
    "to_epoch": (
        "to_epoch(create_time) >= to_epoch('2026-03-20T02:00:00+02:00')",
        lambda job: job["create_time"] >= "2026-03-20T00:00:00Z",
    ),
    "age and duration": ("age(create_time) > duration('4h')", every),
    "now": ("now() < to_epoch(create_time)", none),
    "false": ("`false`", none),
    "null": ("[name][1]", none),
    "empty": ("[name][1] || ''", none),
    "zero is not empty": ("name && `0`", every),
}


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param(wanted, marks=scenario(ice(where=text), jobs=250), id=name)
        for name, (text, wanted) in WHERE.items()
    ],
)
@pytest.mark.smoke
def test_where(wanted, outcome):
    assert outcome.found == [job for job in outcome.newest_first if wanted(job)]
    assert outcome.result["complete"] is True
    assert outcome.result["total_count"] == 250
    assert outcome.result["stats"]["jobs_read"] == 250


@scenario(
    ice(query="[].{id: job_id, state: status}"),
    ice(query="length(@)", where="status == 'paused'"),
    ice(query="[?name == 'none'] | [0]"),
    ice(query="max_by(@, &to_epoch(create_time)).job_id"),
    ice(query="sort_by(@, &name)[0].name", limit=20),
    jobs=120,
)
def test_query(outcomes):
    shapes, count, nothing, newest, first_name = outcomes
    assert shapes.result["query_result"] == [{"id": job["job_id"], "state": job["status"]} for job in shapes.found]
    assert count.result["query_result"] == len(count.found) > 0
    assert nothing.result["query_result"] is None
    assert newest.result["query_result"] == newest.found[0]["job_id"]
    assert first_name.result["query_result"] == min(job["name"] for job in first_name.newest_first[:20])


@scenario(ice(keyword="", status="paused"), jobs=100)
def test_an_empty_keyword_is_none(outcome):
    assert set(sent(outcome, "Keyword")) == {None}
    assert outcome.found


@scenario(ice(keywords={"check_mode": True}), ice(), jobs=50)
def test_check_mode_reads_the_same(outcomes):
    checked, done = outcomes
    assert checked.found == done.found == done.newest_first
    assert checked.result["changed"] is False


@scenario(
    ice(),
    added=[
        {
            "name": "vod",
            "output_type": "vod",
            "output_bucket": None,
            "notify_url": None,
            "create_time": "2026-03-01T00:00:00Z",
        },
        {"name": "whole", "notify_url": "https://example.com/notify?a=b&c=d", "create_time": "2026-03-02T00:00:00Z"},
    ],
)
def test_a_job_with_fewer_fields(outcome):
    assert outcome.found == outcome.newest_first
    whole, vod = outcome.found
    assert set(whole) - set(vod) == {"notify_url"}
    assert vod["record_output"]["type"] == "vod"
