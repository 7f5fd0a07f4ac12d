# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A million jobs with a where that keeps a hundred: how time and memory grow from a thousand on."""

from __future__ import annotations

import statistics
from pathlib import Path

from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.chart import Chart, Points
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.contender import Starter
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.goals import at_most
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.measured_run import Run
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.rounds import Runs, take_turns
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.scale import Scale
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.section import Section

from .memory_of_where import WANTED, WHERE, list_with_wanted_jobs

MILLION, TENTH = 1_000_000, 100_000


def measure(scale: Scale, python: Path) -> Section:
    """The longest list is read once, the others as often as it takes for a steady figure."""
    runs: Runs = {}
    found: dict[int, list[Run]] = {}
    for jobs in (1_000, 10_000, TENTH, MILLION):
        with list_with_wanted_jobs(jobs) as emulator:
            contender = Starter(emulator, python).engine(f"{jobs:,} jobs", WANTED, where=WHERE)
            rounds = 1 if jobs == MILLION else scale.few
            runs |= take_turns([contender], rounds, warm_up=False)
            found[jobs] = runs[contender.name]
    seconds: Points = [(jobs, statistics.median(run.seconds for run in its_runs)) for jobs, its_runs in found.items()]
    memory: Points = [(jobs, statistics.median(run.peak_mb for run in its_runs)) for jobs, its_runs in found.items()]
    cpu_s = {jobs: statistics.median(run.cpu_seconds for run in its_runs) for jobs, its_runs in found.items()}
    times = dict(seconds)
    return Section(
        name="million",
        title=f"This engine with a where that keeps {WANTED}, no latency",
        runs=runs,
        goals=[
            at_most(200, f"memory for {MILLION:,} jobs", dict(memory)[MILLION], " MB"),
            at_most(11, f"times the time of {TENTH:,} jobs", times[MILLION] / times[TENTH]),
        ],
        notes=[
            f"CPU of the engine alone: {cpu_s[MILLION] / cpu_s[TENTH]:.1f} times that of {TENTH:,} jobs.",
            f"All ids are kept, to show that no job is missing: {dict(memory)[MILLION] - memory[0][1]:.0f} MB of it.",
        ],
        charts=[
            Chart("million-seconds", "Filtering long lists with where", "jobs", "seconds", {"this engine": seconds}),
            Chart("million-memory", "Filtering long lists: memory", "jobs", "MB", {"this engine": memory}),
        ],
    )
