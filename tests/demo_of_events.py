# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets recordings stop in an emulator of its own, while a rulebook watches, and shows that they are recorded again."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from .demo import demo_environment
from .emulator import Emulator, EmulatorError
from .rulebook_environment import NoRulebookError, RulebookEnvironment, rulebook_environment

_STUDIOS = 5
_STOPPED = 2
_WITHIN_S = 180.0


def main() -> int:
    """Run it; 0 if all that stopped is recorded again."""
    print("Looking for ansible-rulebook; the first time it is installed.", flush=True)
    try:
        environment = rulebook_environment()
        with Emulator(stream_arrives_after_s=0.5) as emulator, tempfile.TemporaryDirectory() as folder:
            return _show(emulator, environment, Path(folder))
    except (EmulatorError, NoRulebookError) as error:
        print(f"The demo of events cannot run: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _show(emulator: Emulator, environment: RulebookEnvironment, folder: Path) -> int:
    studios = [
        emulator.add_job(name=f"studio-{number}", status="started", stream_url=f"rtmp://example.com/live/{number}")
        for number in range(1, _STUDIOS + 1)
    ]
    variables = {
        "remediate_where": "`true`",  # no grace period, so that nobody has to wait for ten minutes
        "remediate_interval": 2,
        "remediate_state_file": str(folder / "paused.state"),
        "drools_db_file_path": str(folder / "engine"),
    }
    (folder / "vars.yml").write_text(yaml.safe_dump(variables), encoding="utf-8")
    (folder / "inventory").write_text("localhost ansible_connection=local\n", encoding="utf-8")
    command = [environment.program, "--rulebook", "mediaops.alicloud.remediate_paused", "-i", "inventory"]
    command += ["-e", "vars.yml", "--persistence-id", "demo"]
    print(f"The emulator answers at {emulator.endpoint}; {_STUDIOS} studios are recorded.", flush=True)
    variables_of_process = {**demo_environment(emulator, folder / "report"), **environment.variables()}
    variables_of_process.pop("ANSIBLE_PYTHON_INTERPRETER")
    with subprocess.Popen(command, cwd=folder, env=variables_of_process, stdin=subprocess.DEVNULL) as rulebook:
        try:
            _wait_until(rulebook, lambda: bool(emulator.requests()))
            for studio in studios[:_STOPPED]:
                emulator.set_status(studio["JobId"], "paused")
            print(f"The streams of {_STOPPED} studios have died.", flush=True)
            _wait_until(rulebook, lambda: _recorded(emulator) == _STUDIOS)
        finally:
            rulebook.terminate()
    recorded = _recorded(emulator)
    print(f"{_STOPPED - (_STUDIOS - recorded)} of {_STOPPED} recordings that had stopped are recorded again.")
    return 0 if recorded == _STUDIOS else 1


def _recorded(emulator: Emulator) -> int:
    return len({job["Name"] for job in emulator.jobs() if job["Status"] == "started"})


def _wait_until(rulebook: subprocess.Popen[bytes], is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + _WITHIN_S
    while not is_so() and rulebook.poll() is None and time.monotonic() < end:
        time.sleep(0.2)


if __name__ == "__main__":
    sys.exit(main())
