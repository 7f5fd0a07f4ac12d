# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of reports that several of them have: rules, suppressions and drift."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from .merge_coverage import finds_no_recording, windows_with_recordings
from .report import SEVERITIES, Drift, Finding, Report, Rule, Suppression

UNUSED_SUPPRESSION = "suppression-unused"  # the rule that finds them
_WORST_FIRST = ("failed", "inconclusive", "passed", "unused")


def merged_rules(lists: Iterable[Sequence[Rule]]) -> list[Rule]:
    """Each rule once, by its id: with the sum of its counts, its worst state and its gravest severity.

    Parameters that differ from account to account are left out.
    """
    merged: dict[str, Rule] = {}
    for rules in lists:
        for rule in rules:
            known = merged.setdefault(rule["id"], rule)
            if known is not rule:
                merged[rule["id"]] = _both(known, rule)
    return [{**rule} for rule in merged.values()]


def _both(one: Rule, other: Rule) -> Rule:
    mine, its = one["parameters"], other["parameters"]
    return {
        **one,
        "severity": max(one["severity"], other["severity"], key=SEVERITIES.index),
        "parameters": {name: value for name, value in mine.items() if name in its and its[name] == value},
        "seen": one["seen"] + other["seen"],
        "fired": one["fired"] + other["fired"],
        "suppressed": one["suppressed"] + other["suppressed"],
        "state": min(one["state"], other["state"], key=_WORST_FIRST.index),
    }


def merged_suppressions(lists: Iterable[Sequence[Suppression]]) -> list[Suppression]:
    """Each suppression once. It is used if one account has use for it."""
    merged: dict[str, Suppression] = {}
    for suppressions in lists:
        for each in suppressions:
            known = merged.setdefault(_identity(each), each)
            if known is not each:
                state = "active" if "active" in (known["state"], each["state"]) else known["state"]
                merged[_identity(each)] = {**known, "used": known["used"] + each["used"], "state": state}
    return list(merged.values())


def without_repeated(reports: Sequence[Report], *, are_all: bool) -> list[Report]:
    """The reports without what only a look at a single account finds.

    That is a suppression that is unused in one account, but used in another; an expected window that is about no
    recording of one account, but is, or may be, about one of another; and a finding about no account at all, such as
    one about a suppression, that several reports have.

    :param are_all: whether each account that was to be audited has a report
    """
    used = {_identity(each) for report in reports for each in report["suppressions"] if each["used"]}
    covered = windows_with_recordings(reports, are_all=are_all)
    known: set[str] = set()
    kept = []
    for report in reports:
        excused = [each for each in report["suppressions"] if not each["used"] and _identity(each) in used]
        dropped = {
            finding["fingerprint"]
            for finding in report["findings"]
            if finding["fingerprint"] in known
            or (finding["rule"] == UNUSED_SUPPRESSION and any(_is_about(finding["message"], each) for each in excused))
            or any(finds_no_recording(finding, window) for window in covered)
        }
        known.update(finding["fingerprint"] for finding in report["findings"] if not finding["account"])
        kept.append(_without(report, dropped) if dropped else report)
    return kept


def distinct(findings: Iterable[Finding], others: Iterable[Finding]) -> list[Finding]:
    """The findings without those about no account at all that are there before, or among the others."""
    known = {each["fingerprint"] for each in others if not each["account"]}
    kept = []
    for finding in findings:
        if finding["fingerprint"] not in known:
            kept.append(finding)
        if not finding["account"]:
            known.add(finding["fingerprint"])
    return kept


def _without(report: Report, dropped: set[str]) -> Report:
    """A report without some of its findings. If no rule fails any more, it has another verdict."""
    less = Counter(finding["rule"] for finding in report["findings"] if finding["fingerprint"] in dropped)
    rules = [_less(rule, less[rule["id"]]) for rule in report["rules"]]
    findings = [finding for finding in report["findings"] if finding["fingerprint"] not in dropped]
    is_known = report["complete"] and not report["inconclusive"]
    fails = any(rule["state"] == "failed" for rule in rules)
    return {
        **report,
        "findings": findings,
        "rules": rules,
        "compliant": report["compliant"] if fails else True if is_known else None,
    }


def _less(rule: Rule, dropped: int) -> Rule:
    fired = rule["fired"] - dropped
    fails = rule["state"] == "failed" and (not dropped or fired > rule["suppressed"])
    state = rule["state"] if fails or rule["state"] != "failed" else "passed"
    return {**rule, "fired": fired, "state": state}


def merged_drift(parts: Sequence[Drift]) -> Drift | None:
    """The drift of all; None if nothing was declared anywhere. The coverage is known if that of each part is."""
    if not parts:
        return None
    shares = [(part["coverage"], part["declared"]) for part in parts if part["declared"]]
    declared = sum(number for _share, number in shares)
    known = [share * number for share, number in shares if share is not None]
    return {
        "declared": declared,
        "missing": [each for part in parts for each in part["missing"]],
        "unexpected": [each for part in parts for each in part["unexpected"]],
        "different": [each for part in parts for each in part["different"]],
        "duplicated": [each for part in parts for each in part["duplicated"]],
        "coverage": sum(known) / declared if declared and len(known) == len(shares) else None,
        "plan": [each for part in parts for each in part["plan"]],
    }


def _identity(suppression: Suppression) -> str:
    parts: list[Any] = [suppression["rule"], suppression["name"], suppression["where"], suppression["location"]]
    return json.dumps(parts, sort_keys=True)


def _is_about(message: str, suppression: Suppression) -> bool:
    about = f"where {suppression['where']}" if suppression["name"] is None else f"name {suppression['name']}"
    return message.startswith(f"The suppression of {suppression['rule']} ({about}; owner ")
