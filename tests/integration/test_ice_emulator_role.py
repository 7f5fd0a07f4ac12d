# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role ice_emulator: once where Ansible runs, whatever hosts the play has; and what it says if it cannot."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import background

from .ansible_runs import MODULE

ROLE = "mediaops.alicloud.ice_emulator"
WORK, VERDICT = f"{ROLE} : Have the emulator started or stopped", f"{ROLE} : Check that it did"
TOKEN = "token-that-nobody-shows"
SCENARIO = {
    "jobs": [
        {"name": "studio-1", "status": "paused", "create_time": "-2d"},
        {"name": "studio-2", "create_time": "-1d", "region": "cn-beijing"},
    ]
}


def include(name, **variables):
    return {
        "name": name,
        "ansible.builtin.include_role": {"name": ROLE},
        "vars": {f"ice_emulator_{key}": value for key, value in variables.items()},
    }


def failing(task):
    return {"block": [task], "rescue": [{"ansible.builtin.meta": "clear_host_errors"}], "name": "Fail, and go on"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("work") / "an emulator"
    yield path
    background.main(["stop", "--directory", str(path)])


@pytest.fixture(scope="module")
def run(ansible, emulator, folder):
    wanted = {"directory": str(folder), "regions": "cn-shanghai,cn-beijing", "scenario": "{{ scenario }}"}
    other = {"directory": f"{folder} of another"}
    ask = {MODULE: {"region": "{{ item.key }}", "endpoint": "{{ item.value }}"}, "loop": "{{ endpoints }}"}
    tasks = [
        include("Start", **wanted),
        {
            "name": "Ask it",
            **ask,
            "become": False,
            "environment": "{{ ice_emulator_environment }}",
            "vars": {"endpoints": "{{ ice_emulator.endpoints | dict2items }}"},
        },
        failing(include("Take a port that is taken", **other, port=int(emulator.endpoint.rpartition(":")[2]))),
        failing(include("Use a Python that is not there", **other, python="/nowhere/python")),
        failing(include("Mean another state", state="restarted")),
        include("Stop", **wanted, state="stopped"),
    ]
    # Nobody can become another user here: the role does not try.
    becoming = {"become": True, "vars": {"ansible_become_exe": "/bin/false"}}
    play = {"hosts": "first,second", "connection": "local", **becoming, "tasks": tasks}
    variables = {"scenario": SCENARIO, "ansible_python_interpreter": "{{ ansible_playbook_python }}"}
    environment = {"ICE_EMULATOR_CONTROL_TOKEN": TOKEN}
    return ansible.playbook([play], "-i", "first,second,", "-v", variables=variables, env=environment)


def test_it_runs_once_for_all_hosts(run):
    assert run.rc == 0, run.output
    works = [(outcome.host, outcome.result["changed"]) for outcome in run.of(WORK) if outcome.result["rc"] == 0]
    assert works == [("first", True), ("first", True)]


def test_each_host_has_its_facts(run):
    asked = run.of("Ask it")
    assert {outcome.host for outcome in asked} == {"first", "second"}
    for outcome in asked:
        names = [job["name"] for each in outcome.result["results"] for job in each["live_record_jobs"]]
        assert names == ["studio-1", "studio-2"]


def test_what_it_says_if_it_cannot(run):
    said = [outcome.msg for outcome in run.of(VERDICT) if outcome.failed]
    for words, message in zip(
        (
            "Address already in use; give another --port, 0 takes any free one",
            "/nowhere/python: ",
        ),
        said,
        strict=True,
    ):
        assert message.startswith("The ICE emulator could not be started.")
        assert words in message
    assert "value of ice_emulator_state must be one of: started, stopped, got: restarted" in run.output


def test_the_token_is_not_shown(run):
    assert TOKEN not in run.output + run.log + str(run.outcomes)


def test_check_mode_changes_nothing(ansible, folder):
    other = folder.with_name("checked")
    arguments = ["localhost", "-m", "include_role", "-a", f"name={ROLE}", "-e", f"ice_emulator_directory={other}"]
    run = ansible.command("ansible", *arguments, "--check")
    assert run.rc == 0, run.output
    assert '{"changed": true}' in run.stdout
    assert [file.name for file in other.iterdir()] == ["lock"]
