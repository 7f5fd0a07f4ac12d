# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SARIF 2.1.0, for code scanning and the viewers of editors.

Each result is where its rule is written, has a fingerprint that stays the same, and says if it is new, known or fixed,
and if it is suppressed. What could not be read or decided is a notification: nothing passes because it is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .json_text import document
from .order import gravest_first
from .report import Finding, Report
from .sarif_places import base_ids, physical_location
from .sarif_rules import HELP, LEVELS, descriptor, identifier, sentence
from .texts import counted, shown, subject_of

MOST_RESULTS = 25_000  # of a run, as GitHub takes them
_MOST_NOTIFICATIONS = 500
_LONGEST_TEXT = 1_000
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS_OF_LINES = 5  # each result has a line of its own
_NOTIFICATIONS = {
    "incomplete-region": "A region could not be read, or its list may be incomplete.",
    "inconclusive-rule": "A rule could not be decided.",
    "suppression": "A suppression is expired or unused.",
    "left-out": "There are more results than one run may have.",
}


def render(report: Report) -> str:
    """The log, with one run. The gravest results are kept if there are too many."""
    numbers = {rule["id"]: number for number, rule in enumerate(report["rules"])}
    # What could not be decided again is neither fixed nor new: readers close what is not there
    found = [
        *((finding, finding["state"]) for finding in gravest_first(report["findings"])),
        *((finding, "unchanged") for finding in gravest_first(report["undecided"])),
        *((finding, "absent") for finding in gravest_first(report["fixed"])),
    ]
    results = [_result(finding, state, numbers, report) for finding, state in found[:MOST_RESULTS]]
    run = {
        "tool": {
            "driver": {
                "name": report["tool"]["name"],
                "version": report["tool"]["version"],
                "semanticVersion": report["tool"]["version"],
                "informationUri": "https://github.com/mediaops/alicloud",
                "rules": [descriptor(rule) for rule in report["rules"]],
                "notifications": [_notice(name, meaning) for name, meaning in _NOTIFICATIONS.items()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": base_ids(),
        "invocations": [_invocation(report, numbers, len(found) - len(results))],
        "results": results,
        "properties": {
            "auditedAt": report["audited_at"],
            "complete": report["complete"],
            "compliant": report["compliant"],
            "gatePassed": report["gate"]["passed"],
        },
    }
    return document({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, _LEVELS_OF_LINES) + "\n"


def _result(finding: Finding, state: str, numbers: Mapping[str, int], report: Report) -> dict[str, Any]:
    rule, region = finding["rule"], shown(finding["region"], _LONGEST_TEXT)
    subject = shown(subject_of(finding), _LONGEST_TEXT)
    result: dict[str, Any] = {
        "ruleId": identifier(rule),
        "level": LEVELS[finding["severity"]],
        "message": {"text": sentence(finding["message"] or finding["title"], _LONGEST_TEXT)},
        "locations": [
            {
                "physicalLocation": physical_location(finding["location"], rule),
                "logicalLocations": [
                    {"name": subject, "fullyQualifiedName": f"{region}/{subject}", "kind": "resource"}
                ],
            }
        ],
        "partialFingerprints": {"primaryLocationLineHash": f"{finding['fingerprint']}:1"},
        "suppressions": [_suppression(finding)] if finding["suppressed"] else [],
        "properties": {
            "account": finding["account"],
            "createTime": finding["create_time"],
            "firstSeen": finding["first_seen"],
            "jobId": shown(finding["job_id"], _LONGEST_TEXT),
            "region": region,
            "severity": finding["severity"],
            "status": shown(finding["status"], _LONGEST_TEXT),
        },
    }
    if rule in numbers:
        result["ruleIndex"] = numbers[rule]
    if report["compared_with"]:  # all results say how they compare, or none
        result["baselineState"] = state
    return result


def _suppression(finding: Finding) -> dict[str, Any]:
    until = f" until {finding['expires']}" if finding["expires"] else ""
    reason = f"{finding['reason']} ({finding['owner']}{until})"
    return {"kind": "external", "status": "accepted", "justification": shown(reason, _LONGEST_TEXT)}


def _invocation(report: Report, numbers: Mapping[str, int], left_out: int) -> dict[str, Any]:
    execution = [*_left_out(left_out), *_incomplete(report), *_inconclusive(report, numbers)]
    invocation: dict[str, Any] = {
        "executionSuccessful": report["complete"],
        "toolExecutionNotifications": execution[:_MOST_NOTIFICATIONS],
        "toolConfigurationNotifications": list(_suppressions(report, numbers))[:_MOST_NOTIFICATIONS],
    }
    if report["evidence"]:
        invocation["startTimeUtc"] = min(each["began_at"] for each in report["evidence"])
        invocation["endTimeUtc"] = max(each["ended_at"] for each in report["evidence"])
    return invocation


def _left_out(number: int) -> Iterator[dict[str, Any]]:
    if number > 0:
        text = f"{counted(number, 'result')} of the least severe are left out here; all are in the JSON report."
        yield _notification("left-out", "warning", text)


def _incomplete(report: Report) -> Iterator[dict[str, Any]]:
    for each in report["evidence"]:
        if each["complete"]:
            continue
        error = each["error"]
        why = error["message"] if error else "; ".join(each["doubts"]) or "It is not shown that the list is complete."
        request = f" (request id {error['request_id']})" if error and error["request_id"] else ""
        yield _notification(
            "incomplete-region", "error", f"{each['region']}, account {each['account']}: {why}{request}"
        )


def _inconclusive(report: Report, numbers: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    for each in report["inconclusive"]:
        text = f"{each['rule']} in {each['region']}, account {each['account']}: {each['reason']}"
        yield _notification("inconclusive-rule", "warning", text, _rule(each["rule"], numbers))


def _suppressions(report: Report, numbers: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    for each in report["suppressions"]:
        if each["state"] != "active":
            text = f"The suppression of {each['rule']} for {each['name'] or each['where']} is {each['state']}."
            places = (
                [{"physicalLocation": physical_location(each["location"], each["rule"])}] if each["location"] else []
            )
            yield {**_notification("suppression", "warning", text, _rule(each["rule"], numbers)), "locations": places}


def _rule(rule: str, numbers: Mapping[str, int]) -> dict[str, Any]:
    return {"associatedRule": {"id": identifier(rule), "index": numbers[rule]}} if rule in numbers else {}


def _notification(name: str, level: str, text: str, more: Mapping[str, Any] | None = None) -> dict[str, Any]:
    number = list(_NOTIFICATIONS).index(name)
    message = {"text": sentence(text, 2 * _LONGEST_TEXT)}
    return {"descriptor": {"id": name, "index": number}, "level": level, "message": message, **(more or {})}


def _notice(name: str, meaning: str) -> dict[str, Any]:
    text = {"text": meaning}
    return {"id": name, "shortDescription": text, "fullDescription": text, "help": text, "helpUri": HELP}
