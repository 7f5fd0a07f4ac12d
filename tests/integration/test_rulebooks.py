# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Event-Driven Ansible for real: nothing is lost where the process is killed, and nothing that a name says is run."""

from __future__ import annotations

import json

import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import Emulator
from ansible_collections.mediaops.alicloud.tests.gates.pythons import find_python
from ansible_collections.mediaops.alicloud.tests.rulebook_environment import NoRulebookError, rulebook_environment

from .ansible_runs import assert_no_secrets
from .rulebooks import Rulebook, install_collection

SOURCE = "mediaops.alicloud.ice_live_record_jobs"
CORES = {"2.19.14": "3.11", "2.21.5": "3.13"}
HEADER = "#jinja2: variable_start_string:'<<', variable_end_string:'>>'\n"


def hostile(flag, begin="{{", end="}}"):
    """A template that makes a file, if anybody evaluates it."""
    return f"{begin} lookup('ansible.builtin.pipe', 'touch {flag}') {end}"


def environment(core="2.19.14"):
    python = find_python(CORES[core])
    if python is None:
        pytest.skip(f"ansible-core {core} needs Python {CORES[core]}, which is not on this machine")
    try:
        return rulebook_environment(core, python)
    except NoRulebookError as error:
        pytest.skip(f"no ansible-rulebook: {error}")


@pytest.fixture(scope="module")
def collections(tmp_path_factory):
    return install_collection(tmp_path_factory.mktemp("collections"))


@pytest.fixture
def emulator():
    with Emulator() as running:
        yield running


@pytest.fixture
def rulebook(collections, emulator, tmp_path):
    """Makes a rulebook; it is killed at the end, whatever happens."""
    made = []

    def make(name, *arguments, core="2.19.14", rules=None, **variables):
        if rules is not None:
            (tmp_path / name).write_text(rules, encoding="utf-8")
        made.append(Rulebook(environment(core), collections, emulator, tmp_path, name, *arguments, variables=variables))
        return made[-1]

    yield make
    for each in made:
        each.kill()


def by_job(events):
    return [event["live_record_job"]["job_id"] for event in events if "live_record_job" in event]


def submitted(emulator):
    return [request for request in emulator.requests() if request.action == "SubmitLiveRecordJob"]


def test_killed_in_the_middle_every_paused_recording_is_submitted_again_once(emulator, rulebook, tmp_path):
    flag = tmp_path / "flag"
    names = ["studio", hostile(flag), f"{HEADER}{hostile(flag, '<<', '>>')}", "$ANSIBLE_VAULT;1.1;AES256\n61"]
    emulator.set_streams(stream_arrives_after_s=0.1)
    jobs = [
        emulator.add_job(name=name, status="paused", stream_url=f"rtmp://example.com/live/{number}")["JobId"]
        for number, name in enumerate(names)
    ]
    run = rulebook(
        "mediaops.alicloud.remediate_paused",
        "--persistence-id",
        "remediate",
        remediate_where="`true`",
        remediate_interval=2,
        remediate_state_file=str(tmp_path / "paused.state"),
        drools_db_file_path=str(tmp_path / "h2" / "eda"),
    )
    run.start()
    run.wait_for(lambda: submitted(emulator))
    run.kill()
    before = run.events
    assert len(submitted(emulator)) < len(jobs)
    run.start()
    run.wait_for(lambda: {job["Name"] for job in emulator.jobs() if job["Status"] == "started"} == set(names))
    emulator.add_job(name="last", status="paused", stream_url="rtmp://example.com/live/last")
    run.wait_for(lambda: {job["Name"] for job in emulator.jobs() if job["Status"] == "started"} == {*names, "last"})
    assert len(submitted(emulator)) == len(emulator.jobs()) / 2 == len(jobs) + 1
    events = before + run.events
    ids = [event["meta"]["uuid"] for event in events]
    assert (
        len(set(by_job(events))) == len({e["meta"]["uuid"] for e in events if "live_record_job" in e}) == len(jobs) + 1
    )
    assert len(ids) - len(set(ids)) <= 1  # the one that was on its way
    assert not flag.exists()


OUTAGE = f"""
- name: Watch
  hosts: all
  sources:
    - name: jobs
      {SOURCE}:
        interval: 0.2
        max_retries: 0
        timeout: 5
  rules:
    - name: Nothing
      condition: event.nothing is defined
      action:
        none:
"""


def test_an_outage_of_ten_polls_is_two_events_and_the_source_lives_on(emulator, rulebook):
    run = rulebook("outage.yml", rules=OUTAGE)
    job = emulator.add_job(status="started")["JobId"]
    run.start()
    run.wait_for(lambda: by_job(run.events) == [job])
    emulator.set_faults(errors=[{"code": "InternalError", "status": 500, "message": "{{ broken }}", "count": 9999}])
    emulator.clear_requests()
    run.wait_for(lambda: len(emulator.requests()) >= 10)
    emulator.set_status(job, "paused")
    emulator.clear_faults()
    run.wait_for(lambda: len(by_job(run.events)) == 2)
    run.wait_for(lambda: run.events[-1]["change"]["type"] == "recovered")
    kinds = [event["change"]["type"] for event in run.events]
    assert kinds == ["started_anew", "created", "outage", "status_changed", "recovered"]
    outage = run.events[2]
    assert (outage["error"]["error_code"], outage["error"]["http_status"]) == ("InternalError", 500)
    assert outage["change"]["region"] == "cn-shanghai"
    assert "{{ broken" not in outage["error"]["message"]
    assert run.events[3]["change"]["from"] == "started"
    assert_no_secrets([run.output])


HOSTILE = f"""
- name: Inert
  hosts: all
  sources:
    - name: inert
      {SOURCE}:
        keyword: inert
  rules:
    - name: Show
      condition: event.live_record_job is defined
      action:
        run_playbook:
          name: show.yml
          extra_vars:
            shown: "{{{{ event.live_record_job.name }}}}"
            together: "{{{{ event.live_record_job.record_output.bucket }}}}{{{{ event.live_record_job.notify_url }}}}"
- name: Not inert
  hosts: all
  sources:
    - name: control
      {SOURCE}:
        keyword: control
        inert: false
  rules:
    - name: Show
      condition: event.live_record_job is defined
      action:
        run_playbook:
          name: show.yml
"""
SHOW = """
- hosts: localhost
  gather_facts: false
  vars:
    ansible_python_interpreter: "{{ ansible_playbook_python }}"
    job: "{{ ansible_eda.event.live_record_job }}"
  tasks:
    - ansible.builtin.debug:
        var: ansible_eda
    - ansible.builtin.copy:
        content: "{{ {'event': job, 'shown': shown | default(''), 'together': together | default('')} | to_json }}"
        dest: "{{ playbook_dir }}/RESULT"
        mode: "0644"
    - ansible.builtin.copy:
        remote_src: true
        src: "{{ playbook_dir }}/RESULT"
        dest: "RESULTS/{{ job.job_id }}"
        mode: "0644"
"""


@pytest.mark.parametrize("core", CORES)
def test_what_names_say_is_shown_and_never_run(emulator, rulebook, tmp_path, core):
    """With the same event that is not inert, the command is run: else this would prove nothing."""
    flag, control = tmp_path / "flag", tmp_path / "control"
    job = emulator.add_job(
        name=f"inert {hostile(flag)} {hostile(flag, '{%', '%}')} {{{{# {hostile(flag)}",
        status="paused",
        stream_url=f"rtmp://example.com/{hostile(flag)}",
        output_bucket="{",
        output_endpoint=f"{HEADER}{hostile(flag, '<<', '>>')}",
        notify_url=hostile(flag)[1:],
    )
    emulator.add_job(name=f"control {hostile(control)}", status="paused")
    (tmp_path / "results").mkdir()
    (tmp_path / "show.yml").write_text(SHOW.replace("RESULTS", str(tmp_path / "results")), encoding="utf-8")
    run = rulebook("hostile.yml", core=core, rules=HOSTILE)
    run.start()
    result = tmp_path / "results" / job["JobId"]
    run.wait_for(lambda: control.exists() and result.exists())
    assert not flag.exists()
    shown = json.loads(result.read_text(encoding="utf-8"))
    assert shown["event"]["name"] == shown["shown"] == job["Name"]
    assert shown["event"]["stream_input"]["url"] == job["StreamInput"]["Url"]
    assert shown["event"]["record_output"]["endpoint"] == job["RecordOutput"]["Endpoint"]
    assert shown["together"] == hostile(flag)


def test_an_argument_that_is_wrong_ends_the_rulebook_before_the_first_request(emulator, rulebook):
    run = rulebook("wrong.yml", rules=OUTAGE.replace("timeout: 5", "timeuot: 5"))
    run.start()
    assert run.wait() != 0
    assert "timeuot: there is no such argument. Did you mean timeout?" in run.output
    assert emulator.requests() == []
