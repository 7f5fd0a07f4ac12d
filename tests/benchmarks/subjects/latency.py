# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a longer way to the server does: this engine beside the official SDK and the floor."""

from __future__ import annotations

import statistics
from pathlib import Path

from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.chart import Chart
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.contender import Starter
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.goals import Goal, at_least, at_most
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.measured_run import Run
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.rounds import Runs, median_ratio, take_turns
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.scale import Scale
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.section import Section
from ansible_collections.mediaops.alicloud.tests.emulator import Emulator

LATENCIES_MS = (10, 30, 100, 200)
TIMES_FASTER = {30: 7, 100: 8}
ENGINE, SDK, FLOOR = "this engine", "SDK page by page", "floor"


def measure(scale: Scale, python: Path) -> Section:
    jobs = scale.jobs
    runs: Runs = {}
    goals: list[Goal] = []
    lines: dict[str, list[tuple[float, float]]] = {ENGINE: [], SDK: [], FLOOR: []}
    with Emulator(jobs=jobs) as emulator:
        starter = Starter(emulator, python)
        contenders = [
            starter.engine(ENGINE, jobs),
            starter.sdk_page_by_page(SDK, jobs),
            starter.bare_httpx(FLOOR, jobs),
        ]
        for latency_ms in LATENCIES_MS:
            emulator.set_faults(latency_ms=latency_ms)
            found = take_turns(contenders, scale.few)
            for name, its_runs in found.items():
                runs[f"{latency_ms} ms, {name}"] = its_runs
                lines[name].append((latency_ms, median_seconds(its_runs)))
            if latency_ms in TIMES_FASTER:
                goals += _goals(latency_ms, found)
    return Section(
        name="latency",
        title=f"{jobs:,} jobs over the latency of the server",
        runs=runs,
        goals=goals,
        charts=[Chart("latency", f"Reading {jobs:,} jobs", "latency of the server, ms", "seconds", lines)],
    )


def median_seconds(runs: list[Run]) -> float:
    return statistics.median(run.seconds for run in runs)


def _goals(latency_ms: int, runs: Runs) -> list[Goal]:
    faster = median_ratio(runs[SDK], runs[ENGINE])
    return [
        at_least(TIMES_FASTER[latency_ms], f"times faster than the SDK page by page, {latency_ms} ms", faster),
        at_most(1.2, f"times the floor, {latency_ms} ms", median_ratio(runs[ENGINE], runs[FLOOR])),
    ]
