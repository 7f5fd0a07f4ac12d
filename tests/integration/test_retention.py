# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recorded files that are old enough are deleted, by real runs of the module and the role; and what went is known."""

from __future__ import annotations

import json
import re
import resource
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import Emulator
from ansible_collections.mediaops.alicloud.tests.integration.module_runs import (
    run_module,
    start_module,
    wait_for_request,
)
from ansible_collections.mediaops.alicloud.tests.integration.test_roles import role

DAY = 86_400
MODULE = "ice_live_record_retention"
ROLE = "mediaops.alicloud.live_record_retention"
DELETE = "DeleteLiveRecordFiles"
LIST = "ListLiveRecordFiles"


def at(days_ago: float) -> str:
    return datetime.fromtimestamp(time.time() - days_ago * DAY, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def record(emulator: Emulator, name: str, ages: list[float], **more: Any) -> list[str]:
    """A channel with a file of ten minutes for each of these ages in days. :returns: the ids of the files"""
    job = emulator.add_job(name=name, stream_url=f"rtmp://a.example/{name}", create_time=at(max(ages) + 1), **more)
    return [
        emulator.add_file(
            job_id=job["JobId"],
            format="mp4",
            start_time=at(age + 600 / DAY),
            end_time=at(age),
            record_id=f"{name}-{age}",
        )["RecordId"]
        for age in ages
    ]


def left(emulator: Emulator) -> set[str]:
    return {file["RecordId"] for file in emulator.files()}


def events(log: Path) -> list[tuple[str, str]]:
    return [(record["event"], record["record_id"]) for record in map(json.loads, log.read_text().splitlines())]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log" / "deleted.jsonl"


def options(log: Path, **more: Any) -> dict[str, Any]:
    return {"keep_days": 10, "max_share": 1, "log": str(log), **more}


def test_old_files_go_and_the_last_and_what_is_held_stay(ansible, fresh, log):
    old = record(fresh, "a", [30, 29, 28, 5])
    record(fresh, "silent", [40, 39])
    record(fresh, "trial", [50, 49, 48])
    hold = [{"where": "job_name == 'trial'", "reason": "legal"}, {"where": "job_name == 'no'", "reason": "unused"}]
    everything = left(fresh)
    planned = run_module(ansible, MODULE, options(log, hold=hold), check=True)
    assert (left(fresh), log.exists()) == (everything, False)
    done = run_module(ansible, MODULE, options(log, hold=hold))
    assert everything - left(fresh) == {*old[:3], "silent-40"}
    assert done["changed"] is planned["changed"] is True
    assert done["counts"] == {
        "files": 9, "young": 1, "held": 3, "not_meant": 0, "kept_last": 1, "due": 4, "deleted": 4, "absent": 0,
        "failed": 0, "postponed": 0,
    }  # fmt: skip
    assert done["holds"] == [{"reason": "legal", "files": 3}, {"reason": "unused", "files": 0}]
    assert "The hold 'unused' holds no file." in done["lines"]
    by_day = {row["name"]: [(day["day"], day["files"]) for day in row["days"]] for row in done["recordings"]}
    assert by_day == {"a": [(at(age)[:10], 1) for age in (30, 29, 28)], "silent": [(at(40)[:10], 1)]}
    for name in ("counts", "recordings", "diff"):
        assert planned[name] == done[name]
    assert [line.replace("would be deleted", "deleted") for line in planned["lines"]] == done["lines"]
    assert events(log) == [
        *(("deleting", each) for each in ("silent-40", *old[:3])),
        *(("deleted", each) for each in ("silent-40", *old[:3])),
    ]
    again = run_module(ansible, MODULE, options(log, hold=hold))
    assert (again["changed"], len(events(log))) == (False, 8)


def test_never_more_than_the_limits(ansible, fresh, log):
    record(fresh, "a", [40 - number / 10 for number in range(30)])
    done = run_module(ansible, MODULE, options(log, max_deletions=25, keep_last=0))
    assert (done["counts"]["deleted"], done["counts"]["postponed"], len(left(fresh))) == (25, 5, 5)
    assert left(fresh) == {f"a-{40 - number / 10}" for number in range(25, 30)}
    assert "max_deletions is 25" in done["lines"][-1]
    none = run_module(ansible, MODULE, {**options(log, keep_last=0), "max_share": 0.19})
    assert (none["counts"]["deleted"], none["counts"]["postponed"]) == (0, 5)
    assert "max_share is 0.19 of 5." in none["lines"][-1]
    assert len([each for each in fresh.requests() if each.action == DELETE]) == 2


def test_nothing_goes_that_is_not_clear(ansible, fresh, log):
    record(fresh, "a", [30, 29, 28])
    everything = left(fresh)
    for more, message in [
        ({"hold": [{"where": "job_nmae == 'a'", "reason": "x"}]}, "hold, entry 1.where is invalid"),
        ({"hold": [{"where": "job_name == a", "reason": "x"}]}, "hold, entry 1.where is invalid"),
        ({"hold": [{"where": "job_name == 'a'"}]}, "reason is missing"),
        ({"hold": [{"where": "length(width) > `1`", "reason": "x"}]}, "hold, entry 1.where"),
        ({"where": "format == 'mp5'"}, "where is invalid"),
        ({"keep_days": 0}, "keep_days is 0"),
    ]:
        failed = run_module(ansible, MODULE, options(log, **more))
        assert failed["failed"]
        assert message in failed["msg"]
    fresh.set_faults(count_cap=2, order_within_second="anew", count_of_page=True, ignore_parameters=["PageNo"])
    record(fresh, "b", [20 + number / 10_000 for number in range(70)])
    fresh.set_faults(ignore_parameters=["StartTime", "EndTime", "PageNo"])
    failed = run_module(ansible, MODULE, options(log))
    assert failed["failed"]
    assert "cannot be shown" in failed["msg"]
    assert everything <= left(fresh)
    assert [each for each in fresh.requests() if each.action == DELETE] == []


def test_a_region_that_cannot_be_read_keeps_all_others(ansible, log):
    with Emulator(regions=["cn-shanghai", "cn-beijing"]) as two:
        for region in two.endpoints:
            record_in(two, region)
        two.set_faults(region="cn-beijing", errors=[{"code": "Forbidden.RAM", "status": 403, "count": 100}])
        both = options(log, regions=list(two.endpoints), endpoints=two.endpoints, keep_last=0)
        assert "Forbidden" in run_module(ansible, MODULE, both)["error_code"]
        assert len(two.files()) == 2
        two.clear_faults()
        done = run_module(ansible, MODULE, both)
        assert [row["region"] for row in done["recordings"]] == ["cn-beijing", "cn-shanghai"]
        assert two.files() == []


def record_in(emulator: Emulator, region: str) -> None:
    job = emulator.add_job(create_time=at(31), region=region)
    emulator.add_file(job_id=job["JobId"], start_time=at(30), end_time=at(29.9), region=region)


def test_what_the_api_refuses_is_told_and_the_others_go(ansible, fresh, log):
    record(fresh, "a", [30, 29, 28])
    fresh.set_faults(undeletable_files=["a-30"])
    failed = run_module(ansible, MODULE, options(log, keep_last=0, remove_file=True))
    assert failed["failed"]
    assert "a-30 (AccessDenied" in failed["msg"]
    assert "oss:DeleteObject" in failed["msg"]
    assert str(log) in failed["msg"]
    assert failed["counts"]["deleted"] == 2
    assert left(fresh) == {"a-30"}
    assert Counter(event for event, _id in events(log)) == {"deleting": 3, "deleted": 2, "failed": 1}
    (sent,) = [each for each in fresh.requests() if each.action == DELETE]
    assert sent.parameters["RemoveFile"] == "true"


@pytest.mark.parametrize("processed", [True, False], ids=["after it was done", "before it was done"])
def test_killed_in_the_middle_it_goes_on_and_the_log_is_whole(ansible, fresh, log, processed):
    record(fresh, "a", [40 - number / 10 for number in range(45)])
    fresh.set_faults(stall={"count": 1, "skip": 1, "action": DELETE, "processed": processed})
    run = start_module(ansible, MODULE, options(log, keep_last=0))
    wait_for_second(fresh)
    run.process.kill()
    run.process.communicate()
    fresh.clear_faults()
    assert len(left(fresh)) == (5 if processed else 25)
    assert Counter(event for event, _id in events(log)) == {"deleting": 40, "deleted": 20}
    done = run_module(ansible, MODULE, options(log, keep_last=0))
    assert left(fresh) == set()
    assert len(done["finished_later"]) == (20 if processed else 0)
    deleted = Counter(each for event, each in events(log) if event == "deleted")
    assert set(deleted.values()) == {1}
    assert len(deleted) == 45
    still = [each for event, each in events(log) if event == "still_there"]
    assert len(still) == (0 if processed else 20)


def wait_for_second(emulator: Emulator) -> None:
    wait_for_request(emulator, DELETE)
    end = time.monotonic() + 60
    while sum(each.action == DELETE for each in emulator.requests()) < 2:
        assert time.monotonic() < end
        time.sleep(0.02)


def test_an_answer_that_is_lost_is_looked_for(ansible, fresh, log):
    record(fresh, "a", [30, 29, 28])
    fresh.set_faults(reset={"count": 1, "action": DELETE, "processed": True})
    done = run_module(ansible, MODULE, options(log, keep_last=0))
    assert (done["counts"]["deleted"], left(fresh)) == (3, set())
    assert len([each for each in fresh.requests() if each.action == DELETE]) == 1


def test_the_role(ansible, fresh, log):
    record(fresh, "a", [30, 29, 28, 1])
    record(fresh, "{{ 'was_' ~ 'evaluated' }}", [30, 29])
    given = {"keep_days": 10, "keep_last": 1, "max_share": 0.4, "log": str(log)}
    hold = [{"where": "starts_with(job_name, 'x-')", "reason": "later"}]
    shown = {"name": "summary", "ansible.builtin.debug": {"var": "live_record_retention_summary"}}
    play = {"tasks": [role(ROLE, **given, hold=hold), shown]}
    checked = ansible.playbook([play], "--check")
    assert checked.rc == 0, checked.output
    assert len(fresh.files()) == 6
    summary = checked.of("summary")[0].result["live_record_retention_summary"]
    assert (summary["check_mode"], summary["counts"]["deleted"], summary["counts"]["postponed"]) == (True, 2, 2)
    run = ansible.playbook([play])
    assert run.rc == 0, run.output
    assert len(fresh.files()) == 4
    assert "was_evaluated" not in run.output
    assert re.search(r"a \(cn-shanghai\), \S+: 1 file deleted", run.output)
    fresh.set_faults(undeletable_files=[*left(fresh)])
    failed = ansible.playbook([{"tasks": [role(ROLE, **{**given, "max_share": 1})]}])
    assert failed.rc == 2
    (end,) = failed.of(f"{ROLE} : Fail if something could not be done")
    assert "2 of 2 files that were tried are not deleted" in end.msg
    wrong = ansible.playbook([{"tasks": [role(ROLE, log=str(log))]}])
    assert wrong.rc == 2
    assert "live_record_retention_keep_days" in wrong.output


def test_the_role_refuses_what_would_delete_more_than_was_meant(ansible, fresh, log):
    """The region of the role's modules, which would be the default one; and yes, which Ansible takes for all files."""
    record(fresh, "a", [30, 29, 28, 5])
    everything = left(fresh)
    wrong = {"region": "cn-beijing", "endpoint": "http://127.0.0.1:1", "max_share": True}
    tasks = [
        {
            "block": [role(ROLE, **{**options(log), name: value})],
            "rescue": [{"name": name, "ansible.builtin.debug": {"msg": "{{ ansible_failed_result.msg }}"}}],
        }
        for name, value in wrong.items()
    ]
    run = ansible.playbook([{"tasks": tasks}])
    said = {name: run.of(name)[0].msg for name in wrong if run.of(name)}
    assert "live_record_retention_region is no parameter of this role" in said["region"]
    assert "live_record_retention_endpoint is no parameter of this role" in said["endpoint"]
    assert "live_record_retention_max_share is True; write a number above 0, and 1 at most" in said["max_share"]
    assert left(fresh) == everything


def test_what_became_of_a_file_is_not_said_before_it_is_known(ansible, fresh, log):
    """The answer is lost, and so is the look afterwards. Whatever became of the files, the next run writes it down."""
    old = record(fresh, "a", [30, 29, 28])
    fresh.set_faults(stall={"count": 1, "action": DELETE, "processed": True, "seconds": 60})
    run = start_module(ansible, MODULE, options(log, keep_last=0, timeout=2))
    wait_for_request(fresh, DELETE)
    fresh.set_faults(errors=[{"code": "Forbidden.RAM", "status": 403, "count": 100, "action": "ListLiveRecordFiles"}])
    failed = run.result()
    assert failed["failed"]
    assert "a-30 (Not known to be deleted.)" in failed["msg"]
    assert left(fresh) == set()
    assert [event for event, _id in events(log)] == ["deleting"] * 3
    fresh.clear_faults()
    done = run_module(ansible, MODULE, options(log, keep_last=0))
    assert done["finished_later"] == old
    assert events(log)[3:] == [("deleted", each) for each in old]


@pytest.mark.parametrize(
    ("faults", "where"),
    [
        ({"omit_fields": ["JobName"]}, "job_name == 'trial'"),
        ({"null_fields": ["JobName"]}, "starts_with(job_name, 'tri')"),
        ({"null_fields": ["StreamUrl"]}, "ends_with(stream_url, '/trial')"),
    ],
)
def test_a_hold_holds_files_of_which_the_list_does_not_say_what_their_job_is_called(ansible, fresh, log, faults, where):
    old = record(fresh, "a", [30, 29])
    trial = record(fresh, "trial", [30, 29])
    fresh.set_faults(**faults)
    done = run_module(ansible, MODULE, options(log, hold=[{"where": where, "reason": "legal"}], keep_last=1))
    assert left(fresh) == {old[1], *trial}
    assert done["holds"] == [{"reason": "legal", "files": 2}]
    assert [row["name"] for row in done["recordings"]] == ["a"]


def test_files_that_cannot_be_told_apart_from_those_that_are_held_stay(ansible, fresh, log):
    record(fresh, "a", [30, 29])
    everything = left(fresh)
    fresh.set_faults(null_fields=["Width"])
    hold = [{"where": "width == `3840`", "reason": "masters"}]
    done = run_module(ansible, MODULE, options(log, hold=hold, keep_last=0))
    assert (left(fresh), done["counts"]["held"], done["changed"]) == (everything, 2, False)
    assert "The hold 'masters' holds 2 files that lack what it names." in done["lines"]


def test_nothing_goes_if_the_list_does_not_say_whose_files_they_are(ansible, fresh, log):
    record(fresh, "a", [30, 29])
    everything = left(fresh)
    entry = {key: value for key, value in fresh.files()[0].items() if key not in ("Owner", "Region", "JobId")}
    fresh.set_faults(other_answer={"count": 99, "action": LIST, "body": {"Files": [entry], "TotalCount": "1"}})
    failed = run_module(ansible, MODULE, options(log, keep_last=0))
    assert failed["failed"]
    assert f"the server returns files without their job_id, as {entry['RecordId']}" in failed["msg"]
    assert left(fresh) == everything


def test_an_answer_with_something_else_in_it_is_no_crash(ansible, fresh, log):
    old = record(fresh, "a", [30, 29])
    entries = [5, None, ["x"], {"RecordId": 5, "Code": []}, {"RecordId": old[0], "Code": {"a": 1}}]
    answer = {"body": {"DeleteFileInfoList": entries}, "processed": True}
    fresh.set_faults(other_answer={"count": 1, "action": DELETE, **answer})
    done = run_module(ansible, MODULE, options(log, keep_last=0))
    assert (done["counts"]["deleted"], left(fresh)) == (2, set())
    record(fresh, "b", [30])
    fresh.set_faults(other_answer={"count": 1, "action": DELETE, "body": {"DeleteFileInfoList": {"a": 1}}})
    failed = run_module(ansible, MODULE, options(log, keep_last=0))
    assert "b-30 (DeleteLiveRecordFiles returned no result for it, and the list still shows it.)" in failed["msg"]


def test_what_somebody_else_has_deleted_is_not_said_to_be_deleted(ansible, fresh, log):
    old = record(fresh, "a", [30, 29, 28])
    gone = [{"RecordId": each, "Code": "FileNotFound", "Message": "?"} for each in old[:2]]
    answer = {"DeleteFileInfoList": [*gone, {"RecordId": old[2], "Code": "OK"}]}
    fresh.set_faults(other_answer={"count": 1, "action": DELETE, "body": answer})
    done = run_module(ansible, MODULE, options(log, keep_last=0))
    assert (done["counts"]["due"], done["counts"]["deleted"], done["counts"]["absent"]) == (3, 1, 2)
    assert done["lines"][0] == f"a (cn-shanghai), {at(28)[:10]}: 1 file deleted"
    assert "1 deleted, 2 gone already, 0 failed" in done["lines"][1]


def test_a_log_in_a_place_where_no_file_can_be(ansible, fresh, log):
    record(fresh, "a", [30, 29])
    failed = run_module(ansible, MODULE, options(log, keep_last=0) | {"log": "/proc/self/deleted.jsonl"})
    assert "/proc/self/.deleted.jsonl.lock cannot be used" in failed["msg"]
    assert len(left(fresh)) == 2


def test_a_log_that_is_full_in_the_middle_ends_the_run_and_what_went_is_told(ansible, fresh, log):
    old = record(fresh, "a", [40 - number / 10 for number in range(25)])
    fresh.set_faults(latency_ms=1000)
    # `make coverage` could not write what it measured either.
    run = start_module(ansible, MODULE, options(log, keep_last=0), env={"COVERAGE_PROCESS_START": None})
    wait_for_request(fresh, DELETE)
    size = log.stat().st_size
    resource.prlimit(run.process.pid, resource.RLIMIT_FSIZE, (size, size))
    failed = run.result()
    assert (failed["failed"], failed["changed"], failed["counts"]["deleted"]) == (True, True, 20)
    assert f"The log {log} cannot be written" in failed["msg"]
    assert left(fresh) == set(old[20:])
    fresh.clear_faults()
    done = run_module(ansible, MODULE, options(log, keep_last=0))
    assert (len(done["finished_later"]), done["counts"]["deleted"], left(fresh)) == (20, 5, set())
