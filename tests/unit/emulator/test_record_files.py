# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ListLiveRecordFiles and DeleteLiveRecordFiles."""

from __future__ import annotations

import json

import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import READER, ControlRefusedError

from .signing import get, post_query

LIST, DELETE = "ListLiveRecordFiles", "DeleteLiveRecordFiles"
END = "2026-06-30T00:00:00Z"


def listed(client, **query):
    response = get(client, LIST, **query)
    assert response.status_code == 200, response.text
    return response.json()


def ids(files):
    return [file["RecordId"] for file in files]


def deleted(client, record_ids, **query):
    response = post_query(client, DELETE, RecordIds=record_ids, **query)
    assert response.status_code == 200, response.text
    return [(entry["RecordId"], entry["Code"]) for entry in response.json()["DeleteFileInfoList"]]


def test_answer_is_as_documented(client, emulator):
    job = emulator.add_job(name="a", create_time="2026-01-01T00:00:00Z")
    emulator.add_file(format="flv", start_time="2026-01-01T01:00:00Z", end_time="2026-01-01T01:10:00Z")
    answer = listed(client)
    assert list(answer) == ["RequestId", "Files", "PageNo", "PageSize", "SortBy", "TotalCount"]
    assert [answer[name] for name in ("PageNo", "PageSize", "SortBy", "TotalCount")] == [1, "10", "asc", "1"]
    (file,) = answer["Files"]
    assert list(file) == [
        "CreateTime", "Duration", "EndTime", "Format", "Height", "JobId", "JobName", "RecordId", "RecordOutput",
        "RecordUrl", "StartTime", "StreamUrl", "Width",
    ]  # fmt: skip
    assert (file["CreateTime"], file["Duration"], file["Format"]) == ("2026-01-01T01:10:00Z", 600.0, "flv")
    assert (file["JobId"], file["JobName"], file["StreamUrl"]) == (job["JobId"], "a", job["StreamInput"]["Url"])
    assert json.loads(file["RecordOutput"]) == job["RecordOutput"]


@pytest.mark.parametrize("order", ["asc", "desc"])
@pytest.mark.parametrize("record_format", [None, "MP4", "m3u8"])
def test_pages_add_up_to_the_list(client, emulator, order, record_format):
    emulator.seed(30, end=END)
    emulator.seed_files(3)
    everything = [file for file in emulator.files() if record_format in (None, file["Format"], file["Format"].upper())]
    if order == "desc":
        everything.reverse()
    pages = [
        listed(client, PageNo=number, PageSize=7, SortBy=order, RecordFormat=record_format) for number in range(1, 15)
    ]
    assert ids(file for page in pages for file in page["Files"]) == ids(everything)
    assert {page["TotalCount"] for page in pages} == {str(len(everything))}


def test_by_jobs_and_by_time(client, emulator):
    first, second, third = (emulator.add_job(create_time=f"2026-01-0{day}T00:00:00Z")["JobId"] for day in (1, 2, 3))
    emulator.seed_files(1, cycle_s=60)
    files = [file["RecordId"] for file in emulator.files()]
    assert ids(listed(client, JobIds=[third, first])["Files"]) == [files[0], files[2]]
    span = {"StartTime": "2026-01-02T00:01:00Z", "EndTime": "2026-01-03T00:01:00Z"}
    assert ids(listed(client, **span)["Files"]) == files[1:]
    assert ids(listed(client, JobIds=[first, second], **span)["Files"]) == [files[1]]
    emulator.set_faults(start_exclusive=True)
    assert ids(listed(client, **span)["Files"]) == [files[2]]
    emulator.set_faults(end_exclusive=True)
    assert ids(listed(client, **span)["Files"]) == [files[1]]
    assert listed(client, JobIds=["unknown"])["TotalCount"] == "0"


def test_seeding_is_repeatable(emulator):
    def seeded(**options):
        emulator.reset()
        emulator.seed(20, end=END, paused_share=0.5)
        emulator.seed_files(**options)
        return emulator.files()

    files = seeded(per_job=2)
    assert len(files) == 40
    assert files == seeded(per_job=2)
    assert len(set(ids(files))) == 40
    assert {file["Format"] for file in seeded(per_job=1, formats=["flv"])} == {"flv"}
    paused = {job["JobId"] for job in emulator.jobs() if job["Status"] == "paused"}
    assert {file["JobId"] for file in seeded(per_job=1, status="paused")} == paused
    (job_id, *_others) = paused
    assert {file["JobId"] for file in seeded(per_job=3, job_ids=[job_id])} == {job_id}
    assert emulator.seed_files(1) == 23


def test_files_are_never_from_the_future(emulator):
    emulator.seed(5, days=0.01)
    emulator.seed_files(4, cycle_s=3600)
    newest = max(file["CreateTime"] for file in emulator.files())
    assert newest <= emulator.add_job()["CreateTime"]


def test_page_sizes_are_clamped(client, emulator):
    emulator.add_job()
    for _number in range(9):
        emulator.add_file()
    emulator.set_faults(page_size_max=6)
    answer = listed(client, PageSize=30)
    assert (answer["PageSize"], len(answer["Files"])) == ("6", 6)


def test_fields_can_be_missing(client, emulator):
    emulator.add_job()
    emulator.add_file()
    emulator.set_faults(omit_fields=["Width"], null_fields=["Duration"])
    (file,) = listed(client)["Files"]
    assert "Width" not in file
    assert file["Duration"] is None


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({"PageSize": 4}, "PageSize"),
        ({"PageSize": 31}, "PageSize"),
        ({"PageNo": 0}, "PageNo"),
        ({"SortBy": "CreateTime"}, "SortBy"),
        ({"RecordFormat": "ts"}, "RecordFormat"),
        ({"JobIds": '["a"]'}, "JobIds"),
        ({"JobIds.2": "a"}, "JobIds"),
        ({"JobIds": ["a", ""]}, "JobIds"),
        ({"StartTime": "2026-01-01"}, "StartTime"),
        ({"StartTime": "2026-01-02T00:00:00Z", "EndTime": "2026-01-01T00:00:00Z"}, "StartTime"),
        ({"StartTime": "2026-01-01T00:00:00Z", "EndTime": "2026-01-05T00:00:01Z"}, "EndTime"),
    ],
)
def test_list_refuses(client, emulator, query, parameter):
    response = get(client, LIST, **query)
    assert (response.status_code, response.json()["Code"]) == (400, "InvalidParameter")
    assert f'"{parameter}"' in response.json()["Message"]


def test_each_file_is_deleted_on_its_own_account(client, emulator):
    emulator.add_job(output_bucket="gone")
    emulator.seed_files(4)
    files = ids(emulator.files())
    emulator.set_faults(undeletable_files=[files[0]])
    wanted = [files[0], "none", files[1], files[1]]
    assert deleted(client, wanted) == [
        (files[0], "AccessDenied"),
        ("none", "FileNotFound"),
        (files[1], "OK"),
        (files[1], "FileNotFound"),
    ]
    assert ids(emulator.files()) == [files[0], *files[2:]]
    emulator.set_faults(missing_buckets=["gone"])
    assert deleted(client, [files[2]], RemoveFile="true") == [(files[2], "NoSuchBucket")]
    assert deleted(client, [files[2]], RemoveFile="false") == [(files[2], "OK")]
    emulator.set_faults(delete_omits_ok=True)
    assert deleted(client, [files[3], "none"]) == [("none", "FileNotFound")]
    assert listed(client)["TotalCount"] == "1"


def test_delete_refuses(client, emulator):
    assert post_query(client, DELETE).json()["Code"] == "MissingParameter"
    assert post_query(client, DELETE, RecordIds=["a"], RemoveFile="1").json()["Code"] == "InvalidParameter"
    many = [str(number) for number in range(20)]
    assert len(deleted(client, many)) == 20
    assert post_query(client, DELETE, RecordIds=[*many, "x"]).json()["Code"] == "InvalidParameter"
    emulator.set_faults(record_ids_refuse_above=2)
    assert post_query(client, DELETE, RecordIds=["a", "b", "c"]).json()["Code"] == "InvalidParameter"
    response = post_query(client, DELETE, READER, RecordIds=["a"])
    assert (response.status_code, response.json()["Code"]) == (403, "NoPermission")
    assert "ice:DeleteLiveRecordFiles" in response.json()["Message"]


def test_other_owners_files_are_not_seen(client, emulator):
    emulator.add_job(owner="somebody else")
    theirs = emulator.add_file(owner="somebody else")["RecordId"]
    assert listed(client)["TotalCount"] == "0"
    assert deleted(client, [theirs]) == [(theirs, "FileNotFound")]
    assert ids(emulator.files()) == [theirs]


def test_control_refuses_nonsense(emulator):
    with pytest.raises(ControlRefusedError, match="no job to add a file to"):
        emulator.add_file()
    emulator.add_job()
    with pytest.raises(ControlRefusedError, match="'length'"):
        emulator.add_file(length=3)
    with pytest.raises(ControlRefusedError, match="format must be"):
        emulator.add_file(format="ts")
    with pytest.raises(ControlRefusedError, match="there is a file"):
        emulator.add_file(record_id=emulator.add_file()["RecordId"])
    with pytest.raises(ControlRefusedError, match="per_job"):
        emulator.seed_files(-1)
