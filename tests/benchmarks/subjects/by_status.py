# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What completeness costs under ``status``, where page numbers lie: this engine beside page numbers.

Of the usual list, the engine reads the wanted jobs in time slices. Where they are nearly all, it reads everything by
page number, without the filter, and drops the others.
"""

from __future__ import annotations

from pathlib import Path

from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.contender import Starter
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.goals import at_most
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.rounds import median_ratio, take_turns
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.scale import Scale
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.section import Section
from ansible_collections.mediaops.alicloud.tests.emulator import Emulator

STATUS = "started"
LATENCY_MS = 30
MOST_TIMES = 1.2
SLICES, NUMBERS = "this engine, time slices", "bare httpx, page numbers"
EVERYTHING, NEARLY_ALL_NUMBERS = "nearly all: this engine, everything", "nearly all: bare httpx, page numbers"


def measure(scale: Scale, python: Path) -> Section:
    jobs = scale.jobs
    with Emulator(jobs=jobs) as usual, Emulator() as nearly_all:
        nearly_all.seed(jobs, paused_share=0.02, initial_share=0.01)
        some, most = _matching(usual), _matching(nearly_all)
        for emulator in (usual, nearly_all):
            emulator.set_faults(latency_ms=LATENCY_MS)
        of_some, of_most = Starter(usual, python), Starter(nearly_all, python)
        contenders = [
            of_some.engine(SLICES, some, status=STATUS),
            of_some.bare_httpx(NUMBERS, some, Status=STATUS),
            of_most.engine(EVERYTHING, most, status=STATUS),
            of_most.bare_httpx(NEARLY_ALL_NUMBERS, most, Status=STATUS),
        ]
        runs = take_turns(contenders, scale.rounds)
    requests = median_ratio(runs[SLICES], runs[NUMBERS], lambda run: run.requests)
    requests_of_most = median_ratio(runs[EVERYTHING], runs[NEARLY_ALL_NUMBERS], lambda run: run.requests)
    seconds = median_ratio(runs[SLICES], runs[NUMBERS])
    seconds_of_most = median_ratio(runs[EVERYTHING], runs[NEARLY_ALL_NUMBERS])
    return Section(
        name="by_status",
        title=f"status: {STATUS}, {some:,} of {jobs:,} jobs (nearly all: {most:,}), {LATENCY_MS} ms latency",
        runs=runs,
        goals=[
            at_most(MOST_TIMES, "times the time of page numbers", seconds),
            at_most(MOST_TIMES, "times the time of page numbers, where nearly all are wanted", seconds_of_most),
        ],
        notes=[
            f"Requests: {requests:.2f} times those of page numbers, {requests_of_most:.2f} where nearly all count.",
            "Page numbers lose jobs when the list moves.",
        ],
    )


def _matching(emulator: Emulator) -> int:
    return sum(job["Status"] == STATUS for job in emulator.jobs())
