# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which jobs a plan is about, in which order, and how it is summed up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.times import format_time, parse_time
from ansible_collections.mediaops.alicloud.plugins.plugin_utils._remediation import make_plan
from ansible_collections.mediaops.alicloud.plugins.plugin_utils._remediation_results import (
    notification_results,
    submission_results,
)
from ansible_collections.mediaops.alicloud.plugins.plugin_utils._remediation_summary import summarize

PAUSED = {"name": "paused", "where": "status == 'paused'", "actions": ["submit_again"]}
TELL = {"name": "tell", "where": "status == 'initial'", "actions": ["notify"]}


def job(number, status="paused", name=None, day=None):
    return {
        "job_id": str(number),
        "name": name or f"job {number}",
        "status": status,
        "create_time": f"2026-03-{day or number:02}T00:00:00Z",
        "stream_input": {"type": "rtmp", "url": "rtmp://a.example/live"},
        "record_output": {"type": "oss", "bucket": "b", "endpoint": "e"},
    }


MARCH_31 = parse_time("2026-03-31T00:00:00Z", now=0)


def plan_of(listings, rules=(PAUSED,), max_changes=10, *, grace_seconds=0, now=MARCH_31, seen_started=None):
    return make_plan(
        listings, list(rules), max_changes, grace_seconds=grace_seconds, now=now, seen_started=seen_started
    )


def planned(*jobs, region=None, **more):
    return plan_of([{"region": region, "live_record_jobs": list(jobs), "total_count": len(jobs)}], **more)


def ids(steps):
    return [step["job"]["job_id"] for step in steps]


def test_the_newest_paused_job_counts_where_none_is_active():
    plan = planned(job(1, name="a"), job(3, name="a"), job(2, name="a"))
    assert ids(plan["steps"]) == ["3"]
    assert plan["superseded"] == 2


@pytest.mark.parametrize("active", ["initial", "started"])
def test_an_active_job_counts_however_old(active):
    plan = planned(job(1, active, name="a"), job(2, name="a"))
    assert (plan["steps"], plan["superseded"]) == ([], 1)
    assert plan["rules"] == [{"name": "paused", "matched": 0, "superseded": 1}]


def test_of_several_active_jobs_the_newest_counts():
    stuck = [{"name": "stuck", "where": "status == 'initial'", "actions": ["submit_again"]}]
    listings = [{"live_record_jobs": [job(1, "initial", name="a"), job(2, "started", name="a")]}]
    plan = plan_of(listings, stuck)
    assert (plan["steps"], plan["superseded"]) == ([], 1)


def test_regions_do_not_supersede_each_other():
    listings = [{"region": region, "live_record_jobs": [job(1, name="a")]} for region in ("r1", "r2")]
    assert [step["region"] for step in plan_of(listings)["steps"]] == ["r1", "r2"]


def test_the_later_listing_of_a_job_counts():
    listings = [{"live_record_jobs": [job(1)]}, {"live_record_jobs": [job(1, "started")]}, {"skipped": True}]
    assert plan_of(listings)["steps"] == []


def test_first_true_rule_then_oldest_first():
    everything = {"name": "all", "where": "`true`", "actions": ["run_tasks"]}
    plan = planned(job(1, "started"), job(4), job(2, "initial"), job(3), rules=[PAUSED, TELL, everything])
    assert [(step["job"]["job_id"], step["rule"]) for step in plan["steps"]] == [
        ("3", "paused"), ("4", "paused"), ("2", "tell"), ("1", "all"),
    ]  # fmt: skip


@pytest.mark.parametrize("limit", range(4))
def test_limit_counts_changes_and_not_notifications(limit):
    plan = planned(job(1), job(2), job(3), job(4, "initial"), rules=[PAUSED, TELL], max_changes=limit)
    assert ids(plan["steps"]) == [*["1", "2", "3"][:limit], "4"]
    assert ids(plan["postponed"]) == ["1", "2", "3"][limit:]


@given(
    limits=st.lists(st.none() | st.integers(0, 3), min_size=1, max_size=3),
    in_all=st.integers(0, 5),
    jobs=st.lists(st.integers(0, 2), max_size=8),
)
def test_a_rule_has_its_own_limit_within_that_of_the_role(limits, in_all, jobs):
    rules = [
        {**PAUSED, "name": str(number), "where": f"starts_with(name, '{number} ')", "max_changes": limit}
        for number, limit in enumerate(limits)
    ]
    plan = planned(
        *(job(number + 1, name=f"{rule} {number}") for number, rule in enumerate(jobs)), rules=rules, max_changes=in_all
    )
    wanted, left = [], in_all
    for number, limit in enumerate(limits):
        done = min(jobs.count(number), left if limit is None else min(limit, left))
        wanted += [str(number)] * done
        left -= done
    assert [step["rule"] for step in plan["steps"]] == wanted
    assert len(plan["steps"]) + len(plan["postponed"]) == sum(rule < len(limits) for rule in jobs)
    for step in plan["postponed"]:
        of_role = step["reason"] == "beyond live_record_remediate_max_changes"
        assert of_role or limits[int(step["rule"])] == wanted.count(step["rule"])


GRACE = 300


@pytest.mark.parametrize(
    ("age", "seen_age", "waits"),
    [
        (0, None, True), (299, None, True), (300, None, False), (-60, None, True), (86400, None, False),
        (86400, 299, True), (86400, 300, False), (299, 600, True),
    ],
)  # fmt: skip
def test_a_paused_job_waits_for_the_grace_period(age, seen_age, waits):
    young = {**job(1), "create_time": format_time(MARCH_31 - age)}
    seen = {} if seen_age is None else {"1": format_time(MARCH_31 - seen_age)}
    plan = planned(young, grace_seconds=GRACE, seen_started={"2": format_time(MARCH_31), **seen})
    assert (ids(plan["waiting"]), ids(plan["steps"])) == ((["1"], []) if waits else ([], ["1"]))
    if waits:
        assert plan["waiting"][0]["reason"].startswith("created" if seen_age is None or age < seen_age else "seen")


def test_only_paused_jobs_wait_and_they_use_up_no_limit():
    now = format_time(MARCH_31)
    young = [{**job(1), "create_time": now}, {**job(2, "initial"), "create_time": now}, job(3)]
    plan = planned(*young, rules=[PAUSED, TELL], max_changes=1, grace_seconds=GRACE)
    assert (ids(plan["waiting"]), ids(plan["steps"]), plan["postponed"]) == (["1"], ["3", "2"], [])


def test_a_job_without_a_time_is_not_young():
    assert ids(planned({**job(1), "create_time": None}, grace_seconds=GRACE)["steps"]) == ["1"]


def test_conditions_are_checked_without_jobs():
    with pytest.raises(InputError, match=r"rule 'bad' is not a JMESPath expression(.|\n)*\^"):
        planned(rules=[PAUSED, {**PAUSED, "name": "bad", "where": "status = 'paused'"}])
    with pytest.raises(InputError, match="must not be negative"):
        planned(max_changes=-1)


def test_summary():
    plan = planned(*(job(number) for number in range(1, 6)), max_changes=4, region="cn-shanghai")
    submissions = [
        {"changed": True, "live_record_job": {"job_id": "9"}},
        {"changed": False},
        {"failed": True, "msg": "no bucket"},
        {"changed": True, "live_record_job": {}},
    ]
    notifications = [{"skipped": True}] * 3 + [{"failed": True, "msg": "500"}]
    submissions = submission_results(plan["steps"], submissions)
    notifications = notification_results(plan["steps"], notifications, submissions)
    summary = summarize(plan, submissions, {"1": "broke"}, notifications, check_mode=False)
    assert [(entry["outcome"], entry["errors"]) for entry in summary["jobs"]] == [
        ("submitted", []),
        ("failed", ["run_tasks: broke"]),
        ("failed", ["submit_again: no bucket"]),
        ("failed", ["notify: 500"]),
        ("postponed", []),
    ]
    assert summary["counts"] == {
        "seen": 5, "matched": 5, "submitted": 1, "handled": 0, "unchanged": 0, "waiting": 0, "postponed": 1,
        "failed": 3, "superseded": 0,
    }  # fmt: skip
    assert summary["lines"][0] == "5 of 5 jobs matched: 1 submitted again, 1 postponed, 3 FAILED."
    assert summary["lines"][1] == "submitted again: job 1 (1 -> 9, cn-shanghai, rule paused)"
    assert summary["lines"][5].endswith("rule paused): beyond live_record_remediate_max_changes")
    assert summary["rules"] == [{"name": "paused", "matched": 5, "superseded": 0, "seen": 5}]


def test_summary_of_jobs_that_wait():
    plan = planned({**job(1), "create_time": format_time(MARCH_31 - 100)}, grace_seconds=GRACE)
    summary = summarize(plan, [], {}, [], check_mode=False)
    assert (summary["counts"]["matched"], summary["counts"]["waiting"]) == (1, 1)
    assert summary["jobs"][0]["outcome"] == "waiting"
    assert summary["lines"] == [
        "1 of 1 job matched: 1 waiting.",
        "waiting: job 1 (1, rule paused): created 100 s ago, within the grace period",
    ]


def test_a_rule_without_a_job_says_how_many_it_saw():
    listings = [
        {"live_record_jobs": [job(1)], "total_count": 120},
        {"region": "r", "live_record_jobs": [], "total_count": 3},
        {"live_record_jobs": [job(2, "initial", name="job 1")]},  # newer ones; no rule was tried on more than these
    ]
    summary = summarize(plan_of(listings), [], {}, [], check_mode=False)
    assert summary["counts"]["seen"] == 123
    assert summary["lines"] == [
        "0 of 123 jobs matched. 1 more have been superseded by other jobs of the same recording.",
        "rule paused: saw 123 jobs, matched 0, and 1 superseded",
    ]
    assert summarize(plan_of([{"total_count": None}]), [], {}, [])["lines"] == [
        "0 of an unknown number of jobs matched.", "rule paused: saw an unknown number of jobs, matched 0",
    ]  # fmt: skip


def test_summary_of_nothing():
    plan = planned()
    assert summarize(plan, [], {}, [], check_mode=True)["lines"] == [
        "DRY RUN, nothing was changed. What would be done: 0 of 0 jobs matched.",
        "rule paused: saw 0 jobs, matched 0",
    ]
