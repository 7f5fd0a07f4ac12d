# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""JUnit XML, as Jenkins and GitLab show it best.

A suite for each rule. In it a test case for each recording that fails, so that a further one is shown as newly failed;
one that passes for each that was fixed, so that it is shown as fixed; and one for the rule itself, if it did not fail.
Names of test cases are the same in each run. A rule that could not be decided is an error, since a skipped test looks
like a good one; it is skipped if the user wants to be warned only. What is suppressed is skipped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from .order import gravest_first
from .report import Drift, Evidence, Finding, Inconclusive, Location, Recording, Report, Rule
from .texts import name_of, shown, subject_of

_CLASS = "live_recordings"
_LONGEST_NAME = 200
_LONGEST_TEXT = 2_000


@dataclass(frozen=True)
class _Case:
    """A test case. :ivar outcome: ``skipped``, ``error`` or ``failure``; None if it passed"""

    name: str
    outcome: str | None = None
    kind: str = ""
    message: str = ""
    details: Sequence[tuple[str, str | None]] = field(default_factory=tuple)


@dataclass(frozen=True)
class _Suite:
    name: str
    cases: Sequence[_Case]
    properties: Sequence[tuple[str, str]] = field(default_factory=tuple)


def render(report: Report) -> str:
    """The test suites. All times are 0: how long an audit takes is no quality of the recordings."""
    suites = [suite for suite in _suites(report) if suite.cases]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="live recordings" {_counts(suites, ("tests", "failures", "errors"))} time="0">',
        *(line for suite in suites for line in _suite(suite, report["audited_at"])),
        "</testsuites>",
    ]
    return "\n".join(lines) + "\n"


def _suites(report: Report) -> Iterator[_Suite]:
    undecided = "error" if report["gate"]["on_inconclusive"] == "fail" else "skipped"
    compliant = {True: "yes", False: "no", None: "unknown"}[report["compliant"]]
    properties = [
        ("audited_at", report["audited_at"]),
        ("compliant", compliant),
        ("version", report["tool"]["version"]),
    ]
    yield _Suite("completeness", [_of_region(each, undecided) for each in report["evidence"]], properties)
    cases_of: dict[str, list[_Case]] = {rule["id"]: [] for rule in report["rules"]}
    unknown = defaultdict(list)
    for each in report["inconclusive"]:
        unknown[each["rule"]].append(each)
    for rule in report["rules"]:
        cases_of[rule["id"]] += _of_rule(rule, unknown[rule["id"]], undecided)
    for finding in gravest_first(report["findings"]):
        cases_of.setdefault(finding["rule"], []).append(_of_finding(finding))
    for finding in gravest_first(report["undecided"]):
        case = _Case(_name(finding), undecided, "inconclusive", "An earlier finding that could not be decided again.")
        cases_of.setdefault(finding["rule"], []).append(case)
    for finding in gravest_first(report["fixed"]):
        cases_of.setdefault(finding["rule"], []).append(_Case(_name(finding)))
    for name, cases in cases_of.items():
        yield _Suite(name, cases)
    if report["drift"] is not None and not any(name.startswith("drift-") for name in cases_of):  # else it is there
        yield _Suite("drift", list(_of_drift(report["drift"])))


def _of_region(evidence: Evidence, undecided: str) -> _Case:
    name = f"{evidence['region']} ({evidence['account']})"
    if evidence["complete"]:
        return _Case(name)
    error = evidence["error"]
    reasons = [error["message"]] if error else evidence["doubts"]
    details: list[tuple[str, str | None]] = [("reason", reason) for reason in reasons]
    if error:
        details += [("error code", error["error_code"]), ("request id", error["request_id"])]
    return _Case(name, undecided, "incomplete", "It is not shown that everything was read.", details)


def _of_rule(rule: Rule, unknown: Sequence[Inconclusive], undecided: str) -> Iterator[_Case]:
    name = f"{rule['title']} ({rule['severity']})"
    if unknown:
        details = [(f"{each['region']} ({each['account']})", each["reason"]) for each in unknown]
        yield _Case(name, undecided, "inconclusive", "The rule could not be decided.", details)
    elif rule["state"] == "unused":
        yield _Case(name, "skipped", message="There was no recording to judge.")
    elif rule["state"] == "inconclusive":
        yield _Case(name, undecided, "inconclusive", "The rule could not be decided.")
    elif rule["state"] != "failed":
        yield _Case(name)


def _of_finding(finding: Finding) -> _Case:
    if finding["suppressed"]:
        until = f", until {finding['expires']}" if finding["expires"] else ""
        why = f"Suppressed by {finding['owner']}{until}: {finding['reason']}"
        return _Case(_name(finding), "skipped", message=why)
    details = [
        ("rule", finding["title"]),
        ("remediation", finding["remediation"]),
        ("region", finding["region"]),
        ("account", finding["account"]),
        *_of_recording(finding["recording"]),
        ("job", finding["job_id"]),
        ("status", finding["status"]),
        ("created", finding["create_time"]),
        ("first seen", finding["first_seen"]),
        ("state", finding["state"]),
        ("written in", _written_in(finding["location"])),
        ("fingerprint", finding["fingerprint"]),
    ]
    return _Case(_name(finding), "failure", finding["severity"], finding["message"], details)


def _of_drift(drift: Drift) -> Iterator[_Case]:
    for missing in drift["missing"]:
        yield _drifted("missing", missing["recording"], missing["region"], missing["reason"], missing["location"])
    for unexpected in drift["unexpected"]:
        place = unexpected["location"]
        yield _drifted("unexpected", unexpected["recording"], unexpected["region"], unexpected["reason"], place)
    for each in drift["different"]:
        why = f"{each['field']} is {each['actual']!r}, and declared as {each['declared']!r}."
        yield _drifted("different", each["recording"], each["region"], why, each["location"])
    for twice in drift["duplicated"]:
        why = f"Several jobs are active: {', '.join(twice['job_ids'])}."
        yield _drifted("duplicated", twice["recording"], twice["region"], why, twice["location"])
    if not any((drift["missing"], drift["unexpected"], drift["different"], drift["duplicated"])):
        yield _Case("everything is as declared")


def _drifted(kind: str, recording: Recording, region: str, why: str, location: Location | None) -> _Case:
    details = [*_of_recording(recording), ("region", region), ("written in", _written_in(location))]
    return _Case(f"{kind}: {name_of(recording)} ({region})", "failure", kind, why, details)


def _of_recording(recording: Recording | None) -> list[tuple[str, str | None]]:
    if recording is None:
        return []
    output = recording["record_output"]
    return [
        ("recording", recording["name"]),
        ("stream", str(recording["stream_input"].get("url"))),
        ("output", f"{output.get('bucket')} at {output.get('endpoint')}"),
    ]


def _written_in(location: Location | None) -> str | None:
    return f"{location['file']}:{location['line']}" if location else None


def _name(finding: Finding) -> str:
    """The same in each run; two recordings may have the same name."""
    about = shown(subject_of(finding), _LONGEST_NAME)
    return f"{about} ({shown(finding['region'], _LONGEST_NAME)}) [{finding['fingerprint'][:8]}]"


def _suite(suite: _Suite, audited_at: str) -> Iterator[str]:
    counts = _counts([suite], ("tests", "failures", "errors", "skipped"))
    yield f'  <testsuite name={_attribute(suite.name)} {counts} time="0" timestamp="{audited_at}">'
    if suite.properties:
        yield "    <properties>"
        for name, value in suite.properties:
            yield f"      <property name={_attribute(name)} value={_attribute(value)}/>"
        yield "    </properties>"
    for case in suite.cases:
        head = f'    <testcase classname={_attribute(f"{_CLASS}.{suite.name}")} name={_attribute(case.name)} time="0"'
        if case.outcome is None:
            yield f"{head}/>"
        else:
            yield f"{head}>"
            yield f"      {_outcome(case)}"
            yield "    </testcase>"
    yield "  </testsuite>"


def _outcome(case: _Case) -> str:
    message = shown(case.message, _LONGEST_TEXT)
    if case.outcome == "skipped":  # Jenkins' schema allows no attributes here
        said = "; ".join([message, *(shown(text, _LONGEST_TEXT) for _name, text in case.details if text)])
        return f"<skipped>{escape(said)}</skipped>"
    lines = [message, *(f"{name}: {shown(text, _LONGEST_TEXT)}" for name, text in case.details if text)]
    body = escape("\n".join(shown(line, _LONGEST_TEXT) for line in lines))
    return f"<{case.outcome} type={_attribute(case.kind)} message={quoteattr(message)}>{body}</{case.outcome}>"


def _attribute(text: str) -> str:
    return quoteattr(shown(text, 2 * _LONGEST_NAME + 20))


def _counts(suites: Sequence[_Suite], names: Sequence[str]) -> str:
    cases = [case for suite in suites for case in suite.cases]
    outcomes = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    numbers = {name: sum(case.outcome == outcome for case in cases) for name, outcome in outcomes.items()}
    return " ".join(f'{name}="{numbers.get(name, len(cases))}"' for name in names)
