# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What earlier runs owe, in the plan of the next one, and what a run settles."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.plugins.plugin_utils._remediation import make_plan
from ansible_collections.mediaops.alicloud.plugins.plugin_utils._remediation_results import (
    notification_results,
    submission_results,
)

from .test_remediation import MARCH_31, PAUSED, ids, job

ALL = {**PAUSED, "actions": ["submit_again", "run_tasks", "notify"]}
SKIPPED = {"skipped": True}


def owed(number, actions, rule="paused", by="me", **more):
    about = {"job_id": str(number), "rule": rule, "job": job(number), "at": "2026-03-30T00:00:00Z", "by": by}
    return {**about, "actions": actions, **more}


def plan_of(promises, *jobs, rules=(ALL,), max_changes=10, grace_seconds=0, by="me", region=""):
    return make_plan(
        [{"region": region, "live_record_jobs": list(jobs), "total_count": len(jobs)}],
        list(rules),
        max_changes,
        grace_seconds=grace_seconds,
        now=MARCH_31,
        journals=[{"region": region, "path": "/j", "owed": promises, "damaged": []}],
        by=by,
    )


def test_what_is_owed_comes_first_and_once():
    plan = plan_of([owed(9, ["notify"]), owed(3, ["submit_again", "notify", "run_tasks"])], job(1), job(3), job(4))
    assert [(step["job"]["job_id"], step["actions"], step["is_promised"]) for step in plan["steps"]] == [
        ("9", ["notify"], True), ("3", ALL["actions"], True),
        ("1", ALL["actions"], False), ("4", ALL["actions"], False),
    ]  # fmt: skip


def test_a_rule_that_asks_for_more_renews_the_promise():
    (step,) = plan_of([owed(3, ["notify"], submitted=True, new_job_id="5")], job(3))["steps"]
    assert (step["actions"], step["is_promised"], step["earlier"]) == (ALL["actions"], False, {})
    assert step["owed_since"] == "2026-03-30T00:00:00Z"


@pytest.mark.parametrize(
    ("promise", "rules", "dropped", "steps"),
    [
        (owed(1, ["notify"], rule="gone"), [ALL], [["notify"]], []),
        (owed(1, ["notify"], rule="gone", by="other"), [ALL], [], []),
        (owed(1, ["notify"], by="other"), [ALL], [], ["1"]),
        (owed(1, ["submit_again", "notify"]), [PAUSED], [["notify"]], ["1"]),
        (owed(1, ["notify"]), [PAUSED], [["notify"]], []),
    ],
)
def test_rules_that_are_gone(promise, rules, dropped, steps):
    plan = plan_of([promise], rules=rules)
    assert [each["actions"] for each in plan["dropped"]] == dropped
    assert ids(plan["steps"]) == steps


def test_limits_and_grace_hold_for_what_is_owed():
    plan = plan_of([owed(30, ["submit_again"]), owed(29, ["run_tasks"]), owed(28, ["notify"])], job(1), max_changes=1,
                   grace_seconds=2 * 86400)  # fmt: skip
    assert ids(plan["waiting"]) == ["30"]
    assert ids(plan["steps"]) == ["29", "28"]  # their jobs were submitted before
    assert ids(plan["postponed"]) == ["1"]


@pytest.mark.parametrize(
    ("outcome", "was_owed", "submitted", "new_job_id", "is_settled"),
    [
        ({"changed": True, "live_record_job": {"job_id": "5"}}, False, True, "5", True),
        ({"changed": True, "failed": True, "msg": "late", "live_record_job": {"job_id": "5"}}, False, True, "5", True),
        ({"changed": False, "live_record_job": {"job_id": "5"}}, False, False, None, True),
        ({"changed": False, "live_record_job": {"job_id": "5"}}, True, True, "5", True),  # the run before submitted it
        ({"changed": False, "live_record_job": {"job_id": "1"}}, True, False, None, True),  # it came back by itself
        ({"changed": False, "failed": True, "msg": "no"}, True, False, None, False),
    ],
)
def test_what_is_settled(outcome, was_owed, submitted, new_job_id, is_settled):
    promises = [owed(1, ALL["actions"])] if was_owed else []
    steps = plan_of(promises, job(1))["steps"]
    (result,) = submission_results(steps, [outcome])
    assert (result["submitted"], result["new_job_id"]) == (submitted, new_job_id)
    assert result["actions"] == (["submit_again"] if is_settled else [])
    (told,) = notification_results(steps, [{"http_status": 204}], [result])
    assert told["actions"] == (["notify"] if is_settled else [])
    assert notification_results(steps, [SKIPPED], [result])[0]["actions"] == []
    assert notification_results(steps, [{"failed": True, "msg": "x"}], [result])[0]["actions"] == []


def test_what_was_submitted_before_is_told():
    steps = plan_of([owed(1, ["notify"], submitted=True, new_job_id="5")])["steps"]
    (result,) = submission_results(steps, [SKIPPED])
    assert (result["submitted"], result["new_job_id"], result["actions"], result["failed"]) == (True, "5", [], False)
