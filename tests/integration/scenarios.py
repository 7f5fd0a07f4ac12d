# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests that say, in a marker, which tasks they want to have run.

All tasks of a test file run in one playbook; each test then looks at what came of its own. A scenario starts with a
fresh emulator, and its log of requests is that of each task alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from .ansible_runs import MODULE, Ansible, Outcome, Run
from .documented.expected import with_times
from .emulator_state import MARCH, state

__all__ = ["MARCH", "Scenario", "ScenarioRun", "TaskOf", "ice", "scenario", "scenario_of", "task_of"]


@dataclass(frozen=True)
class TaskOf:
    """One task of a playbook."""

    options: Mapping[str, Any]
    keywords: Mapping[str, Any]
    module: str = MODULE

    def as_yaml(self, name: str) -> dict[str, Any]:
        return {"name": name, self.module: dict(self.options), "ignore_errors": True, **self.keywords}


def ice(*, environment: Mapping[str, str] | None = None, keywords: Mapping[str, Any] | None = None, **options: Any):
    """A task of ice_live_record_job_info: the module's options, and further keywords of the task."""
    more: dict[str, Any] = {} if environment is None else {"environment": dict(environment)}
    return TaskOf(options, {**more, **(keywords or {})})


def task_of(module: str):
    """Makes tasks of another module of the collection as :func:`ice` does; ``check`` and ``diff`` are keywords."""

    def task(*, check: bool = False, keywords: Mapping[str, Any] | None = None, **options: Any):
        more = {"check_mode": True, "diff": True} if check else {"diff": True}
        return TaskOf(options, {**more, **(keywords or {})}, f"mediaops.alicloud.{module}")

    return task


@dataclass(frozen=True)
class Scenario:
    """Tasks, and the emulator's state before the first of them."""

    tasks: tuple[TaskOf, ...]
    setup: Mapping[str, Any] = field(default_factory=dict)


def scenario(*tasks: TaskOf, **state_before: Any) -> pytest.MarkDecorator:
    """Mark a test with the tasks that it looks at, and the :func:`state` before the first of them."""
    return pytest.mark.scenario(Scenario(tasks, state(**state_before)))


def scenario_of(item: pytest.Item) -> Scenario | None:
    marker = item.get_closest_marker("scenario")
    return None if marker is None else marker.args[0]


class ScenarioRun:
    """One playbook with the tasks of many tests."""

    def __init__(self, ansible: Ansible, items: Iterable[pytest.Item], variables: Mapping[str, Any]) -> None:
        tasks: list[dict[str, Any]] = []
        setups: dict[str, Mapping[str, Any] | None] = {}
        self._names: dict[str, list[str]] = {}
        for item in items:
            wanted = scenario_of(item)
            if wanted is None:
                continue
            names = [f"{item.name} {number}" for number, _task in enumerate(wanted.tasks, 1)]
            self._names[item.nodeid] = names
            tasks += [task.as_yaml(name) for task, name in zip(wanted.tasks, names, strict=True)]
            setups.update({name: with_times(wanted.setup) if name == names[0] else None for name in names})
        self.run: Run = ansible.playbook([{"tasks": tasks}], setups=setups, variables=variables)

    def outcomes(self, nodeid: str) -> list[Outcome]:
        return [outcome for name in self._names[nodeid] for outcome in self.run.of(name)]
