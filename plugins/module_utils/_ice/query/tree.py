# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tree that jmespath's parser makes of an expression."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Node = Mapping[str, Any]

_CHAINS = ("or_expression", "and_expression", "pipe")


def links(node: Node) -> Sequence[Node]:
    """The children of a node. Of a chain they are all of its links.

    ``a || b || c`` is a tree that is as deep as the chain is long, and Python does not call itself a thousand times.
    """
    kind = node["type"]
    if kind not in _CHAINS:
        return [child for child in node["children"] if isinstance(child, Mapping)]
    found = []
    while node["type"] == kind:
        node, last = node["children"]
        found.append(last)
    return [node, *reversed(found)]
