# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a longer list does: this engine beside the official SDK and the floor. One run each."""

from __future__ import annotations

from pathlib import Path

from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.chart import Chart
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.contender import Starter
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.rounds import Runs, take_turns
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.scale import Scale
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.section import Section
from ansible_collections.mediaops.alicloud.tests.emulator import Emulator

from .latency import ENGINE, FLOOR, SDK, median_seconds

LATENCY_MS = 30


def measure(scale: Scale, python: Path) -> Section:
    runs: Runs = {}
    lines: dict[str, list[tuple[float, float]]] = {ENGINE: [], SDK: [], FLOOR: []}
    for jobs in (scale.some_jobs, scale.jobs, scale.many_jobs):
        with Emulator(jobs=jobs) as emulator:
            emulator.set_faults(latency_ms=LATENCY_MS)
            starter = Starter(emulator, python)
            contenders = [
                starter.engine(ENGINE, jobs),
                starter.sdk_page_by_page(SDK, jobs),
                starter.bare_httpx(FLOOR, jobs),
            ]
            for name, its_runs in take_turns(contenders, 1, warm_up=False).items():
                runs[f"{jobs:,}, {name}"] = its_runs
                lines[name].append((jobs, median_seconds(its_runs)))
    return Section(
        name="length",
        title=f"Lists of different lengths, {LATENCY_MS} ms latency, one run each",
        runs=runs,
        charts=[Chart("length", f"Reading lists, {LATENCY_MS} ms latency", "jobs", "seconds", lines)],
    )
