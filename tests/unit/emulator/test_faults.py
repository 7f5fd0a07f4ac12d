# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that can be made to go wrong does go wrong, as told."""

from __future__ import annotations

import email.utils
import json
import time

import httpx
import pytest

from .signing import SignedRequest, list_jobs, list_response, submit


@pytest.fixture(autouse=True)
def jobs(emulator):
    emulator.seed(20, paused_share=0.5, initial_share=0)


def test_errors_come_in_order_and_end(client, emulator):
    emulator.set_faults(
        errors=[
            {"code": "ServiceUnavailable", "status": 503, "count": 2, "skip": 1},
            {"code": "InternalError", "status": 500, "retry_after_ms": 5, "message": "oops"},
        ]
    )
    answers = [list_response(client) for _number in range(5)]
    assert [answer.status_code for answer in answers] == [500, 503, 503, 200, 200]
    assert answers[0].headers["x-acs-retry-after"] == "5"
    assert answers[0].json()["Message"] == "oops"
    assert emulator.faults()["struck"] == {"errors[0]": 2, "errors[1]": 1}


def test_errors_can_be_for_one_action(client, emulator):
    emulator.set_faults(errors=[{"code": "InternalError", "status": 500, "action": "GetLiveRecordJob"}])
    assert list_response(client).status_code == 200
    assert SignedRequest("GetLiveRecordJob", query={"JobId": "x"}).send(client).status_code == 500


def test_cut_json_is_a_complete_answer_of_half_a_document(client, emulator):
    emulator.set_faults(cut_json={"count": 1, "skip": 1})
    assert list_jobs(client)
    response = list_response(client)
    assert response.status_code == 200
    with pytest.raises(json.JSONDecodeError):
        response.json()
    assert list_jobs(client)


def test_truncated_closes_the_connection(client, emulator):
    emulator.set_faults(truncated=1)
    with pytest.raises(httpx.RemoteProtocolError):
        list_response(client)
    assert list_jobs(client)


def test_reset_gives_no_answer(client, emulator):
    emulator.set_faults(reset=2)
    for _number in range(2):
        with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
            list_response(client)
    assert list_jobs(client)
    assert [(r.status, r.fault) for r in emulator.requests()] == [(0, "reset"), (0, "reset"), (200, "")]


@pytest.mark.parametrize(("processed", "added"), [(False, 0), (True, 1)])
def test_reset_before_or_after_the_operation_took_effect(client, emulator, processed, added):
    template = emulator.jobs()[0]["TemplateId"]
    emulator.set_faults(reset={"processed": processed, "action": "SubmitLiveRecordJob"})
    with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
        submit(client, TemplateId=template)
    assert len(emulator.jobs()) == 20 + added


@pytest.mark.parametrize(("processed", "added"), [(False, 0), (True, 1)])
def test_stall_gives_no_answer_until_the_client_leaves(client, emulator, processed, added):
    template = emulator.jobs()[0]["TemplateId"]
    emulator.set_faults(stall={"processed": processed, "action": "SubmitLiveRecordJob"})
    with (
        httpx.Client(base_url=emulator.endpoint, trust_env=False, timeout=0.2) as hasty,
        pytest.raises(httpx.ReadTimeout),
    ):
        submit(hasty, TemplateId=template)
    assert len(emulator.jobs()) == 20 + added
    assert emulator.requests()[-1].fault == "stall"
    assert submit(client, TemplateId=template).status_code == 200
    time.sleep(0.05)
    list_jobs(client)
    assert emulator.requests()[-1].in_flight == 1


def test_stall_ends_by_itself(client, emulator):
    emulator.set_faults(stall={"count": 1, "seconds": 0.2})
    started = time.monotonic()
    with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
        list_response(client)
    assert 0.2 <= time.monotonic() - started < 1
    assert list_jobs(client)


def test_buckets_can_be_missing(client, emulator):
    template = emulator.jobs()[0]["TemplateId"]
    emulator.set_faults(missing_buckets=["b"])
    response = submit(client, TemplateId=template)
    assert (response.status_code, response.json()["Code"]) == (404, "NoSuchBucket")
    other = '{"Type":"oss","Bucket":"c","Endpoint":"oss-cn-shanghai.aliyuncs.com"}'
    assert submit(client, TemplateId=template, RecordOutput=other).status_code == 200


def test_not_json(client, emulator):
    emulator.set_faults(not_json={"status": 200})
    response = list_response(client)
    assert (response.status_code, response.headers["content-type"]) == (200, "text/html")
    emulator.set_faults(not_json=1)
    assert list_response(client).status_code == 502


@pytest.mark.parametrize(("processed", "added"), [(False, 0), (True, 1)])
def test_another_answer(client, emulator, processed, added):
    template_id, before = emulator.templates()[0]["TemplateId"], len(emulator.jobs())
    rule = {"count": 1, "action": "SubmitLiveRecordJob", "processed": processed, "body": {"JobId": "other"}}
    emulator.set_faults(other_answer=rule)
    answer = submit(client, TemplateId=template_id)
    assert (answer.status_code, answer.json()["JobId"]) == (200, "other")
    assert "RequestId" in answer.json()
    assert len(emulator.jobs()) == before + added
    assert emulator.requests()[-1].fault == "other_answer"
    assert submit(client, TemplateId=template_id).json()["JobId"] == emulator.jobs()[-1]["JobId"]


def test_latency_and_slow_bodies_take_their_time(client, emulator):
    emulator.set_faults(latency_ms=60)
    started = time.monotonic()
    list_jobs(client)
    assert 0.06 <= time.monotonic() - started < 0.5
    emulator.set_faults(slow_body_s=0.2, slow_count=1)
    started = time.monotonic()
    assert len(list_jobs(client)["LiveRecordJobs"]) == 10
    assert 0.2 <= time.monotonic() - started < 0.8
    started = time.monotonic()
    list_jobs(client)
    assert time.monotonic() - started < 0.2


def test_rate_limit_says_when_to_come_back(client, emulator):
    emulator.set_faults(qps=50, qps_burst=1)
    started = time.monotonic()
    served = refused = 0
    while served < 15:
        response = list_response(client)
        if response.status_code == 200:
            served += 1
        else:
            refused += 1
            assert (response.status_code, response.json()["Code"]) == (429, "Throttling.User")
            time.sleep(int(response.headers["x-acs-retry-after"]) / 1000)
    assert 14 / 50 <= time.monotonic() - started < 1
    assert refused
    emulator.set_faults(qps=0.001, throttle_status=400, throttle_code="Throttling", throttle_retry_after=False)
    list_jobs(client)
    response = list_response(client)
    assert (response.status_code, response.json()["Code"]) == (400, "Throttling")
    assert "x-acs-retry-after" not in response.headers


def test_page_sizes_are_clamped_or_refused(client, emulator):
    emulator.set_faults(page_size_max=7)
    answer = list_jobs(client, PageSize=1000)
    assert (answer["PageSize"], len(answer["LiveRecordJobs"])) == (7, 7)
    emulator.set_faults(page_size_refuse_above=50)
    assert list_response(client, PageSize=51).json()["Code"] == "InvalidParameter"
    assert list_jobs(client, PageSize=50)["PageSize"] == 50


def test_shapes_of_answers(client, emulator):
    emulator.set_faults(
        numbers_as_strings=True,
        omit_fields=["NotifyUrl", "StreamInput.Type", "SortBy"],
        null_fields=["TemplateName", "RecordOutput.Bucket"],
        extra_fields={"New": {"a": 1}},
    )
    answer = list_jobs(client, PageSize=2)
    assert (answer["TotalCount"], answer["PageNo"], answer["PageSize"]) == ("20", "1", "2")
    assert "SortBy" not in answer
    assert answer["New"] == {"a": 1}
    job = answer["LiveRecordJobs"][0]
    assert "NotifyUrl" not in job
    assert "Type" not in job["StreamInput"]
    assert job["TemplateName"] is None
    assert job["RecordOutput"]["Bucket"] is None
    assert job["RecordOutput"]["Type"] == "oss"
    assert job["New"] == {"a": 1}


def test_clock_that_is_off(client, emulator):
    emulator.set_faults(clock_offset_s=-3600)
    response = list_response(client)
    assert response.json()["Code"] == "InvalidTimeStamp.Expired"
    moment = email.utils.parsedate_to_datetime(response.headers["date"]).timestamp()
    assert abs(moment - time.time() + 3600) < 5


def test_churn_inserts_at_the_newest_end(client, emulator):
    newest = emulator.jobs()[-1]
    emulator.set_faults(churn={"insert": 2, "same_second": True, "until": 2})
    totals = [list_jobs(client)["TotalCount"] for _number in range(3)]
    assert totals == [22, 24, 24]
    assert {job["CreateTime"] for job in emulator.jobs()[-4:]} == {newest["CreateTime"]}
    emulator.set_faults(churn={"insert": 1, "when": "after"})
    assert [list_jobs(client)["TotalCount"] for _number in range(2)] == [24, 25]
    emulator.set_faults(churn={"insert": 1, "when": "both", "until": 1})
    assert [list_jobs(client)["TotalCount"] for _number in range(2)] == [27, 28]


def test_churn_moves_jobs_between_statuses(client, emulator):
    before = list_jobs(client, Status="paused")["TotalCount"]
    emulator.set_faults(churn={"leave": 2, "enter": 1})
    assert list_jobs(client, Status="paused")["TotalCount"] == before - 1
    assert list_jobs(client)["TotalCount"] == 20
    changed = [job for job in emulator.jobs() if job["StatusChanges"]]
    assert len(changed) in (2, 3)


def test_errors_can_have_further_headers_and_fields(client, emulator):
    error = {"code": "X", "status": 403, "headers": {"X-More": "1"}, "fields": {"RequestId": "mine", "New": {"A": 1}}}
    emulator.set_faults(errors=[error])
    answer = list_response(client)
    assert answer.headers["x-more"] == "1"
    assert (answer.json()["RequestId"], answer.json()["New"]) == ("mine", {"A": 1})


@pytest.mark.parametrize("gzip", [False, True])
def test_another_body_of_any_size(client, emulator, gzip):
    rule = {"before": "<", "body": "0123456789", "repeat": 300_000, "status": 500, "content_type": "text/x"}
    emulator.set_faults(other_body={**rule, "gzip": gzip})
    answer = list_response(client)
    assert answer.text == "<" + "0123456789" * 300_000
    assert (answer.status_code, answer.headers["content-type"]) == (500, "text/x")
    assert list_jobs(client)
