# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An audit by twelve rules beside the list that it reads: what it costs more, in time and in memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.contender import Starter
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.goals import at_most
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.rounds import (
    median_difference,
    median_ratio,
    take_turns,
)
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.scale import Scale
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.section import Section
from ansible_collections.mediaops.alicloud.tests.emulator import Emulator

ACTIVE = 0.001  # of all jobs: an account may have 100 at once
# A dozen of all kinds, with a few findings; what fires often would be measured instead.
AUDIT: dict[str, Any] = {
    "builtin_rules": [
        "paused-recording",
        "initial-for-long",
        "no-notify-url",
        "notify-url-not-https",
        "secret-in-stream-url",
        "output-not-oss",
        "stream-recorded-twice",
        "no-name",
        "duplicate-name",
        "template-deleted",
    ],
    "parameters": {
        "paused-recording": {"older_than": "365d"},
    },
    "rules": [
        {
            "id": "own",
            "title": "A rule of one's own",
            "severity": "low",
            "where": "matches('^[a-z]+$', name) && output_region != region",
        },
        {
            "id": "another",
            "title": "Another",
            "severity": "low",
            "where": "contains(['some-bucket', 'other-bucket'], record_output.bucket)",
        },
    ],
}
_NOTHING = "name == 'nobody'"


def measure(scale: Scale, python: Path) -> Section:
    jobs = scale.many_jobs
    with Emulator() as emulator:
        emulator.seed(jobs, paused_share=1 - ACTIVE, initial_share=ACTIVE / 2)
        starter = Starter(emulator, python)
        contenders = [
            starter.engine("the list alone", jobs),
            starter.engine("the list, nothing kept", 0, where=_NOTHING),
            starter.audit("the audit", jobs, **AUDIT),
        ]
        runs = take_turns(contenders, scale.few)
    alone, dropped, audited = runs.values()
    return Section(
        name="audit",
        title=f"An audit of {jobs:,} jobs by 12 rules, no latency",
        runs=runs,
        goals=[
            at_most(1.5, "the audit takes as many times as long as the list", median_ratio(audited, alone)),
            at_most(
                40, "more memory than the list if nothing is kept",
                median_difference(audited, dropped, lambda run: run.peak_mb), " MB",
            ),
        ],
        notes=[
            "Memory is the largest resident set of the process. Of a thousand jobs one is active, as limits have it.",
        ],
    )  # fmt: skip
