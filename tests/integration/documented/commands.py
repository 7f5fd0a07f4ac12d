# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands of README and guides: how each is run here, and what has to come of it.

Commands run as they are written, apart from what no test can do: fetch the collection from a server, take a fixed
port, or run all tests within a test.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import MODULE
from ansible_collections.mediaops.alicloud.tests.integration.emulator_state import bring_about
from ansible_collections.mediaops.alicloud.tests.rulebook_environment import NoRulebookError, rulebook_environment

from .expected import with_times
from .expected_of_texts import README as README_EXPECTED
from .pages import CHECKOUT, all_blocks
from .runs import write_inventory_of
from .shell import Shell

_EVENTS_GUIDE = "docs/docsite/rst/guide_events.rst"
_EMULATOR_GUIDE = "docs/docsite/rst/guide_emulator.rst"
_ENV_FILE = "~/ice-emulator.env"
_RULEBOOK = "mediaops.alicloud.remediate_paused"
_DOCUMENTED_ENDPOINT = "http://127.0.0.1:8787"


def _demo(shell: Shell, command: str) -> None:
    said = shell.run(command.replace("make ", "make -o setup "), cwd=CHECKOUT)
    assert re.search(r"\b\d{2,} of \d{3,} paused jobs needed a look; 2 of them are recorded again", said)
    assert re.search(r"The first of \d{2,} lines in \S", said)


def _demo_of_events(shell: Shell, command: str) -> None:
    try:
        rulebook_environment()
    except NoRulebookError as error:
        pytest.skip(f"no ansible-rulebook: {error}")
    said = shell.run(command.replace("make ", "make -o setup "), cwd=CHECKOUT)
    assert "2 of 2 recordings that had stopped are recorded again." in said


def _libraries_of_rulebooks(shell: Shell, command: str) -> None:
    needed = (CHECKOUT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    libraries = {line.replace(" ", "") for line in needed if not line.startswith("#")}
    assert set(shlex.split(command)[4:]) == {"ansible-rulebook", *libraries}


def _rulebook(shell: Shell, command: str) -> None:
    """test_rulebooks.py runs it; here its parts are looked at."""
    words = shlex.split(command)
    name = words[words.index("--rulebook") + 1].rpartition(".")[2]
    rulebook = (CHECKOUT / "extensions" / "eda" / "rulebooks" / f"{name}.yml").read_text(encoding="utf-8")
    (block,) = re.findall(r"    # vars\.yml\n((?:    .*\n)+)", (CHECKOUT / _EVENTS_GUIDE).read_text(encoding="utf-8"))
    for variable in yaml.safe_load(block):
        assert variable in rulebook
    assert words[words.index("-e") + 1] == "vars.yml"


def _builder(shell: Shell, command: str) -> None:
    environment = {**os.environ, "VENV": ".cache/environments/gates", "PINS": "requirements/gates.txt", "CORE": ""}
    subprocess.run([sys.executable, "tests/gates/environment.py"], cwd=CHECKOUT, env=environment, check=True)
    program, *arguments = shlex.split(command)
    arguments[-1] = str(shell.folder / arguments[-1])
    builder = CHECKOUT / ".cache" / "environments" / "gates" / "bin" / program
    done = subprocess.run([str(builder), *arguments], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Complete!" in done.stdout
    (recipe,) = [file.read_text(encoding="utf-8") for file in Path(arguments[-1]).glob("*file")]  # of podman or docker
    assert "JAVA_HOME" in recipe
    assert "mediaops.alicloud" in Path(arguments[-1], "_build", "requirements.yml").read_text(encoding="utf-8")


def _all_gates(shell: Shell, command: str) -> None:
    words = shell.run(command.replace("make ", "make -n "), cwd=CHECKOUT).split()
    gates = {gate for word in words for gate in word.split("+")}
    assert gates >= {
        "sanity",
        "ansible-lint",
        "types",
        "docs",
        "molecule",
        "unit",
        "conformance",
        "integration",
        "smoke",
    }


def _install(shell: Shell, command: str) -> None:
    assert command == "ansible-galaxy collection install mediaops.alicloud"  # as Shell.installed runs it, with a file
    page = shell.run(f"ansible-doc {MODULE}", env={"ANSIBLE_COLLECTIONS_PATH": str(shell.installed)})
    assert f"({shell.installed}/ansible_collections/mediaops/alicloud/plugins/" in page.splitlines()[0]


def _build(shell: Shell, command: str) -> None:
    assert command == "make build"  # as Shell.archive runs it
    assert shell.archive.parent == CHECKOUT / ".cache" / "build"


def _install_what_was_built(shell: Shell, command: str) -> None:
    assert shell.archive.match(command.rsplit(maxsplit=1)[-1])
    installed = shell.folder / "from a checkout"
    shell.run(f"{command} --force", cwd=CHECKOUT, env={"ANSIBLE_COLLECTIONS_PATH": str(installed)})
    assert (installed / "ansible_collections" / "mediaops" / "alicloud" / "MANIFEST.json").exists()


def _libraries(shell: Shell, command: str) -> None:
    needed = (CHECKOUT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert set(shlex.split(command)[4:]) == {line.replace(" ", "") for line in needed if not line.startswith("#")}
    said = shell.run(f"{command} --dry-run --no-index")
    assert said.count("already satisfied: httpx") == said.count("already satisfied: jmespath") == 1


def _graph(shell: Shell, command: str) -> None:
    bring_about(shell.ansible.emulator, with_times(README_EXPECTED.before))
    (block,) = [block for block in all_blocks() if block.page == "README.md" and block.file_name]
    write_inventory_of(block, shell.folder)
    name, *arguments = shlex.split(command)
    arguments = [str(shell.folder / each) if each == block.file_name else each for each in arguments]
    run = shell.ansible.command(name, *arguments, env=shell.environment_of_two_regions)
    assert run.rc == 0, run.output
    first, *hosts = run.stdout.splitlines()
    assert first == "@status_paused:"
    assert len(hosts) == 3


def _emulator_by_make(shell: Shell, command: str) -> None:
    # As Shell.emulator runs it, at a port that is free.
    assert command == f'make emulator ARGS="--jobs 5000 --env-file {_ENV_FILE}"'
    assert shell.emulator[0].health()["jobs"] == 5000


def _source(shell: Shell, command: str) -> None:
    exports = shell.emulator[1]
    shown = shell.run(f"{command}; env").splitlines()
    assert {f"{name}={value}" for name, value in exports.items()} <= set(shown)


def _your_playbook(shell: Shell, command: str) -> None:
    tasks = [
        {"mediaops.alicloud.ice_live_record_job_info": {"limit": 1, "start_time": "-25d"}, "register": "found"},
        {"ansible.builtin.debug": {"msg": "{{ found.total_count }} jobs"}},
    ]
    play = {"hosts": "localhost", "gather_facts": False, "tasks": tasks}
    (shell.folder / "your-playbook.yml").write_text(json.dumps([play]), encoding="utf-8")
    assert "5000 jobs" in shell.run(command, env=shell.emulator[1])


def _define_control(shell: Shell, command: str) -> None:
    assert command == _CONTROL


def _control(**faults: Any) -> Callable[[Shell, str], None]:
    def run(shell: Shell, command: str) -> None:
        if not shutil.which("curl"):
            pytest.skip("curl is not installed")
        emulator, exports = shell.emulator
        shell.run(f"{_CONTROL}\n{command}", env=exports)
        in_force = emulator.faults()["faults"]
        emulator.set_faults(**faults)
        assert in_force == emulator.faults()["faults"]

    return run


def _packages_of_the_emulator(shell: Shell, command: str) -> None:
    said = shell.run(f"{_installed_here(shell, command)} --dry-run --no-index")
    assert said.count("already satisfied: ") >= 3


def _emulator_of_an_installation(shell: Shell, command: str) -> None:
    here = _installed_here(shell, command).replace(_ENV_FILE, shlex.quote(str(shell.folder / "other.env")))
    started, _exports = shell.start_emulator(f"{here} --port 0")
    assert started.health()["jobs"] == 5000
    # The same with a Python that has no packages at all: test_guide_ci


def _installed_here(shell: Shell, command: str) -> str:
    assert "~/.ansible/collections/" in command
    return command.replace("~/.ansible/collections", shlex.quote(str(shell.installed)))


def _emulator_by_role(shell: Shell, command: str) -> None:
    """Started, seen to run, and stopped."""
    said = shell.run(command)
    assert "The ICE emulator answers at http://127.0.0.1:" in said
    assert '"changed": true' in said
    said = shell.run(f"{command} -e ice_emulator_state=stopped")
    assert '"changed": true' in said


def _emulator_by_path(shell: Shell, command: str) -> None:
    started, _exports = shell.start_emulator(f"{_installed_here(shell, command)} --port 0")
    assert started.health()["jobs"] == 1000


def _emulator_by_python(shell: Shell, command: str) -> None:
    started, _exports = shell.start_emulator(f"{command} --port 0")
    assert started.health()["jobs"] == 1000


_ROLE = "ansible localhost -m include_role -a name=mediaops.alicloud.ice_emulator"
_PROGRAM = "~/.ansible/collections/ansible_collections/mediaops/alicloud/tests/emulator"
_CONTROL = """control() { curl -sS -H "Authorization: Bearer $ICE_EMULATOR_CONTROL_TOKEN" "$@"; }"""
_FAULTS = "$ALIBABA_CLOUD_ICE_ENDPOINT/_emulator/faults"
_PUT = f"control -X PUT {_FAULTS} -d "
COMMANDS: Mapping[tuple[str, str], Callable[[Shell, str], None]] = {
    ("README.md", "make demo"): _demo,
    (_EVENTS_GUIDE, "make demo ARGS=--events"): _demo_of_events,
    (_EVENTS_GUIDE, 'python -m pip install ansible-rulebook "httpx>=0.25" "jmespath>=1.0"'): _libraries_of_rulebooks,
    (_EVENTS_GUIDE, "ansible-galaxy collection install mediaops.alicloud"): _install,
    (
        _EVENTS_GUIDE,
        f"ansible-rulebook --rulebook {_RULEBOOK} -i inventory -e vars.yml --persistence-id remediate",
    ): _rulebook,
    (
        _EVENTS_GUIDE,
        "ansible-builder create -f extensions/eda/decision-environment.yml --context context",
    ): _builder,
    ("README.md", "make test"): _all_gates,
    ("README.md", "ansible-galaxy collection install mediaops.alicloud"): _install,
    ("README.md", "make build"): _build,
    (
        "README.md",
        "ansible-galaxy collection install .cache/build/mediaops-alicloud-*.tar.gz",
    ): _install_what_was_built,
    ("README.md", 'python -m pip install "httpx>=0.25" "jmespath>=1.0"'): _libraries,
    ("README.md", "ansible-inventory -i studio.ice_live_record_jobs.yml --graph status_paused"): _graph,
    (_EMULATOR_GUIDE, f'make emulator ARGS="--jobs 5000 --env-file {_ENV_FILE}"'): _emulator_by_make,
    (_EMULATOR_GUIDE, f"python -m pip install -r {_PROGRAM}/requirements.txt"): _packages_of_the_emulator,
    (_EMULATOR_GUIDE, f"python {_PROGRAM} --jobs 5000 --env-file {_ENV_FILE}"): _emulator_of_an_installation,
    (_EMULATOR_GUIDE, f". {_ENV_FILE}"): _source,
    (_EMULATOR_GUIDE, "ansible-playbook your-playbook.yml"): _your_playbook,
    (_EMULATOR_GUIDE, _ROLE): _emulator_by_role,
    ("roles/ice_emulator/README.md", _ROLE): _emulator_by_role,
    (_EMULATOR_GUIDE, _CONTROL): _define_control,
    (_EMULATOR_GUIDE, f"""{_PUT}'{{"qps": 20, "latency_ms": 30}}'"""): _control(qps=20, latency_ms=30),
    (_EMULATOR_GUIDE, f"""{_PUT}'{{"reset": 3, "churn": {{"insert": 1}}}}'"""): _control(reset=3, churn={"insert": 1}),
    (_EMULATOR_GUIDE, f"""{_PUT}'{{"count_cap": 1000, "ignore_parameters": ["SortBy"]}}'"""): _control(
        count_cap=1000, ignore_parameters=["SortBy"]
    ),
    (_EMULATOR_GUIDE, f"control -X DELETE {_FAULTS}"): _control(),
    ("tests/emulator/README.md", f"python -m pip install -r {_PROGRAM}/requirements.txt"): _packages_of_the_emulator,
    ("tests/emulator/README.md", f"python {_PROGRAM} --jobs 1000"): _emulator_by_path,
    (
        "tests/emulator/README.md",
        "python -m ansible_collections.mediaops.alicloud.tests.emulator --jobs 1000",
    ): _emulator_by_python,
}
