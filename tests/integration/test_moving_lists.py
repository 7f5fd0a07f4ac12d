# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists that move while they are read: what matched all the time is returned, once."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.tests.integration.scenarios import MARCH, ice, scenario

FULL = {"count": 1200, **MARCH}
LARGE = {"count": 4000, **MARCH}


def stayed(outcome, status=None):
    """Ids of the jobs that matched all the time."""
    return {
        job["JobId"]
        for job in outcome.jobs
        if job["StatusChanges"] == 0
        and not job["Name"].startswith("late-arrival-")
        and (status is None or job["Status"] == status)
    }


def assert_promise_kept(outcome, status=None):
    assert len(outcome.ids) == len(set(outcome.ids))
    assert stayed(outcome, status) <= set(outcome.ids) <= {job["JobId"] for job in outcome.jobs}
    assert outcome.result["complete"] is True
    assert all(status in (None, job["status"]) for job in outcome.found)


def assert_in_order(outcome, order):
    times = [job["create_time"] for job in outcome.found]
    assert times == sorted(times, reverse=order == "desc")


@pytest.mark.parametrize(
    "order",
    [
        pytest.param("asc", marks=scenario(ice(sort_by="asc"), jobs=FULL, churn={"insert": 2})),
        pytest.param("desc", marks=scenario(ice(), jobs=FULL, churn={"insert": 2, "when": "after"})),
    ],
)
def test_jobs_that_come_meanwhile(order, outcome):
    assert_promise_kept(outcome)
    assert_in_order(outcome, order)


@scenario(ice(), jobs=FULL, churn={"insert": 1, "same_second": True})
def test_jobs_that_come_within_the_newest_second(outcome):
    assert_promise_kept(outcome)


@pytest.mark.parametrize(
    ("status", "order"),
    [
        pytest.param(
            "started",
            "desc",
            marks=scenario(ice(status="started"), jobs=FULL, churn={"leave": 1, "enter": 1, "insert": 1}),
        ),
        pytest.param(
            "paused", "desc", marks=scenario(ice(status="paused"), jobs=LARGE, churn={"leave": 3, "when": "both"})
        ),
        pytest.param(
            "initial", "asc", marks=scenario(ice(status="initial", sort_by="asc"), jobs=LARGE, churn={"enter": 3})
        ),
    ],
)
def test_jobs_that_come_and_leave_under_a_status(status, order, outcome):
    assert_promise_kept(outcome, status)
    assert_in_order(outcome, order)


@scenario(ice(limit=700), ice(limit=150, status="started"), jobs=FULL, churn={"insert": 1, "leave": 1, "enter": 1})
def test_limit_while_the_list_moves(outcomes):
    for outcome, limit in zip(outcomes, (700, 150), strict=True):
        assert len(outcome.ids) == len(set(outcome.ids)) == limit
        oldest = outcome.found[-1]["create_time"]
        newer = {
            job["JobId"]
            for job in outcome.jobs
            if job["CreateTime"] > oldest and job["JobId"] in stayed(outcome, None if limit == 700 else "started")
        }
        assert newer <= set(outcome.ids)


@scenario(
    ice(status="started"),
    ice(status="started", sort_by="asc"),
    jobs={"count": 450, **MARCH, "same_second": True},
    churn={"leave": 5, "enter": 5, "when": "both"},
)
def test_a_second_with_more_jobs_than_a_page_holds(outcomes):
    for outcome in outcomes:
        assert_promise_kept(outcome, "started")


@scenario(ice(), ice(on_incomplete="warn"), jobs=250, extra_fields={"TotalCount": 999})
def test_a_server_that_counts_more_than_it_lists(outcomes):
    """A list that cannot be shown to be complete is not returned, unless the task says so."""
    failed, warned = outcomes
    assert failed.failed
    assert "that no job is missing cannot be shown, because" in failed.msg
    assert "set on_incomplete: warn" in failed.msg
    assert "live_record_jobs" not in failed.result
    assert failed.result["request_id"] in [request.request_id for request in failed.requests]
    assert warned.result["complete"] is False
    assert sorted(warned.ids) == sorted(job["JobId"] for job in warned.jobs)
    assert any("The list may be incomplete:" in warning for warning in warned.result["warnings"])
