# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter beside community.general.json_query: over many items, and called many times."""

from __future__ import annotations

import json
import os
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.contender import Contender, Starter
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.goals import at_most
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.measured_run import Run, WrongResultError
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.places import COLLECTIONS, HERE
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.rounds import median_ratio, take_turns
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.scale import Scale
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.section import Section
from ansible_collections.mediaops.alicloud.tests.community_general import community_general
from ansible_collections.mediaops.alicloud.tests.emulator import Emulator

ITEMS, FEW_ITEMS = 100_000, 2
BATCHES, CALLS = 10, 1000
TOLERANCE = 0.05
OURS, THEIRS = "mediaops.alicloud.jmespath", "community.general.json_query"
FIELDS, FUNCTION = "[?status == 'paused'].job_id", "[?starts_with(name, 'audit-')].job_id"
NAMES = {"jmespath": OURS, "json_query": THEIRS}


def measure(scale: Scale, python: Path) -> Section:
    with Emulator(jobs=0) as emulator:  # the environment of contenders names one
        starter = _Starter(Starter(emulator, python))
        many = [
            starter.contender(f"{name}, {what}", NAMES[name], expression, items=ITEMS, batches=1, calls=1, found=found)
            for expression, what, found in ((FIELDS, "a field", ITEMS // 4), (FUNCTION, "a function", ITEMS // 2))
            for name in NAMES
        ]
        often = [
            starter.contender(
                f"{name}, often", NAMES[name], FUNCTION, items=FEW_ITEMS, batches=BATCHES, calls=CALLS, found=1
            )
            for name in NAMES
        ]
        runs = take_turns(many, scale.few, warm_up=False) | take_turns(often, 1, warm_up=False)
    field, theirs_field = runs["jmespath, a field"], runs["json_query, a field"]
    function, theirs_function = runs["jmespath, a function"], runs["json_query, a function"]
    ours_often, theirs_often = runs["jmespath, often"], runs["json_query, often"]
    by_field = median_ratio(field, theirs_field, _cpu_s)
    by_function = median_ratio(function, theirs_function, _cpu_s)
    spread = max(_spread(theirs_field), _spread(theirs_function))
    return Section(
        name="filtering",
        title=f"{OURS} beside {THEIRS}: {ITEMS:,} items, once; {FEW_ITEMS} items, {BATCHES * CALLS:,} times",
        runs=runs,
        goals=[
            at_most(1 + TOLERANCE, "times json_query, by a field", by_field),
            at_most(1 + TOLERANCE, "times json_query, with a function", by_function),
            at_most(1.1, f"times: the last {CALLS:,} calls by the first", _drift(ours_often)),
            at_most(0.5, "more memory after the last calls than after the first", _growth(ours_often), " MB"),
        ],
        notes=[
            f"No slower means within {TOLERANCE:.0%}. json_query's own runs lie {spread:.0%} apart.",
            f"Its last calls: {_drift(theirs_often):.2f} times the first, {_growth(theirs_often):.2f} MB more.",
            "Ratios are of the CPU time of the calls alone (medians of each thousand); the table has whole processes.",
        ],
    )


class _Starter:
    def __init__(self, starter: Starter) -> None:
        self._starter = starter
        paths = f"{COLLECTIONS}{os.pathsep}{community_general()}"
        self._settings = {"ANSIBLE_COLLECTIONS_PATH": paths}

    def contender(self, name: str, plugin: str, expression: str, *, found: int, **numbers: int) -> Contender:
        task = {"filter": plugin, "expression": expression, **numbers}
        arguments = [str(HERE / "contenders" / "filter_calls.py"), json.dumps(task)]
        return self._starter.ansible(name, "python", *arguments, check=_finds(plugin, found), settings=self._settings)


def _finds(plugin: str, wanted: int) -> Callable[[Run], None]:
    def check(run: Run) -> None:
        if run.answer.get("found") != wanted:
            raise WrongResultError(f"{plugin} found {run.answer.get('found')} items where there are {wanted}")

    return check


def _cpu_s(run: Run) -> float:
    return float(sum(run.answer["call_cpu_s"]))


def _spread(runs: Sequence[Run]) -> float:
    seconds = [_cpu_s(run) for run in runs]
    return (max(seconds) - min(seconds)) / statistics.median(seconds)


def _drift(runs: Sequence[Run]) -> float:
    return statistics.median(_last(run, "call_cpu_s") / _first(run, "call_cpu_s") for run in runs)


def _growth(runs: Sequence[Run]) -> float:
    return statistics.median(_last(run, "resident_mb") - _first(run, "resident_mb") for run in runs)


def _first(run: Run, name: str) -> float:
    batches: list[Any] = run.answer[name]
    return float(batches[0])


def _last(run: Run, name: str) -> float:
    batches: list[Any] = run.answer[name]
    return float(batches[-1])
