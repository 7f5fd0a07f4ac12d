# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many hosts of one account read at the same time, under a limit of the server that they share."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.contender import Contender, Starter
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.goals import Goal, at_most
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.measured_run import Run
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.places import HERE
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.rounds import take_turns
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.scale import Scale
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.section import Section
from ansible_collections.mediaops.alicloud.tests.emulator import Emulator

HOSTS, FORKS, PAGES, QPS = 40, 20, 20, 20
TOLD, UNTOLD = "the server says when to come back", "it does not"


def measure(_scale: Scale, python: Path) -> Section:
    """One run each: they take a minute, and the limit decides how long."""
    jobs = PAGES * 100
    with Emulator(jobs=jobs) as told, Emulator(jobs=jobs) as untold:
        told.set_faults(qps=QPS)
        untold.set_faults(qps=QPS, throttle_retry_after=False)
        crowds = [_Crowd(TOLD, told, python, jobs), _Crowd(UNTOLD, untold, python, jobs)]
        runs = take_turns([crowd.contender for crowd in crowds], 1, warm_up=False)
    least_s = HOSTS * PAGES / QPS
    return Section(
        name="crowd",
        title=(
            f"ansible-playbook --forks {FORKS}: {HOSTS} hosts of one account, {PAGES} pages each, {QPS} requests a "
            f"second; at least {least_s:.0f} s"
        ),
        runs=runs,
        goals=[goal for crowd in crowds for goal in crowd.goals(runs[crowd.contender.name][0], least_s)],
        notes=[
            "The goals about time are from the first request to the last.",
            *(f"Answered/refused each second, if {crowd.contender.name}: {crowd.seconds}" for crowd in crowds),
        ],
    )


class _Crowd:
    def __init__(self, name: str, emulator: Emulator, python: Path, jobs: int) -> None:
        self._emulator = emulator
        self._starter = Starter(emulator, python)
        self._jobs = jobs
        self._python = python
        self.contender = Contender(name, self._take_turn)
        self.span_s = 0.0
        self.seconds = ""
        self.failed = HOSTS

    def goals(self, run: Run, least_s: float) -> list[Goal]:
        name = self.contender.name
        return [
            at_most(0, f"hosts that failed, if {name}", self.failed),
            at_most(1.5, f"times what the limit allows, if {name}", self.span_s / least_s),
            at_most(2, f"times the requests for all pages, if {name}", run.requests / (HOSTS * PAGES)),
        ]

    def _take_turn(self) -> Run:
        with tempfile.TemporaryDirectory() as home:  # where what is learned of a limit is kept
            playbook = [str(HERE / "playbooks" / "crowd.yml"), "-i", ",".join(f"host{n}" for n in range(HOSTS))]
            failures = Path(home, "failures")
            variables = ["-e", f"jobs={self._jobs}", "-e", f"failures={failures}"]
            variables += ["-e", f"ansible_python_interpreter={self._python}"]
            run = self._starter.ansible(
                self.contender.name, "ansible-playbook", *playbook, *variables, "--forks", str(FORKS),
                settings={"HOME": home},
            ).take_turn()  # fmt: skip
            self.failed = int(failures.read_text(encoding="utf-8"))
        requests = self._emulator.requests()
        first = min(request.received_at for request in requests)
        self.span_s = max(request.received_at for request in requests) - first
        each = Counter((int(request.received_at - first), request.status == 200) for request in requests)
        self.seconds = " ".join(f"{each[second, True]}/{each[second, False]}" for second in range(int(self.span_s) + 1))
        return run
