# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator as a child process, for tests, benchmarks and the demo."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from .control.client import ControlClient
from .control.control_token import TOKEN_VARIABLE, new_token
from .environment import variables_for
from .region.accounts import ADMIN, Account

_READY_TIMEOUT_S = 120.0
_STOP_TIMEOUT_S = 5.0


class EmulatorError(Exception):
    """The emulator did not start; the message is what it said."""


class Emulator(ControlClient):
    """Starts an emulator on entering and stops it on leaving; also its control client."""

    def __init__(
        self,
        jobs: int = 0,
        *,
        database: str | os.PathLike[str] | None = None,
        random_seed: int = 1,
        region: str = "cn-shanghai",
        regions: Sequence[str] = (),
        stream_timeout_s: float | None = None,
        stream_arrives_after_s: float | None = None,
        dead_streams: Sequence[str] = (),
        live_streams: Sequence[str] = (),
        stream_breaks_after_s: float | None = None,
        stream_returns_after_s: float | None = None,
        extra_args: Sequence[str] = (),
    ) -> None:
        self._arguments = ["--port", "0", "--exit-with-parent", "--jobs", str(jobs)]
        self._arguments += ["--random-seed", str(random_seed)]
        self._arguments += ["--regions", ",".join(regions)] if regions else ["--region", region]
        for option, seconds in (
            ("--stream-timeout-s", stream_timeout_s),
            ("--stream-arrives-after-s", stream_arrives_after_s),
            ("--stream-breaks-after-s", stream_breaks_after_s),
            ("--stream-returns-after-s", stream_returns_after_s),
        ):
            if seconds is not None:
                self._arguments += [option, str(seconds)]
        for url in dead_streams:
            self._arguments += ["--dead-stream", url]
        for url in live_streams:
            self._arguments += ["--live-stream", url]
        if database is not None:
            self._arguments += ["--database", os.fspath(database)]
        self._arguments += extra_args
        self._process: subprocess.Popen[bytes] | None = None
        self.control_token = new_token()
        self.region = regions[0] if regions else region
        self.endpoint = ""
        self.endpoints: dict[str, str] = {}
        self.pid = 0

    def __enter__(self) -> Emulator:
        """Start, unless it runs already."""
        if self._process is None:
            self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop."""
        self.stop()

    def start(self) -> None:
        """Start the process and wait until it is ready for requests."""
        with tempfile.TemporaryFile() as complaints:
            process = subprocess.Popen(
                [sys.executable, "-m", __package__, *self._arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                env=environment_of_children(self.control_token),
            )
            try:
                ready = _ready_line(process, complaints)
            except BaseException:
                _end(process)
                raise
        self._process = process
        self.endpoint, self.pid = str(ready["endpoint"]), process.pid
        self.endpoints = dict(ready["endpoints"])
        super().__init__(self.endpoint, self.control_token)

    def environment(self, account: Account = ADMIN) -> dict[str, str]:
        """The variables that point playbooks at it, with the key of one of its accounts."""
        return variables_for(self.endpoint, self.region, account)

    def stop(self) -> None:
        """Stop the process; nothing happens if it does not run."""
        if self._process is not None:
            _end(self._process)
            self._process = None


def environment_of_children(token: str) -> dict[str, str]:
    """This environment, with the folder that holds `ansible_collections` on the module path, and a control token."""
    root = Path(__file__).parents[len(__package__.split("."))]
    earlier = os.environ.get("PYTHONPATH")
    path = f"{root}{os.pathsep}{earlier}" if earlier else str(root)
    return {**os.environ, "PYTHONPATH": path, TOKEN_VARIABLE: token}


def _ready_line(process: subprocess.Popen[bytes], complaints: IO[bytes]) -> dict[str, Any]:
    assert process.stdout is not None
    deadline = time.monotonic() + _READY_TIMEOUT_S
    line = b""
    while not line.endswith(b"\n"):
        readable = select.select([process.stdout], [], [], deadline - time.monotonic())[0]
        if not readable:
            raise EmulatorError(f"the emulator was not ready within {_READY_TIMEOUT_S:.0f} s")
        chunk = os.read(process.stdout.fileno(), 4096)
        if not chunk:
            process.wait()
            complaints.seek(0)
            said = complaints.read().decode(errors="replace").strip()
            raise EmulatorError(said or f"the emulator ended with code {process.returncode}")
        line += chunk
    ready: dict[str, Any] = json.loads(line)
    return ready


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
