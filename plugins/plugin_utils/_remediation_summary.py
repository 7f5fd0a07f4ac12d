# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the role live_record_remediate reports what came of its plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

_SAID = {
    "submitted": "submitted again",
    "handled": "handled",
    "unchanged": "records already",
    "waiting": "waiting",
    "postponed": "postponed",
    "failed": "FAILED",
}


def summarize(
    plan: Mapping[str, Any],
    submissions: Sequence[Mapping[str, Any]],
    task_errors: Mapping[str, str],
    notifications: Sequence[Mapping[str, Any]],
    *,
    check_mode: bool = False,
    journal_errors: Sequence[str] = (),
) -> dict[str, Any]:
    """Report the results of a plan.

    :param submissions: for each step the result of submitting, see ``_remediation_results.py``
    :param task_errors: by the number of the step, why the caller's tasks failed
    :param notifications: for each step the result of the notification
    :param journal_errors: why the journal could not be written
    """
    jobs = [
        _outcome(step, submission, task_errors.get(str(number)), notification)
        for number, (step, submission, notification) in enumerate(
            zip(plan["steps"], submissions, notifications, strict=True)
        )
    ]
    for outcome in ("waiting", "postponed"):
        jobs += [{**_about(step), "outcome": outcome, "reason": step["reason"], "errors": []} for step in plan[outcome]]
    outcomes = Counter(job["outcome"] for job in jobs)
    counts = {
        "seen": plan["seen"],
        "matched": len(jobs),
        **{outcome: outcomes[outcome] for outcome in _SAID},
        "superseded": plan["superseded"],
    }
    rules = [{**rule, "seen": plan["seen"]} for rule in plan["rules"]]
    summary = {
        "check_mode": check_mode,
        "counts": counts,
        "rules": rules,
        "jobs": jobs,
        "dropped": plan["dropped"],
        "journal": [
            *(f"{each}. What they promised is not done." for each in plan["damaged"]),
            *dict.fromkeys(journal_errors),
        ],
    }
    return {**summary, "lines": _lines(summary)}


def _about(step: Mapping[str, Any]) -> dict[str, Any]:
    job = step["job"]
    return {
        "job_id": job.get("job_id"),
        "name": job.get("name"),
        "stream_url": (job.get("stream_input") or {}).get("url"),
        "region": step["region"] or None,
        "rule": step["rule"],
        "actions": step["actions"],
        "owed_since": step["owed_since"],
    }


def _outcome(
    step: Mapping[str, Any], submission: Mapping[str, Any], task_error: str | None, notification: Mapping[str, Any]
) -> dict[str, Any]:
    errors = [f"submit_again: {submission['msg']}"] if submission["failed"] else []
    errors += [f"run_tasks: {task_error}"] if task_error else []
    errors += [f"notify: {notification['msg']}"] if notification["failed"] else []
    about = {**_about(step), "errors": errors}
    if submission["submitted"]:
        about["new_job_id"] = submission["new_job_id"]
    if errors:
        return {**about, "outcome": "failed"}
    if submission["submitted"] and "submit_again" in step["actions"]:
        return {**about, "outcome": "submitted"}
    if step["actions"] == ["submit_again"]:
        return {**about, "outcome": "unchanged"}
    return {**about, "outcome": "handled"}


def _lines(summary: Mapping[str, Any]) -> list[str]:
    counts = summary["counts"]
    said = [f"{counts[outcome]} {text}" for outcome, text in _SAID.items() if counts[outcome]]
    seen = _number_of_jobs(counts["seen"])
    head = f"{counts['matched']} of {seen} matched{': ' if said else ''}{', '.join(said)}."
    if counts["superseded"]:
        head += f" {counts['superseded']} more have been superseded by other jobs of the same recording."
    if summary["check_mode"]:
        head = f"DRY RUN, nothing was changed. What would be done: {head}"
    return [
        head,
        *(_line(job) for job in summary["jobs"]),
        *(
            f"dropped: {each['name']} ({each['job_id']}, rule {each['rule']}): {', '.join(each['actions'])}, owed by "
            "an earlier run, is not asked for any more"
            for each in summary["dropped"]
        ),
        *(f"FAILED: {error}" for error in summary["journal"]),
        *_idle_rules(summary["rules"]),
    ]


def _number_of_jobs(count: int | None) -> str:
    return "an unknown number of jobs" if count is None else f"{count} {'job' if count == 1 else 'jobs'}"


def _line(job: Mapping[str, Any]) -> str:
    identifier = f"{job['job_id']} -> {job['new_job_id']}" if job.get("new_job_id") else str(job["job_id"])
    where = f", {job['region']}" if job["region"] else ""
    reason = job.get("reason") or " ".join(job["errors"])
    why = f": {reason}" if reason else ""
    since = f", owed since {job['owed_since']}" if job["owed_since"] else ""
    return f"{_SAID[job['outcome']]}: {job['name']} ({identifier}{where}, rule {job['rule']}{since}){why}"


def _idle_rules(rules: Sequence[Mapping[str, Any]]) -> list[str]:
    """Rules that were true for no job. Often nothing is wrong; sometimes the condition is."""
    return [
        f"rule {rule['name']}: saw {_number_of_jobs(rule['seen'])}, matched 0"
        + (f", and {rule['superseded']} superseded" if rule["superseded"] else "")
        for rule in rules
        if not rule["matched"]
    ]
