# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the operations answer when all is well."""

from __future__ import annotations

import time
from typing import Any

import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import Account, ControlRefusedError

from .signing import SignedRequest, list_jobs, submit


def ids(answer):
    return [job["JobId"] for job in answer["LiveRecordJobs"]]


def names(answer):
    return [job["Name"] for job in answer["LiveRecordJobs"]]


def test_answer_is_as_documented(client, emulator):
    emulator.add_job(name="a", notify_url="https://example.com/n", create_time="2022-07-20T03:26:36Z")
    answer = list_jobs(client)
    assert list(answer) == ["RequestId", "LiveRecordJobs", "TotalCount", "PageNo", "PageSize", "SortBy"]
    assert [answer[name] for name in ("TotalCount", "PageNo", "PageSize", "SortBy")] == [1, 1, 10, "desc"]
    (job,) = answer["LiveRecordJobs"]
    assert set(job) == {
        "RecordOutput", "Name", "NotifyUrl", "TemplateId", "CreateTime", "StreamInput", "JobId", "Status",
        "TemplateName",
    }  # fmt: skip
    assert job["CreateTime"] == "2022-07-20T03:26:36Z"
    assert set(job["RecordOutput"]) == {"Type", "Bucket", "Endpoint"}


@pytest.mark.parametrize("order", ["asc", "desc"])
@pytest.mark.parametrize("status", [None, "paused", "started"])
def test_pages_add_up_to_the_list(client, emulator, order, status):
    emulator.set_faults(order_within_second="stable")
    emulator.seed(230, paused_share=0.4)
    everything = [job["JobId"] for job in emulator.jobs() if status in (None, job["Status"])]
    if order == "desc":
        everything.reverse()
    query: dict[str, Any] = {"Status": status} if status else {}
    pages = [list_jobs(client, PageNo=n, PageSize=17, SortBy=order, **query) for n in range(1, 16)]
    assert [job_id for page in pages for job_id in ids(page)] == everything
    assert {page["TotalCount"] for page in pages} == {len(everything)}


def test_ties_within_a_second_keep_the_order_of_insertion(client, emulator):
    emulator.set_faults(order_within_second="stable")
    for name in "abc":
        emulator.add_job(name=name, create_time="2026-01-01T00:00:00Z")
    emulator.add_job(name="older", create_time="2025-01-01T00:00:00Z")
    assert names(list_jobs(client, SortBy="asc")) == ["older", "a", "b", "c"]
    assert names(list_jobs(client)) == ["c", "b", "a", "older"]


def test_keyword_is_an_id_or_a_part_of_a_name(client, emulator):
    emulator.set_faults(order_within_second="stable")
    first = emulator.add_job(name="Evening show é+&*~'\"")
    emulator.add_job(name="morning show", status="paused")
    assert names(list_jobs(client, Keyword="show", SortBy="asc")) == [first["Name"], "morning show"]
    assert names(list_jobs(client, Keyword="show", Status="paused")) == ["morning show"]
    assert ids(list_jobs(client, Keyword="show é+&*~'\"")) == [first["JobId"]]
    assert ids(list_jobs(client, Keyword=first["JobId"])) == [first["JobId"]]
    assert list_jobs(client, Keyword=first["JobId"][:-1])["TotalCount"] == 0
    emulator.add_job(name="late show")
    assert list_jobs(client, Keyword="show")["TotalCount"] == 3


def test_both_ends_of_a_range_are_inclusive(client, emulator):
    for minute in range(5):
        emulator.add_job(name=str(minute), create_time=f"2026-01-01T00:0{minute}:00Z")
    span: dict[str, Any] = {"StartTime": "2026-01-01T00:01:00Z", "EndTime": "2026-01-01T00:03:00Z"}
    for extra in ({}, {"Status": "started"}, {"Keyword": "", "SortBy": "desc"}):
        assert names(list_jobs(client, **(span | extra))) == ["3", "2", "1"]
    emulator.set_faults(start_exclusive=True)
    assert names(list_jobs(client, **span)) == ["3", "2"]
    emulator.set_faults(end_exclusive=True)
    assert names(list_jobs(client, **span)) == ["2", "1"]
    emulator.clear_faults()
    assert names(list_jobs(client, EndTime="2026-01-01T00:00:00Z")) == ["0"]


def test_submit_then_get_then_list(client, emulator):
    emulator.set_faults(order_within_second="stable")
    template = emulator.add_job()
    answer = submit(client, TemplateId=template["TemplateId"], Name="née & co", NotifyUrl="https://e.org/n").json()
    got = SignedRequest("GetLiveRecordJob", query={"JobId": answer["JobId"]}).send(client).json()
    job = got["RecordJob"]
    assert (job["Name"], job["Status"]) == ("née & co", "initial")
    assert job["TemplateName"] == template["TemplateName"]
    assert list_jobs(client)["LiveRecordJobs"][0] == job
    assert emulator.set_status(answer["JobId"], "paused")["Status"] == "paused"
    assert ids(list_jobs(client, Status="paused")) == [answer["JobId"]]


def test_seeding_is_repeatable_and_spread(emulator):
    def seeded(**options):
        emulator.reset()
        emulator.seed(400, end="2026-06-30T00:00:00Z", **options)
        return emulator.jobs()

    jobs = seeded()
    assert jobs == seeded()
    assert len({job["JobId"] for job in jobs}) == 400
    assert {job["Status"] for job in jobs} == {"paused", "initial", "started"}
    assert "2026-06-10" <= jobs[0]["CreateTime"] < jobs[-1]["CreateTime"] < "2026-07"
    assert len({job["CreateTime"] for job in seeded(same_second=True)}) == 1
    assert {job["Status"] for job in seeded(paused_share=1, initial_share=0)} == {"paused"}
    assert all(job["Name"].startswith('q"é') for job in seeded(name_prefix='q"é'))


def test_control_refuses_nonsense(emulator):
    with pytest.raises(ControlRefusedError, match="'speling'"):
        emulator.set_faults(speling=1)
    with pytest.raises(ControlRefusedError, match="latency_ms must be a number"):
        emulator.set_faults(latency_ms="much")
    with pytest.raises(ControlRefusedError, match=r"'errors\[0\].colour'"):
        emulator.set_faults(errors=[{"code": "x", "status": 500, "colour": 1}])
    with pytest.raises(ControlRefusedError, match="'dayz'"):
        emulator.seed(1, dayz=3)
    with pytest.raises(ControlRefusedError, match="'title'"):
        emulator.add_job(title="x")
    with pytest.raises(ControlRefusedError, match="there is a job"):
        emulator.add_job(job_id=emulator.add_job()["JobId"])


def test_log_shows_what_was_sent_and_over_which_connection(client, emulator):
    started = time.time()
    list_jobs(client, PageSize=3)
    list_jobs(client, PageSize=4)
    first, second = emulator.requests()
    assert (first.action, first.parameters, first.status) == ("ListLiveRecordJobs", {"PageSize": "3"}, 200)
    assert first.client_port == second.client_port
    assert "host" in first.signed_headers
    assert started <= first.received_at <= second.received_at <= time.time()
    emulator.clear_requests()
    assert emulator.requests() == []


def test_owners_do_not_see_each_others_jobs(client, emulator):
    emulator.add_job(owner="somebody else")
    assert list_jobs(client)["TotalCount"] == 0
    assert isinstance(Account("a", "b").owner, str)
