# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The operations on recording templates."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import READER, ControlRefusedError

from .signing import get, list_jobs, post, post_query, submit

FILE = "record/{JobId}/{Sequence}_{StartTime}_{EscapedEndTime}"
SLICE = "record/{JobId}/{UnixTimestamp}_{Sequence}"
M3U8: dict[str, Any] = {"Format": "m3u8", "OssObjectPrefix": FILE, "SliceOssObjectPrefix": SLICE}
MP4: dict[str, Any] = {"Format": "mp4", "OssObjectPrefix": FILE}


def create(client, name="a", formats=(MP4,)):
    response = post(client, "CreateLiveRecordTemplate", Name=name, RecordFormat=list(formats))
    assert response.status_code == 200, response.text
    return response.json()["TemplateId"]


def template(client, template_id, **query):
    response = get(client, "GetLiveRecordTemplate", TemplateId=template_id, **query)
    assert response.status_code == 200, response.text
    return response.json()["RecordTemplate"]


def listed(client, **query):
    response = get(client, "ListLiveRecordTemplates", **query)
    assert response.status_code == 200, response.text
    return response.json()


def names(answer):
    return [entry["Name"] for entry in answer["RecordTemplateList"]]


def update(client, template_id, name="b", formats=(M3U8,)):
    return post(client, "UpdateLiveRecordTemplate", TemplateId=template_id, Name=name, RecordFormat=list(formats))


def delete(client, template_id):
    return post_query(client, "DeleteLiveRecordTemplate", TemplateId=template_id)


def system_template(emulator):
    return next(entry["TemplateId"] for entry in emulator.templates() if entry["Type"] == "system")


def test_what_is_left_out_gets_its_default(client, emulator):
    got = template(client, create(client, "née", [M3U8, {**MP4, "CycleDuration": 60, "SliceDuration": 1000}]))
    assert list(got) == ["CreateTime", "LastModified", "Name", "RecordFormatList", "TemplateId", "Type"]
    assert (got["Name"], got["Type"]) == ("née", "custom")
    assert got["CreateTime"] == got["LastModified"]
    assert got["RecordFormatList"] == [
        {**M3U8, "CycleDuration": 21_600, "SliceDuration": 30},
        {**MP4, "CycleDuration": 60},
    ]


def test_update_changes_everything_but_id_and_creation(client, emulator):
    made = emulator.add_template(create_time="2026-01-01T00:00:00Z")
    response = update(client, made["TemplateId"])
    assert list(response.json()) == ["RequestId"]
    got = template(client, made["TemplateId"])
    assert (got["Name"], got["CreateTime"]) == ("b", "2026-01-01T00:00:00Z")
    assert got["LastModified"] > got["CreateTime"]
    assert [entry["Format"] for entry in got["RecordFormatList"]] == ["m3u8"]


def test_jobs_keep_the_template_that_they_were_submitted_with(client, emulator):
    template_id = create(client, "first")
    jobs = []
    for name in ("second", "third", None):
        jobs.append(submit(client, TemplateId=template_id).json()["JobId"])
        if name:
            update(client, template_id, name)
    assert [template(client, template_id, JobId=job_id)["Name"] for job_id in jobs] == ["first", "second", "third"]
    assert {job["TemplateName"] for job in list_jobs(client)["LiveRecordJobs"]} == {"third"}
    assert delete(client, template_id).status_code == 200
    assert get(client, "GetLiveRecordTemplate", TemplateId=template_id).json()["Code"] == "TemplateNotFound"
    assert template(client, template_id, JobId=jobs[0])["Name"] == "first"
    assert {job["TemplateName"] for job in list_jobs(client)["LiveRecordJobs"]} == {"third"}
    assert submit(client, TemplateId=template_id).json()["Code"] == "TemplateNotFound"
    other = system_template(emulator)
    response = get(client, "GetLiveRecordTemplate", TemplateId=other, JobId=jobs[0])
    assert response.json()["Code"] == "InvalidParameter"
    response = get(client, "GetLiveRecordTemplate", TemplateId=other, JobId="none")
    assert response.json()["Code"] == "JobNotFound"


def test_system_templates_are_the_services_own(client, emulator):
    template_id = system_template(emulator)
    for response in (update(client, template_id), delete(client, template_id)):
        assert (response.status_code, response.json()["Code"]) == (403, "OperationDenied.SystemTemplate")
    assert template(client, template_id)["Type"] == "system"


def test_unknown_templates(client):
    for response in (update(client, "none"), delete(client, "none")):
        assert (response.status_code, response.json()["Code"]) == (404, "TemplateNotFound")


def test_list_filters_and_pages(client, emulator):
    emulator.set_faults(order_within_second="stable")
    made = [create(client, f"mine {number}") for number in range(5)]
    answer = listed(client)
    assert list(answer) == ["RequestId", "PageNo", "PageSize", "RecordTemplateList", "SortBy", "TotalCount"]
    assert [answer[name] for name in ("PageNo", "PageSize", "SortBy", "TotalCount")] == [1, 10, "desc", 9]
    everything = [entry["Name"] for entry in emulator.templates()]
    assert names(answer) == everything[::-1]
    pages = [listed(client, PageNo=number, PageSize=4, SortBy="asc") for number in (1, 2, 3, 4)]
    assert [name for page in pages for name in names(page)] == everything
    assert names(listed(client, Keyword="mine", SortBy="asc", PageSize=2)) == ["mine 0", "mine 1"]
    assert names(listed(client, Keyword=made[3])) == ["mine 3"]
    assert {entry["Type"] for entry in listed(client, Type="system")["RecordTemplateList"]} == {"system"}
    assert names(listed(client, TemplateIds=[made[0], made[2], "none"], Keyword="2")) == ["mine 2"]
    assert listed(client, PageSize=100)["RecordTemplateList"][0] == template(client, made[-1])


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({"PageSize": 0}, "PageSize"),
        ({"PageSize": 101}, "PageSize"),
        ({"PageNo": 0}, "PageNo"),
        ({"Type": "mine"}, "Type"),
        ({"SortBy": "name"}, "SortBy"),
        ({"TemplateIds": "a"}, "TemplateIds"),
    ],
)
def test_list_refuses(client, query, parameter):
    response = get(client, "ListLiveRecordTemplates", **query)
    assert (response.status_code, response.json()["Code"]) == (400, "InvalidParameter")
    assert f'"{parameter}"' in response.json()["Message"]


REFUSED: list[tuple[Any, str, str]] = [
    ("{", "InvalidParameter", "RecordFormat"),
    ("{}", "InvalidParameter", "RecordFormat"),
    ([], "MissingParameter", "RecordFormat"),
    (["mp4"], "InvalidParameter", "RecordFormat.1"),
    ([MP4, {"OssObjectPrefix": FILE}], "MissingParameter", "RecordFormat.2.Format"),
    ([{**MP4, "Format": "ts"}], "InvalidParameter", "RecordFormat.1.Format"),
    ([MP4, MP4], "InvalidParameter", "RecordFormat"),
    ([{"Format": "flv"}], "MissingParameter", "RecordFormat.1.OssObjectPrefix"),
    ([{**MP4, "OssObjectPrefix": "{StartTime}"}], "InvalidParameter", "{EndTime} or {EscapedEndTime}"),
    ([{**MP4, "OssObjectPrefix": "{EndTime}"}], "InvalidParameter", "{StartTime} or {EscapedStartTime}"),
    ([{**MP4, "OssObjectPrefix": FILE + "{UnixTimestamp}"}], "InvalidParameter", "{UnixTimestamp}"),
    ([{**MP4, "OssObjectPrefix": FILE + "é" * 128}], "InvalidParameter", "less than 256 bytes"),
    ([{**MP4, "OssObjectPrefix": 7}], "InvalidParameter", "RecordFormat.1.OssObjectPrefix"),
    ([{**MP4, "CycleDuration": 0}], "InvalidParameter", "RecordFormat.1.CycleDuration"),
    ([{**MP4, "CycleDuration": "60"}], "InvalidParameter", "RecordFormat.1.CycleDuration"),
    ([{**MP4, "Format": "m3u8"}], "MissingParameter", "RecordFormat.1.SliceOssObjectPrefix"),
    ([{**M3U8, "SliceDuration": 4}], "InvalidParameter", "RecordFormat.1.SliceDuration"),
    ([{**M3U8, "SliceDuration": 31}], "InvalidParameter", "RecordFormat.1.SliceDuration"),
    ([{**M3U8, "SliceOssObjectPrefix": "{Sequence}"}], "InvalidParameter", "{UnixTimestamp}"),
    ([{**M3U8, "SliceOssObjectPrefix": "{Sequence}{unixtimestamp}"}], "InvalidParameter", "{unixtimestamp}"),
    ([{**M3U8, "SliceOssObjectPrefix": "{UnixTimestamp}"}], "InvalidParameter", "{Sequence}"),
    ([{**M3U8, "SliceOssObjectPrefix": SLICE + "{StartTime}"}], "InvalidParameter", "{StartTime}"),
    ([{**M3U8, "SliceOssObjectPrefix": SLICE + "x" * 256}], "InvalidParameter", "less than 256 bytes"),
]


@pytest.mark.parametrize(("formats", "code", "said"), REFUSED)
def test_formats_that_break_a_rule(client, emulator, formats, code, said):
    before = emulator.templates()
    custom = next(entry["TemplateId"] for entry in before if entry["Type"] == "custom")
    for action, more in (("CreateLiveRecordTemplate", {}), ("UpdateLiveRecordTemplate", {"TemplateId": custom})):
        response = post(client, action, Name="a", RecordFormat=formats, **more)
        assert (response.status_code, response.json()["Code"]) == (400, code)
        assert said in response.json()["Message"]
    assert emulator.templates() == before


def test_names_and_ids_that_are_missing_or_too_long(client):
    def code(action, **form):
        return post(client, action, **form).json()["Code"]

    assert code("CreateLiveRecordTemplate", RecordFormat=[MP4]) == "MissingParameter"
    assert code("CreateLiveRecordTemplate", Name="a") == "MissingParameter"
    assert code("CreateLiveRecordTemplate", Name="a" * 129, RecordFormat=[MP4]) == "InvalidParameter"
    assert code("UpdateLiveRecordTemplate", Name="a", RecordFormat=[MP4]) == "MissingParameter"
    assert post_query(client, "DeleteLiveRecordTemplate").json()["Code"] == "MissingParameter"
    assert get(client, "GetLiveRecordTemplate").json()["Code"] == "MissingParameter"


def test_names_need_not_be_unique(client):
    assert create(client) != create(client)


@pytest.mark.parametrize("action", ["Create", "Update", "Delete"])
def test_readers_change_nothing(client, action):
    response = post(client, f"{action}LiveRecordTemplate", READER)
    assert (response.status_code, response.json()["Code"]) == (403, "NoPermission")
    assert f"ice:{action}LiveRecordTemplate" in response.json()["Message"]


def test_reset_brings_back_the_first_templates(client, emulator):
    before = emulator.templates()
    create(client)
    delete(client, before[-1]["TemplateId"])
    assert emulator.templates() != before
    emulator.reset()
    assert emulator.templates() == before


def test_control_refuses_nonsense(emulator):
    with pytest.raises(ControlRefusedError, match="'title'"):
        emulator.add_template(title="a")
    with pytest.raises(ControlRefusedError, match="Format"):
        emulator.add_template(record_formats=[{}])
    with pytest.raises(ControlRefusedError, match="type must be"):
        emulator.add_template(type="mine")
    with pytest.raises(ControlRefusedError, match="a template"):
        emulator.add_template(template_id=emulator.add_template()["TemplateId"])
