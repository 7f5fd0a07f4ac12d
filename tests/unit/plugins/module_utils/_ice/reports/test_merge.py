# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports of several accounts and regions as one."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import given

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports import (
    FORMATS,
    Named,
    NotAudited,
    merge_reports,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports.shape import faults_in
from ansible_collections.mediaops.alicloud.tests.unit.support.reports import (
    ACCOUNTS,
    coverage,
    drift,
    evidence,
    few_examples,
    finding,
    recorded,
    report,
    report_of_everything,
    reports,
    rule,
    whole,
)

NEWS, SPORTS = ACCOUNTS
FAILURE = {"message": "The key is not valid.", "error_code": "InvalidKey", "request_id": "R-1", "http_status": 403}


def merged(*parts, not_audited=(), earlier=None, **gate):
    chosen = {"fail_on": "none", "fail_on_new_only": False, "on_inconclusive": "warn", **gate}
    return merge_reports(
        [Named(f"{number}.json", part) for number, part in enumerate(parts)], not_audited, earlier, **chosen
    )


def of_account(account: str, **changes):
    return report(**{"evidence": [evidence(account)], **changes})


def test_counts_are_added_and_lists_joined() -> None:
    news = of_account(
        NEWS,
        findings=[finding(1), finding(2, suppressed=True, reason="r", owner="o")],
        fixed=[finding(3)],
        undecided=[finding(4)],
        compared_with="2026-11-25T03:00:00Z",
        drift=drift(),
        audited_at="2026-11-26T03:10:00Z",
    )
    sports = of_account(SPORTS, findings=[finding(5, account=SPORTS)], rules=[rule(), rule("other", seen=9)])
    both = merged(news, sports)
    assert list(faults_in(json.loads(FORMATS["json"](both)))) == []
    assert [each["job_id"] for each in both["findings"]] == ["job-000001", "job-000002", "job-000005"]
    assert [each["job_id"] for each in both["fixed"] + both["undecided"]] == ["job-000003", "job-000004"]
    counts = {each["id"]: (each["seen"], each["fired"], each["suppressed"], each["state"]) for each in both["rules"]}
    assert counts == {"paused-for-long": (6, 3, 1, "failed"), "other": (9, 0, 0, "passed")}
    assert both["summary"]["jobs"] == 10
    assert both["summary"]["by_rule"] == {"paused-for-long": 2, "other": 0}
    assert both["summary"]["by_state"]["suppressed"] == 1
    assert both["audited_at"] == "2026-11-26T03:00:00Z"  # the oldest: nothing seems newer than it is
    assert both["compared_with"] == "2026-11-25T03:00:00Z"
    assert both["drift"] == drift()
    assert both["jobs_by_day"][0] == {"day": "2026-11-20", "jobs_by_state": {"paused": 6, "initial": 0, "started": 2}}


@pytest.mark.parametrize(
    ("verdicts", "verdict"),
    [((True, True), True), ((True, None), None), ((None, False), False), ((True, False), False), ((None, None), None)],
)
def test_the_verdict_is_that_of_the_worst(verdicts, verdict) -> None:
    parts = [{**of_account(account), "compliant": each} for account, each in zip(ACCOUNTS, verdicts, strict=True)]
    assert merged(*parts)["compliant"] is verdict


def test_it_is_complete_if_all_are() -> None:
    assert merged(of_account(NEWS), of_account(SPORTS))["complete"] is True
    doubtful = of_account(SPORTS, evidence=[evidence(SPORTS, complete=False, doubts=["It moved."])])
    assert merged(of_account(NEWS), doubtful)["complete"] is False


def test_the_gate_is_decided_anew() -> None:
    news = of_account(
        NEWS, findings=[finding(1)], gate={"fail_on": "none", "fail_on_new_only": False, "on_inconclusive": "warn"}
    )
    assert merged(news)["gate"]["passed"] is True
    gate = merged(news, of_account(SPORTS), fail_on="high")["gate"]
    assert gate["passed"] is False
    assert gate["reasons"] == ["1 finding of severity high."]
    assert merged(news, fail_on="high", fail_on_new_only=True)["gate"]["passed"] is True  # it was known


def test_two_reports_of_one_region_of_an_account_are_refused_by_name() -> None:
    with pytest.raises(InputError, match=r"^0\.json and 2\.json are both about the region cn-shanghai of the acc"):
        merged(of_account(NEWS), of_account(SPORTS), of_account(NEWS))
    merged(of_account(NEWS), report(evidence=[evidence(NEWS, "cn-beijing")]))  # another region is another part


def test_without_reports_there_is_nothing_to_merge() -> None:
    with pytest.raises(InputError, match="audits is empty"):
        merged()
    with pytest.raises(InputError, match=r"Nothing could be audited\. sports: The key is not valid\."):
        merged(not_audited=[NotAudited("sports", None, FAILURE)])


def test_who_was_not_audited_leaves_everything_undecided() -> None:
    whole = merged(of_account(NEWS), not_audited=[NotAudited("sports", "cn-shanghai", FAILURE)], on_inconclusive="fail")
    assert list(faults_in(json.loads(FORMATS["json"](whole)))) == []
    assert (whole["compliant"], whole["complete"]) == (None, False)
    assert whole["evidence"][1]["error"] == FAILURE
    assert [each["state"] for each in whole["rules"]] == ["inconclusive"]
    assert [(each["rule"], each["account"]) for each in whole["inconclusive"]] == [("paused-for-long", "sports")]
    assert whole["gate"]["reasons"] == [
        "It is not shown that everything was read: cn-shanghai.",
        "Rules that could not be decided: paused-for-long.",
    ]
    failed = merged(of_account(NEWS, findings=[finding(1)]), not_audited=[NotAudited("sports", None, FAILURE)])
    assert (failed["compliant"], failed["rules"][0]["state"]) == (False, "failed")


def test_what_was_known_of_who_was_not_audited_is_undecided() -> None:
    known, other = finding(1, account=SPORTS), finding(2)
    earlier = merged(of_account(NEWS, findings=[other]), of_account(SPORTS, findings=[known]))
    failed = NotAudited("sports", "cn-shanghai", FAILURE)
    assert merged(of_account(NEWS), not_audited=[failed], earlier=earlier)["undecided"] == [known]
    assert merged(of_account(NEWS), earlier=earlier)["undecided"] == []  # nobody wanted to audit it


def test_rules_keep_their_worst_state_and_their_gravest_severity() -> None:
    parts = [
        of_account(NEWS, rules=[rule(severity="low", parameters={"age": "12h", "x": 1}, state="unused")]),
        of_account(SPORTS, rules=[rule(severity="high", parameters={"age": "24h", "x": 1})]),
    ]
    (both,) = merged(*parts)["rules"]
    assert (both["severity"], both["state"], both["parameters"]) == ("high", "passed", {"x": 1})


UNUSED = "The suppression of paused-for-long (name {}; owner o) suppresses nothing."


def suppression(used: int, state: str, name: str = "studio-1"):
    return {
        "rule": "paused-for-long", "name": name, "where": None, "reason": "r", "owner": "o", "expires": None,
        "used": used, "state": state, "location": {"file": "suppressions.yml", "line": 2},
    }  # fmt: skip


def test_a_suppression_that_one_account_needs_is_not_unused() -> None:
    unused = finding(9, "suppression-unused", "low", recording=None, job_id=None, message=UNUSED.format("studio-1"))
    other = finding(8, "suppression-unused", "low", recording=None, job_id=None, message=UNUSED.format("gone"))
    news = of_account(
        NEWS,
        rules=[rule(), rule("suppression-unused", "low")],
        findings=[unused],
        suppressions=[suppression(0, "unused")],
    )
    sports = of_account(SPORTS, suppressions=[suppression(2, "active")])
    both = merged(news, sports)
    assert [(each["used"], each["state"]) for each in both["suppressions"]] == [(2, "active")]
    assert both["findings"] == []
    assert both["compliant"] is True
    assert [each["state"] for each in both["rules"]] == ["passed", "passed"]

    news["findings"].append(other)
    news["suppressions"].append(suppression(0, "unused", "gone"))
    news["rules"][1]["fired"] = 2
    both = merged(news, sports)
    assert both["findings"] == [other]
    assert (both["compliant"], both["rules"][1]["fired"]) == (False, 1)


def test_what_is_about_no_account_is_found_once() -> None:
    expired = finding(9, "suppression-expired", account="", region="", recording=None)
    parts = [of_account(each, rules=[rule("suppression-expired")], findings=[expired]) for each in ACCOUNTS]
    both = merged(*parts)
    assert both["findings"] == [expired]
    assert (both["compliant"], both["rules"][0]["fired"], both["rules"][0]["state"]) == (False, 1, "failed")


def test_coverage_is_that_of_all_declared_recordings() -> None:
    parts = [{**drift(), "declared": 30, "coverage": 1.0}, {**drift(), "declared": 10, "coverage": 0.5}]
    whole = merged(*(of_account(account, drift=part) for account, part in zip(ACCOUNTS, parts, strict=True)))["drift"]
    assert (whole["declared"], whole["coverage"]) == (40, 0.875)
    parts[1]["coverage"] = None
    whole = merged(*(of_account(account, drift=part) for account, part in zip(ACCOUNTS, parts, strict=True)))["drift"]
    assert whole["coverage"] is None


@few_examples
@given(reports())
def test_a_report_merged_with_nothing_is_itself(drawn) -> None:
    before = copy.deepcopy(drawn)
    whole = merged(
        drawn,
        fail_on=drawn["gate"]["fail_on"],
        fail_on_new_only=drawn["gate"]["fail_on_new_only"],
        on_inconclusive=drawn["gate"]["on_inconclusive"],
    )
    assert drawn == before
    suppressions = [each["used"] for each in drawn["suppressions"]]
    assert sum(each["used"] for each in whole["suppressions"]) == sum(suppressions)
    for name in set(drawn) - {"suppressions", "drift"}:
        assert whole[name] == drawn[name], name


def test_the_report_of_everything_merged_with_nothing_is_itself() -> None:
    everything = report_of_everything()
    gate = {name: everything["gate"][name] for name in ("fail_on", "fail_on_new_only", "on_inconclusive")}
    assert merged(everything, **gate) == everything


def test_what_was_recorded_is_joined() -> None:
    news = of_account(NEWS, coverage=coverage(recorded("a"), start="2026-11-24T00:00:00Z"))
    doubt = {"account": SPORTS, "region": "cn-shanghai", "reasons": ["No."]}
    sports = of_account(
        SPORTS, coverage=coverage(whole("b"), whole("c"), tolerance=9, doubts=[doubt], complete=False, windows=[])
    )
    both = merged(news, sports, of_account("nobody asked"))["coverage"]
    assert both is not None
    assert [each["recording"]["name"] for each in both["recordings"]] == ["a", "b", "c"]
    assert (both["start"], both["end"]) == ("2026-11-24T00:00:00Z", "2026-11-26T00:00:00Z")
    assert (both["tolerance"], both["complete"], both["doubts"]) == (None, False, [doubt])
    assert both["windows"] == [{"window": "every day 06:00 to 15:00 UTC", "recordings": 1}]
    assert merged(of_account(NEWS), of_account(SPORTS))["coverage"] is None
    whole_time = of_account(SPORTS, coverage=coverage(start=None))
    assert merged(news, whole_time)["coverage"]["start"] is None


def test_a_window_that_is_about_a_recording_of_another_account_is_no_finding() -> None:
    window = "sat 22:00 to 02:00 UTC where name == 'late-show'"
    absent = finding(
        1, "expected-not-recorded", "critical", account="", region="", recording=None, job_id=None,
        message=f"{window} is expected, and no recording is known that this could be about.",
    )  # fmt: skip
    rules = [rule("expected-not-recorded", "critical")]

    def of(account: str, recordings: int):
        windows = [{"window": window, "recordings": recordings}]
        found = [] if recordings else [copy.deepcopy(absent)]
        return of_account(account, coverage=coverage(windows=windows), findings=found, rules=copy.deepcopy(rules))

    neither = merged(of(NEWS, 0), of(SPORTS, 0))
    assert [each["rule"] for each in neither["findings"]] == ["expected-not-recorded"]
    one = merged(of(NEWS, 0), of(SPORTS, 1))
    assert (one["findings"], one["compliant"], one["rules"][0]["state"]) == ([], True, "passed")
    assert one["coverage"]["windows"] == [{"window": window, "recordings": 1}]
    # Where it is not known, or nobody could look, such a recording may be.
    unknown = {**of(SPORTS, 0), "findings": []}
    assert merged(of(NEWS, 0), unknown)["findings"] == []
    unread = merged(of(NEWS, 0), not_audited=[NotAudited("sports", None, FAILURE)])
    assert (unread["findings"], unread["compliant"], unread["rules"][0]["state"]) == ([], None, "inconclusive")
