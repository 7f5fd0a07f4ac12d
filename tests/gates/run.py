# Copyright (c) mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Run make targets as gates, and close with a summary.

Each argument is a stage. The gates of a stage, joined by ``+``, run two at a time and print when they
are done; a gate that has a stage to itself prints as it goes. All stages run, whatever fails before.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
LOGS = ROOT / ".cache" / "gates" / os.environ.get("CORE", "")
COMMANDS = (f"{os.environ.get('VENV', '.venv')}/", "PATH=", "make")  # what make itself prints
PRINTING = threading.Lock()


class Result(NamedTuple):
    """How a gate ended."""

    gate: str
    passed: bool
    seconds: float
    last_line: str


def run(gate: str, *, alone: bool) -> Result:
    """Run one make target; keep its output in LOGS."""
    environment = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MFLAGS")}
    environment["PYTHONUNBUFFERED"] = "1"
    started = time.monotonic()
    lines: list[str] = []
    process = subprocess.Popen(
        ["make", "--keep-going", "--no-print-directory", gate],
        cwd=ROOT, env=environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
    )  # fmt: skip
    if alone:
        print(f"==> {gate}", flush=True)
    assert process.stdout is not None
    for line in process.stdout:
        lines.append(line)
        if alone:
            print(line, end="", flush=True)
    passed = process.wait() == 0
    if not alone:
        with PRINTING:
            print(f"==> {gate}\n{''.join(lines)}", end="", flush=True)
    (LOGS / f"{gate}.log").write_text("".join(lines))
    said = [line.strip(" =\n") for line in lines if not line.startswith(COMMANDS)]
    last_line = next(filter(None, reversed(said)), "")
    return Result(gate, passed, time.monotonic() - started, last_line)


def main() -> int:
    """Run the stages; 0 only if every gate passed."""
    LOGS.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    results: list[Result] = []
    for stage in sys.argv[1:]:
        gates = stage.split("+")
        with ThreadPoolExecutor(max_workers=2) as pool:
            results += pool.map(partial(run, alone=len(gates) == 1), gates)
    print("==> summary")
    for result in results:
        verdict = "ok" if result.passed else "FAILED"
        print(f"{result.gate:12} {verdict:6} {result.seconds:5.0f} s  {result.last_line[:130]}")
    failed = [result.gate for result in results if not result.passed]
    print(f"{'FAILED: ' + ', '.join(failed) if failed else 'all passed'} in {time.monotonic() - started:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
