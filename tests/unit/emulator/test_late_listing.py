# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs that are listed some time after they were submitted."""

from __future__ import annotations

import time

import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import ControlRefusedError

from .lists import JOBS, seconds
from .signing import get, submit


def submitted(client, emulator):
    return submit(client, TemplateId=emulator.templates()[0]["TemplateId"]).json()["JobId"]


def shown(client, **query):
    answer = JOBS.page(client, SortBy="asc", **query)
    assert JOBS.total(answer) == len(JOBS.ids(answer))
    return JOBS.ids(answer)


def test_it_is_got_at_once_and_listed_later(client, emulator):
    seeded = JOBS.fill(emulator, seconds(3))
    emulator.set_faults(listed_after_s=0.5)
    before = time.monotonic()
    job_id = submitted(client, emulator)
    for query in ({}, {"Status": "initial"}, {"Keyword": job_id}, {"StartTime": "2026-01-02T00:00:00Z"}):
        assert job_id not in shown(client, **query)
    assert shown(client) == seeded
    assert get(client, "GetLiveRecordJob", JobId=job_id).status_code == 200
    assert time.monotonic() - before < 0.5, "this machine was too slow for the test"
    time.sleep(0.5)
    assert shown(client) == [*seeded, job_id]
    assert shown(client, Keyword=job_id) == [job_id]


def test_it_appears_among_jobs_that_are_newer(client, emulator):
    emulator.set_faults(listed_after_s=60)
    job_id = submitted(client, emulator)
    older = emulator.add_job(create_time="2026-01-01T00:00:00Z")["JobId"]
    newer = emulator.add_job(create_time="2037-01-01T00:00:00Z")["JobId"]
    assert shown(client) == [older, newer]
    # The emulator's clock counts.
    emulator.set_faults(listed_after_s=60, clock_offset_s=61)
    assert shown(client) == [older, job_id, newer]
    assert JOBS.page(client)["LiveRecordJobs"][1] == get(client, "GetLiveRecordJob", JobId=job_id).json()["RecordJob"]


def test_jobs_that_were_submitted_before_the_fault_was_set_wait_too(client, emulator):
    job_id = submitted(client, emulator)
    assert shown(client) == [job_id]
    emulator.set_faults(listed_after_s=60)
    assert shown(client) == []
    emulator.clear_faults()
    assert shown(client) == [job_id]


def test_reset_forgets_what_was_submitted(client, emulator):
    job_id = submitted(client, emulator)
    created = get(client, "GetLiveRecordJob", JobId=job_id).json()["RecordJob"]["CreateTime"]
    emulator.reset()
    # It stands in the very place of the job that was submitted.
    added = emulator.add_job(create_time=created)["JobId"]
    emulator.set_faults(listed_after_s=60)
    assert shown(client) == [added]


def test_replicas_lack_listed_jobs(client, emulator):
    listed = JOBS.fill(emulator, seconds(3))
    emulator.set_faults(listed_after_s=60, replica_lag=1)
    submitted(client, emulator)
    assert [shown(client) for _number in range(2)] == [listed, listed[:2]]


def test_values_that_make_no_sense(emulator):
    with pytest.raises(ControlRefusedError, match="listed_after_s must not be negative"):
        emulator.set_faults(listed_after_s=-1)
