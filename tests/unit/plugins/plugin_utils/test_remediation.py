# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which jobs a plan is about, in which order, and how it is summed up."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.plugin_utils._remediation import make_plan, summarize

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


def planned(*jobs, rules=(PAUSED,), max_changes=10, region=None):
    return make_plan([{"region": region, "live_record_jobs": list(jobs)}], list(rules), max_changes)


def ids(steps):
    return [step["job"]["job_id"] for step in steps]


def test_the_newest_paused_job_counts_where_none_is_active():
    plan = planned(job(1, name="a"), job(3, name="a"), job(2, name="a"))
    assert ids(plan["steps"]) == ["3"]
    assert plan["superseded"] == 2


@pytest.mark.parametrize("active", ["initial", "started"])
def test_an_active_job_counts_however_old(active):
    plan = planned(job(1, active, name="a"), job(2, name="a"))
    assert plan == {"steps": [], "postponed": [], "superseded": 1}


def test_regions_do_not_supersede_each_other():
    listings = [{"region": region, "live_record_jobs": [job(1, name="a")]} for region in ("r1", "r2")]
    assert [step["region"] for step in make_plan(listings, [PAUSED], 10)["steps"]] == ["r1", "r2"]


def test_the_later_listing_of_a_job_counts():
    listings = [{"live_record_jobs": [job(1)]}, {"live_record_jobs": [job(1, "started")]}, {"skipped": True}]
    assert make_plan(listings, [PAUSED], 10)["steps"] == []


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
    summary = summarize(plan, submissions, {"1": "broke"}, notifications, check_mode=False)
    assert [(entry["outcome"], entry["errors"]) for entry in summary["jobs"]] == [
        ("submitted", []),
        ("failed", ["run_tasks: broke"]),
        ("failed", ["submit_again: no bucket"]),
        ("failed", ["notify: 500"]),
        ("postponed", []),
    ]
    assert summary["counts"] == {
        "matched": 5, "submitted": 1, "handled": 0, "unchanged": 0, "postponed": 1, "failed": 3, "superseded": 0,
    }  # fmt: skip
    assert summary["lines"][0] == "5 matched: 1 submitted again, 1 postponed, 3 FAILED."
    assert summary["lines"][1] == "submitted again: job 1 (1 -> 9, cn-shanghai, rule paused)"


def test_summary_of_nothing():
    plan = planned()
    assert summarize(plan, [], {}, [], check_mode=True)["lines"] == [
        "DRY RUN, nothing was changed. What would be done: 0 matched."
    ]
