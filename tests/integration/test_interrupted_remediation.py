# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of live_record_remediate that end early: the next one does what is left, and submits nothing twice."""

from __future__ import annotations

import json
import os
import stat
from collections import Counter

import yaml

from ansible_collections.mediaops.alicloud.tests.integration.test_roles import REMEDIATE, remediate, role
from ansible_collections.mediaops.alicloud.tests.integration.webhook import webhook

NOBODY_LISTENS = "http://127.0.0.1:1/"
# Where the run is ended: before a task, or after an item of one.
POINTS = [
    {"KILL_BEFORE": "Write down what is about to be done"},
    {"KILL_BEFORE": "Submit jobs again"},
    {"KILL_AFTER_ITEM": "Submit jobs again"},
    {"KILL_BEFORE": "Write down what is done"},
    {"KILL_BEFORE": "Run the caller's tasks"},
    {"KILL_BEFORE": "Keep a line"},
    {"KILL_BEFORE": "Do more"},
    {"KILL_BEFORE": "Write down what is done#2"},
    {"KILL_BEFORE": "Keep a line#2"},
    {"KILL_BEFORE": "Send notifications"},
    {"KILL_AFTER_ITEM": "Send notifications"},
    {"KILL_BEFORE": "Write down what is done#4"},
    {"KILL_BEFORE": "Sum up"},
    {"KILL_BEFORE": "Write the report"},
]
TASKS = """
- name: Keep a line
  ansible.builtin.shell: "printf '%s\\\\n' {{ live_record_remediate_job.name | quote }} >> FILE"
- name: Do more
  ansible.builtin.debug:
"""


def everything(url, folder):
    """A rule with all actions, whose tasks keep the names of jobs."""
    (folder / "mine.yml").write_text(TASKS.replace("FILE", str(folder / "ran")))
    rule = {"name": "paused", "where": "status == 'paused'", "actions": ["submit_again", "run_tasks", "notify"]}
    return {**rule, "webhook_url": url, "tasks_file": str(folder / "mine.yml")}


def add(emulator, name, day):
    emulator.add_job(
        name=name, status="paused", create_time=f"2026-02-{day:02}T00:00:00Z", stream_url=f"rtmp://a.example/{name}"
    )


def killed(ansible, play, **point):
    run = ansible.playbook([play], env=point, callback="killer")
    assert run.rc == -9, run.output
    return run


def names_of_new(emulator):
    return Counter(job["Name"] for job in emulator.jobs() if job["Status"] != "paused")


def lines(folder):
    return (folder / "ran").read_text().splitlines()


def owed(folder):
    """What the only journal of a folder says, line by line."""
    (journal,) = folder.glob("*.jsonl")
    return [json.loads(line) for line in journal.read_text().splitlines()]


def test_killed_between_all_steps(ansible, fresh, tmp_path):
    """Each run has two jobs of its own, and what the run before could not do."""
    # All of them take minutes. These are from three phases of the role: submission, the caller's tasks, the summary.
    points = POINTS if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else POINTS[2::5]
    fresh.set_streams(stream_arrives_after_s=0)
    with webhook() as (url, told):
        play, report = remediate(tmp_path, [everything(url, tmp_path)], max_changes=100)
        for number, point in enumerate(points):
            for letter in "ab":
                add(fresh, f"{number}{letter}", number + 1)
            killed(ansible, play, **point)
        run = ansible.playbook([play])
        assert run.rc == 0, run.output
        names = [f"{number}{letter}" for number in range(len(points)) for letter in "ab"]
        assert names_of_new(fresh) == Counter(names)
        assert sorted(set(lines(tmp_path))) == sorted(names)
        told_of = Counter(body["job"]["name"] for body in told)
        assert sorted(told_of) == sorted(names)
        new = {job["Name"]: job["JobId"] for job in fresh.jobs() if job["Status"] != "paused"}
        # Also where the run ended right after it had submitted the job.
        assert {(body["submitted"], body["error"]) for body in told} == {(True, None)}
        assert {body["job"]["name"]: body["new_job_id"] for body in told} == new
        # What was written down as done is not done again. A run may end between the tasks of a job and that line.
        assert max(told_of.values()) <= 3
        times = Counter(lines(tmp_path))
        assert max(times.values()) <= 3
        assert list(times.values()).count(1) >= len(names) - 2

        told.clear()
        ansible.playbook([play])
        assert report()["counts"]["matched"] == 0
        assert told == []
    assert owed(tmp_path / "state") == []


def test_what_failed_is_done_later(ansible, fresh, tmp_path):
    """A webhook that is down and tasks that fail; then the rule is true for no job any more."""
    add(fresh, "one", 1)
    fresh.set_streams(stream_arrives_after_s=0)
    rule = everything(NOBODY_LISTENS, tmp_path)
    (tmp_path / "mine.yml").write_text("- ansible.builtin.fail:\n    msg: not today\n")
    play, report = remediate(tmp_path, [rule])
    assert ansible.playbook([play]).rc == 2
    (job,) = report()["jobs"]
    assert "cannot be reached" in " ".join(job["errors"])
    assert "not today" in " ".join(job["errors"])
    state = tmp_path / "state"
    (journal,) = state.glob("*.jsonl")
    assert [stat.S_IMODE(path.stat().st_mode) for path in (state, journal)] == [0o700, 0o600]
    assert NOBODY_LISTENS not in journal.read_text()

    before = journal.read_bytes()
    with webhook() as (url, told):
        play, report = remediate(tmp_path, [{**everything(url, tmp_path), "where": "name == 'nobody'"}])
        checked = ansible.playbook([play], "--check")
        assert checked.rc == 0, checked.output
        assert [(job["name"], job["actions"]) for job in report()["jobs"]] == [("one", ["run_tasks", "notify"])]
        assert (told, journal.read_bytes()) == ([], before)
        run = ansible.playbook([play])
        assert run.rc == 0, run.output
        (again,) = report()["jobs"]
        assert (again["outcome"], again["new_job_id"]) == ("handled", job["new_job_id"])
        assert again["owed_since"]
        assert [(body["submitted"], body["new_job_id"]) for body in told] == [(True, job["new_job_id"])]
        assert lines(tmp_path) == ["one"]
        ansible.playbook([play])
        assert (len(told), report()["jobs"], lines(tmp_path)) == (1, [], ["one"])
    assert names_of_new(fresh) == {"one": 1}


def test_rules_that_were_removed(ansible, fresh, tmp_path):
    """What they owe is dropped, and said; unless another play promised it."""
    add(fresh, "one", 1)
    book = tmp_path / "site.yml"

    def run(rules, play_name="mine"):
        play, report = remediate(tmp_path, rules)
        common = {"name": play_name, "hosts": "localhost", "connection": "local", "gather_facts": False}
        book.write_text(yaml.safe_dump([{**common, **play}]))
        done = ansible.command("ansible-playbook", str(book))
        return done, report()

    tell = {"name": "tell", "where": "name == 'one'", "actions": ["notify"], "webhook_url": NOBODY_LISTENS}
    other = {"name": "other", "where": "name == 'nobody'", "actions": ["submit_again"]}
    assert run([tell])[0].rc == 2
    done, report = run([other], play_name="not mine")
    assert (done.rc, report["dropped"]) == (0, [])
    assert len(owed(tmp_path / "state")) == 1
    done, report = run([other])
    assert done.rc == 0, done.output
    assert [(each["name"], each["rule"], each["actions"]) for each in report["dropped"]] == [
        ("one", "tell", ["notify"])
    ]
    assert "dropped: one" in done.stdout
    done, report = run([other])
    assert report["dropped"] == []
    assert owed(tmp_path / "state") == []


def test_damaged_lines_are_reported_once(ansible, fresh, tmp_path):
    add(fresh, "one", 1)
    rule = {"name": "tell", "where": "name == 'one'", "actions": ["notify"], "webhook_url": NOBODY_LISTENS}
    play, report = remediate(tmp_path, [rule])
    assert ansible.playbook([play]).rc == 2
    (journal,) = (tmp_path / "state").glob("*.jsonl")
    with journal.open("ab") as file:
        file.write(b'{"promised": ["notify"], "job\n\x00\xff\n{"settled": []')
    with webhook() as (url, told):
        play, report = remediate(tmp_path, [{**rule, "webhook_url": url}])
        run = ansible.playbook([play])
        assert run.rc == 2
        assert "3 lines of the journal" in run.of(f"{REMEDIATE} : Fail if an action failed")[0].msg
        assert [job["owed_since"] is not None for job in report()["jobs"]] == [True]
        assert len(told) == 1
        assert len(journal.with_suffix(".damaged").read_bytes().splitlines()) == 3
        assert ansible.playbook([play]).rc == 0


def test_journals_that_cannot_be_used_end_the_role_before_anything_is_done(ansible, fresh, tmp_path):
    add(fresh, "one", 1)
    play, _report = remediate(tmp_path, [everything(NOBODY_LISTENS, tmp_path)])
    state = tmp_path / "state"
    state.mkdir()
    state.chmod(0o777)
    run = ansible.playbook([play])
    assert run.rc == 2
    assert f"Others may write to {state}" in run.stdout
    state.rmdir()
    state.write_text("")
    assert "cannot be made" in ansible.playbook([play]).stdout
    assert names_of_new(fresh) == {}
    assert not (tmp_path / "ran").exists()
    play, _report = remediate(tmp_path, [everything(NOBODY_LISTENS, tmp_path)], state_dir="")
    ansible.playbook([play])
    assert names_of_new(fresh) == {"one": 1}
    assert state.read_text() == ""


def test_the_default_folder_is_private_and_keeps_accounts_apart(ansible, fresh, tmp_path):
    add(fresh, "one", 1)
    rule = {"name": "tell", "where": "name == 'one'", "actions": ["notify"], "webhook_url": NOBODY_LISTENS}
    home = tmp_path / "home"
    home.mkdir()
    play = {"tasks": [role(REMEDIATE, rules=[rule])]}
    assert ansible.playbook([play], env={"HOME": str(home)}).rc == 2
    folder = home / ".ansible" / "mediaops_alicloud" / "remediation"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert len(owed(folder)) == 1
    other = {"ALIBABA_CLOUD_ACCESS_KEY_ID": "TestOnlyOtherId", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "TestOnlyOtherSecret"}
    ansible.playbook([play], env={"HOME": str(home), **other})
    journals = sorted(folder.glob("*.jsonl"))
    assert sorted(bool(journal.read_text()) for journal in journals) == [False, True]
