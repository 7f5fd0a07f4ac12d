# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One report of several accounts and regions, each of which was audited for itself.

Nothing gets better by being merged: the whole is compliant and complete only if each part is, and an account that was
not audited leaves each rule undecided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..errors import InputError
from .gate import gate_of
from .merge_coverage import merged_coverage
from .merge_parts import distinct, merged_drift, merged_rules, merged_suppressions, without_repeated
from .report import SCHEMA_VERSION, Day, Evidence, Failure, Finding, Inconclusive, Report, Rule
from .summary import summary_of

_SHOWN = 5  # accounts that a message names


@dataclass(frozen=True)
class Named:
    """A report. :ivar source: where it is from, for messages"""

    source: str
    report: Report


@dataclass(frozen=True)
class NotAudited:
    """What was to be audited and could not be.

    :ivar account: what the user calls it
    :ivar region: None if it is not known
    """

    account: str
    region: str | None
    failure: Failure


def merge_reports(
    audits: Sequence[Named],
    not_audited: Sequence[NotAudited] = (),
    earlier: Report | None = None,
    *,
    fail_on: str,
    fail_on_new_only: bool,
    on_inconclusive: str,
) -> Report:
    """The merged report; the gate is decided anew.

    :param earlier: what the audits were compared with. What it has of those that were not audited is undecided now, so
        that it is not new next time
    :raises InputError: if there is no report, or two are about the same region of the same account
    """
    if not audits:
        why = " ".join(f"{each.account}: {each.failure['message']}" for each in not_audited[:_SHOWN])
        raise InputError(f"Nothing could be audited. {why}" if why else "audits is empty: there is no report to merge.")
    _check_distinct(audits)
    reports = without_repeated([each.report for each in audits], are_all=not not_audited)
    audited_at = min(report["audited_at"] for report in reports)
    evidence = [part for report in reports for part in report["evidence"]]
    evidence += [_unread(each, audited_at) for each in not_audited]
    rules = merged_rules(report["rules"] for report in reports)
    inconclusive = [part for report in reports for part in report["inconclusive"]]
    inconclusive += _undecided(rules, not_audited)
    findings = [part for report in reports for part in report["findings"]]
    fixed = distinct((part for report in reports for part in report["fixed"]), findings)
    undecided = distinct((part for report in reports for part in report["undecided"]), [*findings, *fixed])
    if earlier is not None and not_audited:
        undecided += _not_asked(earlier, evidence)
    is_complete = all(report["complete"] for report in reports) and not not_audited
    verdicts = [report["compliant"] for report in reports]
    compared = [report["compared_with"] for report in reports if report["compared_with"] is not None]
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": reports[0]["tool"],
        "audited_at": audited_at,
        "compared_with": min(compared) if compared else None,
        "compliant": False if False in verdicts else None if None in verdicts or not_audited else True,
        "complete": is_complete,
        "gate": gate_of(
            findings,
            inconclusive,
            evidence,
            fail_on=fail_on,
            fail_on_new_only=fail_on_new_only,
            on_inconclusive=on_inconclusive,
        ),
        "summary": summary_of(evidence, rules, findings, fixed),
        "evidence": evidence,
        "rules": rules,
        "findings": findings,
        "fixed": fixed,
        "undecided": undecided,
        "drift": merged_drift([report["drift"] for report in reports if report["drift"] is not None]),
        "suppressions": merged_suppressions(report["suppressions"] for report in reports),
        "inconclusive": inconclusive,
        "coverage": merged_coverage([report["coverage"] for report in reports if report["coverage"] is not None]),
        "jobs_by_day": _merged_days(report["jobs_by_day"] for report in reports),
    }


def _check_distinct(audits: Iterable[Named]) -> None:
    sources: dict[tuple[str, str], str] = {}
    for each in audits:
        for place in {(part["account"], part["region"]) for part in each.report["evidence"]}:
            if place in sources:
                raise InputError(
                    f"{sources[place]} and {each.source} are both about the region {place[1]} of the account "
                    f"{place[0]}. Each may be there once: remove one."
                )
            sources[place] = each.source


def _unread(what: NotAudited, audited_at: str) -> Evidence:
    request_id = what.failure["request_id"]
    return {
        "account": what.account,
        "region": what.region or "",
        "endpoint": None,
        "source": "api",
        "complete": False,
        "doubts": [],
        "error": what.failure,
        "began_at": audited_at,
        "ended_at": audited_at,
        "jobs": 0,
        "recordings": 0,
        "superseded": 0,
        "jobs_by_state": {},
        "oldest_paused": None,
        "requests": 0,
        "request_ids": [request_id] if request_id else [],
    }


def _not_asked(earlier: Report, evidence: Iterable[Evidence]) -> list[Finding]:
    places = {(part["account"], part["region"]) for part in evidence}
    findings = [*earlier["findings"], *earlier["undecided"]]
    return [each for each in findings if each["account"] and (each["account"], each["region"]) not in places]


def _undecided(rules: Iterable[Rule], not_audited: Sequence[NotAudited]) -> list[Inconclusive]:
    """Marks the rules, too."""
    undecided: list[Inconclusive] = []
    for rule in rules:
        if not_audited and rule["state"] != "failed":
            rule["state"] = "inconclusive"
        undecided += [
            {
                "rule": rule["id"],
                "account": each.account,
                "region": each.region or "",
                "reason": "The account could not be audited.",
                "recordings": None,
            }
            for each in not_audited
        ]
    return undecided


def _merged_days(lists: Iterable[Sequence[Day]]) -> list[Day]:
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for days in lists:
        for day in days:
            for state, number in day["jobs_by_state"].items():
                counts[day["day"]][state] += number
    return [{"day": day, "jobs_by_state": dict(counts[day])} for day in sorted(counts)]
