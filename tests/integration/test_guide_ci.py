# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of the guide about CI, on a user's machine: with the collection's archive, and what the guide installs.

Everything runs as the guide has it, but the collection comes from an archive that is built here, and not from a server.
What no test can do is named: the actions of GitHub are not run, and there is nothing that runs containers.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
import yaml

from ansible_collections.mediaops.alicloud.tests.emulator import ControlClient, background, command_line

from .documented.pages import CHECKOUT, blocks_of
from .user_machine import UserMachine

PAGE = "docs/docsite/rst/guide_ci.rst"
GUIDE = (CHECKOUT / PAGE).read_text(encoding="utf-8")
BLOCKS = blocks_of(PAGE, GUIDE)
FILES = {block.text.splitlines()[0][2:]: block.text for block in BLOCKS if block.language in ("yaml", "python")}
COMMANDS = [line[2:] for block in BLOCKS if block.language == "console" for line in block.text.splitlines() if line]
FROM_A_SERVER = "ansible-galaxy collection install mediaops.alicloud"
PACKAGES, INSTALL, REQUIREMENTS, START, STOP = COMMANDS[:5]
COLLECTION = Path(".ansible/collections/ansible_collections/mediaops/alicloud")
EMULATOR = Path(".ansible/mediaops_alicloud/emulator")


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archive")
    galaxy = str(Path(sys.executable).with_name("ansible-galaxy"))
    build = [galaxy, "collection", "build", "--output-path", str(folder)]
    subprocess.run(build, cwd=CHECKOUT, check=True, capture_output=True)
    (found,) = folder.iterdir()
    return found


@pytest.fixture(scope="module")
def bare(archive, tmp_path_factory):
    """A machine that has Ansible and the collection, but not what the emulator needs."""
    assert INSTALL == FROM_A_SERVER
    machine = UserMachine(tmp_path_factory.mktemp("machine"), *shlex.split(PACKAGES)[4:], "pytest")
    done = machine.run(f"ansible-galaxy collection install {archive}")
    assert done.returncode == 0, done.stdout + done.stderr
    return machine


@pytest.fixture(scope="module")
def without_packages(bare):
    """What the commands of the guide say there."""
    return [bare.run(START), bare.run(f"python ~/{COLLECTION}/tests/emulator --port 0")]


@pytest.fixture(scope="module")
def machine(bare, without_packages):
    """The same machine, once all that the guide says is installed."""
    done = bare.run(REQUIREMENTS)
    assert done.returncode == 0, done.stderr
    yield bare
    bare.run(STOP)


@pytest.fixture
def project(machine, tmp_path):
    """A folder with the files of the guide."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def jobs(machine):
    own = json.loads((machine.home / EMULATOR / "emulator.json").read_text())["ice_emulator"]
    client = ControlClient(own["endpoint"], Path(own["token_file"]).read_text())
    return [job["Name"] for job in client.jobs()]


def succeed(machine, archive, script, project):
    assert "mediaops.alicloud" not in script.replace("mediaops.alicloud.ice_emulator", "") or FROM_A_SERVER in script
    done = machine.run(script.replace(FROM_A_SERVER, f"ansible-galaxy collection install {archive}"), cwd=project)
    assert done.returncode == 0, f"{script}\n{done.stdout}{done.stderr}"
    return done.stdout


# The archive


def test_the_archive_has_the_emulator_and_no_tests_of_the_collection(archive):
    with tarfile.open(archive) as opened:
        names = {member.name for member in opened if member.isfile()}
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    files = subprocess.run(listed, cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout.split()
    tracked = {name for name in files if (CHECKOUT / name).is_file()}
    used = ("plugins/", "roles/", "playbooks/", "docs/", "meta/", "tests/emulator/", "LICENSES/", "extensions/eda/")
    assert {name for name in tracked if name.startswith(used)} <= names
    of_tests = {name for name in names if name.startswith("tests/")}
    assert {name for name in of_tests if not name.startswith(("tests/emulator/", "tests/sanity/"))} == {
        "tests/config.yml"
    }
    ballast = (
        ".git",
        ".ci",
        ".dev",
        ".nox",
        "nox",
        "requirements/",
        "extensions/molecule/",
        "pyproject.toml",
        "Makefile",
    )
    assert not [name for name in names if name.startswith(ballast)]
    assert names - tracked == {"MANIFEST.json", "FILES.json"}


def test_what_the_emulator_needs_is_no_requirement_of_the_collection():
    """An execution environment is made from requirements.txt, and does not run the emulator."""

    def of(path):
        lines = (CHECKOUT / path).read_text(encoding="utf-8").splitlines()
        return {re.split(r"[\s<>=;]", line)[0] for line in lines if line and not line.startswith("#")}

    needed = of("tests/emulator/requirements.txt")
    assert needed == {"starlette", "uvicorn", "httptools"}
    assert needed & of("requirements.txt") == set()
    described = yaml.safe_load((CHECKOUT / "meta/execution-environment.yml").read_text(encoding="utf-8"))
    assert described["dependencies"]["python"] == "requirements.txt"
    assert needed <= of("requirements/dev.in")


# Without the packages


def test_role_and_program_name_what_is_missing(without_packages, bare):
    role, program = without_packages
    requirements = bare.home / COLLECTION / "tests" / "emulator" / "requirements.txt"
    for done, code, where in ((role, 2, role.stdout), (program, 2, program.stderr)):
        assert done.returncode == code
        assert "no module named starlette" in where
        assert f"-m pip install -r {requirements}" in where
        assert "Traceback" not in done.stdout + done.stderr
    assert "The ICE emulator could not be started." in role.stdout


@pytest.mark.parametrize("resolution", ["lowest-direct"])
def test_the_oldest_packages_that_are_allowed(tmp_path, resolution):
    requirements = CHECKOUT / "tests" / "emulator" / "requirements.txt"
    machine = UserMachine(tmp_path, "--requirements", str(requirements), resolution=resolution)
    collections = tmp_path / "collections" / "ansible_collections" / "mediaops"
    collections.mkdir(parents=True)
    (collections / "alicloud").symlink_to(CHECKOUT)
    program = shlex.quote(str(collections / "alicloud" / "tests" / "emulator"))
    done = machine.run(f"python {program} start --port 0 --jobs 3 && python {program} stop")
    assert done.returncode == 0, done.stderr


# The examples


def test_by_its_path(machine):
    done = machine.run(f"python ~/{COLLECTION}/tests/emulator --port 0 --jobs 20 --lifetime-s 0.1")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["jobs"] == 20


def test_github_actions(machine, archive, project):
    workflow = yaml.safe_load(FILES[".github/workflows/playbooks.yml"])
    assert workflow[True] == ["push", "pull_request"]  # YAML reads "on" as true, and GitHub knows
    (job,) = workflow["jobs"].values()
    assert job["runs-on"].startswith("ubuntu-")
    assert {step["uses"].split("@")[0] for step in job["steps"] if "uses" in step} == {
        "actions/checkout",
        "actions/setup-python",
    }
    assert {key for step in job["steps"] for key in step} <= {"uses", "with", "name", "run"}
    for step in job["steps"]:
        if "run" in step:
            succeed(machine, archive, step["run"], project)
    assert jobs(machine) == ["studio-1", "studio-1"]


def test_gitlab_ci(machine, archive, project):
    """Its commands are those of the example before, which has run them; but for the end."""
    (job,) = yaml.safe_load(FILES[".gitlab-ci.yml"]).values()
    assert set(job) == {"image", "variables", "before_script", "script", "after_script"}
    assert re.fullmatch(r"python:3\.\d+", job["image"])
    of_github = FILES[".github/workflows/playbooks.yml"].replace("run: ", "")
    assert {*job["before_script"], *job["script"]} <= {line.strip() for line in of_github.splitlines()}
    succeed(machine, archive, job["script"][0], project)
    pid = json.loads((machine.home / EMULATOR / "emulator.json").read_text())["ice_emulator"]["pid"]
    succeed(machine, archive, "\n".join(job["after_script"]), project)
    assert not background._exists(pid)
    assert not (machine.home / EMULATOR / "emulator.env").exists()


def test_molecule(machine, project):
    """With Molecule and Ansible of the development environment: a user's own would cost half a minute to install."""
    assert {"python -m pip install molecule", "molecule test"} <= set(COMMANDS)
    done = subprocess.run(
        [str(Path(sys.executable).with_name("molecule")), "test"],
        cwd=project,
        env={
            **machine.environment(),
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.defpath]),
            "ANSIBLE_COLLECTIONS_PATH": str(machine.home / COLLECTION.parents[2]),
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert "Installing" not in done.stdout


def test_pytest(machine, project):
    runs = [command for command in COMMANDS if "-m pytest" in command]
    assert "python -m pip install pytest" in COMMANDS
    assert re.search(r"^2 passed in ", machine.run(f"{runs[0]} -q", cwd=project).stdout, re.MULTILINE)
    (project / "conftest.py").unlink()
    said = machine.run(f"{runs[1]} --fixtures", cwd=project).stdout
    documented = re.findall(r"^   \* - ``(ice_\w+)``$", GUIDE, re.MULTILINE)
    assert len(documented) == 4
    for fixture in documented:
        assert re.search(rf"^{fixture}\b", said, re.MULTILINE), said


# The container


def instructions():
    """Of the Containerfile, each a word and the rest of its line."""
    text = (CHECKOUT / "tests" / "emulator" / "Containerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [line.split(maxsplit=1) for line in "\n".join(lines).replace("\\\n", "").splitlines()]


def test_containerfile(machine, tmp_path, monkeypatch):
    """Its files, its program and its health check, in a folder instead of a container."""
    found = instructions()
    names = [name for name, _rest in found]
    assert names[0] == "FROM"
    assert set(names) <= {"FROM", "COPY", "RUN", "USER", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK", "ENTRYPOINT"}
    assert names.index("USER") > max(place for place, name in enumerate(names) if name in ("COPY", "RUN"))
    by_name = dict(found)
    assert int(by_name["USER"].split(":")[0]) > 0
    root = tmp_path / "root"

    def here(path):
        return str(root) + path if path.startswith("/opt/") else path

    for _name, rest in (each for each in found if each[0] == "COPY"):
        source, target = rest.split()
        copy = shutil.copytree if (CHECKOUT / "tests" / "emulator" / source).is_dir() else shutil.copy
        Path(here(target)).parent.mkdir(parents=True, exist_ok=True)
        copy(CHECKOUT / "tests" / "emulator" / source, here(target))
    install = " ".join(map(here, shlex.split(by_name["RUN"])))
    assert machine.run(f"{install} --no-index").returncode == 0  # all is there already
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    entrypoint = [*map(here, json.loads(by_name["ENTRYPOINT"])), "--port", str(port), "--jobs", "500"]
    options, check = by_name["HEALTHCHECK"].split("CMD ")
    assert re.fullmatch(r"(--(interval|timeout|start-period|retries)=\w+\s+)+", options)
    health = shlex.join([*map(here, json.loads(check)), "--endpoint", f"http://127.0.0.1:{port}"])
    assert machine.run(health).returncode == 1
    token = "token-of-the-containers-user"
    with subprocess.Popen(
        [str(machine.bin / entrypoint[0]), *entrypoint[1:]],
        env=machine.environment(ICE_EMULATOR_CONTROL_TOKEN=token),
        cwd="/",
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        process.stdout.readline()
        assert machine.run(health).returncode == 0
        assert ControlClient(f"http://127.0.0.1:{port}", token).health()["jobs"] == 500
        process.terminate()
        assert token not in "".join(process.communicate(timeout=10))
    assert process.returncode == 0
    assert int(by_name["EXPOSE"]) == command_line._parser().get_default("port")


def test_commands_of_containers():
    build, run = (shlex.split(command) for command in COMMANDS if command.startswith("podman"))
    folder = build[-1].removeprefix("~/")
    assert (CHECKOUT / Path(folder).relative_to(COLLECTION) / "Containerfile").exists()
    image = build[build.index("-t") + 1]
    command_line._parser().parse_args(run[run.index(image) + 1 :])
    comments = (CHECKOUT / "tests" / "emulator" / "Containerfile").read_text(encoding="utf-8")
    assert f"podman build -t {image} tests/emulator" in comments


# That nothing is left out


def test_every_example_of_the_guide_is_used():
    assert set(FILES) == {
        "site.yml",
        "tasks/studio.yml",
        "emulator.yml",
        ".github/workflows/playbooks.yml",
        ".gitlab-ci.yml",
        *(f"molecule/default/{name}.yml" for name in ("molecule", "prepare", "converge", "verify", "destroy")),
        "conftest.py",
        "tests/test_site.py",
    }
    assert len(COMMANDS) == 12
