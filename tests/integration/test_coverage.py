# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was really recorded, told by real playbooks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from ansible_collections.mediaops.alicloud.tests.draw_coverage import PICTURE, picture
from ansible_collections.mediaops.alicloud.tests.emulator import Emulator
from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import EVALUATED, Ansible
from ansible_collections.mediaops.alicloud.tests.integration.family import assert_documented
from ansible_collections.mediaops.alicloud.tests.integration.module_runs import run_module
from ansible_collections.mediaops.alicloud.tests.integration.scenarios import scenario, task_of

coverage = task_of("ice_live_record_coverage_info")

CYCLE = 900
FORMAT = {"Format": "mp4", "CycleDuration": CYCLE, "OssObjectPrefix": "{Sequence}_{StartTime}_{EndTime}"}
TEMPLATE = {"template_id": "cycle-900", "record_formats": [FORMAT]}
DAY = {"start": "2026-03-03T00:00:00Z", "end": "2026-03-04T00:00:00Z"}
THAT_DAY = {"start_time": DAY["start"], "end_time": DAY["end"]}
A = "rtmp://push.example.com/live/a"


def ago(seconds: int) -> timedelta:
    """So long before the playbook runs. Tests are collected long before they run."""
    return timedelta(seconds=seconds)


def job(job_id: str, created: Any, name: str = "a", status: str = "paused") -> dict[str, Any]:
    return {"job_id": job_id, "create_time": created, "name": name, "stream_url": A, "status": status}


def file(job_id: str, start: str, end: str, **more: Any) -> dict[str, Any]:
    times = {name: f"2026-03-03T{clock}:00Z" for name, clock in (("start_time", start), ("end_time", end))}
    return {"job_id": job_id, "format": "mp4", **times, **more}


def span(start: str, end: str, seconds: int, **more: Any) -> dict[str, Any]:
    return {"start": f"2026-03-03T{start}:00Z", "end": f"2026-03-03T{end}:00Z", "seconds": seconds, **more}


def the_one(outcome: Any) -> dict[str, Any]:
    assert not outcome.failed, outcome.result
    (recording,) = outcome.result["recordings"]
    return dict(recording)


TWO_JOBS = [job("one", "2026-03-03T06:00:00Z"), job("two", "2026-03-03T09:00:00Z")]
FILES_OF_TWO = [
    file("one", "06:00", "07:00"),
    file("one", "07:00", "08:00"),
    file("one", "08:20", "09:10"),
    file("two", "09:00", "10:00", record_id="last"),
]


@scenario(coverage(**THAT_DAY), added=TWO_JOBS, files=FILES_OF_TWO)
def test_a_recording_goes_on_over_its_jobs(outcome):
    found = the_one(outcome)
    assert_documented("ice_live_record_coverage_info", outcome.result)
    assert (found["region"], found["name"], found["stream_input"]["url"]) == ("cn-shanghai", "a", A)
    assert (found["job_ids"], found["status"], found["files"]) == (["one", "two"], "paused", 4)
    assert found["intervals"] == [span("06:00", "08:00", 7200), span("08:20", "10:00", 6000)]
    assert found["gaps"] == [span("08:00", "08:20", 1200, state="missing")]
    assert found["overlaps"] == [span("09:00", "09:10", 600)]
    assert (found["seconds"], found["expected_seconds"], found["coverage"]) == (13_200, 14_400, 0.916666)
    assert (found["last_file"]["record_id"], found["last_file"]["format"]) == ("last", "mp4")
    assert found["days"] == outcome.result["usage"]["by_day"] == [{"day": "2026-03-03", "seconds": 13_200}]
    (bucket,) = outcome.result["usage"]["by_bucket"]
    assert (bucket["bucket"], bucket["seconds"], bucket["files"]) == ("added-by-hand", 13_200, 4)
    assert outcome.result["complete"] is True
    assert outcome.changed is False


@scenario(
    coverage(start_time="2026-03-03T07:30:00Z", end_time="2026-03-03T08:40:00Z", timezone="Asia/Shanghai"),
    coverage(**THAT_DAY, expected="always", tolerance=1200),
    coverage(
        **THAT_DAY,
        expected=[
            {"days": ["tue"], "start": "16:00", "end": "16:10", "timezone": "Asia/Shanghai", "where": "name == 'a'"},
            {"start": "23:00", "end": "23:30", "where": "name == 'b'"},
        ],
    ),
    coverage(**THAT_DAY, check=True, where="length(gaps) == `0`", query="length(@)", query_only=True),
    added=TWO_JOBS,
    files=FILES_OF_TWO,
)
def test_only_what_is_asked_for(outcomes):
    part, always, windows, dropped = outcomes
    found = the_one(part)
    assert found["intervals"] == [span("07:30", "08:00", 1800), span("08:20", "08:40", 1200)]
    assert (found["files"], found["silent_seconds"]) == (2, None)
    found = the_one(always)
    # A gap of just the tolerance is none; nothing is expected before the first job was submitted.
    rest = {"start": "2026-03-03T10:00:00Z", "end": DAY["end"], "seconds": 14 * 3600, "state": "missing"}
    assert found["gaps"] == [rest]
    assert found["expected_seconds"] == 18 * 3600
    found = the_one(windows)
    assert found["gaps"] == [span("08:00", "08:10", 600, state="missing")]
    assert (found["expected_seconds"], found["coverage"]) == (600, 0.0)
    assert "expected, entry 2: it is about none of the recordings." in str(windows.result["warnings"])
    assert not dropped.failed
    assert dropped.result["query_result"] == 0
    assert "recordings" not in dropped.result
    assert dropped.result["usage"]["seconds"] == 0


@scenario(
    coverage(start_time="-1d", expected="always"),
    coverage(start_time="-1d", end_time="now-2h", expected="always"),
    templates=[TEMPLATE],
    added=[
        {**job("live", ago(3 * CYCLE), "live", "started"), "template_id": "cycle-900"},
        {**job("late", ago(40_000), "late", "started"), "template_id": "cycle-900"},
        {**job("dumb", ago(5 * CYCLE), "dumb", "started"), "template_id": "cycle-900"},
        {**job("over", ago(50_000), "over", "paused"), "template_id": "cycle-900"},
    ],
    files=[
        {"job_id": "live", "format": "mp4", "start_time": ago(3 * CYCLE), "end_time": ago(2 * CYCLE)},
        {"job_id": "live", "format": "mp4", "start_time": ago(2 * CYCLE), "end_time": ago(CYCLE)},
        {"job_id": "late", "format": "mp4", "start_time": ago(40_000), "end_time": ago(20_000)},
        {"job_id": "over", "format": "mp4", "start_time": ago(50_000), "end_time": ago(30_000)},
    ],
)
def test_what_may_still_come_is_pending_and_not_missing(outcomes):
    now, before = outcomes
    assert not now.failed, now.result
    found = {row["name"]: row for row in now.result["recordings"]}
    assert list(found) == ["dumb", "late", "live", "over"]
    states = {name: [gap["state"] for gap in row["gaps"]] for name, row in found.items()}
    assert states == {
        "live": ["pending"],
        "late": ["missing", "pending"],
        "dumb": ["missing", "pending"],
        "over": ["missing"],
    }
    assert found["live"]["coverage"] == 1.0
    assert {name: row["nothing_written"] for name, row in found.items()} == {
        "live": False,
        "late": False,
        "dumb": True,
        "over": False,
    }
    assert {name: row["cycle"] for name, row in found.items()} == {"live": 900, "late": 900, "dumb": 900, "over": None}
    assert 20_000 <= found["late"]["silent_seconds"] < 20_600
    assert found["dumb"]["last_file"] is None
    asked = [dict(each.parameters) for each in now.requests if each.action == "GetLiveRecordTemplate"]
    assert sorted(each["JobId"] for each in asked) == ["dumb", "late", "live"]
    # Two hours ago, nothing was pending that is not there by now.
    assert [gap["state"] for row in before.result["recordings"] for gap in row["gaps"]] == ["missing", "missing"]
    assert {row["nothing_written"] for row in before.result["recordings"]} == {False}


@scenario(
    coverage(**THAT_DAY),
    coverage(**THAT_DAY, format="m3u8", keyword="a", expected="always"),
    added=[job("one", "2026-03-03T06:00:00Z")],
    files=[
        file("one", "06:00", "07:00"),
        file("one", "07:00", "08:00"),
        file("one", "06:00", "07:00", format="m3u8"),
    ],
)
def test_what_one_format_lacks(outcomes):
    both, one = outcomes
    found = the_one(both)
    assert found["lacking"] == [span("07:00", "08:00", 3600, format="m3u8")]
    assert (found["gaps"], found["overlaps"], found["seconds"]) == ([], [], 7200)
    assert (the_one(one)["intervals"], the_one(one)["lacking"]) == ([span("06:00", "07:00", 3600)], [])
    asked = [each.parameters for each in one.requests if each.action == "ListLiveRecordFiles"]
    assert {(each["RecordFormat"], each["JobIds.1"]) for each in asked} == {("m3u8", "one")}


@scenario(
    coverage(**THAT_DAY, timezone="Asia/Shanghai"),
    coverage(**THAT_DAY, limit=2, query="[].name"),
    recordings=[{"count": 3, "start": "2026-03-02T00:00:00Z", "end": "2026-03-05T00:00:00Z", "cycles_s": [3600]}],
)
def test_a_file_over_midnight_counts_for_both_days(outcomes):
    whole, part = outcomes
    assert not whole.failed, whole.result
    for row in whole.result["recordings"]:
        assert row["days"] == [{"day": "2026-03-03", "seconds": 16 * 3600}, {"day": "2026-03-04", "seconds": 8 * 3600}]
    assert whole.result["usage"]["seconds"] == 3 * 86_400
    assert part.result["query_result"] == ["channel-0000", "channel-0001"]
    assert part.result["complete"] is False
    assert part.result["usage"]["seconds"] == 3 * 86_400


@scenario(
    coverage(**THAT_DAY, on_incomplete="warn"),
    coverage(**THAT_DAY),
    added=TWO_JOBS,
    files=[*FILES_OF_TWO, *(file("one", "06:00", "07:00") for _number in range(40))],
    count_cap=20,
    order_within_second="anew",
)
def test_where_files_may_not_have_been_read_a_gap_is_unknown(outcomes):
    warned, failed = outcomes
    found = the_one(warned)
    assert {gap["state"] for gap in found["gaps"]} == {"unknown"}
    assert warned.result["complete"] is False
    assert "Files may be missing" in str(warned.result["warnings"])
    assert failed.failed
    assert "cannot be shown" in failed.msg


NOBODYS_FILE = {
    "RecordId": "nobodys",
    "Format": "mp4",
    "StartTime": "2026-03-03T06:00:00Z",
    "EndTime": "2026-03-03T10:00:00Z",
    "CreateTime": "2026-03-03T10:00:00Z",
}


@scenario(
    coverage(**THAT_DAY, expected="always", on_incomplete="warn"),
    coverage(**THAT_DAY, expected="always"),
    added=[job("one", "2026-03-03T06:00:00Z")],
    other_answer={
        "count": 99,
        "action": "ListLiveRecordFiles",
        "body": {"Files": [NOBODYS_FILE], "TotalCount": "1", "PageNo": 1, "PageSize": "30"},
    },
)
def test_a_gap_is_unknown_if_the_server_does_not_say_whose_its_files_are(outcomes):
    warned, failed = outcomes
    assert {gap["state"] for gap in the_one(warned)["gaps"]} == {"unknown"}
    assert warned.result["complete"] is False
    assert "without their job_id, as nobodys" in str(warned.result["warnings"])
    assert failed.failed
    assert "without their job_id, as nobodys" in failed.msg


@scenario(
    coverage(**THAT_DAY),
    coverage(**{**THAT_DAY, "end_time": "2026-03-03T05:00:00Z"}),
    added=[job("one", "2026-03-03T04:00:00Z")],
    other_answer={
        "count": 99,
        "action": "ListLiveRecordFiles",
        "body": {"Files": [{**NOBODYS_FILE, "JobId": "ghost"}], "TotalCount": "1", "PageNo": 1, "PageSize": "30"},
    },
)
def test_files_of_a_job_that_is_not_listed_are_told(outcomes):
    told, later = outcomes
    remark = "The list of jobs lacks jobs that have files: 1 of the files of cn-shanghai, as of the job ghost."
    assert remark in str(told.result["warnings"])
    assert told.result["stats"]["files_of_other_jobs"] == 1
    # Jobs that were submitted after the time that is asked for are not read.
    assert not later.failed
    assert remark not in str(later.result.get("warnings"))


@scenario(
    coverage(start_time="now-3d", reconcile=True),
    coverage(start_time="now-3d", reconcile=True, access_key_id="{{ accounts.reader.id }}",
             access_key_secret="{{ accounts.reader.secret }}"),
    coverage(start_time="now-3d", reconcile=True, access_key_id="{{ accounts.reader.id }}",
             access_key_secret="{{ accounts.reader.secret }}", on_incomplete="warn"),
    recordings=[{"count": 2, "start": ago(2 * 86_400), "end": ago(86_400), "resubmit_every": 2}],
)  # fmt: skip
def test_reconciliation_with_what_the_service_counts(outcomes):
    done, refused, warned = outcomes
    assert not done.failed, done.result
    figures = done.result["usage"]["reconciliation"]
    # A day each, and the minute that both jobs of the second channel have recorded; files are written in whole cycles.
    assert 2 * 1440 - 120 <= figures["recorded_minutes"] <= 2 * 1440 + 1
    assert abs(figures["difference_minutes"]) < 0.1
    assert done.result["usage"]["seconds"] == pytest.approx((figures["recorded_minutes"] - 1) * 60, abs=1)
    assert refused.failed
    assert "ice:DescribeMeterImsSummary" in refused.msg
    assert "reconciliation" not in warned.result["usage"]
    assert "ice:DescribeMeterImsSummary" in str(warned.result["warnings"])


@scenario(
    coverage(start_time="-1d", where="nmae == 'a'"),
    coverage(start_time="-1d", where="status == started"),
    coverage(tolerance=-1),
    coverage(start_time="now", end_time="-1d"),
    coverage(expected="sometimes"),
    coverage(expected=[{"start": 1080}]),
    coverage(timezone="Shanghai"),
    coverage(reconcile=True),
    coverage(reconcile=True, start_time="-100d"),
    coverage(reconcile=True, start_time="-1d", where="status == 'started'"),
    coverage(regions=["cn-shanghai", "cn-beijing"]),
    coverage(regions=[]),
    coverage(endpoints={"cn-sanghai": "{{ emulator_endpoint }}"}, regions=["cn-shanghai"]),
    coverage(limit=0),
    added=[job("one", "2026-03-03T06:00:00Z")],
)
def test_what_cannot_be_meant_is_an_error(outcomes):
    messages = [
        "where is invalid: at character 1",
        "where is invalid",
        "tolerance is -1; it must be at least 0",
        "start_time (",
        "expected: 'sometimes' is neither always nor a list",
        "Put quotes around it",
        "timezone: there is no time zone 'Shanghai'",
        "reconcile needs a start_time",
        "start_time is more than 90 days ago",
        "leave where out",
        "is one server, which cannot answer for 2 regions",
        "regions is empty",
        "Did you mean cn-shanghai?",
        "limit is 0",
    ]
    for outcome, message in zip(outcomes, messages, strict=True):
        assert outcome.failed, message
        assert message in outcome.msg, outcome.msg
    # All but the first are seen before any request.
    assert [outcome.task for outcome in outcomes[1:] if outcome.requests] == []


@scenario(
    coverage(**THAT_DAY),
    added=[{**job("one", "2026-03-03T06:00:00Z"), "name": EVALUATED, "output_bucket": EVALUATED}],
    files=[file("one", "06:00", "07:00")],
)
def test_names_are_data(outcome):
    assert the_one(outcome)["name"] == EVALUATED
    assert outcome.result["usage"]["by_bucket"][0]["bucket"] == EVALUATED


@pytest.fixture(scope="module")
def two_regions() -> Iterator[Emulator]:
    with Emulator(regions=["cn-shanghai", "cn-beijing"]) as running:
        yield running


def test_regions_side_by_side_one_of_which_fails(two_regions: Emulator, ansible: Ansible) -> None:
    for region in ("cn-shanghai", "cn-beijing"):
        two_regions.seed_recordings(2, **DAY, region=region)
    options = {"regions": list(two_regions.endpoints), "endpoints": two_regions.endpoints, **THAT_DAY}
    both = run_module(ansible, "ice_live_record_coverage_info", options)
    names = [(row["region"], row["name"]) for row in both["recordings"]]
    assert names == [(region, name) for region in options["regions"] for name in ("channel-0000", "channel-0001")]
    assert [bucket["region"] for bucket in both["usage"]["by_bucket"]] == ["cn-beijing", "cn-shanghai"]
    error = {"code": "Forbidden.RAM", "status": 403, "message": "No.", "count": 1000}
    two_regions.set_faults(region="cn-beijing", errors=[error])
    failed = run_module(ansible, "ice_live_record_coverage_info", options)
    assert failed["failed"]
    assert "cn-beijing" in failed["msg"]
    assert failed["error_code"] == "Forbidden.RAM"
    warned = run_module(ansible, "ice_live_record_coverage_info", {**options, "on_incomplete": "warn"})
    assert {row["region"] for row in warned["recordings"]} == {"cn-shanghai"}
    assert warned["complete"] is False
    (unread,) = warned["unread_regions"]
    assert (unread["region"], unread["error_code"]) == ("cn-beijing", "Forbidden.RAM")
    assert "cn-beijing" in str(warned["warnings"])
    two_regions.set_faults(errors=[error])
    nothing = run_module(ansible, "ice_live_record_coverage_info", {**options, "on_incomplete": "warn"})
    assert nothing["failed"]


def test_the_picture_of_the_guide_is_what_the_module_tells() -> None:
    assert PICTURE.read_text(encoding="utf-8") == picture()
