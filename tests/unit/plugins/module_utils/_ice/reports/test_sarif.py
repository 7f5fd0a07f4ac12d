# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SARIF: valid, located, and complete about what is new, fixed, suppressed and not known."""

from __future__ import annotations

import json

from hypothesis import given
from sarif_kit import validation_errors

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports import FORMATS, SEVERITIES
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports.sarif import MOST_RESULTS
from ansible_collections.mediaops.alicloud.tests.unit.support.reports import (
    few_examples,
    finding,
    large_report,
    report,
    report_of_everything,
    reports,
)


def run_of(of):
    (run,) = json.loads(FORMATS["sarif"](of))["runs"]
    return run


@few_examples
@given(reports())
def test_it_is_valid_and_each_result_is_located(drawn) -> None:
    log = json.loads(FORMATS["sarif"](drawn))
    assert validation_errors(log) == []
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert place["artifactLocation"]["uri"]
        assert ".." not in place["artifactLocation"]["uri"].split("/")
        assert place["region"]["startLine"] >= 1
        assert len(result["partialFingerprints"]["primaryLocationLineHash"]) > 64
        if "ruleIndex" in result:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_results_say_how_they_compare_and_why_they_are_suppressed() -> None:
    results = {result["properties"]["jobId"]: result for result in run_of(report_of_everything())["results"]}
    assert {job: result["baselineState"] for job, result in results.items()} == {
        "job-000005": "unchanged", "job-000000": "new", "job-000001": "unchanged", "job-000003": "new",
        "job-000004": "unchanged", "": "new", "job-000002": "unchanged",
        "job-000009": "unchanged",  # could not be decided again: it must not seem to be fixed
        "job-000007": "absent", "job-000008": "absent",
    }  # fmt: skip
    assert results["job-000002"]["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "It is a test channel. (ops until 2027-01-31)"}
    ]
    assert results["job-000000"]["suppressions"] == []  # and not absent: all say it, or none does


def test_without_an_earlier_report_nothing_is_said_of_it() -> None:
    (result,) = run_of(report(findings=[finding(1)]))["results"]
    assert "baselineState" not in result


def test_places_are_those_of_the_rules() -> None:
    located, builtin = run_of(report(findings=[finding(0), finding(1, location=None)]))["results"]
    assert located["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "rules/paused.yml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3},
    }
    place = builtin["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == "ice_live_record_audit/paused-for-long.yml"


def test_there_are_not_more_results_than_a_reader_takes_and_the_gravest_are_kept() -> None:
    run = run_of(large_report(30_000))
    assert len(run["results"]) == MOST_RESULTS
    severities = [SEVERITIES.index(result["properties"]["severity"]) for result in run["results"]]
    assert severities == sorted(severities, reverse=True)
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"].startswith("5000 results of the least severe are left out here")


def test_what_is_not_known_is_a_notification() -> None:
    (invocation,) = run_of(report_of_everything())["invocations"]
    assert invocation["executionSuccessful"] is False
    said = [(each["descriptor"]["id"], each["level"]) for each in invocation["toolExecutionNotifications"]]
    assert said == [("incomplete-region", "error"), ("inconclusive-rule", "warning"), ("inconclusive-rule", "warning")]
    assert "8F1B2F9C" in invocation["toolExecutionNotifications"][0]["message"]["text"]  # the request's id
    texts = [each["message"]["text"] for each in invocation["toolConfigurationNotifications"]]
    assert texts == [
        "The suppression of unnamed for name == null is expired.",
        "The suppression of only-oss for nobody is unused.",
    ]


def test_a_clean_report_lists_the_rules_that_were_asked() -> None:
    run = run_of(report())
    assert run["results"] == []
    assert [each["id"] for each in run["tool"]["driver"]["rules"]] == ["paused-for-long"]
    assert run["invocations"][0]["executionSuccessful"] is True


def test_a_link_in_a_message_is_a_text() -> None:
    (result,) = run_of(report(findings=[finding(1, message="[x](javascript:alert(1)) {0} a[1]")]))["results"]
    assert result["message"]["text"] == r"\[x\](javascript:alert(1)) {{0}} a\[1\]."
