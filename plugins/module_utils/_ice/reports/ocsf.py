# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""OCSF, class Compliance Finding (2003), for SIEMs and security lakes: a JSON array with an event in each line.

An event is a finding, one that was fixed, a rule that could not be decided somewhere, or a rule that passed.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from ..times import parse_time
from .json_text import document
from .order import gravest_first
from .report import Finding, Report, Rule
from .texts import shown, subject_of

VERSION = "1.5.0"  # of the schema
_CATEGORY, _CLASS = 2, 2003
_CREATE, _UPDATE, _CLOSE = (1, "Create"), (2, "Update"), (3, "Close")
_UNKNOWN, _PASS, _FAIL = (0, "Unknown"), (1, "Pass"), (3, "Fail")  # of what is asked for
_NEW, _IN_PROGRESS, _SUPPRESSED, _RESOLVED = (1, "New"), (2, "In Progress"), (3, "Suppressed"), (4, "Resolved")
_SEVERITIES = {
    "info": (1, "Informational"), "low": (2, "Low"), "medium": (3, "Medium"), "high": (4, "High"),
    "critical": (5, "Critical"),
}  # fmt: skip
_NAMES = uuid.UUID("6f3c2f0e-6a53-5b0e-9d55-3c1f0d6a9a52")  # for ids that are the same in each run
_LONGEST_TEXT = 2_000

Coded = tuple[int, str]


def render(report: Report) -> str:
    """The events."""
    return document(list(_events(report)), 1) + "\n"


def _events(report: Report) -> Iterator[dict[str, Any]]:
    rules = {rule["id"]: rule for rule in report["rules"]}
    for finding in gravest_first(report["findings"]):
        yield _of_finding(finding, report, rules, _FAIL)
    for finding in gravest_first(report["undecided"]):
        yield _of_finding(finding, report, rules, _UNKNOWN)
    for finding in gravest_first(report["fixed"]):
        yield _of_finding(finding, report, rules, _PASS)
    for each in report["inconclusive"]:
        if each["rule"] in rules:
            place = {"account": each["account"], "region": each["region"]}
            yield _of_rule(rules[each["rule"]], report, _UNKNOWN, _NEW, shown(each["reason"], _LONGEST_TEXT), place)
    for rule in report["rules"]:
        if rule["state"] == "passed":
            yield _of_rule(rule, report, _PASS, _RESOLVED, f"{rule['seen']} recordings passed.", {})


def _of_finding(finding: Finding, report: Report, rules: Mapping[str, Rule], result: Coded) -> dict[str, Any]:
    """An event about a recording. :param result: passed if it was fixed, unknown if it could not be decided again"""
    is_new = finding["state"] == "new" and result == _FAIL
    activity = _CLOSE if result == _PASS else _CREATE if is_new else _UPDATE
    status = (
        _RESOLVED if result == _PASS else _SUPPRESSED if finding["suppressed"] else _NEW if is_new else _IN_PROGRESS
    )
    message = shown(finding["message"] or finding["title"], _LONGEST_TEXT)
    event = _event(report, finding["severity"], activity, status, message)
    event["compliance"] = _compliance(finding["rule"], result, rules.get(finding["rule"]))
    event["cloud"] = _cloud(finding)
    event["finding_info"] = {
        "uid": finding["fingerprint"],
        "title": shown(finding["title"] or finding["rule"], _LONGEST_TEXT),
        "desc": message,
        "types": [shown(finding["rule"], _LONGEST_TEXT)],
        "first_seen_time": _milliseconds(finding["first_seen"]),
        "last_seen_time": _milliseconds(report["audited_at"] if result == _FAIL else report["compared_with"]),
    }
    event["resources"] = [_resource(finding)]
    if finding["remediation"]:
        event["remediation"] = {"desc": shown(finding["remediation"], _LONGEST_TEXT)}
    if finding["suppressed"]:
        until = f", until {finding['expires']}" if finding["expires"] else ""
        event["comment"] = shown(f"{finding['reason']} ({finding['owner']}{until})", _LONGEST_TEXT)
    return event


def _of_rule(
    rule: Rule, report: Report, result: Coded, status: Coded, message: str, place: Mapping[str, str]
) -> dict[str, Any]:
    """An event about a rule, and no recording."""
    event = _event(report, rule["severity"] if result == _UNKNOWN else "info", _UPDATE, status, message)
    event["compliance"] = _compliance(rule["id"], result, rule)
    event["cloud"] = _cloud(place)
    named = " ".join([rule["id"], result[1], *place.values()]).encode("utf-8", "replace").decode()
    event["finding_info"] = {
        "uid": str(uuid.uuid5(_NAMES, named)),
        "title": shown(rule["title"] or rule["id"], _LONGEST_TEXT),
        "desc": message,
        "types": [shown(rule["id"], _LONGEST_TEXT)],
    }
    return event


def _event(report: Report, severity: str, activity: Coded, status: Coded, message: str) -> dict[str, Any]:
    severity_id, severity_name = _SEVERITIES[severity]
    return {
        "activity_id": activity[0],
        "activity_name": activity[1],
        "category_uid": _CATEGORY,
        "category_name": "Findings",
        "class_uid": _CLASS,
        "class_name": "Compliance Finding",
        "type_uid": _CLASS * 100 + activity[0],
        "type_name": f"Compliance Finding: {activity[1]}",
        "severity_id": severity_id,
        "severity": severity_name,
        "status_id": status[0],
        "status": status[1],
        "time": _milliseconds(report["audited_at"]),
        "message": message,
        "metadata": {
            "version": VERSION,
            "profiles": ["cloud"],
            "product": {
                "name": report["tool"]["name"],
                "version": report["tool"]["version"],
                "vendor_name": "mediaops maintainers",
            },
        },
    }


def _compliance(rule_id: str, result: Coded, rule: Rule | None) -> dict[str, Any]:
    described = rule["description"] or rule["title"] if rule else ""
    return {
        "control": shown(rule_id, _LONGEST_TEXT),
        "standards": ["mediaops.alicloud live recording rules"],
        "status_id": result[0],
        "status": result[1],
        **({"desc": shown(described, _LONGEST_TEXT)} if described else {}),
    }


def _cloud(place: Mapping[str, Any]) -> dict[str, Any]:
    cloud: dict[str, Any] = {"provider": "Alibaba Cloud"}
    if place.get("account"):
        cloud["account"] = {"uid": shown(place["account"], _LONGEST_TEXT)}
    if place.get("region"):
        cloud["region"] = shown(place["region"], _LONGEST_TEXT)
    return cloud


def _resource(finding: Finding) -> dict[str, Any]:
    resource: dict[str, Any] = {
        "name": shown(subject_of(finding), _LONGEST_TEXT),
        "type": "LiveRecordJob" if finding["recording"] else "Region",
        "region": shown(finding["region"], _LONGEST_TEXT),
    }
    if finding["job_id"]:
        resource["uid"] = shown(finding["job_id"], _LONGEST_TEXT)
    if finding["recording"]:
        resource["data"] = {
            part: {shown(str(name), _LONGEST_TEXT): shown(str(value), _LONGEST_TEXT) for name, value in fields.items()}
            for part, fields in (
                ("stream_input", finding["recording"]["stream_input"]),
                ("record_output", finding["recording"]["record_output"]),
            )
        }
    return resource


def _milliseconds(time: str | None) -> int:
    return parse_time(time, now=0) * 1000 if time else 0
