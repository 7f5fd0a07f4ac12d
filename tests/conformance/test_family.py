# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Templates, files and submissions: the engine sends what the official SDK sends, and reads what it reads."""

from __future__ import annotations

import json

import pytest
from alibabacloud_ice20201109 import models
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.changes.file import delete_files
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.changes.job import (
    ensure_recording,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.changes.job_rules import WantedRecording
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.changes.template import (
    ensure_template,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.changes.template_wanted import WantedTemplate
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import ConnectionOptions
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import IceError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.job_templates import read_list_of_job
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import (
    FileListingOptions,
    TemplateListingOptions,
    read_list,
)
from ansible_collections.mediaops.alicloud.tests.emulator import ADMIN

MARCH = {"start": "2026-03-01T00:00:00Z", "end": "2026-03-20T00:00:00Z"}
NAME = "é {}\"' & a+b"
FILE = "録画/{JobId}/{Sequence}_{EscapedStartTime}_{EscapedEndTime} a+b&c=d"
SLICE = "record/{JobId}/{UnixTimestamp}_{Sequence}"


@pytest.fixture
def engine(emulator):
    return ConnectionOptions(
        access_key_id=ADMIN.access_key_id,
        access_key_secret=ADMIN.access_key_secret,
        region=emulator.region,
        endpoint=emulator.endpoint,
    )


def sent(emulator, action):
    """Each request of an operation: its method, and its parameters with what is nested read from its JSON."""
    return [
        (
            entry.method,
            {name: json.loads(text) if text[:1] in ("[", "{") else text for name, text in entry.parameters.items()},
        )
        for entry in emulator.requests()
        if entry.action == action
    ]


def assert_sent_alike(emulator, action):
    by_sdk, by_engine = sent(emulator, action)
    assert by_engine == by_sdk


def create_request(name=NAME, **more):
    kind = models.CreateLiveRecordTemplateRequestRecordFormat
    formats = [
        kind(
            format="m3u8",
            oss_object_prefix=FILE,
            slice_oss_object_prefix=SLICE,
            cycle_duration=3600,
            slice_duration=10,
        ),
        kind(format="mp4", oss_object_prefix=FILE, cycle_duration=21600),
    ]
    return models.CreateLiveRecordTemplateRequest(name=name, record_format=formats, **more)


FORMATS = [
    {
        "format": "m3u8",
        "oss_object_prefix": FILE,
        "slice_oss_object_prefix": SLICE,
        "cycle_duration": 3600,
        "slice_duration": 10,
    },
    {"format": "mp4", "oss_object_prefix": FILE},
]


def without(row, *names):
    return {name: value for name, value in row.items() if name not in names}


def test_create_template(emulator, sdk, engine):
    client = sdk()
    template_id = client.create_live_record_template(create_request()).body.template_id
    client.delete_live_record_template(models.DeleteLiveRecordTemplateRequest(template_id=template_id))
    made = ensure_template(engine, WantedTemplate(name=NAME, record_format=FORMATS), state="present").after
    assert_sent_alike(emulator, "CreateLiveRecordTemplate")
    request = models.GetLiveRecordTemplateRequest(template_id=made["template_id"])
    read = client.get_live_record_template(request).body.record_template
    assert (read.name, read.type) == (made["name"], made["type"]) == (NAME, "custom")
    assert [each.oss_object_prefix for each in read.record_format_list] == [FILE, FILE]


def test_update_template(emulator, sdk, engine):
    client = sdk()
    template_id = client.create_live_record_template(create_request("before")).body.template_id
    kind = models.UpdateLiveRecordTemplateRequestRecordFormat
    formats = [kind().from_map(each.to_map()) for each in create_request().record_format]
    request = models.UpdateLiveRecordTemplateRequest(name=NAME, record_format=formats, template_id=template_id)
    client.update_live_record_template(request)
    client.update_live_record_template(
        models.UpdateLiveRecordTemplateRequest(name="before", record_format=formats, template_id=template_id)
    )
    wanted = WantedTemplate(template_id=template_id, name=NAME, record_format=FORMATS)
    assert ensure_template(engine, wanted, state="present").changed
    by_sdk, _back, by_engine = sent(emulator, "UpdateLiveRecordTemplate")
    assert by_engine == by_sdk


def test_template_of_a_job(emulator, sdk, engine):
    """An update changes a template for later jobs only."""
    client = sdk()
    template_id = client.create_live_record_template(create_request("before")).body.template_id
    emulator.add_job(job_id="earlier", template_id=template_id)
    formats = [models.UpdateLiveRecordTemplateRequestRecordFormat(format="mp4", oss_object_prefix=FILE)]
    client.update_live_record_template(
        models.UpdateLiveRecordTemplateRequest(name="after", record_format=formats, template_id=template_id)
    )
    emulator.add_job(job_id="later", template_id=template_id)
    for job_id, name, number in (("earlier", "before", 2), ("later", "after", 1)):
        emulator.clear_requests()
        request = models.GetLiveRecordTemplateRequest(template_id=template_id, job_id=job_id)
        by_sdk = client.get_live_record_template(request).body.record_template
        options = TemplateListingOptions(template_ids=[template_id])
        (by_engine,) = read_list_of_job(engine, options, job_id).rows
        assert_sent_alike(emulator, "GetLiveRecordTemplate")
        assert (by_sdk.name, len(by_sdk.record_format_list)) == (name, number)
        assert (by_engine["name"], len(by_engine["record_format_list"])) == (name, number)


def test_delete_template(emulator, sdk, engine):
    for number in range(2):
        emulator.add_template(template_id=f"t{number}")
    sdk().delete_live_record_template(models.DeleteLiveRecordTemplateRequest(template_id="t0"))
    ensure_template(engine, WantedTemplate(template_id="t1"), state="absent")
    (method, by_sdk), (engine_method, by_engine) = sent(emulator, "DeleteLiveRecordTemplate")
    assert (engine_method, set(by_engine)) == (method, set(by_sdk)) == ("POST", {"TemplateId"})
    assert not [each for each in emulator.templates() if each["TemplateId"] in ("t0", "t1")]


def test_list_templates(emulator, sdk, engine):
    emulator.add_template(template_id="t1", name=NAME)
    options = {"template_ids": ["t1", "t2"], "keyword": "é", "type": "custom", "sort_by": "asc", "page_size": 20}
    body = sdk().list_live_record_templates(models.ListLiveRecordTemplatesRequest(page_no=1, **options)).body
    result = read_list(engine, TemplateListingOptions(**options))
    assert_sent_alike(emulator, "ListLiveRecordTemplates")
    assert [each.template_id for each in body.record_template_list] == [row["template_id"] for row in result.rows]
    (by_sdk,), (row,) = body.record_template_list, result.rows
    assert (by_sdk.name, by_sdk.create_time, by_sdk.last_modified) == (
        row["name"],
        row["create_time"],
        row["last_modified"],
    )


def test_list_files(emulator, sdk, engine):
    emulator.seed(40, **MARCH)
    emulator.seed_files(4)
    job_ids = [job["JobId"] for job in emulator.jobs()[5:8]]
    options = {
        "job_ids": job_ids,
        "start_time": "2026-03-03T00:00:00Z",
        "end_time": "2026-03-06T00:00:00Z",
        "record_format": "mp4",
        "sort_by": "desc",
        "page_size": 10,
    }
    body = sdk().list_live_record_files(models.ListLiveRecordFilesRequest(page_no=1, **options)).body
    read_list(engine, FileListingOptions(**options, limit=10))
    by_sdk, by_engine, *_more = sent(emulator, "ListLiveRecordFiles")
    assert by_engine == by_sdk
    assert isinstance(body.total_count, str)


def test_all_files_as_the_sdk_reads_them(emulator, sdk, engine):
    emulator.seed(40, **MARCH)
    emulator.seed_files(4)
    by_sdk, page_no = [], 1
    while True:
        request = models.ListLiveRecordFilesRequest(page_no=page_no, page_size=30)
        body = sdk().list_live_record_files(request).body
        by_sdk += body.files
        if len(by_sdk) >= int(body.total_count):
            break
        page_no += 1
    result = read_list(engine, FileListingOptions())
    assert [row["record_id"] for row in result.rows] == [each.record_id for each in by_sdk]
    assert result.total_count == len(by_sdk) == 160
    for row, each in zip(result.rows, by_sdk, strict=True):
        assert without(row, "record_output") == {name: getattr(each, name) for name in without(row, "record_output")}
        assert row["record_output"]["bucket"] == json.loads(each.record_output)["Bucket"]


@pytest.mark.parametrize("remove_file", [False, True])
def test_delete_files(emulator, sdk, engine, remove_file):
    emulator.seed(2, **MARCH)
    emulator.seed_files(4)
    record_ids = [each["RecordId"] for each in emulator.files()]
    request = models.DeleteLiveRecordFilesRequest(record_ids=record_ids[:3], remove_file=remove_file)
    body = sdk().delete_live_record_files(request).body
    assert [each.code for each in body.delete_file_info_list] == ["OK"] * 3
    result = delete_files(engine, record_ids[3:6], remove_file=remove_file)
    (method, by_sdk), (engine_method, by_engine) = sent(emulator, "DeleteLiveRecordFiles")
    assert (engine_method, set(by_engine)) == (method, set(by_sdk))
    # The SDK for Python writes True; those for other languages, as the reference does, true.
    assert (by_engine["RemoveFile"], method) == (by_sdk["RemoveFile"].lower(), "POST")
    assert [by_engine[f"RecordIds.{number}"] for number in (1, 2, 3)] == record_ids[3:6]
    assert [(each.result, each.code) for each in result.after] == [("deleted", "OK")] * 3
    assert [each["RecordId"] for each in emulator.files()] == record_ids[6:]


def test_submit(emulator, sdk, engine):
    emulator.add_template(template_id="t1")
    stream, output = (
        {"type": "rtmp", "url": "rtmp://example.com/é?a=b+c&d"},
        {"type": "oss", "bucket": "b", "endpoint": "e"},
    )
    request = models.SubmitLiveRecordJobRequest(
        name=NAME,
        notify_url="https://example.com/?a=b&c",
        template_id="t1",
        stream_input=models.SubmitLiveRecordJobRequestStreamInput(**stream),
        record_output=models.SubmitLiveRecordJobRequestRecordOutput(**output),
    )
    job_id = sdk().submit_live_record_job(request).body.job_id
    wanted = WantedRecording(NAME, stream, output, "t1", notify_url="https://example.com/?a=b&c")
    found = ensure_recording(engine, wanted, state="recording")
    assert (found.changed, found.after[0]["job_id"]) == (False, job_id)
    emulator.set_status(job_id, "paused")
    assert ensure_recording(engine, wanted, state="recording").changed
    assert_sent_alike(emulator, "SubmitLiveRecordJob")


def test_the_same_refusals(emulator, sdk, engine):
    system = next(each for each in emulator.templates() if each["Type"] == "system")
    with pytest.raises(AlibabaCloudException) as by_sdk:
        sdk().delete_live_record_template(models.DeleteLiveRecordTemplateRequest(template_id=system["TemplateId"]))
    assert by_sdk.value.code.startswith("OperationDenied")
    with pytest.raises(IceError) as by_engine:
        ensure_template(engine, WantedTemplate(template_id=system["TemplateId"]), state="absent")
    assert "one of the service's own" in by_engine.value.message
    with pytest.raises(AlibabaCloudException) as by_sdk:
        sdk().create_live_record_template(
            models.CreateLiveRecordTemplateRequest(name="x" * 200, record_format=create_request().record_format)
        )
    with pytest.raises(IceError) as by_engine:
        ensure_template(engine, WantedTemplate(name="x" * 200, record_format=FORMATS), state="present")
    assert by_sdk.value.code == by_engine.value.error_code
