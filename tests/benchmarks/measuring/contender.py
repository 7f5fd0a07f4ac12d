# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The contenders: how each is started, and how its word is checked."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ansible_collections.mediaops.alicloud.tests.emulator import ADMIN, Emulator

from .measured_run import Run, WrongResultError, run
from .places import CACHE, COLLECTIONS, HERE
from .signing_ahead import signed_pages


@dataclass(frozen=True)
class Contender:
    """``take_turn`` is one run, whose word has been checked."""

    name: str
    take_turn: Callable[[], Run]


HOME = CACHE / "home"
_NO_SETTINGS = HOME / "ansible.cfg"


@dataclass(frozen=True)
class Starter:
    """Starts contenders, which all read one emulator; ``python`` is that of the lean environment."""

    emulator: Emulator
    python: Path

    def engine(self, name: str, jobs: int, **listing: Any) -> Contender:
        """This engine, with the options of its listing."""
        return Contender(name, lambda: self._script("engine.py", jobs, {"listing": listing}))

    def audit(self, name: str, jobs: int, **options: Any) -> Contender:
        """An audit by this engine."""
        return Contender(name, lambda: self._script("audit.py", jobs, {"audit": options}))

    def sdk_page_by_page(self, name: str, jobs: int) -> Contender:
        """The official SDK, page after page."""
        return Contender(name, lambda: self._script("sdk_page_by_page.py", jobs, {}))

    def sdk_threads(self, name: str, jobs: int) -> Contender:
        """The official SDK on 8 threads."""
        return Contender(name, lambda: self._script("sdk_threads.py", jobs, {}))

    def bare_httpx(self, name: str, jobs: int, **filters: str) -> Contender:
        """The floor. ``filters`` are the API's own parameters."""

        def take_turn() -> Run:
            HOME.mkdir(parents=True, exist_ok=True)
            file = HOME / "signed-requests.json"
            file.write_text(json.dumps(list(signed_pages(self.emulator.endpoint, jobs, filters))), encoding="utf-8")
            return self._script("bare_httpx.py", jobs, {"requests": str(file)})

        return Contender(name, take_turn)

    def coverage(self, name: str, files: int) -> Contender:
        """This engine, asked what all files cover."""
        return Contender(name, lambda: self._script("coverage.py", files, {}, noun="files"))

    def playbook(self, name: str, file_name: str, **variables: int) -> Contender:
        """A playbook, which checks by itself what it has; with the memory of all its processes."""
        playbook = Path(sys.executable).with_name("ansible-playbook")
        command = [str(playbook), str(HERE / "playbooks" / file_name), "-i", "localhost,"]
        command += ["-e", json.dumps({**variables, "ansible_python_interpreter": str(self.python)})]
        return Contender(name, lambda: self._run(command, whole_tree=True))

    def ansible(
        self,
        name: str,
        program: str,
        *arguments: str,
        check: Callable[[Run], None] | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> Contender:
        """A command of Ansible's, or ``python``, in the development environment, where Ansible is.

        :param check: raises WrongResultError where the run did not do what it was to do
        :param settings: environment variables
        """
        command = [str(Path(sys.executable).with_name(program)), *arguments]

        def take_turn() -> Run:
            done = self._run(command, settings=settings)
            if check:
                check(done)
            return done

        return Contender(name, take_turn)

    def _script(self, script: str, rows: int, task: Mapping[str, Any], noun: str = "jobs") -> Run:
        emulator = self.emulator
        whole_task = {
            "endpoint": emulator.endpoint,
            "region": emulator.region,
            "access_key_id": ADMIN.access_key_id,
            "access_key_secret": ADMIN.access_key_secret,
            **task,
        }
        done = self._run([str(self.python), str(HERE / "contenders" / script), json.dumps(whole_task)])
        if done.answer.get(noun) != rows:
            raise WrongResultError(f"{script} read {done.answer.get(noun)} different {noun} where there are {rows}")
        if done.answer.get("complete") is False:
            raise WrongResultError(f"{script} says that its list is not complete")
        return done

    def _run(self, command: list[str], *, whole_tree: bool = False, settings: Mapping[str, str] | None = None) -> Run:
        HOME.mkdir(parents=True, exist_ok=True)
        _NO_SETTINGS.touch()
        self.emulator.clear_requests()
        done = run(command, {**self._environment(), **(settings or {})}, whole_tree=whole_tree)
        received = [record.received_at for record in self.emulator.requests()]
        done.requests = len(received)
        done.first_request_s = min(received) - done.started_at if received else None
        return done

    def _environment(self) -> dict[str, str]:
        """Nothing of the user's own: no proxies, no profiles, no settings of Ansible."""
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(HOME),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(COLLECTIONS),
            "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS),
            "ANSIBLE_CONFIG": str(_NO_SETTINGS),
            "ANSIBLE_NOCOLOR": "1",
            "ALIBABA_CLOUD_ACCESS_KEY_ID": ADMIN.access_key_id,
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": ADMIN.access_key_secret,
            "ALIBABA_CLOUD_REGION_ID": self.emulator.region,
            "ALIBABA_CLOUD_ICE_ENDPOINT": self.emulator.endpoint,
        }
