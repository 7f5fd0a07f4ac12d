# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks and files that use the collection's plugins, for scenarios and runs of their own."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

PLUGIN = "mediaops.alicloud.ice_live_record_jobs"  # the lookup and the inventory
FILTER = "mediaops.alicloud.jmespath"
PLUGINS = Path(__file__).parents[2] / "plugins"


@dataclass(frozen=True)
class TaskWith:
    """A task that shows the value of an expression; its variables are the expression's own."""

    expression: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    keywords: Mapping[str, Any] = field(default_factory=dict)

    def as_yaml(self, name: str) -> dict[str, Any]:
        return {
            "name": name,
            "ansible.builtin.debug": {"msg": "{{ " + self.expression + " }}"},
            "vars": dict(self.variables),
            "ignore_errors": True,
            **self.keywords,
        }


@dataclass(frozen=True)
class AnyTask:
    """A task as it is."""

    content: Mapping[str, Any]

    def as_yaml(self, name: str) -> dict[str, Any]:
        return {"name": name, "ignore_errors": True, **self.content}


def look(
    *terms: Any,
    function: str = "query",
    variables: Mapping[str, Any] | None = None,
    keywords: Mapping[str, Any] | None = None,
    **options: Any,
) -> TaskWith:
    """A task with the lookup; terms and options are variables of the task, as expressions in them are trusted then."""
    call = f"{function}('{PLUGIN}', *lookup_terms, **lookup_options)"
    return TaskWith(call, {"lookup_terms": list(terms), "lookup_options": options, **(variables or {})}, keywords or {})


def documentation(kind: str, name: str, constant: str) -> str:
    """One of a plugin's constants, without importing the plugin."""
    tree = ast.parse((PLUGINS / kind / f"{name}.py").read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", None) == constant:
            return str(ast.literal_eval(node.value))
    raise AssertionError(constant)


def write_inventory(folder: Path, name: str, **options: Any) -> Path:
    """An inventory file of the plugin."""
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}.ice_live_record_jobs.yml"
    file.write_text(
        yaml.safe_dump({"plugin": PLUGIN, **options}, sort_keys=False, allow_unicode=True), encoding="utf-8"
    )
    return file


def strings_in(value: Any) -> Iterator[str]:
    """Every string of a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from strings_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings_in(item)
