# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What came of the steps of a plan, and what is settled by it: that is, not to be done again by the next run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Step = Mapping[str, Any]
Result = dict[str, Any]


def submission_results(steps: Sequence[Step], outcomes: Sequence[Mapping[str, Any]]) -> list[Result]:
    """For each step, what became of submitting its job again.

    :param outcomes: for each step the result of ice_live_record_job, or one that is ``skipped``
    :returns: ``job_id``, ``rule``, ``region``, ``failed``, ``msg``, ``submitted``, ``new_job_id``, and ``actions``:
        those that are settled
    """
    return [_submission(step, outcome) for step, outcome in zip(steps, outcomes, strict=True)]


def notification_results(
    steps: Sequence[Step], outcomes: Sequence[Mapping[str, Any]], submissions: Sequence[Result]
) -> list[Result]:
    """For each step, what became of its notification; ``actions`` as in :func:`submission_results`.

    A webhook that was told that submitting failed is told again once it did not.

    :param outcomes: for each step the result of live_record_webhook, or one that is ``skipped``
    :param submissions: those of :func:`submission_results`
    """
    return [
        {
            **_about(step),
            "failed": bool(outcome.get("failed")),
            "msg": outcome.get("msg"),
            "actions": []
            if outcome.get("failed") or outcome.get("skipped") or (submission["failed"] and not submission["submitted"])
            else ["notify"],
        }
        for step, outcome, submission in zip(steps, outcomes, submissions, strict=True)
    ]


def _about(step: Step) -> Result:
    return {"job_id": step["job"].get("job_id"), "rule": step["rule"], "region": step["region"]}


def _submission(step: Step, outcome: Mapping[str, Any]) -> Result:
    result = {**_about(step), "failed": bool(outcome.get("failed")), "msg": outcome.get("msg")}
    if "submit_again" not in step["actions"]:
        earlier = step["earlier"]
        told = {"submitted": earlier.get("submitted", False), "new_job_id": earlier.get("new_job_id")}
        return {**result, **told, "actions": []}
    new_id = (outcome.get("live_record_job") or {}).get("job_id")
    # An earlier run may have ended right after it had submitted the job. Then another one is found to be active.
    was_submitted = bool(step["owed_since"]) and not result["failed"] and new_id != step["job"].get("job_id")
    submitted = bool(outcome.get("changed")) or was_submitted
    return {
        **result,
        "submitted": submitted,
        "new_job_id": new_id if submitted else None,
        "actions": ["submit_again"] if submitted or not result["failed"] else [],
    }
