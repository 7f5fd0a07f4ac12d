# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An emulator that goes on in the background, in a folder that says all about it: start, stop, alive.

The folder has `emulator.json` (variables for Ansible), `emulator.env` (a file to source), `control.token` and
`emulator.log`. Only its user can read them. One folder, one emulator: no other process is ever touched, since one is
taken for the folder's own only if it knows the token.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import hashlib
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .control.client import ControlClient, ControlRefusedError
from .control.control_token import TokenError, new_token, token_from
from .emulator_process import environment_of_children
from .environment import overriding, variables_for, write_env_file, write_private
from .region.accounts import ADMIN

COMMANDS = ("start", "stop", "alive")
DEFAULT_DIRECTORY = "~/.ansible/mediaops_alicloud/emulator"

_READY_TIMEOUT_S = 120.0
_ANSWER_TIMEOUT_S = 5.0
_STOP_TIMEOUT_S = 5.0
_FAILURE = 1


class BackgroundError(Exception):
    """What was asked cannot be done; the message says why."""


def main(arguments: Sequence[str]) -> int:
    """Run one of the commands; returns the exit code. What came of it is one line of JSON."""
    parser = argparse.ArgumentParser(prog="emulator", description="An emulator in the background.")
    commands = parser.add_subparsers(dest="command", required=True)
    start = commands.add_parser(
        "start",
        allow_abbrev=False,
        help="start it, unless it runs with the same options",
        epilog="Further options are the emulator's own.",
    )
    stop = commands.add_parser("stop", help="stop what start has started")
    for command in (start, stop):
        command.add_argument(
            "--directory",
            type=Path,
            default=DEFAULT_DIRECTORY,
            metavar="DIR",
            help="what it keeps (default: %(default)s)",
        )
        command.add_argument("--check", action="store_true", help="say what would be done, and do nothing")
    start.add_argument("--env-file", type=Path, metavar="FILE", help="file to source (default: emulator.env in DIR)")
    start.add_argument("--scenario", metavar="FILE", help="JSON document with what it is to hold; - reads it here")
    alive = commands.add_parser("alive", help="fail unless an emulator answers; for health checks")
    alive.add_argument("--endpoint", default="http://127.0.0.1:8787", metavar="URL", help="(default: %(default)s)")
    options, others = parser.parse_known_args(arguments)
    if others and options.command != "start":
        parser.error(f"unrecognized arguments: {' '.join(others)}")
    try:
        if options.command == "alive":
            result: dict[str, Any] = _alive(options.endpoint)
        else:
            folder = Folder(options.directory.expanduser().absolute())
            with folder.locked():
                if options.command == "stop":
                    result = {"changed": folder.stop(check=options.check)}
                else:
                    env_file = options.env_file and options.env_file.expanduser().absolute()
                    scenario = _scenario_text(options.scenario)
                    result = folder.start(others, env_file, scenario, check=options.check)
    except (BackgroundError, TokenError) as error:
        print(f"emulator: {error}", file=sys.stderr)
        return _FAILURE
    except OSError as error:
        print(f"emulator: {error.filename or options.command}: {error.strerror or error}", file=sys.stderr)
        return _FAILURE
    print(json.dumps(result))
    return 0


def _alive(endpoint: str) -> dict[str, Any]:
    parts = urlsplit(endpoint)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=_ANSWER_TIMEOUT_S)
    try:
        connection.request("GET", "/_emulator/alive")
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise BackgroundError(f"no emulator answers at {endpoint}: {error}") from error
    finally:
        connection.close()
    if status != http.client.OK:
        raise BackgroundError(f"{endpoint} answers with HTTP {status}")
    return {"status": "ok"}


def _scenario_text(source: str | None) -> str | None:
    if source is None:
        return None
    return sys.stdin.read() if source == "-" else Path(source).expanduser().read_text(encoding="utf-8")


class Folder:
    """The folder of one emulator. Everything but `locked` wants the lock."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._state_file = path / "emulator.json"
        self._token_file = path / "control.token"
        self._scenario_file = path / "scenario.json"
        self._ready_file = path / "ready.json"
        self._log = path / "emulator.log"

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """One command at a time; makes the folder."""
        self._path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self._path.stat().st_uid != os.getuid():
            raise BackgroundError(f"{self._path} belongs to another user")
        with (self._path / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def start(
        self, arguments: Sequence[str], env_file: Path | None, scenario: str | None, *, check: bool = False
    ) -> dict[str, Any]:
        """Start it, unless it runs with these options; one with other options gives way to it.

        The result shows no keys, since programs that run this may show it: those are in the file that it names.
        """
        env_file = env_file or self._path / "emulator.env"
        made_from = self._made_from(arguments, env_file, scenario)
        running = self._running()
        if running and running["ice_emulator"]["made_from"] == made_from and env_file.exists():
            return self._result(running, changed=False)
        if check:
            return {"changed": True}
        self.stop()
        token = token_from(os.environ) or new_token()
        arguments = [*arguments]
        if scenario is not None:
            write_private(self._scenario_file, scenario)
            arguments += ["--scenario", str(self._scenario_file)]
        pid, ready = self._launch(arguments, token)
        endpoints: dict[str, str] = ready["endpoints"]
        region, endpoint = next(iter(endpoints.items()))
        state = {
            "ice_emulator": {
                "pid": pid,
                "endpoint": endpoint,
                "endpoints": endpoints,
                "region": region,
                "regions": list(endpoints),
                "access_key_id": ADMIN.access_key_id,
                "access_key_secret": ADMIN.access_key_secret,
                "env_file": str(env_file),
                "token_file": str(self._token_file),
                "made_from": made_from,
            },
            "ice_emulator_environment": overriding(variables_for(endpoint, region)),
        }
        try:
            write_private(self._token_file, token)
            write_env_file(env_file, endpoint, region, token)
            write_private(self._state_file, json.dumps(state, indent=2))
        except OSError:
            _end(pid, endpoint)
            raise
        return self._result(state, changed=True)

    def stop(self, *, check: bool = False) -> bool:
        """Stop it, and remove its files; whether it ran."""
        running = self._running()
        if check:
            return bool(running)
        if running:
            _end(running["ice_emulator"]["pid"], running["ice_emulator"]["endpoint"])
        state = self._state()
        files = [self._state_file, self._token_file, self._scenario_file, self._ready_file]
        if state:
            files.append(Path(state["ice_emulator"]["env_file"]))
        for file in files:
            file.unlink(missing_ok=True)
        return bool(running)

    def _result(self, state: dict[str, Any], *, changed: bool) -> dict[str, Any]:
        shown = {name: state["ice_emulator"][name] for name in ("endpoints", "env_file", "pid")}
        return {"changed": changed, **shown, "variables_file": str(self._state_file)}

    def _made_from(self, arguments: Sequence[str], env_file: Path, scenario: str | None) -> str:
        """Differs if another emulator is meant."""
        given = [sys.executable, __file__, *arguments, str(env_file), scenario or ""]
        return hashlib.sha256(json.dumps(given).encode()).hexdigest()

    def _state(self) -> dict[str, Any] | None:
        try:
            state: dict[str, Any] = json.loads(self._state_file.read_text(encoding="utf-8"))
            own = state["ice_emulator"]
            return state if {"pid", "endpoint", "env_file", "made_from"} <= set(own) else None
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None

    def _running(self) -> dict[str, Any] | None:
        """What the folder says about its emulator, if that runs. Whoever else has its process id or port is none."""
        state = self._state()
        if state is None or not self._token_file.exists():
            return None
        pid, endpoint = state["ice_emulator"]["pid"], state["ice_emulator"]["endpoint"]
        if not _exists(pid):
            return None
        token = self._token_file.read_text(encoding="utf-8")
        try:
            health = ControlClient(endpoint, token, timeout_s=_ANSWER_TIMEOUT_S).health()
        except TimeoutError:
            raise BackgroundError(
                f"the emulator of {self._path}, process {pid}, does not answer; end it by hand"
            ) from None
        except (ControlRefusedError, OSError, ValueError, http.client.HTTPException):
            return None
        return state if health.get("pid") == pid else None

    def _launch(self, arguments: Sequence[str], token: str) -> tuple[int, dict[str, Any]]:
        """Start a process that outlives this one, and wait until it is ready for requests."""
        for file in (self._ready_file, self._log):
            write_private(file, "")
        with self._ready_file.open("w") as ready, self._log.open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", __package__, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=ready,
                stderr=log,
                env=environment_of_children(token),
                start_new_session=True,
            )
        deadline = time.monotonic() + _READY_TIMEOUT_S
        while not (line := self._ready_file.read_text(encoding="utf-8")).endswith("\n"):
            if process.poll() is not None:
                raise BackgroundError(self._reason() or f"the emulator ended with code {process.returncode}")
            if time.monotonic() > deadline:
                process.kill()
                raise BackgroundError(f"the emulator was not ready within {_READY_TIMEOUT_S:.0f} s; see {self._log}")
            time.sleep(0.02)
        return process.pid, json.loads(line)

    def _reason(self) -> str:
        lines = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return lines[-1].removeprefix("emulator: ") if lines else ""


def _exists(pid: int) -> bool:
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)  # one that this process has started stays until it is asked how it ended
    try:
        os.kill(pid, 0)
    except OSError:  # no such process, or that of another user
        return False
    return True


def _answers(endpoint: str) -> bool:
    try:
        _alive(endpoint)
    except BackgroundError:
        return False
    return True


def _end(pid: int, endpoint: str) -> None:
    """End a process that has shown that it is the emulator."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
        deadline = time.monotonic() + _STOP_TIMEOUT_S
        while _exists(pid) and time.monotonic() < deadline:
            time.sleep(0.02)
        # Where nobody takes note of ended processes, as in some containers, their ids stay.
        if not _exists(pid) or not _answers(endpoint):
            return
