# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One run of one program: what it said, how long it took, and the memory it needed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .places import HERE
from .process_tree import TreeMemory

_LONGEST_S = 3600  # a million files take minutes


class WrongResultError(Exception):
    """A contender failed, or did not read what was there."""


@dataclass
class Run:
    """``seconds`` are those of the whole process, from its start to its end; so is ``cpu_seconds``.

    ``peak_mb`` is the largest resident set, or the largest sum of proportional sets where a whole tree was watched.
    ``answer`` is the last line of the program's output, where that is JSON.
    """

    seconds: float
    cpu_seconds: float
    peak_mb: float
    started_at: float
    answer: dict[str, Any] = field(default_factory=dict)
    requests: int = 0
    first_request_s: float | None = None


def run(command: Sequence[str], environment: Mapping[str, str], *, whole_tree: bool = False) -> Run:
    """Run a program. :raises WrongResultError: where it fails"""
    stopwatch = [sys.executable, "-I", "-S", str(HERE / "measuring" / "stopwatch.py"), *command]
    with subprocess.Popen(
        stopwatch,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        memory = TreeMemory(process.pid) if whole_tree else None
        try:
            said, _errors = process.communicate(timeout=_LONGEST_S)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)  # the stopwatch, and what it waits for
            raise
        finally:
            tree_mb = memory.stop() if memory else None
    *lines, measured = said.splitlines() or [""]
    if process.returncode != 0 or not measured.endswith(" 0"):
        raise WrongResultError("\n".join([f"{command[1]} failed:", *lines[-20:], measured]))
    started_at, seconds, cpu_seconds, peak_kib = (float(number) for number in measured.split()[:4])
    return Run(
        seconds=seconds,
        cpu_seconds=cpu_seconds,
        peak_mb=peak_kib * 1024 / 1e6 if tree_mb is None else tree_mb,
        started_at=started_at,
        answer=_answer(lines),
    )


def _answer(lines: list[str]) -> dict[str, Any]:
    try:
        answer = json.loads(lines[-1])
    except (IndexError, ValueError):
        return {}
    return answer if isinstance(answer, dict) else {}
