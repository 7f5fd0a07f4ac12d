# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What earlier runs of the role live_record_remediate promised and did not do, as steps of the plan of this run.

A promise belongs to a job and the name of a rule. How it is kept is up to the rule as it is now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Step = dict[str, Any]
Key = tuple[str, str, str]

_ORDER = ("submit_again", "run_tasks", "notify")


def owed_steps(
    journals: Sequence[Mapping[str, Any]], rules: Sequence[Mapping[str, Any]], steps: Sequence[Step], by: str
) -> tuple[list[Step], list[dict[str, Any]]]:
    """Put what is owed before the steps of this run. A job that is both owed and matched by the same rule is one step.

    :param journals: results of live_record_remediation_journal, with ``region``
    :param steps: those of this run
    :param by: who makes the plan. What others promised under rules that are not known here is theirs
    :returns: all steps, and what is dropped, since the rule or its action is no longer there: ``job_id``, ``name``,
        ``region``, ``rule`` and ``actions``
    """
    numbers = {str(rule["name"]): number for number, rule in enumerate(rules)}
    matched = {_key(step["region"], step["job"].get("job_id"), step["rule"]): step for step in steps}
    owed: dict[Key, Step] = {}
    dropped: list[dict[str, Any]] = []
    for journal in journals:
        region = str(journal.get("region") or "")
        for promise in journal.get("owed") or ():
            number = numbers.get(promise["rule"])
            if number is None and promise["by"] != by:
                continue
            wanted = () if number is None else rules[number]["actions"]
            gone = [action for action in promise["actions"] if action not in wanted]
            if gone:
                dropped.append(
                    {
                        "job_id": promise["job_id"],
                        "name": promise["job"].get("name"),
                        "region": region,
                        "rule": promise["rule"],
                        "actions": gone,
                    }
                )
            left = [action for action in _ORDER if action in promise["actions"] and action not in gone]
            if left:
                key = _key(region, promise["job_id"], promise["rule"])
                owed[key] = _with_match(_step(promise, region, number, left), matched.get(key))
    others = [step for key, step in matched.items() if key not in owed]
    return [*owed.values(), *others], dropped


def _key(region: str, job_id: Any, rule: Any) -> Key:
    return region, str(job_id), str(rule)


def _step(promise: Mapping[str, Any], region: str, number: int | None, actions: list[str]) -> Step:
    return {
        "job": promise["job"],
        "region": region,
        "rule": promise["rule"],
        "rule_number": number,
        "actions": actions,
        "owed_since": promise["at"],
        "is_promised": True,
        "earlier": {name: promise[name] for name in ("submitted", "new_job_id") if name in promise},
    }


def _with_match(step: Step, match: Step | None) -> Step:
    """The job as it is now. If the rule asks for more than is owed, the promise is renewed."""
    if match is None:
        return step
    if set(match["actions"]) <= set(step["actions"]):
        return {**step, "job": match["job"]}
    return {**step, "job": match["job"], "actions": match["actions"], "is_promised": False, "earlier": {}}
