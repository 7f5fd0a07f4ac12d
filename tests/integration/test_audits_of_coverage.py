# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Audits of what was recorded, in real playbooks: a break is a finding, what is not known is inconclusive."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ansible_collections.mediaops.alicloud.tests.integration.family import assert_documented
from ansible_collections.mediaops.alicloud.tests.integration.scenarios import scenario, task_of

_audit = task_of("ice_live_record_audit")
RULES = ("gap", "nothing-written", "expected-not-recorded")
THAT_DAY = {"start_time": "2026-03-03T00:00:00Z", "end_time": "2026-03-04T00:00:00Z"}
SECRET = "rtmp://user:hunter2@push.example.com/live/a?auth_key=1658-0-0-ab12"


def audit(*, coverage: Any = None, rules: Any = RULES, **options: Any) -> Any:
    given = {"builtin_rules": rules, **options, **({} if coverage is None else {"coverage": coverage})}
    return _audit(keywords={"diff": False}, **given)


def job(job_id: str, created: Any, name: str = "a", **fields: Any) -> dict[str, Any]:
    return {"job_id": job_id, "create_time": created, "name": name, "stream_url": SECRET, "status": "paused", **fields}


def file(job_id: str, start: str, end: str, **more: Any) -> dict[str, Any]:
    times = {name: f"2026-03-03T{clock}:00Z" for name, clock in (("start_time", start), ("end_time", end))}
    return {"job_id": job_id, "format": "mp4", **times, **more}


TWO_JOBS = [job("one", "2026-03-03T06:00:00Z"), job("two", "2026-03-03T09:00:00Z")]
FILES = [file("one", "06:00", "08:00"), file("one", "08:20", "09:10"), file("two", "09:00", "10:00")]
WINDOWS = [
    {"start": "06:00", "end": "08:00"},
    {"start": "22:00", "end": "23:00"},
    {"where": "name == 'never submitted'"},
]


def messages(outcome: Any) -> dict[str, list[str]]:
    assert "findings" in outcome.result, outcome.result
    found: dict[str, list[str]] = {}
    for each in outcome.result["findings"]:
        found.setdefault(each["rule"], []).append(each["message"])
    return found


def states(outcome: Any) -> dict[str, str]:
    return {each["id"]: each["state"] for each in outcome.result["rules"]}


@scenario(
    audit(coverage=THAT_DAY, rules=["gap"]),
    audit(coverage={**THAT_DAY, "expected": WINDOWS}, parameters={"gap": {"longer_than": "30m"}}),
    audit(rules=["no-name", "paused-recording"]),
    added=TWO_JOBS,
    files=FILES,
)
def test_a_break_is_a_finding_that_names_it(outcomes):
    gap, windows, not_asked = outcomes
    assert messages(gap) == {
        "gap": [
            (
                "a has one gap of more than 1 min: 20 min, from 2026-03-03T08:00:00Z to 2026-03-03T08:20:00Z. "
                "91 % of what was expected is recorded."
            ),
        ]
    }
    assert_documented("ice_live_record_audit", gap.result)
    (finding,) = gap.result["findings"]
    assert (finding["severity"], finding["job_id"], finding["recording"]["name"]) == ("high", "two", "a")
    (recording,) = gap.result["coverage"]["recordings"]
    assert [each["seconds"] for each in recording["intervals"]] == [7_200, 6_000]
    assert [(each["seconds"], each["state"]) for each in recording["gaps"]] == [(1_200, "missing")]
    assert (recording["expected_seconds"], recording["coverage"]) == (14_400, 0.916666)
    assert gap.result["coverage"]["complete"] is True
    assert "hunter2" not in str(gap.result)
    assert "ab12" not in str(gap.result)

    assert [each["window"] for each in windows.result["coverage"]["windows"] if not each["recordings"]] == [
        "every day 00:00 to 24:00 UTC where name == 'never submitted'"
    ]
    assert messages(windows) == {
        "expected-not-recorded": [
            (
                "every day 00:00 to 24:00 UTC where name == 'never submitted' is expected, and no recording is known "
                "that this could be about."
            ),
            (
                "a: nothing was recorded in 1 of 2 expected windows; the last of these: 2026-03-03T22:00:00Z to "
                "2026-03-03T23:00:00Z."
            ),
        ],
        "gap": [
            (
                "a has one gap of more than 30 min: 1 h, from 2026-03-03T22:00:00Z to 2026-03-03T23:00:00Z. "
                "66 % of what was expected is recorded."
            ),
        ],
    }
    # Whoever does not ask pays nothing; whoever does lists the jobs once nevertheless.
    assert not_asked.result["coverage"] is None
    assert set(not_asked.actions) == {"ListLiveRecordJobs"}
    assert gap.actions.count("ListLiveRecordJobs") == not_asked.actions.count("ListLiveRecordJobs")
    assert "ListLiveRecordFiles" in gap.actions


@scenario(
    audit(coverage={**THAT_DAY, "expected": "always"}, rules=["gap", "no-name"]),
    audit(coverage={**THAT_DAY, "expected": "always"}, rules=["gap", "no-name"], fail_on="critical"),
    added=TWO_JOBS,
    files=FILES,
    errors=[{"code": "NoPermission", "status": 403, "count": 99, "action": "ListLiveRecordFiles"}],
)
def test_a_permission_that_is_missing_is_inconclusive_and_the_rest_goes_on(outcomes):
    report, gate = outcomes
    assert not report.failed
    for outcome in outcomes:
        assert states(outcome) == {"gap": "inconclusive", "no-name": "passed"}
        assert outcome.result["compliant"] is None
        assert outcome.result["complete"] is True  # the list of jobs
        (open_one,) = outcome.result["inconclusive"]
        assert "ice:ListLiveRecordFiles" in open_one["reason"]
        assert open_one["recordings"] == 1
        assert outcome.result["coverage"]["complete"] is False
        assert outcome.result["coverage"]["doubts"][0]["reasons"] == [open_one["reason"]]
    assert gate.failed
    assert "Rules that could not be decided: gap." in gate.msg


@scenario(
    audit(coverage=THAT_DAY, rules=["gap"]),
    added=TWO_JOBS,
    files=[*FILES, *(file("one", "06:00", "07:00") for _number in range(40))],
    count_cap=20,
    order_within_second="anew",
)
def test_where_files_may_not_have_been_read_nothing_is_called_missing_or_passed(outcome):
    assert outcome.result["findings"] == []
    assert states(outcome) == {"gap": "inconclusive"}
    assert {gap["state"] for gap in outcome.result["coverage"]["recordings"][0]["gaps"]} == {"unknown"}
    assert "Files may be missing" in outcome.result["inconclusive"][0]["reason"]


@scenario(
    audit(coverage={"start_time": "now-2d"}, rules=["gap", "nothing-written"]),
    recordings=[{"count": 3, "days": 1.5, "break_every_s": 30_000, "break_s": 600, "cycles_s": [3600]}],
)
def test_breaks_of_streams_of_channels(outcome):
    found = messages(outcome)
    assert set(found) == {"gap"}
    for each in outcome.result["coverage"]["recordings"]:
        gaps = [gap for gap in each["gaps"] if gap["state"] == "missing"]
        assert {gap["seconds"] for gap in gaps} == {600}
        (message,) = [text for text in found["gap"] if text.startswith(each["recording"]["name"])]
        assert "10 min, from " in message
        assert any(f"from {gap['start']} to {gap['end']}" in message for gap in gaps)


@scenario(
    audit(coverage=THAT_DAY, rules=["gap"]),
    added=[job("one", "2026-03-03T04:00:00Z")],
    other_answer={
        "count": 9,
        "action": "ListLiveRecordFiles",
        "body": {
            "Files": [
                {
                    "RecordId": "of a ghost",
                    "JobId": "ghost",
                    "Format": "mp4",
                    "CreateTime": "2026-03-03T06:00:00Z",
                    "StartTime": "2026-03-03T05:00:00Z",
                    "EndTime": "2026-03-03T06:00:00Z",
                }
            ],
            "TotalCount": "1",
            "PageNo": 1,
            "PageSize": "30",
        },
    },
)
def test_files_of_a_job_that_is_not_listed_are_told(outcome):
    remark = "The list of jobs lacks jobs that have files: 1 of the files of cn-shanghai, as of the job ghost."
    assert str(outcome.result["warnings"]).count(remark) == 1


@scenario(
    audit(coverage={"start": "now-1d"}, rules=["gap"]),
    audit(coverage={}, rules=["gap"], start_time="now-1d"),
    audit(coverage={"expected": [{"where": "nmae == 'a'"}]}, rules=["gap"]),
    audit(rules=["gap"]),
    added=TWO_JOBS,
)
def test_mistakes_are_named(outcomes):
    said = [
        "Unsupported parameters",
        "coverage has a start_time of its own",
        "Did you mean name?",
        "gap cannot be asked without the option coverage",
    ]
    for outcome, text in zip(outcomes, said, strict=True):
        assert outcome.failed, text
        assert text in outcome.msg, outcome.msg
    assert [outcome.task for outcome in (outcomes[0], outcomes[1], outcomes[3]) if outcome.requests] == []


FOLDER = "{{ playbook_dir }}/recorded"


@scenario(
    audit(
        coverage=THAT_DAY,
        rules=["gap"],
        reports={"html": f"{FOLDER}.html", "json": f"{FOLDER}.json", "markdown": f"{FOLDER}.md"},
    ),
    added=TWO_JOBS,
    files=FILES,
)
def test_reports_have_the_timeline_and_no_secret(outcome):
    texts = {name: Path(path).read_text(encoding="utf-8") for name, path in outcome.result["reports"].items()}
    assert "timeline-data" in texts["html"]
    assert "20 min from 2026-03-03T08:00:00Z" in texts["markdown"]
    for name, text in texts.items():
        assert "hunter2" not in text, name
        assert "ab12" not in text, name
