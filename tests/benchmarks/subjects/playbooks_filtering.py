# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same task in playbooks: filtered by the module, or registered whole and filtered by the playbook."""

from __future__ import annotations

from pathlib import Path

from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.contender import Starter
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.rounds import median_ratio, take_turns
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.scale import Scale
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.section import Section

from .memory_of_where import WANTED, list_with_wanted_jobs

MODULE, PLAYBOOK = "where in the module", "selectattr in the playbook"


def measure(scale: Scale, python: Path) -> Section:
    jobs = scale.many_jobs
    with list_with_wanted_jobs(jobs) as emulator:
        starter = Starter(emulator, python)
        contenders = [
            starter.playbook(MODULE, "where_in_module.yml", jobs=jobs, wanted=WANTED),
            starter.playbook(PLAYBOOK, "filter_in_playbook.yml", jobs=jobs, wanted=WANTED),
        ]
        runs = take_turns(contenders, 1, warm_up=False)
    seconds = median_ratio(runs[PLAYBOOK], runs[MODULE])
    memory = median_ratio(runs[PLAYBOOK], runs[MODULE], lambda run: run.peak_mb)
    return Section(
        name="playbooks_filtering",
        title=f"ansible-playbook: {WANTED} of {jobs:,} jobs, no latency, one run each",
        runs=runs,
        notes=[
            f"Filtering in the playbook takes {seconds:.1f} times the time and {memory:.1f} times the memory.",
            "Memory is that of all processes of the playbook at one moment (sum of Pss, looked at 10 times a second).",
        ],
    )
