# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a kept listing costs a lookup, beside a lookup that has nothing to do."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.contender import Contender, Starter
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.goals import at_most
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.measured_run import Run, WrongResultError
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.places import HERE
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.rounds import Runs, median_difference, take_turns
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.scale import Scale
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.section import Section
from ansible_collections.mediaops.alicloud.tests.emulator import Emulator

LOOKUPS = 50
NOTHING, EMPTY = "ansible.builtin.list, no terms", "a hit, no jobs"
NO_JOB_HAS_THIS = "no job is called like this"


def measure(scale: Scale, python: Path) -> Section:
    jobs, some = scale.jobs, scale.some_jobs
    hit, large = f"a hit, {some:,} jobs", f"a hit, {jobs:,} jobs"
    with Emulator(jobs=jobs) as emulator, tempfile.TemporaryDirectory() as kept:
        starter = _Starter(Starter(emulator, python), kept)
        contenders = [
            starter.contender(NOTHING, "look_nothing_up.yml", 0),
            starter.contender(EMPTY, "look_up.yml", 0, keyword=NO_JOB_HAS_THIS),
            starter.contender(hit, "look_up.yml", some, limit=some),
            starter.contender(large, "look_up.yml", jobs),
        ]
        runs = take_turns(contenders, scale.few)  # the warm-up round fills the cache
    for name, measured in runs.items():
        if any(run.requests for run in measured):
            raise WrongResultError(f"{name}: requests were made")
    cpu = _each_ms(runs, hit, NOTHING, lambda run: run.cpu_seconds)
    return Section(
        name="cache_hits",
        title=f"ansible-playbook: {LOOKUPS} lookups in one task, kept in jsonfile",
        runs=runs,
        goals=[
            at_most(30, f"{hit}: more than an empty lookup", _each_ms(runs, hit, NOTHING), " ms"),
            at_most(40, f"{large}: more than an empty lookup", _each_ms(runs, large, NOTHING), " ms"),
        ],
        notes=[
            f"An empty lookup is {NOTHING}: it does nothing. Whole playbooks are compared, divided by {LOOKUPS}.",
            f"{EMPTY}: {_each_ms(runs, EMPTY, NOTHING):.1f} ms more than an empty lookup.",
            f"{hit}: {_each_ms(runs, hit, EMPTY):.1f} ms more than a hit without jobs.",
            f"A hit waits for nothing. {hit}: {cpu:.1f} ms of CPU time more than an empty lookup.",
        ],
    )


class _Starter:
    def __init__(self, starter: Starter, kept: str) -> None:
        self._starter = starter
        self._settings = {"ANSIBLE_LOCALHOST_WARNING": "false", "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false"}
        self._kept = kept

    def contender(self, name: str, file_name: str, jobs: int, **listing: str | int) -> Contender:
        variables = {"lookups": LOOKUPS, "jobs": jobs, "kept": self._kept}
        variables.update({f"mediaops_alicloud_{option}": value for option, value in listing.items()})
        playbook = [str(HERE / "playbooks" / file_name), "-i", "localhost,", "-e", json.dumps(variables)]
        # The playbook checks by itself what it has.
        return self._starter.ansible(name, "ansible-playbook", *playbook, settings=self._settings)


def _each_ms(runs: Runs, above: str, below: str, of: Callable[[Run], float] = lambda run: run.seconds) -> float:
    return median_difference(runs[above], runs[below], of) / LOOKUPS * 1000
