# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Expressions, evaluated by the engine and by jmespath's own interpreter in turns; in CPU seconds.

jmespath gets the added functions as somebody would write them for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import jmespath
import jmespath.functions
import jmespath.visitor

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.query import Query
from ansible_collections.mediaops.alicloud.tests.benchmarks.contenders.jobs import make_jobs
from ansible_collections.mediaops.alicloud.tests.benchmarks.contenders.task import answer, read_task

NOW = 1_700_000_000
_signature = jmespath.functions.signature
_TEXT: Any = {"types": ["string"]}


class Added(jmespath.functions.Functions):
    """The added functions that are measured."""

    @_signature(_TEXT)
    def _func_to_epoch(self, text: str) -> int:
        return int(datetime.fromisoformat(text).timestamp())

    @_signature(_TEXT)
    def _func_age(self, text: str) -> int:
        return NOW - int(datetime.fromisoformat(text).timestamp())

    @_signature(_TEXT)
    def _func_duration(self, text: str) -> int:
        return int(text.rstrip("d")) * 86_400


def cpu_s(evaluate: Callable[[Any], Any], data: Any, times: int) -> float:
    began = time.process_time()
    for _time in range(times):
        evaluate(data)
    return time.process_time() - began


def compare(expression: str, data: Sequence[Any], times: int, rounds: int) -> list[float]:
    """How many times faster than jmespath the engine is, in each round."""
    tree, options = jmespath.compile(expression), jmespath.visitor.Options(custom_functions=Added())
    ours = Query(expression, now=NOW).search

    def theirs(value: Any) -> Any:
        return tree.search(value, options)

    if ours(data) != theirs(data):
        raise ValueError(f"{expression}: another result than jmespath's")
    return [cpu_s(theirs, data, times) / cpu_s(ours, data, times) for _round in range(rounds)]


def seconds_of_rules(rules: Sequence[str], jobs: Sequence[Any]) -> float:
    conditions = [Query(rule, now=NOW) for rule in rules]
    began = time.process_time()
    found = sum(condition.is_true_for(job) for job in jobs for condition in conditions)
    if not found:
        raise ValueError("no rule is true for any job")
    return time.process_time() - began


def main() -> None:
    task = read_task()
    jobs, rounds = make_jobs(task["jobs"]), task["rounds"]
    many, few = jobs[: task["rows"]], jobs[:2]
    answer(
        many={expression: compare(expression, many, 1, rounds) for expression in task["expressions"]},
        few={expression: compare(expression, few, 10_000, rounds) for expression in task["often"]},
        rules_s=seconds_of_rules(task["rules"], jobs),
    )


if __name__ == "__main__":
    main()
