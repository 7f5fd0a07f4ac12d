# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The official SDK takes the emulator for the real thing, and reads the same jobs from it as the engine."""

from __future__ import annotations

from typing import Any

import pytest
from alibabacloud_ice20201109 import models
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
from darabonba.runtime import RuntimeOptions

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import ConnectionOptions
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import IceError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import JobListingOptions, read_list
from ansible_collections.mediaops.alicloud.tests.emulator import (
    ADMIN,
    INACTIVE,
    NOBODY,
    READER,
    STS,
    STS_EXPIRED,
    Account,
)

MARCH = {"start": "2026-03-01T00:00:00Z", "end": "2026-03-28T23:59:59Z"}
FILTERS: dict[str, dict[str, str]] = {
    "none": {},
    "ascending": {"sort_by": "asc"},
    "descending": {"sort_by": "desc"},
    "keyword": {"keyword": "evening-news"},
    "keyword that needs encoding": {"keyword": "a b&c=d/é+%~*'()"},
    "paused": {"status": "paused"},
    "initial, ascending": {"status": "initial", "sort_by": "asc"},
    "times": {"start_time": "2026-03-05T00:00:00Z", "end_time": "2026-03-17T12:00:00Z"},
    "all together": {
        "keyword": "news",
        "status": "started",
        "start_time": "2026-03-05T00:00:00Z",
        "end_time": "2026-03-20T00:00:00Z",
        "sort_by": "asc",
    },
}
# The API's names and ours, written out: nothing here converts names by the code under test.
FIELDS = {
    "JobId": "job_id",
    "Name": "name",
    "Status": "status",
    "CreateTime": "create_time",
    "TemplateId": "template_id",
    "TemplateName": "template_name",
    "NotifyUrl": "notify_url",
    "StreamInput": "stream_input",
    "RecordOutput": "record_output",
}


def as_engine_shows(job: Any) -> dict[str, Any]:
    """A job of the SDK's models, as the engine has to return it."""
    shown = {FIELDS[name]: value for name, value in job.to_map().items()}
    for nested in ("stream_input", "record_output"):
        shown[nested] = {name.lower(): value for name, value in shown[nested].items()}
    return shown


def page_through(client, **filters: str) -> list[dict[str, Any]]:
    """All pages, one after the other, as the SDK's users write it."""
    jobs: list[dict[str, Any]] = []
    page_no = 1
    while True:
        request = models.ListLiveRecordJobsRequest(page_no=page_no, page_size=100, **filters)
        body = client.list_live_record_jobs(request).body
        assert (body.page_no, body.page_size) == (page_no, 100)
        assert body.request_id
        jobs += map(as_engine_shows, body.live_record_jobs)
        if len(jobs) >= body.total_count:
            return jobs
        page_no += 1


def connection(emulator, account: Account = ADMIN, secret: str | None = None, **more) -> ConnectionOptions:
    return ConnectionOptions(
        access_key_id=account.access_key_id,
        access_key_secret=secret or account.access_key_secret,
        security_token=account.security_token,
        region=emulator.region,
        endpoint=emulator.endpoint,
        **more,
    )


# Lists


@pytest.mark.parametrize("filters", FILTERS.values(), ids=FILTERS.keys())
def test_sdk_and_engine_read_the_same_jobs(emulator, sdk, filters):
    emulator.seed(450, **MARCH)
    emulator.add_job(name="x a b&c=d/é+%~*'() y", create_time="2026-03-10T00:00:00Z", status="initial")
    by_sdk = page_through(sdk(), **filters)
    by_engine = read_list(connection(emulator), JobListingOptions(**filters))
    assert by_engine.rows == by_sdk
    assert by_engine.total_count == len(by_sdk) > 0
    assert by_engine.complete


def test_sdk_reads_every_field_of_the_store(emulator, sdk):
    emulator.seed(20, **MARCH)
    stored = [{name: value for name, value in job.items() if name in FIELDS} for job in reversed(emulator.jobs())]
    body = sdk().list_live_record_jobs(models.ListLiveRecordJobsRequest(page_size=100)).body
    assert [job.to_map() for job in body.live_record_jobs] == stored
    assert all(set(job) == set(FIELDS) for job in stored)


@pytest.mark.parametrize("page_no", [1, 3, 9])
def test_one_page(emulator, sdk, page_no):
    emulator.seed(50, **MARCH)
    body = sdk().list_live_record_jobs(models.ListLiveRecordJobsRequest(page_no=page_no, page_size=20)).body
    by_engine = read_list(connection(emulator), JobListingOptions(page_no=page_no, page_size=20))
    assert by_engine.rows == [as_engine_shows(job) for job in body.live_record_jobs]
    assert by_engine.total_count == body.total_count == 50


def test_what_the_api_does_by_default(emulator, sdk):
    """Ten jobs of the first page, newest first, as the reference says."""
    emulator.seed(50, **MARCH)
    body = sdk().list_live_record_jobs(models.ListLiveRecordJobsRequest()).body
    assert (body.page_no, body.page_size, body.total_count, body.sort_by) == (1, 10, 50, "desc")
    assert [job.job_id for job in body.live_record_jobs] == [job["JobId"] for job in reversed(emulator.jobs())][:10]


# Single jobs


def test_get(emulator, sdk):
    emulator.seed(3, **MARCH)
    for job in emulator.jobs():
        body = sdk().get_live_record_job(models.GetLiveRecordJobRequest(job_id=job["JobId"])).body
        assert body.record_job.to_map() == {name: value for name, value in job.items() if name in FIELDS}


def test_get_of_a_job_that_does_not_exist(emulator, sdk):
    with pytest.raises(AlibabaCloudException) as caught:
        sdk().get_live_record_job(models.GetLiveRecordJobRequest(job_id="no-such-job"))
    assert caught.value.code == "JobNotFound"
    assert caught.value.status_code == 404


def test_submit_with_nested_parameters(emulator, sdk):
    emulator.seed(1, **MARCH)
    template = emulator.jobs()[0]["TemplateId"]
    request = models.SubmitLiveRecordJobRequest(
        name="studio 1 & 2 é {}\"'",
        notify_url="https://example.com/notify?a=b&c=d",
        template_id=template,
        stream_input=models.SubmitLiveRecordJobRequestStreamInput(
            type="rtmp", url="rtmp://example-live.com/live/stream?auth=a+b%20c&x=1"
        ),
        record_output=models.SubmitLiveRecordJobRequestRecordOutput(
            type="oss", bucket="imsbucket1", endpoint="oss-cn-hangzhou.aliyuncs.com"
        ),
    )
    job_id = sdk().submit_live_record_job(request).body.job_id
    job = sdk().get_live_record_job(models.GetLiveRecordJobRequest(job_id=job_id)).body.record_job
    assert job.status == "initial"
    assert (job.name, job.notify_url, job.template_id) == (request.name, request.notify_url, template)
    assert job.stream_input.to_map() == request.stream_input.to_map()
    assert job.record_output.to_map() == request.record_output.to_map()
    found = read_list(connection(emulator), JobListingOptions(keyword=job_id))
    assert found.rows == [as_engine_shows(job)]
    submitted = [entry for entry in emulator.requests() if entry.action == "SubmitLiveRecordJob"]
    assert [entry.method for entry in submitted] == ["POST"]


def test_submit_without_what_it_needs(emulator, sdk):
    emulator.seed(1, **MARCH)
    with pytest.raises(AlibabaCloudException) as caught:
        sdk().submit_live_record_job(models.SubmitLiveRecordJobRequest(name="half"))
    assert caught.value.code.startswith("MissingParameter")
    assert len(emulator.jobs()) == 1


# Errors and accounts


def test_temporary_credentials(emulator, sdk):
    emulator.seed(120, **MARCH)
    by_sdk = page_through(sdk(STS))
    assert read_list(connection(emulator, STS), JobListingOptions()).rows == by_sdk
    assert len(by_sdk) == 120


NO_SUCH_KEY = Account(access_key_id="LTAI5tNoSuchKey", access_key_secret="TestOnlySecret")
WITHOUT_TOKEN = Account(access_key_id=STS.access_key_id, access_key_secret=STS.access_key_secret)
WITH_ANOTHER_TOKEN = Account(
    access_key_id=STS.access_key_id,
    access_key_secret=STS.access_key_secret,
    security_token=STS_EXPIRED.security_token,
)
REFUSED = {
    "wrong secret": (READER, "TestOnlyWrongSecret", "SignatureDoesNotMatch"),
    "unknown key": (NO_SUCH_KEY, None, "InvalidAccessKeyId.NotFound"),
    "inactive key": (INACTIVE, None, "InvalidAccessKeyId.Inactive"),
    "no permission": (NOBODY, None, "Forbidden.RAM"),
    "expired token": (STS_EXPIRED, None, "InvalidSecurityToken.Expired"),
    "missing token": (WITHOUT_TOKEN, None, "MissingSecurityToken"),
    "token of another key": (WITH_ANOTHER_TOKEN, None, "InvalidSecurityToken.MismatchWithAccessKey"),
}


@pytest.mark.parametrize(("account", "secret", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_the_same_errors(emulator, sdk, account, secret, code):
    with pytest.raises(AlibabaCloudException) as by_sdk:
        sdk(account, secret).list_live_record_jobs(models.ListLiveRecordJobsRequest())
    with pytest.raises(IceError) as by_engine:
        read_list(connection(emulator, account, secret), JobListingOptions())
    assert by_sdk.value.code == by_engine.value.error_code == code
    assert by_sdk.value.status_code == by_engine.value.http_status
    seen = [entry.request_id for entry in emulator.requests()]
    assert [by_sdk.value.request_id, by_engine.value.request_id] == seen


@pytest.mark.parametrize("code", ["Throttling.User", "ServiceUnavailable", "InvalidParameter.Keyword"])
def test_the_same_errors_on_demand(emulator, sdk, code):
    emulator.set_faults(errors=[{"code": code, "status": 503, "count": 9}])
    with pytest.raises(AlibabaCloudException) as by_sdk:
        sdk().list_live_record_jobs_with_options(
            models.ListLiveRecordJobsRequest(), RuntimeOptions(autoretry=False, max_attempts=1)
        )
    with pytest.raises(IceError) as by_engine:
        read_list(connection(emulator, max_retries=0, deadline=2), JobListingOptions())
    assert by_sdk.value.code == by_engine.value.error_code == code


def test_a_clock_that_is_off(emulator, sdk):
    emulator.set_faults(clock_offset_s=7200)
    with pytest.raises(AlibabaCloudException) as by_sdk:
        sdk().list_live_record_jobs(models.ListLiveRecordJobsRequest())
    with pytest.raises(IceError) as by_engine:
        read_list(connection(emulator), JobListingOptions())
    assert by_sdk.value.code == by_engine.value.error_code == "InvalidTimeStamp.Expired"


def test_an_account_that_may_read_may_not_submit(emulator, sdk):
    request = models.SubmitLiveRecordJobRequest(
        name="x",
        template_id="x",
        stream_input=models.SubmitLiveRecordJobRequestStreamInput(type="rtmp", url="rtmp://example.com/x"),
        record_output=models.SubmitLiveRecordJobRequestRecordOutput(type="oss", bucket="x"),
    )
    with pytest.raises(AlibabaCloudException) as caught:
        sdk(READER).submit_live_record_job(request)
    assert caught.value.code == "NoPermission"
    assert "ice:SubmitLiveRecordJob" in caught.value.message


# On the wire


@pytest.mark.parametrize("account", [ADMIN, STS], ids=["key", "token"])
def test_the_engine_sends_what_the_sdk_sends(emulator, sdk, account):
    emulator.seed(3, **MARCH)
    options = {**FILTERS["all together"], "keyword": "a b&c=d/é+%~*'()", "page_no": 2, "page_size": 10}
    sdk(account).list_live_record_jobs(models.ListLiveRecordJobsRequest(**options))
    read_list(connection(emulator, account), JobListingOptions(**options))
    by_sdk, by_engine = emulator.requests()
    assert by_engine.parameters == by_sdk.parameters
    assert set(by_sdk.parameters) == {"Keyword", "Status", "StartTime", "EndTime", "SortBy", "PageNo", "PageSize"}
    assert (by_engine.action, by_engine.method) == (by_sdk.action, by_sdk.method) == ("ListLiveRecordJobs", "GET")
    assert by_engine.access_key_id == by_sdk.access_key_id == account.access_key_id
    # What the SDK adds is about itself: which of its parts found the key, and what every HTTP client accepts.
    assert set(by_sdk.signed_headers) - set(by_engine.signed_headers) == {
        "accept",
        "user-agent",
        "x-acs-credentials-provider",
    }
    assert set(by_engine.signed_headers) < set(by_sdk.signed_headers)
    assert (by_engine.status, by_sdk.status) == (200, 200)
