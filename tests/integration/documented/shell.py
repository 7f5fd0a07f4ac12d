# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a reader of the documentation types its commands."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path

from ansible_collections.mediaops.alicloud.tests.emulator import ControlClient
from ansible_collections.mediaops.alicloud.tests.emulator.control.control_token import TOKEN_VARIABLE, new_token
from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import Ansible

from .pages import CHECKOUT


class Shell:
    """A folder, its environment, and what the commands have started."""

    def __init__(self, ansible: Ansible, environment_of_two_regions: Mapping[str, str | None], folder: Path) -> None:
        self.ansible = ansible
        self.environment_of_two_regions = environment_of_two_regions
        self.folder = folder
        self._open = ExitStack()

    def __enter__(self) -> Shell:
        return self

    def __exit__(self, *error: object) -> None:
        self._open.close()

    def run(self, command: str, *, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> str:
        """What a command prints; it must succeed."""
        environment = {**self._environment(), **(env or {})}
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=cwd or self.folder, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @cached_property
    def archive(self) -> Path:
        """The archive that `make build` makes."""
        said = self.run("make -o setup build", cwd=CHECKOUT)
        return Path(said.rpartition(" at ")[2].strip())

    @cached_property
    def installed(self) -> Path:
        """A folder of collections with this one, installed from its archive."""
        folder = self.folder / "installed"
        # Ansible finds the checkout as installed already, since it is on the path of this Python: hence --force.
        command = f"ansible-galaxy collection install {shlex.quote(str(self.archive))} --force"
        self.run(command, env={"ANSIBLE_COLLECTIONS_PATH": str(folder)})
        return folder

    @cached_property
    def emulator(self) -> tuple[ControlClient, dict[str, str]]:
        """An emulator that the guide's command has started, and the variables that it said to export."""
        command = "make -o setup emulator ARGS='--jobs 5000 --env-file ~/ice-emulator.env --port 0'"
        return self.start_emulator(command, cwd=CHECKOUT)

    def start_emulator(self, command: str, cwd: Path | None = None) -> tuple[ControlClient, dict[str, str]]:
        """Start an emulator with a command that goes on until Ctrl-C; see :attr:`emulator`."""
        token = new_token()
        process = subprocess.Popen(
            ["sh", "-c", command],
            cwd=cwd or self.folder,
            env={**self._environment(), TOKEN_VARIABLE: token},
            start_new_session=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._open.callback(_end, process)
        assert process.stdout
        assert process.stderr
        endpoint = json.loads(process.stdout.readline())["endpoint"]
        exports: dict[str, str] = {}
        while len(exports) < 4:
            name, _equals, value = process.stderr.readline().strip().removeprefix("export ").partition("=")
            if value:
                exports[name] = value
        exports[TOKEN_VARIABLE] = token
        return ControlClient(endpoint, token), exports

    def _environment(self) -> dict[str, str]:
        # As if `make` had not started these tests; and the tools of .venv first.
        tools = f"{Path(sys.executable).parent}:"
        return {**self.ansible.environment(), "PATH": f"{tools}{self.ansible.environment()['PATH']}"}


def _end(process: subprocess.Popen[str]) -> None:
    """Ctrl-C, which goes to all processes of a terminal."""
    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=10)
