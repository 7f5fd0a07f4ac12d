# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real runs of ansible-rulebook, with the collection as users install it, against an emulator of their own."""

from __future__ import annotations

import ast
import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from ansible_collections.mediaops.alicloud.tests.emulator import ADMIN, Emulator
from ansible_collections.mediaops.alicloud.tests.rulebook_environment import CHECKOUT, RulebookEnvironment

_WITHIN_S = 240.0
_EVENT = re.compile(
    r"^\*\* [^\n]*\[received event\][^\n]*\nRuleset: [^\n]*\nEvent:\n(.*?)\n\*{60,}$", re.DOTALL | re.MULTILINE
)
_INSTALLED = ("plugins", "extensions", "playbooks", "meta", "roles")


def install_collection(folder: Path) -> Path:
    """The collection as its archive has it. :returns: a folder for ANSIBLE_COLLECTIONS_PATH"""
    home = folder / "ansible_collections" / "mediaops" / "alicloud"
    home.mkdir(parents=True)
    for part in _INSTALLED:
        shutil.copytree(CHECKOUT / part, home / part, ignore=shutil.ignore_patterns("__pycache__"))
    manifest = yaml.safe_load((CHECKOUT / "galaxy.yml").read_text(encoding="utf-8"))
    info = {name: manifest[name] for name in ("namespace", "name", "version")}
    (home / "MANIFEST.json").write_text(json.dumps({"collection_info": info, "format": 1}))
    return folder


class Rulebook:
    """One rulebook, which can be started, killed and started again in the same folder.

    :param name: of a rulebook of the collection, or of a file in the folder
    """

    def __init__(
        self,
        environment: RulebookEnvironment,
        collections: Path,
        emulator: Emulator,
        folder: Path,
        name: str,
        *arguments: str,
        variables: Mapping[str, Any] | None = None,
    ) -> None:
        self._environment = environment
        self._collections = collections
        self._emulator = emulator
        self._folder = folder
        self._runs = 0
        self._process: subprocess.Popen[bytes] | None = None
        (folder / "home").mkdir(exist_ok=True)
        (folder / "inventory").write_text("localhost ansible_connection=local\n", encoding="utf-8")
        (folder / "vars.yml").write_text(yaml.safe_dump(dict(variables or {})), encoding="utf-8")
        self._command = [environment.program, "--rulebook", name, "-i", "inventory", "-e", "vars.yml", *arguments]

    def start(self) -> None:
        """Start it."""
        self._runs += 1
        with self._log.open("w") as log:
            self._process = subprocess.Popen(
                [*self._command, "--print-events"],
                cwd=self._folder,
                env=self._variables(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def kill(self) -> None:
        """End it and all that it has started, as a machine does that loses its power."""
        assert self._process is not None
        # Playbooks run in sessions of their own, and would wait for ever for a terminal that is gone.
        for process in [self._process.pid, *self._started()]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self._process.wait()

    def wait(self) -> int:
        """Wait for its end. :returns: its code"""
        assert self._process is not None
        return self._process.wait(_WITHIN_S)

    def wait_for(self, what: Callable[[], Any], *, for_s: float = _WITHIN_S) -> Any:
        """Wait until something is true. :returns: it"""
        assert self._process is not None
        end = time.monotonic() + for_s
        while not (found := what()):
            assert self._process.poll() is None, self.output
            assert time.monotonic() < end, self.output
            time.sleep(0.1)
        return found

    def _started(self) -> Iterator[int]:
        """All processes that have the home of this one."""
        mark = f"HOME={self._folder / 'home'}\0".encode()
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if mark in (process / "environ").read_bytes():
                    yield int(process.name)

    @property
    def output(self) -> str:
        """All that the last run has written so far."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    @property
    def events(self) -> list[dict[str, Any]]:
        """The events that the last run has received."""
        return [ast.literal_eval(text) for text in _EVENT.findall(self.output)]

    @property
    def _log(self) -> Path:
        return self._folder / f"run-{self._runs}.log"

    def _variables(self) -> dict[str, str]:
        return {
            **self._environment.variables(),
            "HOME": str(self._folder / "home"),
            "PYTHONUNBUFFERED": "1",
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "ANSIBLE_COLLECTIONS_PATH": str(self._collections),
            "ANSIBLE_HOME": str(self._folder / "home" / ".ansible"),
            "ANSIBLE_LOCALHOST_WARNING": "false",
            "ANSIBLE_NOCOLOR": "true",
            "ALIBABA_CLOUD_ICE_ENDPOINT": self._emulator.endpoint,
            "ALIBABA_CLOUD_REGION_ID": self._emulator.region,
            "ALIBABA_CLOUD_ACCESS_KEY_ID": ADMIN.access_key_id,
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": ADMIN.access_key_secret,
        }
