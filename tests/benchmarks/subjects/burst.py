# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many jobs created in one second, which hold several pages in an order that depends on the page."""

from __future__ import annotations

from pathlib import Path

from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.contender import Starter
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.rounds import median_ratio, take_turns
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.scale import Scale
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.section import Section
from ansible_collections.mediaops.alicloud.tests.emulator import Emulator

LATENCY_MS = 30
TOGETHER = 600
# At this moment the burst begins and ends amid a page.
START, MOMENT, END = "2026-01-01T00:00:00Z", "2026-01-11T01:00:00Z", "2026-01-21T00:00:00Z"
BURST, SPREAD = f"{TOGETHER} in one second", "all spread"


def measure(scale: Scale, python: Path) -> Section:
    jobs = scale.jobs + TOGETHER
    with Emulator() as burst, Emulator() as spread:
        burst.seed(scale.jobs, start=START, end=END)
        burst.seed(TOGETHER, end=MOMENT, same_second=True)
        spread.seed(jobs, start=START, end=END)
        for emulator in (burst, spread):
            emulator.set_faults(latency_ms=LATENCY_MS)
        contenders = [Starter(burst, python).engine(BURST, jobs), Starter(spread, python).engine(SPREAD, jobs)]
        runs = take_turns(contenders, scale.few)
    requests = median_ratio(runs[BURST], runs[SPREAD], lambda run: run.requests)
    seconds = median_ratio(runs[BURST], runs[SPREAD])
    return Section(
        name="burst",
        title=f"This engine, {jobs:,} jobs in 20 days, order by offset, {LATENCY_MS} ms latency",
        runs=runs,
        notes=[
            f"It takes {requests:.2f} times the requests of as many spread jobs, and {seconds:.2f} times the time.",
            "Each run found all jobs, and that none is missing was shown.",
        ],
    )
