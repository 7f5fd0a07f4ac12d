# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that an expression names and that are no data: ``params.older_than``.

JMESPath has no variables. Before anything is checked or evaluated, ``params.<name>`` is replaced by its value, as if
the value had been written there. So it means the same everywhere in an expression, also where ``@`` is an item of a
list, and it costs nothing for each row.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from .known_values import MistakeError
from .tree import Node

PARAMS = "params"


def with_constants(tree: Node, values: Mapping[str, Any]) -> Node:
    """The tree with the values in the place of their names.

    :raises MistakeError: if it names one that is not there
    """
    root: list[Node] = [tree]
    waiting: list[tuple[list[Node], int]] = [(root, 0)]
    while waiting:  # a chain of a thousand links is a tree that is as deep
        siblings, number = waiting.pop()
        node = siblings[number]
        if isinstance(node, Mapping):
            node = _replaced(node, values)
            node["children"] = list(node["children"])
            siblings[number] = node
            in_path = node["type"] == "subexpression"  # where a name after a dot is no name of its own
            waiting.extend(
                (node["children"], each)
                for each, child in enumerate(node["children"])
                if not (in_path and each and _is_field(child))
            )
    return root[0]


def names_in(tree: Node) -> Iterator[str]:
    """Every name of a field in the tree, some of them more than once."""
    waiting: list[Any] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Mapping):
            if node["type"] == "field":
                yield str(node["value"])
            waiting.extend(node["children"])


def _replaced(node: Node, values: Mapping[str, Any]) -> dict[str, Any]:
    if node["type"] == "field" and node["value"] == PARAMS:
        raise MistakeError(PARAMS, f"{PARAMS} alone is no value; write {PARAMS}. and the name of a parameter")
    if node["type"] != "subexpression" or not _is_field(node["children"][0], PARAMS):
        return dict(node)
    name, *others = node["children"][1:]
    if not _is_field(name) or name["value"] not in values:
        raise MistakeError(name.get("value") or PARAMS, _unknown(str(name.get("value")), values))
    literal = {"type": "literal", "value": values[name["value"]], "children": []}
    return {**node, "children": [literal, *others]} if others else literal


def _is_field(node: Any, name: str | None = None) -> bool:
    return isinstance(node, Mapping) and node["type"] == "field" and name in (None, node["value"])


def _unknown(name: str, values: Mapping[str, Any]) -> str:
    if not values:
        return f"the rule has no parameter {name}; declare it in params"
    near = difflib.get_close_matches(name, values, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"It has {', '.join(sorted(values))}"
    return f"the rule has no parameter {name}. {hint}"
