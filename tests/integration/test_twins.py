# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No job has a twin: many hosts, processes that end too early, lists that are late, answers that are wrong."""

from __future__ import annotations

import signal

import pytest

from ansible_collections.mediaops.alicloud.tests.integration.module_runs import (
    run_module,
    start_module,
    wait_for_request,
)

JOB, TEMPLATE = "ice_live_record_job", "ice_live_record_template"
SUBMIT = "SubmitLiveRecordJob"
URL = "rtmp://example-live.com/live/stream1"
STUDIO = {
    "name": "studio-1",
    "stream_input": {"url": URL},
    "record_output": {"bucket": "imsbucket1", "endpoint": "oss-cn-hangzhou.aliyuncs.com"},
    "template_id": "t-1",
}
KEPT = {
    "name": "studio-1",
    "stream_url": URL,
    "output_bucket": "imsbucket1",
    "output_endpoint": "oss-cn-hangzhou.aliyuncs.com",
    "template_id": "t-1",
}
# Long enough for all processes to have looked before the first of them has submitted.
SLOW = {"latency_ms": 400}
MP4 = {"format": "mp4", "oss_object_prefix": "record/{StartTime}_{EndTime}"}


@pytest.fixture
def emulator_with_template(fresh):
    fresh.add_template(template_id="t-1", name="one")
    fresh.set_streams(stream_arrives_after_s=86400, stream_timeout_s=86400)
    return fresh


@pytest.fixture(autouse=True)
def no_notes_of_other_tests(ansible, monkeypatch, tmp_path):
    monkeypatch.setattr(ansible, "home", tmp_path)


def add(emulator, status, **more):
    return emulator.add_job(**{**KEPT, "create_time": "2026-03-01T00:00:00Z", "status": status, **more})["JobId"]


def studio(ansible, **options):
    return run_module(ansible, JOB, {**STUDIO, **options})


def at_once(ansible, module, *options):
    runs = [start_module(ansible, module, each) for each in options]
    return [run.result() for run in runs]


def submissions(emulator):
    return [request for request in emulator.requests() if request.action == SUBMIT]


# At the same time


def test_five_hosts_of_one_play(ansible, emulator_with_template):
    emulator = emulator_with_template
    emulator.set_faults(**SLOW)
    task = {"name": "record", f"mediaops.alicloud.{JOB}": STUDIO}
    run = ansible.playbook([{"hosts": "all", "tasks": [task]}], "-i", "a,b,c,d,e,", "--forks", "5")
    assert run.rc == 0, run.output
    assert len(emulator.jobs()) == 1
    results = [outcome.result for outcome in run.of("record")]
    assert sorted(result["changed"] for result in results) == [False] * 4 + [True]
    assert {result["live_record_job"]["job_id"] for result in results} == {emulator.jobs()[0]["JobId"]}


def test_processes_that_submit_a_paused_recording_again(ansible, emulator_with_template):
    emulator = emulator_with_template
    add(emulator, "paused")
    emulator.set_faults(**SLOW)
    results = at_once(ansible, JOB, *[{**STUDIO, "state": "recording"}] * 3)
    assert len(emulator.jobs()) == 2
    assert sorted(result["changed"] for result in results) == [False, False, True]


def test_different_recordings_do_not_wait_for_each_other(ansible, emulator_with_template):
    emulator = emulator_with_template
    emulator.set_faults(listed_after_s=3)
    results = at_once(ansible, JOB, *({**STUDIO, "name": f"studio-{number}", "deadline": 5} for number in range(3)))
    assert [result.get("changed") for result in results] == [True] * 3, results
    assert len(emulator.jobs()) == 3


def test_a_list_that_is_late(ansible, emulator_with_template):
    emulator = emulator_with_template
    emulator.set_faults(listed_after_s=3)
    results = at_once(ansible, JOB, *[STUDIO] * 3)
    assert len(emulator.jobs()) == 1
    assert sorted(result["changed"] for result in results) == [False, False, True]
    assert not any(result.get("warnings") for result in results)


def test_a_job_that_is_not_listed_before_the_deadline(ansible, emulator_with_template):
    emulator = emulator_with_template
    emulator.set_faults(listed_after_s=600)
    first = studio(ansible, deadline=2)
    assert first["changed"] is True
    (warning,) = first["warnings"]
    assert "is submitted, but not listed yet" in warning
    again = studio(ansible, deadline=20)
    assert again["changed"] is False
    assert again["live_record_job"]["job_id"] == first["live_record_job"]["job_id"] == emulator.jobs()[0]["JobId"]
    assert len(emulator.jobs()) == 1


def test_who_waits_too_long_for_another_submits_nothing(ansible, emulator_with_template):
    emulator = emulator_with_template
    emulator.set_faults(listed_after_s=6)
    first = start_module(ansible, JOB, STUDIO)
    wait_for_request(emulator, SUBMIT)
    second = studio(ansible, deadline=1)
    assert second["failed"]
    assert "Another process" in second["msg"]
    assert "studio-1" in second["msg"]
    assert first.result()["changed"] is True
    assert len(emulator.jobs()) == 1


@pytest.mark.parametrize("home", ["/proc/no-such-folder", None])
def test_without_a_home_there_is_no_lock_but_a_warning(ansible, emulator_with_template, home):
    result = run_module(ansible, JOB, STUDIO, env={"HOME": home} if home else {"HOME": "/dev/null"})
    assert result["changed"] is True
    (warning,) = result["warnings"]
    assert "no lock" in warning


# Processes that end too early


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("late", [0, 3])
def test_a_process_that_ends_before_the_answer(ansible, emulator_with_template, how, late):
    emulator = emulator_with_template
    emulator.set_faults(listed_after_s=late, stall={"count": 1, "action": SUBMIT, "processed": True, "seconds": 60})
    run = start_module(ansible, JOB, STUDIO)
    wait_for_request(emulator, SUBMIT)
    run.process.send_signal(how)
    run.process.communicate(timeout=30)
    assert len(emulator.jobs()) == 1
    again = studio(ansible)
    assert again["changed"] is False, again
    assert again["live_record_job"]["job_id"] == emulator.jobs()[0]["JobId"]
    assert len(submissions(emulator)) == 1


# Lists and answers that cannot be trusted


@pytest.mark.parametrize("state", ["present", "recording"])
@pytest.mark.parametrize("status", ["initial", "started"])
def test_a_keyword_that_finds_no_names_hides_no_active_job(ansible, emulator_with_template, status, state):
    emulator = emulator_with_template
    job_id = add(emulator, status)
    add(emulator, "paused", name="newer", create_time="2026-03-09T00:00:00Z")
    emulator.set_faults(keyword_finds_ids_only=True)
    result = studio(ansible, state=state)
    assert result["changed"] is False, result
    assert result["live_record_job"]["job_id"] == job_id
    assert "Keyword" in result["warnings"][0]


def test_a_keyword_that_finds_no_names_hides_no_paused_job(ansible, emulator_with_template):
    emulator = emulator_with_template
    job_id = add(emulator, "paused")
    emulator.set_faults(keyword_finds_ids_only=True)
    assert studio(ansible)["live_record_job"]["job_id"] == job_id
    again = studio(ansible, state="recording")
    assert again["changed"] is True
    assert again["previous_job_ids"] == [job_id]
    assert "Keyword" in again["warnings"][0]


def test_a_new_job_that_the_keyword_does_not_find(ansible, emulator_with_template):
    emulator = emulator_with_template
    emulator.set_faults(keyword_finds_ids_only=True)
    first, second = studio(ansible), studio(ansible)
    assert (first["changed"], second["changed"]) == (True, False)
    assert "Keyword" in first["warnings"][0]
    assert len(emulator.jobs()) == 1


@pytest.mark.parametrize("name", ["a\u3000b", "a\u00a0b", "\U0001f469\u200d\U0001f4bb", "line\nbreak", " x "])
def test_names_with_odd_characters(ansible, emulator_with_template, name):
    first, second = studio(ansible, name=name), studio(ansible, name=name)
    assert (first["changed"], second["changed"]) == (True, False)
    assert emulator_with_template.jobs()[0]["Name"] == name


ANSWERS = {
    "no id": ({}, "no JobId"),
    "null": ({"JobId": None}, "no JobId"),
    "an error": ({"Code": "QuotaExceeded.Jobs", "Message": "Too many jobs."}, "Too many jobs. (QuotaExceeded.Jobs)"),
    "no such job": ({"JobId": "no-such-job"}, "no-such-job"),
}


@pytest.mark.parametrize(("body", "words"), ANSWERS.values(), ids=ANSWERS)
def test_an_answer_without_a_job_is_no_success(ansible, emulator_with_template, body, words):
    emulator = emulator_with_template
    emulator.set_faults(other_answer={"count": 1, "action": SUBMIT, "body": body})
    result = studio(ansible)
    assert result["failed"], result
    assert words in result["msg"]
    assert result["request_id"] == submissions(emulator)[0].request_id
    assert len(submissions(emulator)) == 1
    assert emulator.jobs() == []


@pytest.mark.parametrize("body", [{}, {"Code": "InternalError"}, {"JobId": "other"}, {"JobId": "old"}])
@pytest.mark.parametrize("processed", [True, False])
def test_an_answer_about_another_job(ansible, emulator_with_template, body, processed):
    emulator = emulator_with_template
    add(emulator, "paused", job_id="old")
    add(emulator, "started", job_id="other", name="another")
    emulator.set_faults(other_answer={"count": 1, "action": SUBMIT, "body": body, "processed": processed})
    result = studio(ansible, state="recording")
    if processed:
        assert result["changed"] is True, result
        assert result["live_record_job"]["job_id"] == emulator.jobs()[-1]["JobId"]
        assert result["live_record_job"]["job_id"] not in ("old", "other")
    else:
        assert result["failed"], result
    assert len(submissions(emulator)) == 1


def test_check_mode_leaves_nothing_behind(ansible, emulator_with_template):
    assert run_module(ansible, JOB, STUDIO, check=True)["changed"] is True
    assert list(ansible.home.iterdir()) == []
    assert run_module(ansible, TEMPLATE, {"name": "x", "record_format": [MP4]}, check=True)["changed"] is True
    assert list(ansible.home.iterdir()) == []


def test_check_mode_knows_a_job_that_is_not_listed_yet(ansible, emulator_with_template):
    emulator = emulator_with_template
    emulator.set_faults(listed_after_s=600)
    studio(ansible, deadline=2)
    planned = run_module(ansible, JOB, STUDIO, check=True)
    assert planned["changed"] is False
    assert planned["live_record_job"]["job_id"] == emulator.jobs()[0]["JobId"]


def test_rows_that_do_not_show_where_they_record_are_no_reason_to_submit(ansible, emulator_with_template):
    emulator = emulator_with_template
    job_id = add(emulator, "started")
    emulator.set_faults(omit_fields=["RecordOutput"])
    result = studio(ansible)
    assert result["failed"]
    assert result["job_ids"] == [job_id]
    assert submissions(emulator) == []


# Templates


def test_processes_that_create_the_same_template(ansible, emulator_with_template):
    emulator = emulator_with_template
    emulator.set_faults(**SLOW)
    results = at_once(ansible, TEMPLATE, *[{"name": "mp4", "record_format": [MP4]}] * 3)
    assert sorted(result["changed"] for result in results) == [False, False, True]
    assert [each["Name"] for each in emulator.templates()].count("mp4") == 1


def test_processes_that_change_the_same_template(ansible, emulator_with_template):
    emulator = emulator_with_template
    emulator.add_template(template_id="t-2", name="before")
    emulator.set_faults(**SLOW)
    changes = {"template_id": "t-2", "name": "after"}, {"template_id": "t-2", "record_format": [MP4]}

    results = at_once(ansible, TEMPLATE, *changes)
    assert [result["changed"] for result in results] == [True, True]
    (kept,) = [each for each in emulator.templates() if each["TemplateId"] == "t-2"]
    assert kept["Name"] == "after"
    assert [each["Format"] for each in kept["RecordFormatList"]] == ["mp4"]


def test_a_template_that_is_not_as_asked_for_after_the_update(ansible, emulator_with_template):
    emulator = emulator_with_template
    emulator.add_template(template_id="t-2", name="before")
    emulator.set_faults(other_answer={"count": 1, "action": "UpdateLiveRecordTemplate", "body": {}})
    result = run_module(ansible, TEMPLATE, {"template_id": "t-2", "name": "after"})
    assert result["failed"], result
    assert "is not as asked for" in result["msg"]
    assert result["template_ids"] == ["t-2"]


@pytest.mark.parametrize("processed", [True, False])
def test_a_creation_that_is_answered_without_an_id(ansible, emulator_with_template, processed):
    emulator = emulator_with_template
    rule = {"count": 1, "action": "CreateLiveRecordTemplate", "body": {}, "processed": processed}
    emulator.set_faults(other_answer=rule)
    result = run_module(ansible, TEMPLATE, {"name": "mp4", "record_format": [MP4]})
    if processed:
        assert result["record_template"]["template_id"] == emulator.templates()[-1]["TemplateId"]
    else:
        assert result["failed"], result
        assert "no TemplateId" in result["msg"]
