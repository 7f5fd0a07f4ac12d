# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ``where`` drops is not kept: the memory of a long list beside that of a short one."""

from __future__ import annotations

from pathlib import Path

from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.contender import Starter
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.goals import at_most
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.rounds import median_difference, take_turns
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.scale import Scale
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.section import Section
from ansible_collections.mediaops.alicloud.tests.emulator import Emulator

WANTED = 100
PREFIX = "audit-"
WHERE = f"starts_with(name, '{PREFIX}')"


def measure(scale: Scale, python: Path) -> Section:
    many, some = scale.many_jobs, scale.some_jobs
    with list_with_wanted_jobs(many) as long_list, list_with_wanted_jobs(some) as short_list:
        contenders = [
            Starter(long_list, python).engine(f"{many:,} jobs", WANTED, where=WHERE),
            Starter(short_list, python).engine(f"{some:,} jobs", WANTED, where=WHERE),
        ]
        runs = take_turns(contenders, scale.few)
    above, below = runs.values()
    growth = median_difference(above, below, lambda run: run.peak_mb)
    return Section(
        name="memory_of_where",
        title=f"This engine with a where that keeps {WANTED}, no latency",
        runs=runs,
        goals=[at_most(30, f"more memory for {many:,} jobs than for {some:,}", growth, " MB")],
        notes=["Memory is the largest resident set of the process."],
    )


def list_with_wanted_jobs(jobs: int) -> Emulator:
    """An emulator, started, with so many jobs, of which ``where`` keeps ``WANTED``."""
    emulator = Emulator(jobs=jobs - WANTED)
    emulator.start()
    emulator.seed(WANTED, name_prefix=PREFIX)
    return emulator
