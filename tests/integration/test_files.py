# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recorded files, gathered and deleted by real playbooks."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
import yaml

from ansible_collections.mediaops.alicloud.tests.integration.family import (
    IMPATIENT,
    assert_documented,
    assert_planned_done_and_left,
)
from ansible_collections.mediaops.alicloud.tests.integration.plugin_runs import documentation
from ansible_collections.mediaops.alicloud.tests.integration.scenarios import scenario, task_of

info = task_of("ice_live_record_file_info")
file = task_of("ice_live_record_file")

# The API's names and ours, written out: the tests must not convert names by the code under test.
FILE_FIELDS = {
    "CreateTime": "create_time",
    "Duration": "duration",
    "EndTime": "end_time",
    "Format": "format",
    "Height": "height",
    "JobId": "job_id",
    "JobName": "job_name",
    "RecordId": "record_id",
    "RecordOutput": "record_output",
    "RecordUrl": "record_url",
    "StartTime": "start_time",
    "StreamUrl": "stream_url",
    "Width": "width",
}


def as_module_shows(kept):
    shown = {ours: kept[theirs] for theirs, ours in FILE_FIELDS.items()}
    shown["record_output"] = {name.lower(): value for name, value in json.loads(kept["RecordOutput"]).items()}
    return shown


def everything(outcome):
    return [as_module_shows(kept) for kept in outcome.files]


def found(outcome):
    assert not outcome.failed, outcome.result
    return outcome.result["files"]


def ids_left(outcome):
    return [kept["RecordId"] for kept in outcome.files]


# Gathering


@scenario(
    info(),
    info(sort_by="desc"),
    info(start_time="2026-03-05T12:00:00Z", end_time="2026-03-17T00:00:00Z"),
    info(record_format="mp4"),
    info(where="width > `1000` && record_output.type == 'oss'", check=True),
    info(limit=8, query="[].record_id"),
    info(page_no=3, page_size=7),
    jobs=120,
    files={"per_job": 3},
)
@pytest.mark.smoke
def test_gathering(outcomes):
    by_default, newest_first, times, format_mp4, where, limit, page = outcomes
    wanted = everything(by_default)
    assert len(wanted) == 360
    assert found(by_default) == wanted
    assert found(newest_first) == wanted[::-1]
    within = [each for each in wanted if "2026-03-05T12:00:00Z" <= each["create_time"] <= "2026-03-17T00:00:00Z"]
    assert found(times) == within
    assert found(format_mp4) == [each for each in wanted if each["format"] == "mp4"]
    assert found(where) == [each for each in wanted if each["width"] > 1000 and each["record_output"]["type"] == "oss"]
    assert limit.result["query_result"] == [each["record_id"] for each in wanted[:8]]
    assert found(page) == wanted[14:21]
    for outcome in (by_default, newest_first, times, format_mp4, where):
        assert outcome.result["complete"] is True
        assert outcome.result["changed"] is False
    assert [by_default.result["total_count"], times.result["total_count"]] == [360, len(within)]
    assert [limit.result["complete"], page.result["complete"]] == [False, False]
    for request in (request for outcome in outcomes for request in outcome.requests):
        assert 5 <= int(request.parameters["PageSize"]) <= 30
        assert request.status == 200
    assert_documented("ice_live_record_file_info", by_default.result)
    documented = yaml.safe_load(documentation("modules", "ice_live_record_file_info", "RETURN"))
    assert set(wanted[0]) == set(documented["files"]["contains"])


JOBS = [{"job_id": f"job-{number}", "create_time": f"2026-03-0{number}T00:00:00Z"} for number in range(1, 5)]


@scenario(
    info(job_ids=["job-2", "job-3", "no-such-job"]),
    info(job_ids=["job-1"], start_time="2026-03-01T00:15:00Z", end_time="2026-03-20T00:00:00Z"),
    added=JOBS,
    files={"per_job": 40},
    numbers_as_strings=True,
)
def test_by_job(outcomes):
    two, one = outcomes
    assert found(two) == [each for each in everything(two) if each["job_id"] in ("job-2", "job-3")]
    assert two.result["total_count"] == len(found(two)) == 80
    since = "2026-03-01T00:15:00Z"
    assert found(one) == [
        each for each in everything(one) if each["job_id"] == "job-1" and each["create_time"] >= since
    ]


@scenario(
    info(start_time="2025-12-01T00:00:00Z", end_time="2026-04-30T00:00:00Z"),
    info(end_time="2026-03-10T00:00:00Z"),
    jobs=60,
    files={"per_job": 2},
    start_exclusive=True,
    end_exclusive=True,
)
def test_long_ranges_are_cut_into_four_days(outcomes):
    both, end_only = outcomes
    assert found(both) == everything(both)
    assert {each["record_id"] for each in found(end_only)} >= {
        each["record_id"] for each in everything(end_only) if each["create_time"] < "2026-03-10T00:00:00Z"
    }
    spans = [
        datetime.fromisoformat(request.parameters["EndTime"]) - datetime.fromisoformat(request.parameters["StartTime"])
        for request in both.requests
        if "StartTime" in request.parameters
    ]
    assert max(spans) <= timedelta(days=4)
    assert len(spans) >= 15  # from the first file on, in two months


CROWD = [
    {"job_id": "job-1", "record_id": f"f{number:03}", "create_time": "2026-03-02T00:00:00Z"} for number in range(70)
]


@scenario(info(), info(limit=65), info(sort_by="desc", page_size=5), added=JOBS[:1], files=CROWD)
def test_more_files_in_a_second_than_a_page_holds(outcomes):
    whole, some, small_pages = outcomes
    for outcome in (whole, small_pages):
        assert sorted(each["record_id"] for each in found(outcome)) == [each["record_id"] for each in CROWD]
        assert outcome.result["complete"] is True
    assert len(found(some)) == 65


@scenario(info(page_size=31), info(page_size=4), info(start_time="now", end_time="-1d"), info(record_format="avi"))
def test_gathering_what_cannot_be_meant(outcomes):
    large, small, times, kind = outcomes
    assert "page_size is 31; ListLiveRecordFiles takes 5 to 30." in large.msg
    assert "page_size is 4" in small.msg
    assert "is after end_time" in times.msg
    assert "m3u8, flv, mp4" in kind.msg
    assert all(outcome.failed and not outcome.requests for outcome in outcomes)


@scenario(info(), jobs=1, files=[{"record_id": "odd"}], omit_fields=["RecordOutput"])
def test_a_file_without_output(outcome):
    assert "record_output" not in found(outcome)[0]


# Deleting

FILES = [
    {"job_id": "job-1", "record_id": f"f{number:02}", "create_time": f"2026-03-02T00:{number:02}:00Z"}
    for number in range(50)
]
IDS = [each["record_id"] for each in FILES]


def thrice(**options):
    return file(check=True, **options), file(**options), file(**options)


def of_files(*tasks, **faults):
    return scenario(*tasks, added=JOBS[:1], files=FILES, **faults)


def results(outcome):
    return {each["record_id"]: each["result"] for each in outcome.result["delete_file_info_list"]}


@pytest.mark.parametrize(
    "omits_ok",
    [
        pytest.param(omits_ok, marks=of_files(*thrice(record_ids=[*IDS[3:], "gone"]), delete_omits_ok=omits_ok))
        for omits_ok in (False, True)
    ],
)
def test_delete(omits_ok, outcomes):
    assert_planned_done_and_left(outcomes)
    planned, done, again = outcomes
    assert ids_left(planned) == IDS
    assert ids_left(done) == ids_left(again) == IDS[:3]
    assert done.actions.count("DeleteLiveRecordFiles") == 3
    assert results(planned) == results(done) == {**dict.fromkeys(IDS[3:], "deleted"), "gone": "absent"}
    assert set(results(again).values()) == {"absent"}
    assert_documented("ice_live_record_file", done.result)
    deletes = [request.parameters for request in done.requests if request.action == "DeleteLiveRecordFiles"]
    assert all(parameters["RemoveFile"] == "false" for parameters in deletes)


@pytest.mark.parametrize(
    "omits_ok",
    [
        pytest.param(
            omits_ok,
            marks=of_files(
                file(record_ids=IDS[:25]),
                file(record_ids=IDS[:25]),
                undeletable_files=["f02", "f24"],
                delete_omits_ok=omits_ok,
            ),
        )
        for omits_ok in (False, True)
    ],
)
def test_a_batch_that_fails_in_part(omits_ok, outcomes):
    for outcome in outcomes:
        assert outcome.failed
        assert "2 of 25 files were not deleted: f02 (AccessDenied: " in outcome.msg
        assert ids_left(outcome) == ["f02", "f24", *IDS[25:]]
        assert {name for name, result in results(outcome).items() if result == "failed"} == {"f02", "f24"}
    first, second = outcomes
    assert (first.result["changed"], second.result["changed"]) == (True, False)
    assert set(results(first).values()) == {"deleted", "failed"}
    assert set(results(second).values()) == {"absent", "failed"}
    assert "f03" in first.msg.partition("Deleted: ")[2]


@scenario(
    file(record_ids=IDS[:2], remove_file=True),
    file(record_ids=IDS[:2]),
    added=[{**JOBS[0], "output_bucket": "lost-bucket"}],
    files=FILES,
    missing_buckets=["lost-bucket"],
)
def test_what_is_stored_goes_only_if_asked_for(outcomes):
    stored, record_only = outcomes
    assert stored.failed
    assert "NoSuchBucket" in stored.msg
    assert ids_left(stored) == IDS
    assert record_only.changed is True
    assert ids_left(record_only) == IDS[2:]
    sent = [outcome.requests[-1].parameters["RemoveFile"] for outcome in outcomes]
    assert sent == ["true", "false"]


@of_files(
    file(record_ids=IDS[:3], job_ids=["job-1"], start_time="2026-03-02T00:00:00Z", end_time="2026-03-02T00:01:00Z"),
    file(record_ids=IDS[:3], job_ids=["no-such-job"]),
)
def test_where_to_look(outcomes):
    within, elsewhere = outcomes
    assert results(within) == {"f00": "deleted", "f01": "deleted", "f02": "absent"}
    assert elsewhere.changed is False


@of_files(file(record_ids=IDS[:25]), record_ids_refuse_above=6)
def test_another_limit_of_ids(outcome):
    assert outcome.changed is True
    assert ids_left(outcome) == IDS[25:]


@of_files(file(record_ids=IDS[:2], check=True))
def test_the_diff_says_which_files_go(outcome):
    kept = {name: as_module_shows(outcome.files[0])[name] for name in DIFF_FIELDS}
    assert outcome.result["diff"]["before"]["files"][0] == kept
    assert (kept["record_id"], kept["job_id"]) == ("f00", "job-1")
    assert kept["duration"] > 0
    assert outcome.result["diff"]["after"] == {"files": []}


@of_files(
    info(keywords={"register": "looked"}),
    file(record_ids="{{ looked.files }}"),
    file(record_ids="{{ looked.files | map(attribute='record_id') }}", job_ids=[{"job_id": "job-1"}]),
)
def test_rows_instead_of_ids(outcomes):
    for outcome, option in zip(outcomes[1:], ("record_ids", "job_ids"), strict=True):
        assert outcome.failed
        assert f"{option}: number 1 is a whole row or a list, not an id" in outcome.msg
        assert outcome.requests == []


@of_files(
    file(record_ids=[*IDS, *(f"g{number}" for number in range(51))]),
    file(record_ids=IDS[:3], max_deletions=2, check=True),
    file(record_ids=IDS[:3], max_deletions=-1),
    file(record_ids=[*IDS[:2], *IDS[:2]], max_deletions=2),
    file(record_ids=[*IDS, *(f"g{number}" for number in range(51))], max_deletions=0),
)
def test_how_many_may_be_deleted(outcomes):
    many, checked, negative, twice, unlimited = outcomes
    assert all(outcome.failed and not outcome.requests for outcome in (many, checked, negative))
    assert ids_left(negative) == IDS
    assert "record_ids has 101 different ids, and max_deletions is 100. Nothing was deleted." in many.msg
    assert "set max_deletions to 3 or more, or to 0 for no limit" in checked.msg
    assert "max_deletions is -1" in negative.msg
    assert ids_left(twice) == IDS[2:]
    assert ids_left(unlimited) == []


NOTHING_TOLD = {"count": 1, "action": "DeleteLiveRecordFiles", "body": {"Message": "OK"}}


@of_files(file(record_ids=IDS[:2]), other_answer=NOTHING_TOLD)
def test_files_that_no_answer_names_and_that_are_there(outcome):
    assert outcome.failed
    assert outcome.result["changed"] is False
    assert "returned no result for it, and the list still shows it" in outcome.msg
    assert ids_left(outcome) == IDS


@of_files(file(record_ids=[]), file(record_ids=["x", ""]), file(record_ids=["x"], start_time="soon"))
def test_deleting_what_cannot_be_meant(outcomes):
    assert all(outcome.failed and not outcome.requests for outcome in outcomes)
    assert "record_ids is empty" in outcomes[0].msg


@of_files(
    file(record_ids=IDS[:2], access_key_id="{{ accounts.reader.id }}", access_key_secret="{{ accounts.reader.secret }}")
)
def test_permission(outcome):
    assert outcome.failed
    assert outcome.result["error_code"] == "NoPermission"
    assert "ice:DeleteLiveRecordFiles" in outcome.msg
    assert ids_left(outcome) == IDS


DIFF_FIELDS = ("record_id", "job_name", "job_id", "start_time", "end_time", "duration", "format", "record_url")
LOST = {"count": 1, "action": "DeleteLiveRecordFiles"}


@of_files(file(record_ids=IDS[:25], **IMPATIENT), stall={**LOST, "processed": True, "seconds": 5})
def test_done_without_an_answer(outcome):
    assert outcome.changed is True
    assert set(results(outcome).values()) == {"deleted"}
    assert outcome.actions.count("DeleteLiveRecordFiles") == 2
    assert ids_left(outcome) == IDS[25:]


@of_files(file(record_ids=IDS[:25]), file(record_ids=IDS[:25]), reset=LOST)
def test_lost_before_it_was_done(outcomes):
    lost, again = outcomes
    assert lost.failed
    assert lost.result["changed"] is False
    assert "Run the task again: it looks first." in lost.msg
    assert lost.actions.count("DeleteLiveRecordFiles") == 1
    assert again.changed is True
