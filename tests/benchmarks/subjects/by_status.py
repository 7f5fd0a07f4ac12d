# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What completeness costs under ``status``, where page numbers lie: time slices beside page numbers."""

from __future__ import annotations

from pathlib import Path

from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.contender import Starter
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.rounds import median_ratio, take_turns
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.scale import Scale
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.section import Section
from ansible_collections.mediaops.alicloud.tests.emulator import Emulator

STATUS = "started"
LATENCY_MS = 30
SLICES, NUMBERS = "this engine, time slices", "bare httpx, page numbers"


def measure(scale: Scale, python: Path) -> Section:
    with Emulator(jobs=scale.jobs) as emulator:
        matching = sum(job["Status"] == STATUS for job in emulator.jobs())
        emulator.set_faults(latency_ms=LATENCY_MS)
        starter = Starter(emulator, python)
        contenders = [
            starter.engine(SLICES, matching, status=STATUS),
            starter.bare_httpx(NUMBERS, matching, Status=STATUS),
        ]
        runs = take_turns(contenders, scale.few)
    requests = median_ratio(runs[SLICES], runs[NUMBERS], lambda run: run.requests)
    seconds = median_ratio(runs[SLICES], runs[NUMBERS])
    return Section(
        name="by_status",
        title=f"status: {STATUS}, {matching:,} of {scale.jobs:,} jobs, {LATENCY_MS} ms latency",
        runs=runs,
        notes=[
            f"Time slices take {requests:.2f} times the requests and {seconds:.2f} times the time of page numbers.",
            "Page numbers lose jobs when the list moves.",
        ],
    )
