# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks of callers of live_record_remediate that would end the role, reports that cannot be written, and older jobs."""

from __future__ import annotations

import json

import pytest

from ansible_collections.mediaops.alicloud.tests.integration.test_roles import (
    LONG_AGO,
    PAUSED,
    REMEDIATE,
    RULE,
    recap,
    refused,
    remediate,
    role,
)

UNREACHED = """
- name: Ask another machine
  ansible.builtin.ping:
  delegate_to: "{{ 'nowhere.invalid' if live_record_remediate_job.name == 'one' else 'localhost' }}"
  vars:
    ansible_connection: "{{ 'ssh' if live_record_remediate_job.name == 'one' else 'local' }}"
  register: answer
- name: Use the answer
  ansible.builtin.copy:
    content: ""
    dest: "FOLDER/{{ live_record_remediate_job.name }}"
    mode: "0600"
"""
UNNAMED = (
    "- ansible.builtin.command: 'false'\n  when: live_record_remediate_job.name == 'one'\n  any_errors_fatal: true\n"
)
REFUSED = {
    "yaml": ("- debug: {msg: x\n", "Ansible cannot load mine.yml"),
    "no list": ("debug:\n  msg: x\n", "must hold a list of tasks"),
    "no task": ("- debug\n", "entry 1 of mine.yml is not a task"),
    "no module": ("- nosuchmodule:\n", "nosuchmodule"),
    "no keyword": ("- name: x\n  debug:\n  whenn: true\n", "whenn"),
    "in a block": ("- block:\n    - rescue:\n        - nosuchmodule:\n      block: []\n", "nosuchmodule"),
    "end_play": ("- name: Leave\n  meta: end_play\n", "the task 'Leave' of mine.yml, meta: end_play"),
    "end_host": ("- block:\n    - ansible.builtin.meta: end_host\n", "task 1 of mine.yml, meta: end_host"),
    "end_role": ("- meta: end_role\n  when: false\n", "meta: end_role"),
    "included": ("- include_tasks: mine.yml\n- include_tasks: other.yml\n", "task 1 of other.yml, meta: end_batch"),
    "delegated": ("- name: Far\n  ping:\n  delegate_to: far\n", "the task 'Far' of mine.yml is delegated"),
    "in delegated": ("- block: [{ping: }]\n  delegate_to: '{{ far }}'\n", "has no register"),
}


def with_tasks(folder, text, **more):
    path = folder / "mine.yml"
    path.write_text(text.replace("FOLDER", str(folder)))
    return {**RULE, "actions": ["run_tasks"], "tasks_file": str(path), **more}


def add(emulator, *names):
    for number, name in enumerate(names, 1):
        emulator.add_job(name=name, status="paused", create_time=f"2026-02-{number:02}T00:00:00Z")


@pytest.mark.parametrize(
    ("tasks", "error"),
    [
        (UNREACHED, "nowhere.invalid"),
        (UNNAMED, "a task without a name (ansible.builtin.command): non-zero return code"),
    ],
    ids=["unreachable", "unnamed"],
)
def test_other_jobs_get_their_turn(ansible, fresh, tmp_path, tasks, error):
    add(fresh, "one", "two")
    play, report = remediate(tmp_path, [with_tasks(tmp_path, tasks)])
    run = ansible.playbook([play])
    assert run.rc == 2
    assert {job["name"]: job["outcome"] for job in report()["jobs"]} == {"one": "failed", "two": "handled"}
    assert error in report()["jobs"][0]["errors"][0]
    assert error in run.of(f"{REMEDIATE} : Fail if an action failed")[0].msg
    assert recap(run)["unreachable"] == 0
    if tasks == UNREACHED:
        assert [path.name for path in tmp_path.iterdir() if path.name in ("one", "two")] == ["two"]


def test_tasks_that_would_end_the_role_are_refused(ansible, fresh, tmp_path):
    add(fresh, "one")
    tasks = []
    for name, (text, _said) in REFUSED.items():
        folder = tmp_path / name
        folder.mkdir()
        (folder / "other.yml").write_text("- meta: end_batch\n")
        tasks.append(refused(name, [with_tasks(folder, text)]))
    run = ansible.playbook([{"tasks": tasks}])
    for name, (_text, said) in REFUSED.items():
        assert said in json.dumps(run.of(name)[0].result["msg"], ensure_ascii=False), name
    assert not [request for outcome in run.outcomes for request in outcome.requests]


def test_an_active_job_counts_however_old(ansible, fresh, tmp_path):
    for number, status in enumerate(["started", "initial"]):
        fresh.add_job(
            name=f"job {number}", status=status, create_time="2026-01-01T00:00:00Z", stream_url="rtmp://a.example/x"
        )
        fresh.add_job(name=f"job {number}", status="paused", create_time=LONG_AGO, stream_url="rtmp://a.example/x")
    fresh.add_job(name="job 2", status="paused", create_time=LONG_AGO)
    play, report = remediate(tmp_path, PAUSED, start_time="2026-01-15T00:00:00Z")
    run = ansible.playbook([play], "--check")
    assert run.rc == 0, run.output
    assert [job["name"] for job in report()["jobs"]] == ["job 2"]
    assert report()["counts"]["superseded"] == 2


def test_a_report_that_cannot_be_written_in_the_end(ansible, fresh, tmp_path):
    """As on a disk that is full by then."""
    add(fresh, "one")
    folder = tmp_path / "reports"
    folder.mkdir()
    rule = with_tasks(tmp_path, "- ansible.builtin.command: rm -r FOLDER/reports\n")
    play, _report = remediate(tmp_path, [rule], report=str(folder / "report.json"))
    run = ansible.playbook([play])
    assert run.rc == 2
    assert run.of(f"{REMEDIATE} : Show what was done")[0].result["msg"][0].startswith("1 of 1 job matched")
    said = run.of(f"{REMEDIATE} : Fail if an action failed")[0].msg
    assert said.startswith(f"The report {folder / 'report.json'} was not written: ")


def test_values_of_the_command_line(ansible, fresh):
    """All are text."""
    add(fresh, "one")
    values = {
        "max_changes": "0", "grace_period": "0s", "wait": "false", "wait_timeout": "5", "webhook_timeout": "3",
        "report_mode": "0600", "keyword": "one", "state_dir": "''", "regions": "''",
    }  # fmt: skip
    arguments = [part for name, value in values.items() for part in ("-e", f"live_record_remediate_{name}={value}")]
    shown = {"name": "show", "ansible.builtin.debug": {"msg": "{{ live_record_remediate_summary.counts }}"}}
    run = ansible.playbook([{"tasks": [role(REMEDIATE, rules=PAUSED), shown]}], *arguments)
    assert run.rc == 0, run.output
    assert run.of("show")[0].result["msg"]["postponed"] == 1


def test_values_that_are_far_too_large(ansible, fresh):
    add(fresh, "one")
    deep = "(" * 20000 + "name" + ")" * 20000
    tasks = [
        refused("deep", [{**RULE, "where": deep}]),
        refused("deep not", [{**RULE, "where": "!" * 20000 + "name"}]),
        refused("keyword", PAUSED, keyword="x" * 100_000),
    ]
    run = ansible.playbook([{"tasks": tasks}])
    for name, said in {"deep": "where", "deep not": "where", "keyword": "keyword"}.items():
        message = json.dumps(run.of(name)[0].result["msg"]).replace("x" * 100_000, "")  # what was asked for is repeated
        assert said in message
        assert "Traceback" not in message
        assert len(message) < 5000, (name, message[:2000])
