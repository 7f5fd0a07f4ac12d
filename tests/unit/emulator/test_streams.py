# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Submitted jobs change by themselves, and no others do."""

from __future__ import annotations

import os
import signal
import sqlite3
import time

import httpx
import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import ControlRefusedError, Emulator

from .signing import SignedRequest, list_jobs, submit

DEAD = "rtmp://dead.example.com/live/"


def submitted(client, emulator, url="rtmp://push.example.com/live/a"):
    stream = f'{{"Type":"rtmp","Url":"{url}"}}'
    answer = submit(client, TemplateId=emulator.templates()[0]["TemplateId"], StreamInput=stream)
    return answer.json()["JobId"]


def status(client, job_id):
    return SignedRequest("GetLiveRecordJob", query={"JobId": job_id}).send(client).json()["RecordJob"]["Status"]


def test_a_stream_arrives_or_the_job_is_paused(client, emulator):
    emulator.set_streams(
        stream_timeout_s=0.3, stream_arrives_after_s=0.2, dead_streams=[DEAD], live_streams=[DEAD + "but-"]
    )
    live, dead, exception = (submitted(client, emulator, url) for url in ("rtmp://a/b", DEAD + "a", DEAD + "but-b"))
    assert [status(client, job_id) for job_id in (live, dead, exception)] == ["initial"] * 3
    assert list_jobs(client, Status="initial")["TotalCount"] == 3
    time.sleep(0.35)
    counts = {name: list_jobs(client, Status=name)["TotalCount"] for name in ("initial", "started", "paused")}
    assert counts == {"initial": 0, "started": 2, "paused": 1}
    assert [status(client, job_id) for job_id in (live, dead, exception)] == ["started", "paused", "started"]
    assert [job["StatusChanges"] for job in emulator.jobs()] == [1, 1, 1]


def test_a_list_by_keyword_sees_the_change(client, emulator):
    emulator.set_streams(stream_arrives_after_s=0.1)
    job_id = submitted(client, emulator)
    assert list_jobs(client, Keyword=job_id, Status="initial")["TotalCount"] == 1
    time.sleep(0.15)
    assert list_jobs(client, Keyword=job_id, Status="initial")["TotalCount"] == 0
    assert list_jobs(client, Keyword=job_id, Status="started")["TotalCount"] == 1


def test_a_stream_that_arrives_too_late_does_not_help(client, emulator):
    emulator.set_streams(stream_timeout_s=0, stream_arrives_after_s=0.1)
    assert status(client, submitted(client, emulator)) == "paused"


def at(emulator, client, job_id, *seconds):
    """The status of a job so many seconds from now, by the emulator's clock."""
    states = []
    for offset in seconds:
        emulator.set_faults(clock_offset_s=offset)
        states.append(status(client, job_id))
    return states


def test_a_stream_breaks_and_returns_once(client, emulator):
    emulator.set_streams(stream_arrives_after_s=10, stream_breaks_after_s=100, stream_returns_after_s=50)
    job_id = submitted(client, emulator)
    assert at(emulator, client, job_id, 5, 20, 120, 170, 800) == ["initial", "started", "paused", "started", "started"]
    assert emulator.jobs()[0]["StatusChanges"] == 3


def test_all_changes_that_are_due_happen_in_their_order(client, emulator):
    emulator.set_streams(stream_arrives_after_s=10, stream_breaks_after_s=100, stream_returns_after_s=50)
    job_id = submitted(client, emulator)
    assert at(emulator, client, job_id, 800) == ["started"]
    assert emulator.jobs()[0]["StatusChanges"] == 3


def test_a_dead_stream_can_return(client, emulator):
    emulator.set_streams(dead_streams=[DEAD], stream_returns_after_s=50)
    job_id = submitted(client, emulator, DEAD + "a")
    assert at(emulator, client, job_id, 181, 240) == ["paused", "started"]


def test_by_default_no_stream_breaks_or_returns(client, emulator):
    emulator.set_streams(dead_streams=[DEAD])
    ids = [submitted(client, emulator, url) for url in ("rtmp://a/b", DEAD + "a")]
    emulator.set_faults(clock_offset_s=600)
    assert [status(client, job_id) for job_id in ids] == ["started", "paused"]


def test_a_break_that_is_no_longer_wanted_does_not_come(client, emulator):
    emulator.set_streams(stream_arrives_after_s=0, stream_breaks_after_s=100)
    job_id = submitted(client, emulator)
    assert status(client, job_id) == "started"
    emulator.set_streams(stream_breaks_after_s=None)
    assert at(emulator, client, job_id, 200) == ["started"]


def test_every_submission_is_a_job_of_its_own(client, emulator):
    emulator.set_streams(stream_arrives_after_s=0)
    assert len({submitted(client, emulator) for _number in range(3)}) == 3
    assert list_jobs(client, Status="started")["TotalCount"] == 3


def test_options_apply_to_jobs_that_wait_already(client, emulator):
    emulator.set_streams(dead_streams=["rtmp://"])
    job_id = submitted(client, emulator)
    assert status(client, job_id) == "initial"
    emulator.set_streams(dead_streams=[], stream_arrives_after_s=0)
    assert status(client, job_id) == "started"
    emulator.set_streams(dead_streams=["rtmp://"], stream_timeout_s=0)
    assert status(client, job_id) == "started"
    assert emulator.streams()["dead_streams"] == ["rtmp://"]


def test_a_status_that_was_set_stays(client, emulator):
    emulator.set_streams(stream_arrives_after_s=0.1)
    kept, died = submitted(client, emulator), submitted(client, emulator)
    emulator.set_status(kept, "initial")
    time.sleep(0.15)
    assert (status(client, kept), status(client, died)) == ("initial", "started")
    emulator.set_status(died, "paused")
    assert status(client, died) == "paused"


def test_seeded_and_added_jobs_never_change(client, emulator):
    emulator.seed(50, initial_share=0.5)
    emulator.add_job(status="initial")
    emulator.set_streams(stream_timeout_s=0, stream_arrives_after_s=0, dead_streams=["rtmp://"])
    before = emulator.jobs()
    list_jobs(client)
    assert emulator.jobs() == before


def test_the_emulators_clock_counts(client, emulator):
    emulator.set_streams(dead_streams=["rtmp://"])
    job_id = submitted(client, emulator)
    emulator.set_faults(clock_offset_s=181)
    assert status(client, job_id) == "paused"


def test_reset_brings_back_the_options_of_the_start(client, emulator):
    emulator.set_streams(stream_timeout_s=1)
    submitted(client, emulator)
    emulator.reset()
    assert emulator.streams() == {
        "stream_timeout_s": 180,
        "stream_arrives_after_s": 1,
        "dead_streams": [],
        "live_streams": [],
        "stream_breaks_after_s": None,
        "stream_returns_after_s": None,
    }
    assert emulator.jobs() == []


def test_options_that_make_no_sense(emulator):
    with pytest.raises(ControlRefusedError, match="'deadstreams'"):
        emulator.set_streams(deadstreams=[])
    with pytest.raises(ControlRefusedError, match="stream_timeout_s must be"):
        emulator.set_streams(stream_timeout_s=-1)
    with pytest.raises(ControlRefusedError, match="dead_streams must be"):
        emulator.set_streams(dead_streams=DEAD)


def test_changes_that_are_due_survive_a_crash(tmp_path):
    database = tmp_path / "jobs.sqlite"
    with Emulator(database=database, stream_timeout_s=0.5, stream_arrives_after_s=0.5, dead_streams=[DEAD]) as emulator:
        with httpx.Client(base_url=emulator.endpoint, trust_env=False) as client:
            ids = [submitted(client, emulator, url) for url in ("rtmp://a/b", DEAD + "a")]
        os.kill(emulator.pid, signal.SIGKILL)
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT count(*) FROM awaited_streams").fetchone() == (2,)
    connection.close()
    time.sleep(0.2)
    with Emulator(database=database) as emulator:
        time.sleep(0.3)
        with httpx.Client(base_url=emulator.endpoint, trust_env=False) as client:
            assert [status(client, job_id) for job_id in ids] == ["started", "paused"]
            assert [list_jobs(client, Status=name)["TotalCount"] for name in ("started", "paused")] == [1, 1]
        before = emulator.jobs()
    with Emulator(database=database) as emulator:
        assert emulator.jobs() == before
