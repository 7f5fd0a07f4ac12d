# Copyright: (c) 2026, mediaops maintainers
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

# Four weeks that lie still: within the 30 days that the API takes at once, and the same in every run.
MARCH = {"start": "2026-03-01T00:00:00Z", "end": "2026-03-28T23:59:59Z"}


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


def scenario(
    *tasks: TaskOf,
    jobs: int | Mapping[str, Any] | list[Mapping[str, Any]] = 0,
    added: Iterable[Mapping[str, Any]] = (),
    files: Mapping[str, Any] | Iterable[Mapping[str, Any]] = (),
    templates: Iterable[Mapping[str, Any]] = (),
    streams: Mapping[str, Any] | None = None,
    **faults: Any,
) -> pytest.MarkDecorator:
    """Mark a test with what it looks at.

    :param jobs: how many to seed in March, or the options of one or more seedings
    :param added: jobs to add one by one
    :param files: the options of seeding files to the jobs, or files to add one by one
    :param templates: templates to add
    :param streams: when streams arrive
    """
    if isinstance(jobs, int):
        jobs = {"count": jobs, **MARCH}
    seeds = [dict(seed) for seed in (jobs if isinstance(jobs, list) else [jobs])]
    setup = {
        "seeds": seeds,
        "added": [dict(job) for job in added],
        "file_seeds": [dict(files)] if isinstance(files, Mapping) else [],
        "files": [] if isinstance(files, Mapping) else [dict(file) for file in files],
        "templates": [dict(template) for template in templates],
        "streams": dict(streams or {}),
        "faults": faults,
    }
    return pytest.mark.scenario(Scenario(tasks, setup))


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
            setups.update({name: wanted.setup if name == names[0] else None for name in names})
        self.run: Run = ansible.playbook([{"tasks": tasks}], setups=setups, variables=variables)

    def outcomes(self, nodeid: str) -> list[Outcome]:
        return [outcome for name in self._names[nodeid] for outcome in self.run.of(name)]
