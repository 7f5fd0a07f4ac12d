# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recordings had by real playbooks: submitted once, again if paused, and never twice."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import MODULE
from ansible_collections.mediaops.alicloud.tests.integration.family import (
    IMPATIENT,
    assert_documented,
    assert_planned_done_and_left,
)
from ansible_collections.mediaops.alicloud.tests.integration.scenarios import TaskOf, scenario, task_of

recording = task_of("ice_live_record_job")

SUBMIT = "SubmitLiveRecordJob"
URL = "rtmp://example-live.com/live/stream1"
TEMPLATES = [{"template_id": "t-1", "name": "one"}, {"template_id": "t-2", "name": "two"}]
STUDIO = {
    "name": "studio-1",
    "stream_input": {"url": URL},
    "record_output": {"bucket": "imsbucket1", "endpoint": "oss-cn-hangzhou.aliyuncs.com"},
    "template_id": "t-1",
}


def job(job_id, status, day=1, **more):
    """A job of this identity, as the emulator takes it."""
    return {
        "job_id": job_id,
        "name": "studio-1",
        "stream_url": URL,
        "output_bucket": "imsbucket1",
        "output_endpoint": "oss-cn-hangzhou.aliyuncs.com",
        "template_id": "t-1",
        "status": status,
        "create_time": f"2026-03-{day:02}T00:00:00Z",
        **more,
    }


def studio(check=False, keywords=None, **options):
    return recording(check=check, keywords=keywords, **{**STUDIO, **options})


def thrice(**options):
    return studio(check=True, **options), studio(**options), studio(**options)


# A submitted job stays "initial" until its stream arrives. Where a test compares what several tasks saw, no stream may
# arrive between them, however slow the machine is.
NO_STREAM_YET = {"stream_arrives_after_s": 86400, "stream_timeout_s": 86400}


def with_jobs(*tasks, added=(), streams=None, **more):
    return scenario(*tasks, templates=TEMPLATES, added=added, streams=streams or NO_STREAM_YET, **more)


OTHERS = [
    job("other-name", "started", name="studio-10"),
    job("other-stream", "started", stream_url=f"{URL}0"),
    job("other-bucket", "started", output_bucket="imsbucket2"),
    job("other-endpoint", "started", output_endpoint="oss-cn-shanghai.aliyuncs.com"),
]


@with_jobs(*thrice(notify_url="https://example.com/notify?a=b&c=d"), added=OTHERS)
@pytest.mark.smoke
def test_submitted_once(outcomes):
    assert_planned_done_and_left(outcomes)
    planned, done, again = outcomes
    assert len(planned.jobs) == len(OTHERS)
    assert len(done.jobs) == len(again.jobs) == len(OTHERS) + 1
    new = done.jobs[-1]
    assert done.result["live_record_job"]["job_id"] == new["JobId"] == again.result["live_record_job"]["job_id"]
    assert new["NotifyUrl"] == "https://example.com/notify?a=b&c=d"
    assert new["StreamInput"] == {"Type": "rtmp", "Url": URL}
    assert new["RecordOutput"] == {"Type": "oss", "Bucket": "imsbucket1", "Endpoint": "oss-cn-hangzhou.aliyuncs.com"}
    assert done.result["diff"]["before"] == {}
    assert "job_id" not in planned.result["live_record_job"]
    assert done.result["previous_job_ids"] == []
    assert_documented("ice_live_record_job", done.result)


@pytest.mark.parametrize(
    "status",
    [
        pytest.param(status, marks=with_jobs(studio(), studio(check=True), added=[job("old", status)]))
        for status in ("paused", "initial", "started")
    ],
)
def test_present_is_satisfied_by_a_job_in_whatever_state(status, outcomes):
    for outcome in outcomes:
        assert outcome.changed is False
        assert outcome.result["live_record_job"]["job_id"] == "old"
        assert outcome.actions == ["ListLiveRecordJobs"]


HISTORY = [job("first", "paused", 1), job("second", "paused", 2), job("third", "paused", 3)]


@with_jobs(*thrice(state="recording"), added=[*OTHERS, *HISTORY])
def test_recording_submits_again_what_was_paused(outcomes):
    planned, done, again = outcomes
    assert [outcome.changed for outcome in outcomes] == [True, True, False]
    assert len(planned.jobs) == len(OTHERS) + 3
    assert len(again.jobs) == len(OTHERS) + 4
    for outcome in outcomes:
        assert outcome.result["previous_job_ids"] == ["third", "second", "first"]
    assert planned.result["diff"] == done.result["diff"]
    assert [done.result["diff"][side]["status"] for side in ("before", "after")] == ["paused", "initial"]
    assert again.result["live_record_job"]["job_id"] == done.result["live_record_job"]["job_id"]


@with_jobs(studio(state="recording"), added=[job("running", "started", 1), job("later", "paused", 2)])
def test_an_older_job_that_runs_is_the_one(outcome):
    assert outcome.changed is False
    assert outcome.result["live_record_job"]["job_id"] == "running"
    assert outcome.result["previous_job_ids"] == ["later"]


@with_jobs(
    studio(),
    studio(state="recording"),
    studio(state="recording", check=True),
    added=[job("a", "started", 1), job("b", "initial", 2), job("c", "paused", 3)],
)
def test_two_active_jobs_are_an_error_that_names_both(outcomes):
    for outcome in outcomes:
        assert outcome.failed
        assert outcome.result["job_ids"] == ["b", "a"]
        assert "at the same time: b, a. " in outcome.msg
        assert SUBMIT not in outcome.actions


@with_jobs(studio(template_id="t-2"), added=[job("old", "started")])
def test_another_template_is_a_warning(outcome):
    assert outcome.changed is False
    (warning,) = outcome.result["warnings"]
    assert "Job old records with template t-1, not t-2" in warning


@with_jobs(
    studio(name="to-vod", record_output={"type": "vod"}),
    studio(name="to-vod", record_output={"type": "vod"}, check=True),
)
def test_recording_to_vod(outcomes):
    assert [outcome.changed for outcome in outcomes] == [True, False]


# Waiting

SOON = {"stream_arrives_after_s": 1, "stream_timeout_s": 1, "dead_streams": ["rtmp://dead"]}
DEAD = {"stream_input": {"url": "rtmp://dead/x"}, "state": "recording", "wait": True}


@with_jobs(studio(wait=True, wait_timeout=20), studio(wait=True), studio(wait=True, check=True), streams=SOON)
def test_waiting_for_the_stream(outcomes):
    assert [outcome.changed for outcome in outcomes] == [True, False, False]
    assert all(outcome.result["live_record_job"]["status"] == "started" for outcome in outcomes)


@with_jobs(studio(**DEAD), studio(**DEAD, check=True), streams=SOON)
def test_a_stream_that_never_comes(outcomes):
    waited, planned = outcomes
    assert waited.failed
    assert "is paused: its stream did not arrive" in waited.msg
    assert waited.result["job_ids"] == [waited.jobs[-1]["JobId"]]
    assert waited.result["changed"] is True
    assert waited.result["live_record_job"]["job_id"] == waited.jobs[-1]["JobId"]
    assert waited.actions.count(SUBMIT) == 1
    assert planned.changed is True


@with_jobs(studio(wait=True, wait_timeout=0.5), added=[job("old", "initial")])
def test_the_time_is_up(outcome):
    assert outcome.failed
    assert outcome.result["job_ids"] == ["old"]
    assert "was still initial after 0.5 seconds" in outcome.msg


# Answers that are lost, and refusals

LOST = {"count": 1, "action": SUBMIT}


AGAIN = {"state": "recording"}


@pytest.mark.parametrize(
    "how",
    [
        pytest.param(
            how,
            marks=with_jobs(studio(**AGAIN, **options), studio(**AGAIN), added=[job("old", "paused")], **faults),
        )
        for how, options, faults in (
            ("stalled", IMPATIENT, {"stall": {**LOST, "processed": True, "seconds": 5}}),
            ("reset", {}, {"reset": {**LOST, "processed": True}}),
            ("nonsense", {}, {"cut_json": LOST}),
        )
    ],
)
def test_an_answer_that_is_lost_never_submits_twice(how, outcomes):
    lost, again = outcomes
    assert lost.changed is True
    assert lost.result["live_record_job"]["job_id"] == lost.jobs[-1]["JobId"]
    assert lost.result["previous_job_ids"] == ["old"]
    assert again.changed is False
    assert len(again.jobs) == 2
    assert [*lost.actions, *again.actions].count(SUBMIT) == 1


def remember_nothing():
    """A task that forgets what was submitted, and by that the wait for a job that may not be listed yet."""
    options = {"path": "{{ lookup('env', 'HOME') }}/.ansible/mediaops_alicloud/locks", "state": "absent"}
    return TaskOf(options, {}, "ansible.builtin.file")


@with_jobs(studio(), studio(deadline=5), remember_nothing(), studio(), reset=LOST)
def test_a_submission_that_was_lost_fails_and_is_not_repeated(outcomes):
    lost, soon, _forgotten, again = outcomes
    assert "seconds ago without an answer and its job is not listed yet. Nothing was submitted." in soon.msg
    assert SUBMIT not in soon.actions
    assert lost.failed
    assert "it was not submitted again. Run the task again: it looks first." in lost.msg
    assert lost.actions.count(SUBMIT) == 1
    assert lost.jobs == []
    assert again.changed is True
    assert len(again.jobs) == 1


@with_jobs(
    studio(), errors=[{"code": "Throttling.User", "status": 429, "count": 2, "retry_after_ms": 20, "action": SUBMIT}]
)
def test_throttling_is_waited_for(outcome):
    assert outcome.changed is True
    assert outcome.actions.count(SUBMIT) == 3
    assert len(outcome.jobs) == 1


@with_jobs(
    studio(template_id="no-such-template"),
    studio(record_output={"bucket": "no-such-bucket", "endpoint": "oss-cn-hangzhou.aliyuncs.com"}),
    studio(access_key_id="{{ accounts.reader.id }}", access_key_secret="{{ accounts.reader.secret }}"),
    missing_buckets=["no-such-bucket"],
)
def test_refusals_come_back_in_the_api_s_words(outcomes):
    codes = ["TemplateNotFound", "NoSuchBucket", "NoPermission"]
    for outcome, code in zip(outcomes, codes, strict=True):
        assert outcome.failed
        assert outcome.result["error_code"] == code
        assert outcome.result["request_id"] == outcome.requests[-1].request_id
        assert outcome.jobs == []
    assert "ice:SubmitLiveRecordJob" in outcomes[2].msg


@with_jobs(
    studio(stream_input={}),
    studio(state="paused"),
    studio(stream_input={"url": URL, "type": "hls"}),
)
def test_what_cannot_be_meant(outcomes):
    assert all(outcome.failed and not outcome.requests for outcome in outcomes)
    for outcome, word in zip(outcomes, ("url", "recording", "rtmp"), strict=True):
        assert word in outcome.msg


INVALID = {
    "name": ({"name": " "}, "name is empty"),
    "http": ({"stream_input": {"url": "http://example.com/live"}}, "stream_input.url: 'http://example.com/live' is no"),
    "no host": ({"stream_input": {"url": "rtmp:///live"}}, "rtmp://host/..."),
    "template": ({"template_id": ""}, "template_id: '' (number 1) is no id"),
    "bucket": ({"record_output": {"bucket": "a/b"}}, "record_output.bucket: 'a/b' is no name of a bucket"),
    "endpoint": ({"record_output": {"bucket": "a", "endpoint": "a b"}}, "record_output.endpoint"),
    "callback": ({"notify_url": "ftp://example.com"}, "notify_url: 'ftp://example.com' is no URL of the form http://"),
}


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(words, marks=with_jobs(studio(**options), studio(check=True, **options)), id=kind)
        for kind, (options, words) in INVALID.items()
    ],
)
def test_check_mode_refuses_what_the_run_refuses(words, outcomes):
    for outcome in outcomes:
        assert outcome.failed
        assert words in outcome.msg
        assert outcome.requests == []


@with_jobs(studio(check=True, template_id="no-such-template"), studio(template_id="no-such-template"))
def test_a_template_that_there_is_not(outcomes):
    for outcome in outcomes:
        assert outcome.failed
        assert outcome.result["error_code"] == "TemplateNotFound"
    assert SUBMIT not in outcomes[0].actions


@with_jobs(*thrice(record_output={"type": "oss", "bucket": ""}))
def test_bucket_and_endpoint_may_be_left_out(outcomes):
    assert_planned_done_and_left(outcomes)
    assert outcomes[1].jobs[0]["RecordOutput"] == {"Type": "oss"}


@with_jobs(
    studio(state="recording"),
    added=[job("running", "started", 1), *(job(f"later-{day}", "paused", day) for day in range(2, 12))],
    page_size_max=3,
)
def test_an_old_job_that_runs_is_seen_among_many_that_do_not(outcome):
    assert outcome.changed is False
    assert outcome.result["live_record_job"]["job_id"] == "running"


# Ways to run


def test_module_defaults_of_the_action_group_reach_every_module(ansible, fresh):
    modules = {
        "ice_live_record_job": STUDIO,
        "ice_live_record_template": {"name": "x", "state": "absent"},
        "ice_live_record_template_info": {},
        "ice_live_record_file": {"record_ids": ["x"]},
        "ice_live_record_file_info": {},
        MODULE.rpartition(".")[2]: {},
    }
    tasks = [
        {"name": name, f"mediaops.alicloud.{name}": options, "ignore_errors": True} for name, options in modules.items()
    ]
    defaults = {"group/mediaops.alicloud.ice": {"region": "Nowhere!"}}
    run = ansible.playbook([{"module_defaults": defaults, "tasks": tasks}])
    for name in modules:
        assert "'Nowhere!' is not a region id" in run.of(name)[0].msg
