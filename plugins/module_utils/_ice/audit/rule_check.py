# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From what somebody wrote to a rule that can be asked: everything is checked before any request."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ..entry_fields import EntryFields, nearest
from ..located_yaml import Entry
from ..query import Query, Subject
from ..reports import SEVERITIES, Location
from .message import Message
from .rule import ACCOUNT, ACCOUNT_SUBJECT, COMPUTED, JOB_SUBJECT, JOBS_SUBJECT, RECORDING, Rule
from .rule_examples import check_answers, check_examples

FIELDS = ("id", "title", "description", "severity", "where", "query", "message", "remediation", "params", "examples")
_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,98}[A-Za-z0-9])?")
_PARAMETER = re.compile(r"[a-z_][a-z0-9_]*")
_KINDS = (("true or false", bool), ("a number", (int, float)), ("text", str), ("a list", list), ("a dictionary", dict))
_SUBJECTS = {RECORDING: JOB_SUBJECT, ACCOUNT: ACCOUNT_SUBJECT, COMPUTED: None}


def check_rule(
    entry: Entry,
    *,
    origin: str,
    now: int,
    location: Location | None,
    given: Mapping[str, Any] | None = None,
    about: str = RECORDING,
) -> Rule:
    """Check a rule, and run its examples.

    :param given: values for its parameters, instead of those that it has itself
    :param about: what it is asked about; users write rules about recordings only
    :raises InputError: naming the rule, its file and its line
    """
    fields = EntryFields(entry, "rule", FIELDS, "id")
    rule_id = fields.text("id")
    if not _ID.fullmatch(rule_id):
        raise fields.error("id", f"id {rule_id!r} must be at most 100 letters, digits, hyphens, dots and underscores")
    defaults = _parameters(fields)
    rule = _rule(fields, defaults, origin=origin, now=now, location=location, about=about)
    if not rule.not_given:
        check_examples(rule)
    if not given:
        return rule
    values = {**defaults, **_checked(fields, defaults, given)}
    rule = _rule(fields, values, origin=origin, now=now, location=location, about=about)
    if not rule.not_given:
        check_answers(rule)
    return rule


def _rule(
    fields: EntryFields,
    parameters: Mapping[str, Any],
    *,
    origin: str,
    now: int,
    location: Location | None,
    about: str,
) -> Rule:
    subject, title = _SUBJECTS[about], fields.text("title")
    if about != COMPUTED:
        fields.just_one_of("where", "query")
    fires, passes = _examples(fields)
    return Rule(
        id=fields.text("id"),
        title=title,
        description=fields.text("description", default=""),
        severity=fields.choice("severity", SEVERITIES),
        remediation=fields.text("remediation", default=""),
        message=Message(
            fields.text("message", default=title),
            option=f"{fields.place('message')}: message",
            about=subject,
            now=now,
            params=parameters,
        ),
        origin=origin,
        location=location,
        place=fields.place(),
        about=about,
        where=_query(fields, "where", parameters, now, subject),
        query=_query(fields, "query", parameters, now, JOBS_SUBJECT),
        parameters=parameters,
        fires=fires,
        passes=passes,
    )


def _query(
    fields: EntryFields, name: str, parameters: Mapping[str, Any], now: int, about: Subject | None
) -> Query | None:
    if fields.get(name) is None:
        return None
    return Query(fields.text(name), option=f"{fields.place(name)}: {name}", now=now, about=about, params=parameters)


def _parameters(fields: EntryFields) -> dict[str, Any]:
    params = fields.get("params")
    if params is None:
        return {}
    if not isinstance(params, dict):
        raise fields.error("params", "params must be a dictionary: the name of each parameter, and its default")
    for name in params:
        if not isinstance(name, str) or not _PARAMETER.fullmatch(name):
            problem = f"the name of a parameter must be small letters, digits and underscores, and {name!r} is not"
            raise fields.error("params", problem)
    return params


def _checked(fields: EntryFields, defaults: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Values that the task gives. :raises InputError: naming the option ``parameters``"""
    for name, value in given.items():
        if name not in defaults:
            hint = nearest(str(name), defaults) or (
                f"It has {', '.join(defaults)}." if defaults else "It has no parameters."
            )
            raise fields.error(None, f"parameters: the rule has no parameter {name!r}. {hint}")
        wanted = _kind(defaults[name])
        if value is None or wanted not in (None, _kind(value)):
            raise fields.error(None, f"parameters: {name} must be {wanted or 'given'}, and is {value!r}")
    return dict(given)


def _kind(value: Any) -> str | None:
    return next((kind for kind, types in _KINDS if isinstance(value, types)), None)


def _examples(fields: EntryFields) -> tuple[Sequence[Mapping[str, Any]], Sequence[Mapping[str, Any]]]:
    examples = fields.get("examples")
    if examples is None:
        return (), ()
    if not isinstance(examples, dict):
        raise fields.error("examples", "examples must be a dictionary with the lists fires and passes")
    for name in examples:
        if name not in ("fires", "passes"):
            hint = nearest(str(name), ("fires", "passes")) or "They are fires and passes."
            raise fields.error("examples", f"examples: {name!r} is not known. {hint}")
    found = []
    for name in ("fires", "passes"):
        jobs = examples.get(name) or []
        if not isinstance(jobs, list) or not all(isinstance(job, dict) for job in jobs):
            raise fields.error("examples", f"examples: {name} must be a list of jobs")
        found.append(jobs)
    return found[0], found[1]
