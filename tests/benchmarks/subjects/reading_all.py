# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading a whole list: this engine beside the official SDK, and beside the least that reading costs at all."""

from __future__ import annotations

import statistics
from pathlib import Path

from ansible_collections.mediaops.alicloud.tests.benchmarks.contenders.task import PAGE_SIZE
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.contender import Starter
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.goals import above, at_least, at_most
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.rounds import median_ratio, take_turns
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.scale import Scale
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.section import Section
from ansible_collections.mediaops.alicloud.tests.emulator import Emulator

LATENCY_MS = 30
ENGINE, SEQUENTIAL, THREADS, FLOOR = "this engine", "SDK page by page", "SDK on 8 threads", "bare httpx (floor)"


def measure(scale: Scale, python: Path) -> Section:
    jobs = scale.jobs
    with Emulator(jobs=jobs) as emulator:
        emulator.set_faults(latency_ms=LATENCY_MS)
        starter = Starter(emulator, python)
        contenders = [
            starter.engine(ENGINE, jobs),
            starter.sdk_page_by_page(SEQUENTIAL, jobs),
            starter.sdk_threads(THREADS, jobs),
            starter.bare_httpx(FLOOR, jobs),
        ]
        runs = take_turns(contenders, scale.rounds)
    pages, requests = -(-jobs // PAGE_SIZE), max(run.requests for run in runs[ENGINE])
    first_requests = [run.first_request_s for run in runs[ENGINE] if run.first_request_s is not None]
    return Section(
        name="reading_all",
        title=f"{jobs:,} jobs, {LATENCY_MS} ms latency",
        runs=runs,
        goals=[
            at_least(7, "times faster than the SDK page by page", median_ratio(runs[SEQUENTIAL], runs[ENGINE])),
            above(1, "times faster than the SDK on 8 threads", median_ratio(runs[THREADS], runs[ENGINE])),
            at_most(1.2, "times the floor", median_ratio(runs[ENGINE], runs[FLOOR])),
            at_most(0.15, "first request after the process started", statistics.median(first_requests), " s"),
            at_most(2, f"requests more than {pages} pages of {PAGE_SIZE} jobs", requests - pages),
        ],
        notes=[
            f"This engine makes {requests} requests at most.",
            "The floor's requests are signed before it starts; it fetches them 16 at a time and parses their JSON.",
        ],
    )
