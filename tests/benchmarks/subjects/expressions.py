# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine's JMESPath beside jmespath's own interpreter, and beside loops of Python's over Ansible's containers."""

from __future__ import annotations

import json
import statistics
from pathlib import Path
from typing import Any

from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.contender import Starter
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.goals import Goal, at_least, at_most
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.places import HERE
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.rounds import take_turns
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.scale import Scale
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.section import Section
from ansible_collections.mediaops.alicloud.tests.emulator import Emulator

JOBS, ROWS = 100_000, 30_000
# How many times faster than jmespath each has to be
GOALS: dict[str, float] = {
    "[?status == 'paused']": 12,
    "[?status == 'paused'].job_id": 12,
    "length([?status == 'paused'])": 12,
    "[?status == 'paused' && name != 'x'].job_id": 6,
    "[?status == 'paused' || status == 'started'].job_id": 6,
    "[?starts_with(name, 'audit-')].job_id": 6,
    "[?contains(name, 'udit')].job_id": 6,
    "[?age(create_time) > duration('1d')].job_id": 5,
    "[?to_epoch(create_time) > `1658000000`].job_id": 5,
    "[].{id: job_id, name: name}": 3,
    "[].{id: job_id, name: name, url: stream_input.url, status: status}": 3,
    "[].job_id": 1,
    "[*].stream_input.url": 1,
    "[?duration > `50`]": 1,
    "[?create_time > '2022-07-15']": 1,
    "[?!duration]": 1,
    "[].[job_id, name]": 1,
    "sort_by(@, &name)": 1,
    "max_by(@, &duration)": 1,
    "map(&name, @)": 1,
    "sum([].duration)": 1,
    "join(',', [].name)": 1,
    "[].to_string(duration)": 1,
    "[].values(stream_input)[]": 1,
}
OFTEN: dict[str, float] = {"[?status == 'paused'].job_id": 6, "[?starts_with(name, 'audit-')].job_id": 6}
RULES = (
    "status == 'paused'",
    "status == 'paused' && age(create_time) > duration('1d')",
    "status != 'started' && status != 'initial'",
    "starts_with(name, 'audit-')",
    "!starts_with(name, 'audit-') && status == 'started'",
    "ends_with(name, '7') || ends_with(name, '9')",
    "contains(name, 'news')",
    "matches('^news-[0-9]+$', name)",
    "stream_input.type != 'rtmp'",
    "!stream_input.url",
    "to_epoch(create_time) < to_epoch('2022-07-15T00:00:00Z')",
    "duration > `50` && not_null(template_id, name) == name",
)
LIBRARY, ANSIBLE = "expressions", "in Ansible"


def measure(scale: Scale, python: Path) -> Section:
    task = {"jobs": JOBS, "rows": ROWS, "rounds": 3, "expressions": [*GOALS], "often": [*OFTEN], "rules": RULES}
    with Emulator(jobs=0) as emulator:  # the environment of contenders names one
        starter = Starter(emulator, python)
        contenders = [
            starter.ansible(name, "python", str(HERE / "contenders" / program), json.dumps(given))
            for name, program, given in (
                (LIBRARY, "expressions.py", task),
                (ANSIBLE, "filter_in_ansible.py", {"rows": ROWS, "rounds": 3}),
            )
        ]
        runs = take_turns(contenders, scale.few, warm_up=False)
    library, ansible = ([run.answer for run in runs[name]] for name in (LIBRARY, ANSIBLE))
    return Section(
        name="expressions",
        title=f"JMESPath beside jmespath's own interpreter: {ROWS:,} rows; 2 rows, again and again; {JOBS:,} jobs",
        runs=runs,
        goals=[
            *_times_faster(library, "many", GOALS, f"{ROWS:,} rows"),
            *_times_faster(library, "few", OFTEN, "2 rows"),
            at_most(5, f"CPU for {len(RULES)} rules and {JOBS:,} jobs", _median(library, "rules_s"), " s"),
            *_by_a_loop(ansible),
            at_most(40, "CPU of the filter's first use", _median(ansible, "first_use_ms"), " ms"),
        ],
        notes=["Medians of the ratios of CPU time, in turns within one process. 1 means: nothing is slower."],
    )


def _times_faster(answers: list[dict[str, Any]], part: str, goals: dict[str, float], of_what: str) -> list[Goal]:
    return [
        at_least(limit, f"times faster than jmespath, {of_what}: {expression}", _ratio(answers, part, expression))
        for expression, limit in goals.items()
    ]


def _by_a_loop(answers: list[dict[str, Any]]) -> list[Goal]:
    text = "times a loop, over Ansible's containers"
    return [
        at_most(1.15, f"{text}: {expression}", _ratio(answers, "by_a_loop", expression))
        for expression in answers[0]["by_a_loop"]
    ]


def _ratio(answers: list[dict[str, Any]], part: str, expression: str) -> float:
    return statistics.median(float(ratio) for answer in answers for ratio in answer[part][expression])


def _median(answers: list[dict[str, Any]], name: str) -> float:
    return statistics.median(float(answer[name]) for answer in answers)
