# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Markdown for a comment on a merge request, or for the summary of a pipeline: short, and the gravest first.

GitHub takes 65,536 characters of a comment. So a report has at most 60 KB, however many findings there are, and says
how many it leaves out.
"""

from __future__ import annotations

from collections.abc import Sequence

from .markdown_coverage import coverage_lines
from .markdown_text import code, left_out, size_of, table
from .order import gravest_first, is_counted
from .report import SEVERITIES, Drift, Evidence, Finding, Report, Suppression
from .texts import counted, name_of, subject_of

MOST_BYTES = 60_000
# Of each part that is not about findings. Together they leave a third for these, and each has room for a row.
_BYTES = 5_500
_NAME, _TEXT = 80, 240  # characters shown of a name, and of a message
_MOST_REASONS = 5
_SPARE = 500  # bytes: the heading, and the sentence about what is left out
_RANK = {severity: -number for number, severity in enumerate(SEVERITIES)}
_VERDICTS = {True: "compliant", False: "not compliant", None: "not known to be compliant"}


def render(report: Report) -> str:
    """Verdict, completeness, new and fixed; then rules and findings; then all else."""
    first = [*_verdict(report), *_completeness(report), *_fixed(report), *_rules(report)]
    recorded = coverage_lines(report["coverage"], _BYTES)
    last = [*_drift(report["drift"]), *recorded, *_suppressions(report), *_method(report)]
    left = MOST_BYTES - size_of(first) - size_of(last) - _SPARE
    return "\n".join([*first, *_findings(report, left), *last]) + "\n"


def _verdict(report: Report) -> list[str]:
    states, severities, gate = report["summary"]["by_state"], report["summary"]["by_severity"], report["gate"]
    by_severity = ", ".join(f"{severities[each]} {each}" for each in reversed(SEVERITIES) if severities.get(each))
    number = counted(sum(severities.values()), "finding")
    compared = f" Compared with {report['compared_with']}:" if report["compared_with"] else ""
    new, unchanged, fixed, suppressed = (
        states.get(state, 0) for state in ("new", "unchanged", "fixed", "suppressed")
    )  # fmt: skip
    return [
        f"# Live recordings: {_VERDICTS[report['compliant']]}",
        "",
        (
            f"**{number}**{f' ({by_severity})' if by_severity else ''}.{compared} "
            f"**{new} new**, {unchanged} unchanged, **{fixed} fixed**, {suppressed} suppressed."
        ),
        "",
        *_undecided(len(report["undecided"])),
        f"The gate is {'passed' if gate['passed'] else '**not passed**'}{':' if gate['reasons'] else '.'}",
        "",
        *(f"- {code(reason, _TEXT)}" for reason in gate["reasons"][:_MOST_REASONS]),
        "",
        *left_out(len(gate["reasons"]) - _MOST_REASONS, "reason"),
    ]


def _undecided(number: int) -> list[str]:
    return [f"**{counted(number, 'earlier finding')} could not be decided again.**", ""] if number else []


def _completeness(report: Report) -> list[str]:
    said = "It is shown that everything was read." if report["complete"] else "**Not everything is known to be read.**"
    places = sorted(report["evidence"], key=lambda each: each["complete"])  # so that those that are not are shown
    undecided = report["inconclusive"]
    lines = ["## Completeness", "", said]
    if places:
        head = ("Region", "Account", "Complete", "Jobs", "Recordings", "Read at")
        lines += table(head, map(_region, places), len(places), "region", _BYTES)
    if undecided:
        rows = (
            (code(each["rule"], _NAME), code(each["region"], _NAME), code(each["reason"], _TEXT)) for each in undecided
        )
        lines += ["", "Rules that could not be decided:"]
        lines += table(("Rule", "Region", "Why"), rows, len(undecided), "case", _BYTES)
    return lines


def _region(evidence: Evidence) -> Sequence[str]:
    return (
        code(evidence["region"], _NAME),
        code(evidence["account"], _NAME),
        "yes" if evidence["complete"] else f"**no**: {_why(evidence)}",
        str(evidence["jobs"]),
        str(evidence["recordings"]),
        evidence["ended_at"],
    )


def _why(evidence: Evidence) -> str:
    error = evidence["error"]
    if error is None:
        return code("; ".join(evidence["doubts"]), _TEXT)
    request = f", request id {code(error['request_id'], _NAME)}" if error["request_id"] else ""
    return f"{code(error['message'], _TEXT)}{request}"


def _fixed(report: Report) -> list[str]:
    fixed = gravest_first(report["fixed"])
    if not fixed:
        return []
    rows = ((each["severity"], code(each["rule"], _NAME), code(subject_of(each), _NAME)) for each in fixed)
    return ["## Fixed", *table(("Severity", "Rule", "Recording"), rows, len(fixed), "fixed finding", _BYTES)]


def _rules(report: Report) -> list[str]:
    lines = ["## Rules", "", f"{report['summary']['rules_passed']} of {counted(len(report['rules']), 'rule')} passed."]
    rules = [rule for rule in report["rules"] if rule["state"] != "passed"]
    rules.sort(key=lambda rule: (_RANK[rule["severity"]], rule["state"] != "failed", rule["id"]))
    rows = (
        (
            rule["severity"],
            code(rule["id"], _NAME),
            code(rule["title"], _NAME),
            str(rule["fired"] - rule["suppressed"]),
            str(rule["seen"]),
            rule["state"],
        )
        for rule in rules
    )
    if rules:
        head = ("Severity", "Rule", "Title", "Findings", "Recordings judged", "State")
        lines += table(head, rows, len(rules), "rule", _BYTES)
    return lines


def _findings(report: Report, most_bytes: int) -> list[str]:
    findings = [finding for finding in gravest_first(report["findings"]) if is_counted(finding)]
    if not findings:
        return []
    head = ("Severity", "Rule", "Recording", "Region", "Message", "State")
    return ["## Findings", *table(head, map(_finding, findings), len(findings), "finding", most_bytes)]


def _finding(finding: Finding) -> Sequence[str]:
    return (
        finding["severity"],
        code(finding["rule"], _NAME),
        code(subject_of(finding), _NAME),
        code(finding["region"], _NAME),
        code(finding["message"] or finding["title"], _TEXT),
        "**new**" if finding["state"] == "new" else finding["state"],
    )


def _drift(drift: Drift | None) -> list[str]:
    if drift is None:
        return []
    rows = [
        *(("missing", each["recording"], each["region"], code(each["reason"], _TEXT)) for each in drift["missing"]),
        *(
            (
                "different",
                each["recording"],
                each["region"],
                f"{code(each['field'], _NAME)}: {_value(each['actual'])}, declared {_value(each['declared'])}",
            )
            for each in drift["different"]
        ),
        *(
            ("duplicated", each["recording"], each["region"], code(", ".join(each["job_ids"]), _TEXT))
            for each in drift["duplicated"]
        ),
        *(
            ("unexpected", each["recording"], each["region"], code(each["reason"], _TEXT))
            for each in drift["unexpected"]
        ),
    ]
    cells = (
        (kind, code(name_of(recording), _NAME), code(region, _NAME), what) for kind, recording, region, what in rows
    )
    coverage = "" if drift["coverage"] is None else f", coverage {drift['coverage']:.0%}"
    lines = ["## Drift", "", f"{counted(drift['declared'], 'recording')} declared{coverage}."]
    if rows:
        lines += table(("Drift", "Recording", "Region", "What"), cells, len(rows), "difference", _BYTES)
    return lines


def _value(value: object) -> str:
    return code("none" if value is None else str(value), _NAME)


def _suppressions(report: Report) -> list[str]:
    """Those that are expired or unused first: they want a decision."""
    decisions = sorted(report["suppressions"], key=lambda each: each["state"] == "active")
    if not decisions:
        return []
    head = ("State", "Rule", "For", "Findings", "Reason", "Owner", "Expires")
    return ["## Suppressions", *table(head, map(_decision, decisions), len(decisions), "suppression", _BYTES)]


def _decision(decision: Suppression) -> Sequence[str]:
    return (
        decision["state"] if decision["state"] == "active" else f"**{decision['state']}**",
        code(decision["rule"], _NAME),
        code(decision["name"] or decision["where"], _NAME),
        str(decision["used"]),
        code(decision["reason"], _NAME),
        code(decision["owner"], _NAME),
        code(decision["expires"], _NAME),
    )


def _method(report: Report) -> list[str]:
    tool, summary = report["tool"], report["summary"]
    return [
        "",
        (
            f"Audited at {report['audited_at']} by {code(tool['name'], _NAME)} {code(tool['version'], _NAME)}: "
            f"{counted(summary['jobs'], 'job')}, {counted(summary['recordings'], 'recording')}, "
            f"{counted(summary['rules'], 'rule')}."
        ),
    ]
