# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator in the background: started and stopped by its folder, and nothing but what that folder has started."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import ControlClient, Emulator, background

PROGRAM = Path(background.__file__).parent


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "my emulator"
    yield path
    background.main(["stop", "--directory", str(path)])


@pytest.fixture
def command(folder, capsys):
    """Runs a command for the folder; what it prints. It must succeed, or fail with this message."""

    def run(*arguments, fails=None):
        code = background.main([arguments[0], "--directory", str(folder), *arguments[1:]])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        if fails is not None:
            assert (code, said.out) == (1, "")
            assert len(said.err.splitlines()) == 1
            assert fails in said.err
            return None
        assert code == 0, said.err
        result = json.loads(said.out)
        if "variables_file" in result:
            result |= json.loads(Path(result["variables_file"]).read_text())
        return result

    return run


def control(state):
    own = state["ice_emulator"]
    return ControlClient(own["endpoint"], Path(own["token_file"]).read_text())


def test_started_twice_and_stopped_twice(folder, command):
    first = command("start", "--port", "0", "--jobs", "7")
    again = command("start", "--port", "0", "--jobs", "7")
    would = command("start", "--port", "0", "--jobs", "7", "--check")
    assert (first.pop("changed"), again.pop("changed"), would["changed"]) == (True, False, False)
    assert again == first
    assert first["variables_file"] == str(folder / "emulator.json")
    assert control(first).health()["jobs"] == 7
    env_file = Path(first["ice_emulator"]["env_file"])
    token = Path(first["ice_emulator"]["token_file"]).read_text()
    for file in (env_file, *folder.iterdir()):
        assert file.stat().st_mode & 0o077 == 0 or file.name == "lock", file
    assert folder.stat().st_mode & 0o077 == 0
    exported = subprocess.run(
        ["sh", "-c", f". '{env_file}'; env"], capture_output=True, text=True, check=True, env={}
    ).stdout.splitlines()
    wanted = {**first["ice_emulator_environment"], "ICE_EMULATOR_CONTROL_TOKEN": token}
    assert {f"{name}={value}" for name, value in wanted.items()} <= set(exported)
    assert token not in (folder / "emulator.log").read_text() + (folder / "ready.json").read_text() + json.dumps(first)
    assert command("stop", "--check") == {"changed": True}
    assert command("stop") == {"changed": True}
    assert command("stop") == command("stop", "--check") == {"changed": False}
    assert command("start", "--check", "--port", "0") == {"changed": True}
    assert {file.name for file in folder.iterdir()} == {"lock", "emulator.log"}
    assert not background._exists(first["ice_emulator"]["pid"])


def test_two_that_start_at_the_same_time_start_one(folder):
    program = [sys.executable, "-m", "ansible_collections.mediaops.alicloud.tests.emulator", "start"]
    started = [
        subprocess.Popen([*program, "--directory", str(folder), "--port", "0"], stdout=subprocess.PIPE)
        for _number in range(2)
    ]
    first, second = (json.loads(process.communicate(timeout=30)[0]) for process in started)
    assert first["pid"] == second["pid"]
    assert {first["changed"], second["changed"]} == {True, False}


def test_other_options_make_another_emulator(folder, command):
    first = command("start", "--port", "0")
    second = command("start", "--port", "0", "--regions", "cn-shanghai,cn-beijing")
    assert second["changed"]
    assert second["ice_emulator"]["regions"] == ["cn-shanghai", "cn-beijing"]
    assert not background._exists(first["ice_emulator"]["pid"])


def test_one_that_died_is_started_again(folder, command):
    first = command("start", "--port", "0")
    os.kill(first["ice_emulator"]["pid"], signal.SIGKILL)
    second = command("start", "--port", "0")
    assert second["changed"]
    assert second["ice_emulator"]["pid"] != first["ice_emulator"]["pid"]
    os.kill(second["ice_emulator"]["pid"], signal.SIGKILL)
    assert command("stop") == {"changed": False}
    assert not Path(second["ice_emulator"]["env_file"]).exists()


@pytest.mark.parametrize("theirs", ["process", "emulator"])
def test_nothing_else_is_stopped(folder, command, theirs):
    """The process id, or id and port, belong to another program by now."""
    with Emulator() as other, subprocess.Popen(["sleep", "60"]) as sleeping:
        folder.mkdir()
        (folder / "control.token").write_text("the token of before")
        pid = other.pid if theirs == "emulator" else sleeping.pid
        own = {"pid": pid, "endpoint": other.endpoint, "env_file": str(folder / "emulator.env"), "made_from": ""}
        (folder / "emulator.json").write_text(json.dumps({"ice_emulator": own}))
        assert command("stop") == {"changed": False}
        assert sleeping.poll() is None
        assert other.health()["pid"] == other.pid
        sleeping.kill()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"ice_emulator": null}', "\x00"])
def test_a_state_that_makes_no_sense_is_none(folder, command, content):
    folder.mkdir()
    (folder / "emulator.json").write_text(content)
    assert command("stop") == {"changed": False}


def test_one_that_hangs_is_told(folder, command, monkeypatch):
    pid = command("start", "--port", "0")["ice_emulator"]["pid"]
    os.kill(pid, signal.SIGSTOP)
    monkeypatch.setattr(background, "_ANSWER_TIMEOUT_S", 0.2)
    command("stop", fails=f"process {pid}, does not answer")
    os.kill(pid, signal.SIGCONT)
    monkeypatch.undo()


def test_a_start_that_fails_says_why(folder, command, tmp_path, monkeypatch):
    with Emulator() as other:
        command("start", "--port", other.endpoint.rpartition(":")[2], fails="give another --port, 0 takes any free one")
    command("start", "--prot", "0", fails="unrecognized arguments: --prot 0")
    command("start", "--scenario", str(tmp_path / "none.json"), fails="none.json: No such file")
    scenario = tmp_path / "scenario.json"
    scenario.write_text('{"jobs": [{"name": "a"}, {"title": "b"}]}')
    command("start", "--port", "0", "--scenario", str(scenario), fails="scenario: jobs[1]: unknown job field 'title'")
    scenario.write_text("{")
    command("start", "--port", "0", "--scenario", str(scenario), fails="scenario.json is no scenario")
    command("start", "--env-file", str(tmp_path / "none" / "x"), "--port", "0", fails="No such file")
    monkeypatch.setenv("ICE_EMULATOR_CONTROL_TOKEN", "short")
    command("start", "--port", "0", fails="at least 16 characters")


def test_scenario_env_file_and_token_of_the_environment(folder, command, tmp_path, monkeypatch):
    scenario = tmp_path / "scenario.json"
    scenario.write_text('{"jobs": [{"name": "studio-1", "status": "paused"}]}')
    env_file = tmp_path / "here.env"
    monkeypatch.setenv("ICE_EMULATOR_CONTROL_TOKEN", "token-of-the-environment")
    arguments = ["start", "--port", "0", "--scenario", str(scenario), "--env-file", str(env_file)]
    state = command(*arguments)
    (job,) = control(state).jobs()
    assert (job["Name"], job["Status"]) == ("studio-1", "paused")
    assert "token-of-the-environment" in env_file.read_text()
    assert not command(*arguments)["changed"]
    scenario.write_text('{"jobs": []}')
    assert command(*arguments)["changed"]
    command("stop")
    assert not env_file.exists()


def test_alive(capsys):
    with Emulator() as emulator:
        assert background.main(["alive", "--endpoint", emulator.endpoint]) == 0
    assert json.loads(capsys.readouterr().out) == {"status": "ok"}
    assert background.main(["alive", "--endpoint", emulator.endpoint]) == 1
    assert f"no emulator answers at {emulator.endpoint}" in capsys.readouterr().err


def test_ends_after_its_lifetime():
    done = subprocess.run(
        [sys.executable, "-m", "ansible_collections.mediaops.alicloud.tests.emulator", "--port=0", "--lifetime-s=0.1"],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert done.returncode == 0
    assert json.loads(done.stdout)["jobs"] == 0


def test_by_its_path_in_a_folder_of_collections(tmp_path):
    """No PYTHONPATH, no current folder that helps; and the folder's own modules are not taken for others."""
    namespace = tmp_path / "ansible_collections" / "mediaops"
    namespace.mkdir(parents=True)
    (namespace / "alicloud").symlink_to(PROGRAM.parents[1])
    program = [sys.executable, str(namespace / "alicloud" / "tests" / "emulator")]
    environment = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path.endswith("site-packages"))}
    done = subprocess.run(
        [program[0], "-S", program[1], "--port=0", "--lifetime-s=0.1"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    elsewhere = tmp_path / "emulator"
    elsewhere.mkdir()
    shutil.copy(PROGRAM / "__main__.py", elsewhere)
    for where, words in ((program[1], "pip install -r"), (elsewhere, "is in no folder ansible_collections")):
        without = subprocess.run([program[0], "-S", where], env={}, capture_output=True, text=True, check=False)
        assert without.returncode == 2
        assert words in without.stderr
        assert len(without.stderr.splitlines()) == 1
