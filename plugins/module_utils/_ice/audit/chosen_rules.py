# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of an audit: those built in, those of files, and those of the task itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ..entry_fields import nearest
from ..errors import InputError
from ..located_yaml import Entry, entries_of_option, read_entries
from ..reports import Location
from ..times import parse_duration
from .builtin_rules import (
    ACCOUNT_RULES,
    COMPUTED_RULES,
    COVERAGE_RULES,
    DRIFT_RULES,
    DURATIONS,
    EXPECTED_NOT_RECORDED,
    JOB_RULES,
)
from .rule import ACCOUNT, BUILT_IN, COMPUTED, FROM_FILE, FROM_TASK, RECORDING, Rule
from .rule_check import check_rule

if TYPE_CHECKING:
    from ..coverage import CoveragePlan

ALL, NONE = "all", "none"
_LISTS = ("allowed",)  # parameters of the rules built in that have no default, and are lists
BUILT_IN_RULES: tuple[tuple[str, Mapping[str, Any]], ...] = (
    *((RECORDING, each) for each in JOB_RULES),
    *((ACCOUNT, each) for each in ACCOUNT_RULES),
    *((COMPUTED, each) for each in (*COVERAGE_RULES, *COMPUTED_RULES)),
)
_COVERAGE_IDS = frozenset(str(each["id"]) for each in COVERAGE_RULES)
BUILT_IN_IDS = tuple(str(each["id"]) for _about, each in BUILT_IN_RULES)


def chosen_rules(
    *,
    builtin: Sequence[str],
    files: Sequence[str],
    inline: Sequence[Any],
    parameters: Mapping[str, Any],
    has_declaration: bool,
    has_suppressions: bool,
    coverage: CoveragePlan | None,
    location: Location | None,
    now: int,
) -> list[Rule]:
    """All rules, checked.

    :param builtin: ids, or just ``all`` or ``none``
    :param parameters: for each rule that is named its values
    :param location: of the task
    :raises InputError: naming the rule, its file and its line
    """
    chosen = _chosen_ids(builtin)
    asked = _Asked(has_declaration, has_suppressions, coverage)
    named = [*chosen] if list(builtin) not in ([ALL], [NONE]) else []
    _check_parameters(parameters)
    rules = []
    for number, (about, value) in enumerate(BUILT_IN_RULES, 1):
        rule_id = str(value["id"])
        if rule_id in named:
            asked.check(rule_id)
        if rule_id in chosen and (about != COMPUTED or asked.applies(rule_id)):
            entry = Entry(dict(value), "built-in rules", number)
            given = _lists_as_lists(rule_id, parameters.get(rule_id))
            _check_duration(rule_id, given)
            rule = check_rule(entry, origin=BUILT_IN, now=now, location=location, given=given, about=about)
            if rule.not_given and rule_id in named:
                raise InputError(
                    f"builtin_rules: {rule_id} cannot be asked without its parameter {rule.not_given[0]}. Set it as in "
                    f"parameters: {{{rule_id}: {{{rule.not_given[0]}: [...]}}}}."
                )
            rules.append(rule)
    entries = [(FROM_TASK, each) for each in entries_of_option("rules", inline)]
    for path in files:
        entries += [(FROM_FILE, each) for each in read_entries(path, option="rules_files", key="rules")]
    for origin, entry in entries:
        given = parameters.get(str(entry.value.get("id"))) if isinstance(entry.value, dict) else None
        place: Location | None = location
        if entry.file is not None and entry.line is not None:
            place = {"file": entry.file, "line": entry.line}
        rules.append(check_rule(entry, origin=origin, now=now, location=place, given=given))
    _check_twins(rules)
    _check_all_used(parameters, rules)
    return rules


def _chosen_ids(builtin: Sequence[str]) -> set[str]:
    if list(builtin) == [ALL]:
        return set(BUILT_IN_IDS)
    if list(builtin) == [NONE] or not builtin:
        return set()
    for number, rule_id in enumerate(builtin, 1):
        if rule_id in (ALL, NONE):
            raise InputError(
                f"builtin_rules: entry {number} is {rule_id}, which stands alone and not in a list of ids."
            )
        if rule_id not in BUILT_IN_IDS:
            hint = nearest(str(rule_id), (*BUILT_IN_IDS, ALL, NONE)) or f"They are {', '.join(BUILT_IN_IDS)}."
            raise InputError(f"builtin_rules: entry {number}, {rule_id!r}, is no rule. {hint}")
    return set(builtin)


class _Asked(NamedTuple):
    """What computed rules are about, if it is asked for."""

    has_declaration: bool
    has_suppressions: bool
    coverage: CoveragePlan | None

    def applies(self, rule_id: str) -> bool:
        if rule_id in _COVERAGE_IDS:
            return self.coverage is not None and (rule_id != EXPECTED_NOT_RECORDED or self.coverage.expected.is_given)
        return self.has_declaration if rule_id in DRIFT_RULES else self.has_suppressions

    def check(self, rule_id: str) -> None:
        """:raises InputError: if somebody names a rule, and not what it costs requests to know"""
        if rule_id in _COVERAGE_IDS and not self.applies(rule_id):
            needs = "coverage.expected" if self.coverage is not None else "coverage"
            raise InputError(
                f"builtin_rules: {rule_id} cannot be asked without the option {needs}, since it is about what was "
                "recorded. Set it as in coverage: {start_time: now-7d, expected: always}."
            )


def _check_duration(rule_id: str, given: Mapping[str, Any] | None) -> None:
    name = DURATIONS.get(rule_id)
    value = (given or {}).get(name or "")
    if isinstance(value, str):
        try:
            parse_duration(value)
        except InputError as error:
            raise InputError(f"parameters: {name} of {rule_id}: {error.message}") from None


def _check_parameters(parameters: Mapping[str, Any]) -> None:
    for rule_id, values in parameters.items():
        if not isinstance(values, Mapping):
            raise InputError(
                f"parameters: what is given for {rule_id} must be a dictionary of parameters, and is {values!r}."
            )


def _lists_as_lists(rule_id: str, given: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    for name in _LISTS:
        value = (given or {}).get(name)
        texts = isinstance(value, list) and all(isinstance(each, str) for each in value)
        if value is not None and not texts:
            raise InputError(f"parameters: {name} of {rule_id} must be a list of texts, and is {value!r}.")
    return given


def _check_twins(rules: Iterable[Rule]) -> None:
    first: dict[str, Rule] = {}
    for rule in rules:
        other = first.setdefault(rule.id, rule)
        if other is not rule:
            raise InputError(
                f"{rule.place}: there is already a rule of this id ({other.place}). Rename one, or leave one out."
            )
    for rule in rules:
        if rule.origin != BUILT_IN and rule.id in BUILT_IN_IDS and COMPUTED_IDS.issuperset((rule.id,)):
            raise InputError(f"{rule.place}: this is the id of a rule that is built in. Rename it.")


COMPUTED_IDS = frozenset(str(value["id"]) for about, value in BUILT_IN_RULES if about == COMPUTED)


def _check_all_used(parameters: Mapping[str, Any], rules: Iterable[Rule]) -> None:
    ids = [rule.id for rule in rules]
    for rule_id in parameters:
        if rule_id not in ids:
            where = "It is built in, and not chosen." if rule_id in BUILT_IN_IDS else nearest(str(rule_id), ids)
            raise InputError(f"parameters: {rule_id!r} is none of the rules of this audit. {where}".rstrip())
