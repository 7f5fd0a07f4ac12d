# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gauges for the textfile collector of node_exporter.

The collector reads Prometheus' text format, other readers OpenMetrics. What is written here is both: gauges only, whole
series in one place, no timestamps, and an end that is a comment to the former.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Union

from ..shapes import JOB_STATUSES
from ..times import parse_time
from .order import is_counted
from .report import Evidence, Report
from .texts import shown

_PREFIX = "live_record_audit"
_LONGEST_LABEL = 200
_UNKNOWN = "NaN"  # not equal to 1, so that an alert on "compliant != 1" fires

Labels = tuple[tuple[str, str], ...]
Value = Union[int, float, str]
Samples = Iterable[tuple[Labels, Value]]


def render(report: Report) -> str:
    """The metrics. Where labels of two samples are the same in the end, their values are added."""
    lines = [line for name, meaning, samples in _metrics(report) for line in _metric(name, meaning, samples)]
    return "\n".join([*lines, "# EOF"]) + "\n"


def _metrics(report: Report) -> Iterator[tuple[str, str, Samples]]:
    audited_at = parse_time(report["audited_at"], now=0)
    read = [each for each in report["evidence"] if each["error"] is None]
    paused = [(each, parse_time(each["oldest_paused"], now=0)) for each in read if each["oldest_paused"]]
    yield "info", "What made the report; always 1.", [(_labels(version=report["tool"]["version"]), 1)]
    yield "timestamp_seconds", "When the audit was made, in seconds since the epoch.", [((), audited_at)]
    compliant = _UNKNOWN if report["compliant"] is None else int(report["compliant"])
    yield "compliant", "1 if each rule passed, 0 if one failed, NaN if it cannot be known.", [((), compliant)]
    yield (
        "gate_passed",
        "1 if the audit found nothing that it was told to fail for.",
        [((), int(report["gate"]["passed"]))],
    )
    yield "complete", "1 if it is shown that everything was read.", [((), int(report["complete"]))]
    yield (
        "regions_incomplete",
        "1 for a region whose list could not be read, or may be incomplete.",
        [(_place(each), int(not each["complete"])) for each in report["evidence"]],
    )
    yield (
        "jobs",
        "Jobs by their state, superseded ones too.",
        [
            (_place(each, state=state), each["jobs_by_state"].get(state, 0))
            for each in read
            for state in (*JOB_STATUSES, *sorted(set(each["jobs_by_state"]).difference(JOB_STATUSES)))
        ],
    )
    yield "recordings", "Recordings that were judged.", [(_place(each), each["recordings"]) for each in read]
    yield (
        "oldest_paused_age_seconds",
        "How long before the audit the oldest of the recordings that are paused was created; none if there is none.",
        [(_place(each), max(audited_at - created, 0)) for each, created in paused],
    )
    yield from _of_rules(report)
    states = {**report["summary"]["by_state"], "undecided": len(report["undecided"])}
    yield "findings_by_state", "Findings by state.", [(_labels(state=state), states[state]) for state in sorted(states)]
    if report["drift"] is not None:
        drift = report["drift"]
        kinds = {kind: len(drift[kind]) for kind in ("missing", "unexpected", "different", "duplicated")}
        yield "drift", "Recordings that are not as declared.", [(_labels(kind=kind), kinds[kind]) for kind in kinds]
        if drift["coverage"] is not None:
            coverage = drift["coverage"]
            yield "coverage_ratio", "The share of the declared recordings that are as declared.", [((), coverage)]


def _of_rules(report: Report) -> Iterator[tuple[str, str, Samples]]:
    found = Counter((each["rule"], each["severity"]) for each in report["findings"] if is_counted(each))
    for rule in report["rules"]:
        found.setdefault((rule["id"], rule["severity"]), 0)
    yield (
        "findings",
        "Findings that are not suppressed, by rule; 0 for a rule without any.",
        [(_labels(rule=rule, severity=severity), found[rule, severity]) for rule, severity in sorted(found)],
    )
    yield (
        "rule_inconclusive",
        "1 for a rule that could not be decided everywhere.",
        [
            (_labels(rule=rule["id"]), int(any(each["rule"] == rule["id"] for each in report["inconclusive"])))
            for rule in sorted(report["rules"], key=lambda rule: rule["id"])
        ],
    )


def _place(evidence: Evidence, **more: str) -> Labels:
    return _labels(account=evidence["account"], region=evidence["region"], **more)


def _labels(**labels: str) -> Labels:
    return tuple((name, shown(text, _LONGEST_LABEL)) for name, text in labels.items())


def _metric(name: str, meaning: str, samples: Samples) -> Iterator[str]:
    values: dict[Labels, Value] = {}
    for labels, value in samples:
        known = values.get(labels)
        values[labels] = value if known is None or isinstance(known, str) or isinstance(value, str) else known + value
    if not values:
        return
    yield f"# HELP {_PREFIX}_{name} {meaning}"
    yield f"# TYPE {_PREFIX}_{name} gauge"
    for labels, value in values.items():
        written = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels)
        yield f"{_PREFIX}_{name}{{{written}}} {value}" if written else f"{_PREFIX}_{name} {value}"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"")
