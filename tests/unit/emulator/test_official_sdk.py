# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The official SDK is served: every operation, unchanged."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import ADMIN, STS


@pytest.fixture(scope="module")
def sdk():
    # Imported here, as it takes a second that other tests need not wait for.
    from alibabacloud_ice20201109 import models

    return models


@pytest.fixture
def connect(emulator):
    from alibabacloud_ice20201109.client import Client
    from alibabacloud_tea_openapi.models import Config

    def connect(account=ADMIN):
        config = Config(
            access_key_id=account.access_key_id,
            access_key_secret=account.access_key_secret,
            security_token=account.security_token,
            region_id="cn-shanghai",
            endpoint=emulator.endpoint.removeprefix("http://"),
            protocol="http",
        )
        return Client(config)

    return connect


@pytest.mark.parametrize("account", [ADMIN, STS])
def test_jobs_are_listed_and_got(emulator, connect, sdk, account):
    emulator.set_faults(order_within_second="stable")
    emulator.seed(25)
    client = connect(account)
    pages = [
        client.list_live_record_jobs(sdk.ListLiveRecordJobsRequest(page_no=n, page_size=10, sort_by="asc")).body
        for n in (1, 2, 3)
    ]
    listed = [job.job_id for page in pages for job in page.live_record_jobs]
    assert listed == [job["JobId"] for job in emulator.jobs()]
    job = client.get_live_record_job(sdk.GetLiveRecordJobRequest(job_id=listed[0])).body.record_job
    assert job.to_map() == pages[0].live_record_jobs[0].to_map()


def test_a_job_is_submitted(emulator, connect, sdk):
    emulator.set_streams(stream_arrives_after_s=0)
    client = connect()
    request = sdk.SubmitLiveRecordJobRequest(
        name="née & co",
        template_id=emulator.templates()[0]["TemplateId"],
        notify_url="https://hooks.example.com/a?b=c",
        stream_input=sdk.SubmitLiveRecordJobRequestStreamInput(type="rtmp", url="rtmp://push.example.com/live/a"),
        record_output=sdk.SubmitLiveRecordJobRequestRecordOutput(
            type="oss", bucket="b", endpoint="oss-cn-shanghai.aliyuncs.com"
        ),
    )
    first, second = (client.submit_live_record_job(request).body.job_id for _number in range(2))
    assert first != second
    job = client.get_live_record_job(sdk.GetLiveRecordJobRequest(job_id=first)).body.record_job
    assert (job.name, job.status, job.notify_url) == ("née & co", "started", request.notify_url)
    assert job.stream_input.to_map() == request.stream_input.to_map()
    assert job.record_output.to_map() == request.record_output.to_map()


def test_a_template_from_creation_to_deletion(connect, sdk):
    client = connect()
    record_format = sdk.CreateLiveRecordTemplateRequestRecordFormat(
        format="m3u8",
        oss_object_prefix="record/{JobId}/{Sequence}_{EscapedStartTime}_{EscapedEndTime}",
        slice_oss_object_prefix="record/{JobId}/{UnixTimestamp}_{Sequence}",
        slice_duration=10,
        cycle_duration=3600,
    )
    create = sdk.CreateLiveRecordTemplateRequest(name="a", record_format=[record_format])
    template_id = client.create_live_record_template(create).body.template_id

    def got():
        request = sdk.GetLiveRecordTemplateRequest(template_id=template_id)
        return client.get_live_record_template(request).body.record_template

    assert (got().name, got().type) == ("a", "custom")
    assert [entry.to_map() for entry in got().record_format_list] == [record_format.to_map()]
    changed = sdk.UpdateLiveRecordTemplateRequestRecordFormat(format="mp4", oss_object_prefix="{StartTime}_{EndTime}")
    update = sdk.UpdateLiveRecordTemplateRequest(template_id=template_id, name="b", record_format=[changed])
    assert client.update_live_record_template(update).body.request_id
    assert got().record_format_list[0].to_map() == changed.to_map() | {"CycleDuration": 21_600}

    def listed():
        request = sdk.ListLiveRecordTemplatesRequest(keyword="b", type="custom", template_ids=[template_id])
        return client.list_live_record_templates(request).body

    assert [entry.to_map() for entry in listed().record_template_list] == [got().to_map()]
    delete = sdk.DeleteLiveRecordTemplateRequest(template_id=template_id)
    assert client.delete_live_record_template(delete).body.request_id
    assert listed().total_count == 0


def test_files_are_listed_and_deleted(emulator, connect, sdk):
    emulator.seed(3)
    emulator.seed_files(3)
    client = connect()
    job_ids = [job["JobId"] for job in emulator.jobs()[:2]]

    def listed():
        request = sdk.ListLiveRecordFilesRequest(job_ids=job_ids, page_size=5, page_no=1, sort_by="asc")
        return client.list_live_record_files(request).body

    expected = [file for file in emulator.files() if file["JobId"] in job_ids][:5]
    assert listed().total_count == "6"
    assert [file.to_map() for file in listed().files] == [
        {name: value for name, value in file.items() if name not in ("Owner", "Region")} for file in expected
    ]
    record_ids = [expected[0]["RecordId"], "none"]
    request = sdk.DeleteLiveRecordFilesRequest(record_ids=record_ids, remove_file=True)
    body = client.delete_live_record_files(request).body
    assert [(entry.record_id, entry.code) for entry in body.delete_file_info_list] == [
        (record_ids[0], "OK"),
        ("none", "FileNotFound"),
    ]
    assert listed().total_count == "5"
