# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role live_record_facts beside the module that it uses."""

from __future__ import annotations

from pathlib import Path

from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.contender import Starter
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.goals import at_most
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.rounds import median_ratio, take_turns
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.scale import Scale
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.section import Section
from ansible_collections.mediaops.alicloud.tests.emulator import Emulator

MODULE, ROLE = "ice_live_record_job_info", "live_record_facts"


def measure(scale: Scale, python: Path) -> Section:
    jobs = scale.jobs
    with Emulator(jobs=jobs) as emulator:
        starter = Starter(emulator, python)
        contenders = [
            starter.playbook(MODULE, "facts_of_module.yml", jobs=jobs),
            starter.playbook(ROLE, "facts_of_role.yml", jobs=jobs),
        ]
        runs = take_turns(contenders, scale.few)
    seconds = median_ratio(runs[ROLE], runs[MODULE])
    processor = median_ratio(runs[ROLE], runs[MODULE], lambda run: run.cpu_seconds)
    return Section(
        name="facts_of_role",
        title=f"ansible-playbook: facts about {jobs:,} jobs, no latency",
        runs=runs,
        goals=[at_most(1.5, "times the time of the module alone", seconds)],
        notes=[
            f"The role takes {processor:.2f} times the processor time.",
            "What it takes longer is Ansible's own set_fact, which looks at every value of every job.",
        ],
    )
