# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the role live_record_remediate decides: which jobs are acted on now, which later, and which are left alone.

Of all jobs of one recording only the current one is acted on; the others are superseded. See ``_ice/recordings.py``.
What an earlier run promised and could not do comes first, whatever has become of the job. See ``_remediation_owed.py``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.query import Query
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.recordings import current
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.times import parse_time

from ._remediation_owed import owed_steps

Job = Mapping[str, Any]
Rule = Mapping[str, Any]
Step = dict[str, Any]

CHANGING_ACTIONS = ("submit_again", "run_tasks")


def make_plan(
    listings: Sequence[Mapping[str, Any]],
    rules: Sequence[Rule],
    max_changes: int,
    *,
    grace_seconds: int,
    now: int,
    seen_started: Mapping[str, str] | None = None,
    journals: Sequence[Mapping[str, Any]] = (),
    by: str = "",
) -> dict[str, Any]:
    """Decide what is to be done about which job. The first rule that is true for a job counts; older jobs go first.

    :param listings: results of ice_live_record_job_info, with ``region``; of a job listed twice the last one counts.
        ``total_count`` belongs to those that the rules were tried on, and is left out of the others
    :param rules: with ``name``, ``where``, ``actions`` and perhaps ``max_changes``
    :param max_changes: how many jobs may be submitted again or handed to tasks; others are postponed
    :param grace_seconds: for so long after it was created, or was seen started, a paused job may come back by itself
    :param now: seconds since the epoch
    :param seen_started: by job id, when the job was seen ``started``
    :param journals: results of live_record_remediation_journal, with ``region``
    :param by: who makes the plan, as the journals know it
    :raises InputError: if a condition is not JMESPath, or cannot be evaluated
    """
    if max_changes < 0:
        raise InputError("max_changes must not be negative.")
    conditions = [condition_of(rule) for rule in rules]
    steps: list[Step] = []
    counts = [{"name": rule["name"], "matched": 0, "superseded": 0} for rule in rules]
    for region, jobs in _jobs_by_region(listings).items():
        counting = {job.get("job_id") for job in current(jobs)}
        for job in jobs:
            number = next((number for number, true in enumerate(conditions) if true.is_true_for(job)), None)
            if number is None:
                continue
            if job.get("job_id") not in counting:
                counts[number]["superseded"] += 1
                continue
            counts[number]["matched"] += 1
            steps.append(_step(job, region, rules[number], number))
    steps.sort(key=lambda step: (step["rule_number"], str(step["job"].get("create_time"))))
    steps, dropped = owed_steps(journals, rules, steps, by)
    due, waiting = _after_grace(steps, grace_seconds, now, seen_started or {})
    due, postponed = _within(max_changes, rules, due)
    return {
        "steps": due,
        "waiting": waiting,
        "postponed": postponed,
        "dropped": dropped,
        "damaged": [
            f"{len(journal['damaged'])} lines of the journal {journal['path']} could not be read"
            for journal in journals
            if journal.get("damaged")
        ],
        "superseded": sum(count["superseded"] for count in counts),
        "seen": _seen(listings),
        "rules": counts,
    }


def condition_of(rule: Rule) -> Query:
    """The condition of a rule. :raises InputError: if it is not JMESPath, or is invalid"""
    # Only now: Ansible loads all filters of a collection with the first one that is used.
    from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.query import Subject
    from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.shapes import JOB

    option = f"The condition (where) of the rule {str(rule['name'])!r}"
    return Query(str(rule["where"]), option=option, about=Subject(JOB, "job"))


def _step(job: Job, region: str, rule: Rule, number: int) -> Step:
    return {
        "job": job,
        "region": region,
        "rule": rule["name"],
        "rule_number": number,
        "actions": list(rule["actions"]),
        "owed_since": None,
        "is_promised": False,
        "earlier": {},
    }


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


def _seen(listings: Sequence[Mapping[str, Any]]) -> int | None:
    """How many jobs the rules were tried on; None if a server did not count them."""
    totals = [listing["total_count"] for listing in listings if "total_count" in listing]
    return None if None in totals else sum(totals)


def _after_grace(
    steps: Sequence[Step], grace_seconds: int, now: int, seen_started: Mapping[str, str]
) -> tuple[list[Step], list[Step]]:
    """Those that are due, and those that have to wait.

    A job becomes ``paused`` when no stream has arrived for three minutes. After a short break it may come back, and a
    second job would then record the same stream twice.
    """
    due: list[Step] = []
    waiting: list[Step] = []
    for step in steps:
        job = step["job"]
        times = [("created", job.get("create_time")), ("seen started", seen_started.get(str(job.get("job_id"))))]
        ages = [(now - parse_time(str(time), now), what) for what, time in times if time]
        age, what = min(ages, default=(grace_seconds, ""))
        begun = step["owed_since"] and "submit_again" not in step["actions"]
        if job.get("status") == "paused" and age < grace_seconds and not begun:
            waiting.append({**step, "reason": f"{what} {max(age, 0)} s ago, within the grace period"})
        else:
            due.append(step)
    return due, waiting


def _within(max_changes: int, rules: Sequence[Rule], steps: Sequence[Step]) -> tuple[list[Step], list[Step]]:
    """Those within the limits, and those beyond: the limit of their rule, or that of the role."""
    due: list[Step] = []
    postponed: list[Step] = []
    of_rules = [max_changes if rule.get("max_changes") is None else int(rule["max_changes"]) for rule in rules]
    for step in steps:
        if not any(action in CHANGING_ACTIONS for action in step["actions"]):
            due.append(step)
        elif max_changes <= 0:
            postponed.append({**step, "reason": "beyond live_record_remediate_max_changes"})
        elif of_rules[step["rule_number"]] <= 0:
            postponed.append({**step, "reason": "beyond max_changes of the rule"})
        else:
            max_changes -= 1
            of_rules[step["rule_number"]] -= 1
            due.append(step)
    return due, postponed
