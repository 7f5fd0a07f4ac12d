# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The oldest jobs are deleted while somebody reads the list."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import ControlRefusedError

from .lists import JOBS, seconds
from .signing import get, submit


def test_the_oldest_jobs_are_deleted(client, emulator):
    ids = JOBS.fill(emulator, seconds(10))
    emulator.set_faults(churn={"expire": 3})
    assert JOBS.ids(JOBS.page(client, SortBy="asc")) == ids[3:]
    answer = JOBS.page(client, SortBy="asc")
    assert (JOBS.ids(answer), JOBS.total(answer)) == (ids[6:], 4)
    emulator.clear_faults()
    assert [job["JobId"] for job in emulator.jobs()] == ids[6:]
    assert get(client, "GetLiveRecordJob", JobId=ids[5]).json()["Code"] == "JobNotFound"
    assert emulator.health()["jobs"] == 4


def test_statuses_know_it(client, emulator):
    statuses = ["paused", "started", "paused", "paused"]
    ids = [
        emulator.add_job(create_time=time, status=status)["JobId"]
        for time, status in zip(seconds(4), statuses, strict=True)
    ]
    emulator.set_faults(churn={"expire": 1})
    paused = [JOBS.ids(JOBS.page(client, SortBy="asc", Status="paused")) for _number in range(3)]
    assert paused == [[ids[2], ids[3]], [ids[2], ids[3]], [ids[3]]]


def test_keywords_that_were_asked_for_before_know_it(client, emulator):
    JOBS.fill(emulator, seconds(3))
    emulator.set_faults(churn={"expire": 1})
    assert [JOBS.total(JOBS.page(client, Keyword="added")) for _number in range(4)] == [2, 1, 0, 0]


def test_after_the_page_and_for_some_requests(client, emulator):
    JOBS.fill(emulator, seconds(10))
    emulator.set_faults(churn={"expire": 2, "when": "after", "until": 2})
    assert [JOBS.total(JOBS.page(client)) for _number in range(4)] == [10, 8, 6, 6]


def test_old_jobs_go_while_new_ones_come(client, emulator):
    ids = JOBS.fill(emulator, seconds(4))
    emulator.set_faults(churn={"expire": 1, "insert": 2})
    assert [JOBS.total(JOBS.page(client)) for _number in range(3)] == [5, 6, 7]
    assert [job["JobId"] for job in emulator.jobs()][:1] == ids[3:]
    assert len({job["JobId"] for job in emulator.jobs()}) == 7


def test_more_than_there_are(client, emulator):
    JOBS.fill(emulator, seconds(3))
    emulator.set_faults(churn={"expire": 100, "insert": 1})
    assert [JOBS.total(JOBS.page(client)) for _number in range(2)] == [1, 1]


def test_a_job_that_awaits_its_stream_can_be_deleted(client, emulator):
    emulator.set_streams(stream_arrives_after_s=100)
    template = emulator.templates()[0]["TemplateId"]
    submit(client, TemplateId=template)
    emulator.set_faults(churn={"expire": 1})
    assert JOBS.total(JOBS.page(client)) == 0
    emulator.set_streams(stream_arrives_after_s=0)
    emulator.clear_faults()
    job_id = submit(client, TemplateId=template).json()["JobId"]
    assert JOBS.ids(JOBS.page(client, Status="started")) == [job_id]


def test_files_and_templates_stay(client, emulator):
    emulator.add_job()
    emulator.add_file()
    emulator.set_faults(churn={"expire": 1})
    JOBS.page(client)
    assert len(emulator.files()) == 1
    with pytest.raises(ControlRefusedError, match=r"churn\.expire must be a whole number"):
        emulator.set_faults(churn={"expire": -1})
