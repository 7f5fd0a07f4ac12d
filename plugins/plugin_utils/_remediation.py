# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the role live_record_remediate decides, and how it reports the results.

Of all jobs of one recording only the current one is acted on; the others are superseded. See ``_ice/recordings.py``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.query import Query
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.recordings import current

Job = Mapping[str, Any]
Step = dict[str, Any]

CHANGING_ACTIONS = ("submit_again", "run_tasks")


def make_plan(
    listings: Sequence[Mapping[str, Any]], rules: Sequence[Mapping[str, Any]], max_changes: int
) -> dict[str, Any]:
    """Decide what is to be done about which job. The first rule that is true for a job counts; older jobs go first.

    :param listings: results of ice_live_record_job_info, with ``region``; of a job listed twice the last one counts
    :param rules: with ``name``, ``where`` and ``actions``
    :param max_changes: how many jobs may be submitted again or handed to tasks; others are postponed
    :raises InputError: if a condition is not JMESPath, or cannot be evaluated
    """
    conditions = [_condition(rule) for rule in rules]
    steps: list[Step] = []
    superseded = 0
    for region, jobs in _jobs_by_region(listings).items():
        counting = {job.get("job_id") for job in current(jobs)}
        for job in jobs:
            number = next((number for number, true in enumerate(conditions) if true.is_true_for(job)), None)
            if number is None:
                continue
            if job.get("job_id") not in counting:
                superseded += 1
                continue
            rule = rules[number]
            steps.append(
                {
                    "job": job,
                    "region": region,
                    "rule": rule["name"],
                    "rule_number": number,
                    "actions": list(rule["actions"]),
                }
            )
    steps.sort(key=lambda step: (step["rule_number"], str(step["job"].get("create_time"))))
    now, postponed = _within(max_changes, steps)
    return {"steps": now, "postponed": postponed, "superseded": superseded}


def _condition(rule: Mapping[str, Any]) -> Query:
    return Query(str(rule["where"]), option=f"The condition (where) of the rule {str(rule['name'])!r}")


def _jobs_by_region(listings: Sequence[Mapping[str, Any]]) -> dict[str, list[Job]]:
    """The jobs of each region, newest first."""
    found: dict[str, dict[str, Job]] = {}
    for listing in reversed(listings):
        jobs = found.setdefault(str(listing.get("region") or ""), {})
        for job in listing.get("live_record_jobs") or ():
            jobs.setdefault(str(job.get("job_id")), job)
    regions = dict.fromkeys(str(listing.get("region") or "") for listing in listings)
    return {
        region: sorted(found[region].values(), key=lambda job: str(job.get("create_time")), reverse=True)
        for region in regions
    }


def _within(max_changes: int, steps: Sequence[Step]) -> tuple[list[Step], list[Step]]:
    if max_changes < 0:
        raise InputError("max_changes must not be negative.")
    now: list[Step] = []
    postponed: list[Step] = []
    for step in steps:
        changes = any(action in CHANGING_ACTIONS for action in step["actions"])
        (postponed if changes and max_changes <= 0 else now).append(step)
        max_changes -= changes
    return now, postponed


def summarize(
    plan: Mapping[str, Any],
    submissions: Sequence[Mapping[str, Any]],
    task_errors: Mapping[str, str],
    notifications: Sequence[Mapping[str, Any]],
    *,
    check_mode: bool,
) -> dict[str, Any]:
    """Report the results of a plan.

    :param submissions: for each step the result of ice_live_record_job, or one that is ``skipped``
    :param task_errors: by the number of the step, why the caller's tasks failed
    :param notifications: for each step the result of the webhook
    """
    jobs = [
        _outcome(step, submission, task_errors.get(str(number)), notification)
        for number, (step, submission, notification) in enumerate(
            zip(plan["steps"], submissions, notifications, strict=True)
        )
    ]
    jobs += [{**_about(step), "outcome": "postponed", "errors": []} for step in plan["postponed"]]
    outcomes = Counter(job["outcome"] for job in jobs)
    counts = {
        "matched": len(jobs),
        **{name: outcomes[name] for name in ("submitted", "handled", "unchanged", "postponed", "failed")},
        "superseded": plan["superseded"],
    }
    summary = {"check_mode": check_mode, "counts": counts, "jobs": jobs}
    return {**summary, "lines": _lines(summary)}


def _about(step: Step) -> dict[str, Any]:
    job = step["job"]
    return {
        "job_id": job.get("job_id"),
        "name": job.get("name"),
        "stream_url": (job.get("stream_input") or {}).get("url"),
        "region": step["region"] or None,
        "rule": step["rule"],
        "actions": step["actions"],
    }


def _outcome(
    step: Step, submission: Mapping[str, Any], task_error: str | None, notification: Mapping[str, Any]
) -> dict[str, Any]:
    errors = [f"submit_again: {submission.get('msg')}"] if submission.get("failed") else []
    errors += [f"run_tasks: {task_error}"] if task_error else []
    errors += [f"notify: {notification.get('msg')}"] if notification.get("failed") else []
    about = {**_about(step), "errors": errors}
    if submission.get("changed"):
        about["new_job_id"] = (submission.get("live_record_job") or {}).get("job_id")
    if errors:
        return {**about, "outcome": "failed"}
    if submission.get("changed"):
        return {**about, "outcome": "submitted"}
    if step["actions"] == ["submit_again"]:
        return {**about, "outcome": "unchanged"}
    return {**about, "outcome": "handled"}


_SAID = {
    "submitted": "submitted again",
    "handled": "handled",
    "unchanged": "records already",
    "postponed": "postponed",
    "failed": "FAILED",
}


def _lines(summary: Mapping[str, Any]) -> list[str]:
    counts = summary["counts"]
    said = [f"{counts[outcome]} {text}" for outcome, text in _SAID.items() if counts[outcome]]
    head = f"{counts['matched']} matched{': ' if said else ''}{', '.join(said)}."
    if counts["superseded"]:
        head += f" {counts['superseded']} more have been superseded by other jobs of the same recording."
    if summary["check_mode"]:
        head = f"DRY RUN, nothing was changed. What would be done: {head}"
    return [head, *(_line(job) for job in summary["jobs"])]


def _line(job: Mapping[str, Any]) -> str:
    identifier = f"{job['job_id']} -> {job['new_job_id']}" if job.get("new_job_id") else str(job["job_id"])
    where = f", {job['region']}" if job["region"] else ""
    why = f": {' '.join(job['errors'])}" if job["errors"] else ""
    return f"{_SAID[job['outcome']]}: {job['name']} ({identifier}{where}, rule {job['rule']}){why}"
