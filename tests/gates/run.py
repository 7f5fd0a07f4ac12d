# Copyright (c) mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Run make targets as gates, and close with a summary: a line for each gate, what failed, and how to run just that.

Each argument is a stage. The gates of a stage, joined by ``+``, run two at a time and print when they
are done; a gate that has a stage to itself prints as it goes. All stages run, whatever fails before.
With ``--failed`` in place of the stages, what failed last is run again.
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

from ansible_collections.mediaops.alicloud.tests.gates.summary import Result, again, summary

ROOT = Path(__file__).resolve().parents[2]
LOGS = ROOT / ".cache" / "gates" / os.environ.get("CORE", "")
FAILED = LOGS / "failed.txt"
PRINTING = threading.Lock()


def run(gate: str, *, alone: bool, arguments: str = "") -> Result:
    """Run one make target; keep its output in LOGS."""
    environment = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MFLAGS")}
    environment["PYTHONUNBUFFERED"] = "1"
    started = time.monotonic()
    lines: list[str] = []
    process = subprocess.Popen(
        ["make", "--keep-going", "--no-print-directory", gate, *([f"ARGS={arguments}"] if arguments else [])],
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
    code = process.wait()
    if not alone:
        with PRINTING:
            print(f"==> {gate}\n{''.join(lines)}", end="", flush=True)
    log = LOGS / f"{gate}.log"
    log.write_text("".join(lines))
    return Result(gate, code, time.monotonic() - started, lines, log.relative_to(ROOT))


def run_stages(stages: list[str]) -> list[Result]:
    """Run the gates of all stages."""
    results: list[Result] = []
    for stage in stages:
        gates = stage.split("+")
        with ThreadPoolExecutor(max_workers=2) as pool:
            results += pool.map(partial(run, alone=len(gates) == 1), gates)
    return results


def run_failed() -> list[Result]:
    """Run what failed last, one after the other; of suites of tests only the tests that failed."""
    gates = FAILED.read_text().split() if FAILED.exists() else []
    return [run(gate, alone=True, arguments=again(gate)) for gate in gates]


def main() -> int:
    """Run the stages; 0 only if every gate passed, and showed that it ran something."""
    LOGS.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    only_failed = sys.argv[1:] == ["--failed"]
    results = run_failed() if only_failed else run_stages(sys.argv[1:])
    failed = [result.gate for result in results if not result.passed]
    if only_failed and not results:
        print("Nothing failed last.")
        return 0
    FAILED.write_text("".join(f"{gate}\n" for gate in failed))
    print(*summary(results, time.monotonic() - started), sep="\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
