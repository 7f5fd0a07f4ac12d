# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""JUnit: what fails, what is skipped, and what is an error."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports import FORMATS
from ansible_collections.mediaops.alicloud.tests.unit.support.reports import (
    finding,
    report,
    report_of_everything,
    rule,
    unread,
)


def suites(of):
    root = ET.fromstring(FORMATS["junit"](of).encode())
    return root, {suite.get("name"): suite for suite in root}


def outcomes(suite) -> list[tuple[str, str]]:
    return [
        (case.get("name").partition(" (")[0], case[0].tag if len(case) else "passed") for case in suite.iter("testcase")
    ]


def test_a_case_for_each_recording_that_failed_was_fixed_or_suppressed() -> None:
    _root, found = suites(report_of_everything())
    assert outcomes(found["paused-for-long"]) == [
        ("Rule paused-for-long", "error"),  # it could not be decided in one region
        ("studio-0", "failure"),
        ("studio-1", "failure"),
        ("studio-2", "skipped"),
        ("studio-7", "passed"),
    ]
    assert outcomes(found["only-oss"]) == [("Rule only-oss", "passed")]
    assert outcomes(found["nothing-to-judge"]) == [("Rule nothing-to-judge", "skipped")]
    assert outcomes(found["credentials-in-url"]) == [("studio-5", "failure")]
    assert outcomes(found["template-deleted"]) == [("Rule template-deleted", "error"), ("studio-9", "error")]
    assert outcomes(found["completeness"]) == [("cn-shanghai", "passed"), ("ap-southeast-1", "error")]
    assert [kind for kind, _outcome in outcomes(found["drift"])] == [
        "missing: gone", "unexpected: guest", "different: declared-1", "duplicated: twice",
    ]  # fmt: skip


def test_a_suppression_is_told_with_its_reason() -> None:
    _root, found = suites(report_of_everything())
    (skipped,) = found["paused-for-long"].iter("skipped")
    assert skipped.text == "Suppressed by ops, until 2027-01-31: It is a test channel."


@pytest.mark.parametrize(("choice", "outcome"), [("fail", "error"), ("warn", "skipped")])
def test_what_is_not_known_is_an_error_unless_the_user_wants_a_warning(choice: str, outcome: str) -> None:
    gate = {"fail_on": "high", "fail_on_new_only": False, "on_inconclusive": choice}
    undecided = {"rule": "paused-for-long", "account": "a", "region": "r", "reason": "Nobody knows.", "recordings": 1}
    _root, found = suites(report(gate=gate, evidence=[unread()], inconclusive=[undecided]))
    assert outcomes(found["completeness"]) == [("ap-southeast-1", outcome)]
    assert outcomes(found["paused-for-long"]) == [("Rule paused-for-long", outcome)]


def test_names_do_not_change_with_jobs_and_are_distinct() -> None:
    twins = [finding(1, fingerprint="a" * 64), finding(1, fingerprint="b" * 64)]
    again = [{**twin, "job_id": f"other-{number}", "state": "unchanged"} for number, twin in enumerate(twins)]

    def names(findings) -> list[str]:
        _root, found = suites(report(findings=findings))
        return sorted(case.get("name") for case in found["paused-for-long"])

    assert names(twins) == names(again)
    assert len(set(names(twins))) == 2


def test_the_counts_are_those_of_the_cases() -> None:
    root, found = suites(report_of_everything())
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped"), ("tests", "testcase")):
        assert [int(suite.get(name)) for suite in found.values()] == [
            len(list(each.iter(tag))) for each in found.values()
        ]
        if name != "skipped":
            assert int(root.get(name)) == len(list(root.iter(tag)))


def test_a_rule_that_is_gone_shows_what_was_fixed() -> None:
    _root, found = suites(report(rules=[rule()], fixed=[finding(1, "gone")]))
    assert outcomes(found["gone"]) == [("studio-1", "passed")]
