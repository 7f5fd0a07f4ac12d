# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading from a server that lets only so many requests a second through."""

from __future__ import annotations

import shutil
import statistics
from pathlib import Path

from ansible_collections.mediaops.alicloud.tests.benchmarks.contenders.task import PAGE_SIZE
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.contender import HOME, Contender, Starter
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.goals import at_most
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.measured_run import Run
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.rounds import take_turns
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.scale import Scale
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.section import Section
from ansible_collections.mediaops.alicloud.tests.emulator import Emulator

QPS = 20
TOLD, UNTOLD = "told when to come back", "not told"


def measure(scale: Scale, python: Path) -> Section:
    jobs = scale.jobs
    allowed_s = -(-jobs // PAGE_SIZE) / QPS
    with Emulator(jobs=jobs) as telling, Emulator(jobs=jobs) as silent:
        telling.set_faults(qps=QPS)
        silent.set_faults(qps=QPS, throttle_retry_after=False)
        contenders = [Starter(telling, python).engine(TOLD, jobs), Starter(silent, python).engine(UNTOLD, jobs)]
        runs = take_turns([_knowing_nothing(each) for each in contenders], scale.few, warm_up=False)
    ratios = {name: statistics.median(run.seconds for run in runs[name]) / allowed_s for name in runs}
    throttled = {name: statistics.median(run.answer["throttled"] for run in runs[name]) for name in runs}
    return Section(
        name="under_a_limit",
        title=f"This engine, {jobs:,} jobs, at most {QPS} requests a second: {allowed_s:g} s for all pages",
        runs=runs,
        goals=[
            at_most(1.1, "times what the limit allows (nothing lost, no failure)", ratios[TOLD]),
            at_most(1.4, "times what the limit allows, without x-acs-retry-after", ratios[UNTOLD]),
        ],
        notes=[
            "Each run begins without what other runs have learned of the limit.",
            f"Requests refused: {throttled[TOLD]:.0f} with the header, {throttled[UNTOLD]:.0f} without.",
        ],
    )


def _knowing_nothing(contender: Contender) -> Contender:
    """The same contender, which finds no learned pace of a run before it."""

    def take_turn() -> Run:
        shutil.rmtree(HOME / ".ansible" / "mediaops_alicloud" / "pace", ignore_errors=True)
        return contender.take_turn()

    return Contender(contender.name, take_turn)
