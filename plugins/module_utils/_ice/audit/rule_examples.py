# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples in a rule: jobs for which it fires, and jobs for which it does not. They are run when it is loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..entry_fields import nearest
from ..errors import InputError
from ..names import snake_case
from ..recordings import is_active
from .joined_fields import LOOKED_UP, NOT_ACTIVE, output_region
from .rule import ACCOUNT, JOB_SUBJECT, RECORDING, Rule
from .unknown import PartlyKnown, UnknownFieldError, with_gaps

_REGION = "cn-shanghai"  # of an example that does not say


def check_examples(rule: Rule) -> None:
    """Run them. :raises InputError: naming the rule and the example, if one is not as it is said to be"""
    _check_names(rule)
    for kind, jobs, expected in (("fires", rule.fires, True), ("passes", rule.passes, False)):
        for number, fired in enumerate(_answers(rule, kind, jobs), 1):
            if fired is not expected:
                says = "does not fire" if expected else "fires"
                raise InputError(f"{rule.place}: examples: it {says} for number {number} of {kind}.")


def _check_names(rule: Rule) -> None:
    """A field that neither the reference nor the rule has says nothing about the rule: its name is a mistake."""
    if rule.about != RECORDING:
        return
    known = {*JOB_SUBJECT.row.fields, *rule.names}
    for kind, jobs in (("fires", rule.fires), ("passes", rule.passes)):
        for number, job in enumerate(jobs, 1):
            for name in job:
                if name not in known:
                    hint = nearest(snake_case(str(name)), sorted(known)) or "Leave it out."
                    raise InputError(
                        f"{rule.place}: examples: number {number} of {kind} has a field {name!r}, which neither the "
                        f"API's reference nor the rule names. {hint}"
                    )


def check_answers(rule: Rule) -> None:
    """Ask a rule with the parameters of the task, whatever it answers: an error should not wait for a job."""
    for kind, jobs in (("fires", rule.fires), ("passes", rule.passes)):
        _answers(rule, kind, jobs)


def _answers(rule: Rule, kind: str, jobs: Sequence[Mapping[str, Any]]) -> list[bool]:
    if rule.query is not None:
        return _answers_to_query(rule, kind, jobs)
    return [_answer(rule, job, f"number {number} of {kind}") for number, job in enumerate(jobs, 1)]


def _answer(rule: Rule, job: Mapping[str, Any], which: str) -> bool:
    try:
        return rule.where is not None and rule.where.is_true_for(job if rule.about == ACCOUNT else _completed(job))
    except UnknownFieldError as error:
        raise InputError(f"{rule.place}: examples: {which} is not enough: {error}") from None


def _answers_to_query(rule: Rule, kind: str, jobs: Sequence[Mapping[str, Any]]) -> list[bool]:
    """A query is asked about all of them together."""
    numbered = [_completed({"job_id": f"example-{number}", **job}) for number, job in enumerate(jobs, 1)]
    try:
        found = rule.query.search(numbered) if rule.query is not None and numbered else []
    except UnknownFieldError as error:
        raise InputError(f"{rule.place}: examples: those of {kind} are not enough: {error}") from None
    ids = {each.get("job_id") for each in found or () if isinstance(each, dict)} if isinstance(found, list) else set()
    return [job["job_id"] in ids for job in numbered]


def _completed(job: Mapping[str, Any]) -> dict[str, Any]:
    """An example needs only the fields that its rule looks at."""
    active = is_active(job)
    at_once = dict.fromkeys(NOT_ACTIVE, 1) if active else NOT_ACTIVE
    region = job.get("region", _REGION)
    known: dict[str, Any] = {
        "region": region,
        "output_region": output_region(job.get("record_output")),
        "first_seen": None,
        "at_once": at_once,
        **job,
    }
    if not active:
        known = {"own_template": None, "cycle": None, "last_file": None, **known}
    missing = {name: f"It has no {name}." for name in ("template", *LOOKED_UP) if name not in known}
    return with_gaps(PartlyKnown(known, missing))
