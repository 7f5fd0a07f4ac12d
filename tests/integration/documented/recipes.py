# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The recipes of the cookbook, and one run of all that are playbooks.

Each recipe runs on a host of its own, so that none can use what another one has registered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import Ansible, Outcome, Run

from .expected import with_times
from .expected_of_recipes import Expectation
from .pages import CHECKOUT, COOKBOOK, Block, blocks_of

_TITLE = re.compile(r"^(I have .+\. I want .+\.)\n~+\n", re.MULTILINE)
_FILE_NAME = re.compile(r"# (\S+\.(?:yml|py))\n")
_KEPT = ("hosts", "name", "gather_facts", "roles", "tasks", "vars")


@dataclass(frozen=True)
class Recipe:
    """One section of the page."""

    number: int
    title: str
    blocks: tuple[Block, ...]

    @property
    def host(self) -> str:
        return f"recipe-{self.number}"

    @property
    def files(self) -> dict[str, str]:
        """The files that it consists of, by the names that their first lines tell."""
        return {found[1]: block.text for block in self.blocks if (found := _FILE_NAME.match(block.text))}

    @property
    def plays(self) -> list[dict[str, Any]]:
        """The plays of its playbook."""
        return [play for block in self.blocks if not _FILE_NAME.match(block.text) for play in block.plays]


def recipes() -> list[Recipe]:
    """Every recipe, in the order of the page."""
    _before, *parts = _TITLE.split((CHECKOUT / COOKBOOK).read_text(encoding="utf-8"))
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return [Recipe(number, title, tuple(blocks_of(COOKBOOK, text))) for number, (title, text) in enumerate(pairs, 1)]


@dataclass(frozen=True)
class Cooked:
    """What came of a recipe's playbook.

    :ivar tasks: in the order in which they ran; those of roles, too
    :ivar after: the emulator after the last of them
    :ivar folder: of the playbook
    """

    tasks: list[Outcome]
    after: Outcome
    folder: Path

    def of(self, task: str) -> Outcome:
        """What came of the last task with this name, or with this end of its name in a role."""
        return next(each for each in reversed(self.tasks) if each.task == task or each.task.endswith(f" : {task}"))

    @property
    def changed(self) -> list[str]:
        """The tasks that changed something."""
        return [each.task for each in self.tasks if each.result.get("changed")]

    @property
    def requests(self) -> list[str]:
        """The operations that were called."""
        return [action for each in self.tasks for action in each.actions]


class Kitchen:
    """The run of all recipes that are playbooks."""

    def __init__(
        self,
        ansible: Ansible,
        expected: Mapping[str, Expectation],
        env: Mapping[str, str | None],
        variables: Mapping[str, Any],
    ) -> None:
        plays: list[dict[str, Any]] = []
        setups: dict[str, Any] = {}
        files: dict[str, str] = {}
        cooked = [recipe for recipe in recipes() if recipe.plays]
        for recipe in cooked:
            wanted = expected.get(recipe.title) or Expectation(lambda _cooked: None)
            files.update(recipe.files)
            first, last = _around(recipe)
            setups.update({first: with_times(wanted.before), last: None})
            plays.append(_mark(recipe, first))
            plays += [play for _time in range(wanted.times) for play in _plays(recipe, wanted)]
            plays.append(_mark(recipe, last))
        hosts = ",".join(recipe.host for recipe in cooked)
        before = set(ansible.folder.glob("playbook-*"))
        self.run: Run = ansible.playbook(
            plays, "-i", f"{hosts},", setups=setups, env=env, files=files, variables=variables
        )
        (self.folder,) = set(ansible.folder.glob("playbook-*")) - before

    def cooked(self, recipe: Recipe) -> Cooked:
        """What came of a recipe."""
        first, last = _around(recipe)
        (after,) = self.run.of(last)
        tasks = [each for each in self.run.outcomes if each.host == recipe.host and each.task not in (first, last)]
        return Cooked(tasks, after, self.folder)


def _around(recipe: Recipe) -> tuple[str, str]:
    return f"Before {recipe.title}", f"After {recipe.title}"


def _mark(recipe: Recipe, name: str) -> dict[str, Any]:
    return {"hosts": recipe.host, "tasks": [{"name": name, "ansible.builtin.debug": {}}]}


def _plays(recipe: Recipe, wanted: Expectation) -> Iterator[dict[str, Any]]:
    for play in recipe.plays:
        assert play["hosts"] == "localhost", recipe.title
        assert set(play) <= set(_KEPT), recipe.title
        text = yaml.safe_dump(play)
        for documented, here in wanted.instead_of.items():
            assert documented in text, f"{documented} is not in {recipe.title}"
            text = text.replace(documented, here)
        yield {"ignore_errors": wanted.may_fail, **yaml.safe_load(text), "hosts": recipe.host}
