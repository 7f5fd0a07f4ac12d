# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was recorded, from a million files: the time it takes, and memory that follows recordings and not files."""

from __future__ import annotations

from pathlib import Path

from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.contender import Starter
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.goals import at_most
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.rounds import median_difference, take_turns
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.scale import Scale
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.section import Section
from ansible_collections.mediaops.alicloud.tests.emulator import Emulator

CHANNELS, CYCLE_S, FORMATS = 100, 900, ("mp4", "m3u8", "flv")
_AT_ONCE = 10
_FILES_A_DAY = CHANNELS * len(FORMATS) * 86_400 // CYCLE_S


def measure(scale: Scale, python: Path) -> Section:
    """One run each: the long one takes minutes."""
    with Emulator() as many, Emulator() as some:
        counts = [record(many, scale.many_files), record(some, scale.some_files)]
        contenders = [
            Starter(emulator, python).coverage(f"{files:,} files", files)
            for emulator, files in zip((many, some), counts, strict=True)
        ]
        runs = take_turns(contenders, 1, warm_up=False)
    above, below = runs.values()
    growth = median_difference(above, below, lambda run: run.peak_mb)
    each = above[0].seconds / counts[0] * 1e6
    return Section(
        name="coverage",
        title=f"Coverage of {CHANNELS} channels in {len(FORMATS)} formats, cycles of {CYCLE_S} s, no latency",
        runs=runs,
        goals=[at_most(30, f"more memory for {counts[0]:,} files than for {counts[1]:,}", growth, " MB")],
        notes=[
            "Memory is the largest resident set of the process; the API gives 30 files a page at most.",
            f"A file takes {each:.0f} microseconds, together with the emulator, which runs on the same machine.",
        ],
    )


def record(emulator: Emulator, files: int) -> int:
    """Let so many days pass that there are about so many files. :returns: how many there are"""
    count = 0
    for batch in range(CHANNELS // _AT_ONCE):  # a request to the control of the emulator has two minutes
        count = emulator.seed_recordings(
            _AT_ONCE,
            days=files / _FILES_A_DAY,
            cycles_s=[CYCLE_S],
            formats=list(FORMATS),
            break_every_s=86_400,
            resubmit_every=5,
            name_prefix=f"channel-{batch}-",
        )
    return count
