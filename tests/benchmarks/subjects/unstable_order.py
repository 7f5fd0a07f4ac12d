# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs of one second in another order on each page: what it costs to find them all nevertheless."""

from __future__ import annotations

from pathlib import Path

from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.contender import Starter
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.rounds import median_ratio, take_turns
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.scale import Scale
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.section import Section
from ansible_collections.mediaops.alicloud.tests.emulator import Emulator

LATENCY_MS = 30
# Jobs are seeded evenly: of 10,000 in just an hour, a hundred would fill 36 seconds, and no page would end amid one.
START, END = "2026-01-10T08:00:00Z", "2026-01-10T09:00:37Z"
UNSTABLE, STABLE = "order by offset", "stable order"


def measure(scale: Scale, python: Path) -> Section:
    jobs = scale.jobs
    with Emulator() as unstable, Emulator() as stable:
        unstable.set_faults(latency_ms=LATENCY_MS, order_within_second="by_offset")
        stable.set_faults(latency_ms=LATENCY_MS, order_within_second="stable")
        for emulator in (unstable, stable):
            emulator.seed(jobs, start=START, end=END)
        contenders = [Starter(unstable, python).engine(UNSTABLE, jobs), Starter(stable, python).engine(STABLE, jobs)]
        runs = take_turns(contenders, scale.few)
    requests = median_ratio(runs[UNSTABLE], runs[STABLE], lambda run: run.requests)
    seconds = median_ratio(runs[UNSTABLE], runs[STABLE])
    return Section(
        name="unstable_order",
        title=f"This engine, {jobs:,} jobs in about an hour, {LATENCY_MS} ms latency",
        runs=runs,
        notes=[
            f"It takes {requests:.2f} times the requests of a stable order, and {seconds:.2f} times the time.",
            "Each run found all jobs, and that none is missing was shown.",
        ],
    )
