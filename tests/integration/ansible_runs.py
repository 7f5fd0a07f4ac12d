# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real runs of ansible-playbook and its sisters, in an environment that nothing leaks into."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml

from ansible_collections.mediaops.alicloud.tests.emulator import CANNED_ACCOUNTS, Emulator, RequestRecord

MODULE = "mediaops.alicloud.ice_live_record_job_info"
WRONG_SECRET = "TestOnlyWrongSecret0123456789"
SECRETS = [
    WRONG_SECRET,
    *(account.access_key_secret for account in CANNED_ACCOUNTS),
    *(account.security_token for account in CANNED_ACCOUNTS if account.security_token),
    *(quote(account.security_token, safe="") for account in CANNED_ACCOUNTS if account.security_token),
]
# A template that must never be evaluated, and the word that would then be in the output. No random id, port or folder
# can hold this word by chance, and Ansible has no use for it.
EVALUATED = "{{ 'was_' ~ 'evaluated' }}"
GIVEAWAY = "was_evaluated"
_TWO_FULL_STOPS = re.compile(r"(?:[\w)\]]|\w['\"])\.\.(?=[\s\"\\]|$)")
_SIGNATURE = re.compile(r"Signature=[0-9a-f]{16}|ACS3-HMAC-SHA256 Credential")
_CALLBACKS = Path(__file__).parent / "callbacks"
_CALLBACK_OF_ALL = "module_zips"
_TIMEOUT_S = 600

# The API's names and ours, written out: the tests must not convert names by the code under test.
JOB_FIELDS = {
    "JobId": "job_id",
    "Name": "name",
    "Status": "status",
    "CreateTime": "create_time",
    "StreamInput": "stream_input",
    "RecordOutput": "record_output",
    "TemplateId": "template_id",
    "TemplateName": "template_name",
    "NotifyUrl": "notify_url",
}


def as_module_shows(job: Mapping[str, Any]) -> dict[str, Any]:
    """A job of the emulator's store, as the module has to return it."""
    shown = {ours: job[theirs] for theirs, ours in JOB_FIELDS.items() if theirs in job}
    for nested in ("stream_input", "record_output"):
        shown[nested] = {name.lower(): value for name, value in shown[nested].items()}
    return shown


@dataclass(frozen=True)
class Outcome:
    """What came of one task on one host, and what the emulator had seen and held when it ended."""

    task: str
    host: str
    failed: bool
    result: dict[str, Any]
    requests: list[RequestRecord]
    jobs: list[dict[str, Any]]
    files: list[dict[str, Any]] = field(default_factory=list)
    templates: list[dict[str, Any]] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether the task changed something; it must have succeeded."""
        assert not self.failed, self.result
        return bool(self.result["changed"])

    @property
    def actions(self) -> list[str]:
        """The operations that were called."""
        return [request.action for request in self.requests]

    @property
    def msg(self) -> str:
        """The module's message."""
        return str(self.result["msg"])

    @property
    def found(self) -> list[dict[str, Any]]:
        """The jobs returned; the task must have succeeded."""
        assert not self.failed, self.result
        return list(self.result["live_record_jobs"])

    @property
    def ids(self) -> list[str]:
        """The ids of the jobs returned."""
        return [job["job_id"] for job in self.found]

    @property
    def newest_first(self) -> list[dict[str, Any]]:
        """All jobs of the emulator's store, as the module has to return them by default."""
        return [as_module_shows(job) for job in reversed(self.jobs)]


@dataclass(frozen=True)
class Run:
    """One command: how it ended, and everything that it wrote."""

    rc: int
    stdout: str
    stderr: str
    log: str
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def output(self) -> str:
        """Both streams."""
        return self.stdout + self.stderr

    def of(self, task: str) -> list[Outcome]:
        """What came of a task, for each host."""
        found = [outcome for outcome in self.outcomes if outcome.task == task]
        assert found, f"{task!r} did not run:\n{self.output[-4000:]}"
        return found


def assert_no_secrets(texts: Iterable[str]) -> None:
    """No secret, token or signature in any of these."""
    for text in texts:
        for secret in SECRETS:
            place = text.find(secret)
            assert place < 0, f"a secret is shown: ...{text[max(0, place - 200) : place]}<HERE>"
        found = _SIGNATURE.search(text)
        assert not found, f"a signature is shown: ...{text[max(0, found.start() - 200) : found.start()]}<HERE>"


def assert_sentences_end_once(texts: Iterable[str]) -> None:
    """No message that ends with a full stop was put before another full stop."""
    for text in texts:
        found = _TWO_FULL_STOPS.search(text)
        assert not found, f"two full stops: {text[max(0, found.start() - 200) : found.end() + 50]}"


class Ansible:
    """Runs Ansible's commands with a home, a temporary directory and an environment of their own."""

    def __init__(self, emulator: Emulator, folder: Path) -> None:
        self.emulator = emulator
        self.folder = folder
        self.home = folder / "home"
        self.home.mkdir(parents=True)
        self._runs = 0

    def environment(self) -> dict[str, str]:
        """The environment of each command; its credentials and endpoint are those of the emulator."""
        collections = os.environ.get("ANSIBLE_COLLECTIONS_PATH") or str(Path(sys.prefix, "collections"))
        # `make coverage` measures these processes too; the other targets have modules compiled only once
        ours = {name: value for name, value in os.environ.items() if name.startswith(("COVERAGE_", "COMPILED_"))}
        return {
            **ours,
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "ANSIBLE_COLLECTIONS_PATH": collections,
            "ANSIBLE_HOME": str(self.home / ".ansible"),
            # A remote "~" is the user's, whatever HOME says.
            "ANSIBLE_REMOTE_TMP": str(self.home / "remote-tmp"),
            "ANSIBLE_ASYNC_DIR": str(self.home / "async"),
            "ANSIBLE_LOCALHOST_WARNING": "false",
            "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false",
            "ANSIBLE_NOCOLOR": "true",
            "ANSIBLE_PYTHON_INTERPRETER": sys.executable,
            "ANSIBLE_CALLBACK_PLUGINS": str(_CALLBACKS),
            "ANSIBLE_CALLBACKS_ENABLED": _CALLBACK_OF_ALL,
            **self.emulator.environment(),
        }

    def command(self, name: str, *arguments: str, env: Mapping[str, str | None] | None = None) -> Run:
        """Run one of Ansible's commands. ``env`` changes the environment; None removes a variable."""
        self._runs += 1
        log = self.folder / f"ansible-{self._runs}.log"
        environment: dict[str, str | None] = {**self.environment(), "ANSIBLE_LOG_PATH": str(log), **(env or {})}
        done = subprocess.run(
            [str(Path(sys.executable).with_name(name)), *arguments],
            env={key: value for key, value in environment.items() if value is not None},
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_TIMEOUT_S,
            check=False,
        )
        logged = log.read_text(encoding="utf-8") if log.exists() else ""
        assert_no_secrets([done.stdout, done.stderr, logged])
        assert_sentences_end_once([done.stdout, done.stderr])
        return Run(done.returncode, done.stdout, done.stderr, logged)

    def playbook(
        self,
        plays: list[dict[str, Any]],
        *arguments: str,
        setups: Mapping[str, Mapping[str, Any] | None] | None = None,
        env: Mapping[str, str | None] | None = None,
        variables: Mapping[str, Any] | None = None,
        files: Mapping[str, str] | None = None,
        callback: str = "scenario_recorder",
    ) -> Run:
        """Write a playbook and run it.

        :param setups: by the names of tasks: what to do with the emulator before, None for nothing
        :param variables: for all plays, from a file, so that the playbook itself holds no secrets
        :param files: more files beside the playbook, by name
        :param callback: one of the folder callbacks; without the usual one, nothing is known of single tasks
        """
        folder = self.folder / f"playbook-{self._runs + 1}"
        folder.mkdir()
        for name, content in (files or {}).items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(content, encoding="utf-8")
        _write_yaml(folder / "vars.yml", {"wrong_secret": WRONG_SECRET, **(variables or {})})
        common = {"hosts": "localhost", "connection": "local", "gather_facts": False, "vars_files": ["vars.yml"]}
        _write_yaml(folder / "site.yml", [{**common, **play} for play in plays])
        records, book = folder / "records.jsonl", folder / "book.json"
        book.write_text(
            json.dumps(
                {
                    "emulator": self.emulator.endpoint,
                    "control_token": self.emulator.control_token,
                    "setups": dict(setups or {}),
                    "records": str(records),
                }
            )
        )
        recorder = {
            "ANSIBLE_CALLBACKS_ENABLED": f"{_CALLBACK_OF_ALL},{callback}",
            "SCENARIO_BOOK": str(book),
        }
        run = self.command("ansible-playbook", str(folder / "site.yml"), *arguments, env={**recorder, **(env or {})})
        refused = run.stderr.find("Callback dispatch")  # Ansible goes on, and the task after it finds another state
        assert refused < 0, f"the emulator was not prepared as wanted: {run.stderr[refused : refused + 2000]}"
        lines = records.read_text(encoding="utf-8").splitlines() if records.exists() else []
        assert_no_secrets(lines)
        assert_sentences_end_once(lines)
        return Run(run.rc, run.stdout, run.stderr, run.log, [_outcome(json.loads(line)) for line in lines])


def _outcome(record: dict[str, Any]) -> Outcome:
    return Outcome(**{**record, "requests": [RequestRecord(**entry) for entry in record["requests"]]})


def _write_yaml(path: Path, content: Any) -> None:
    path.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8")
