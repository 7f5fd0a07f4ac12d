# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values as JMESPath understands them, where Python has another idea: truth, equality, order, types."""

from __future__ import annotations

from numbers import Number
from typing import Any, Callable

BUILT_IN: frozenset[type] = frozenset((bool, int, float, str, type(None), list, dict))
ORDERED = frozenset((int, float, str))


def is_false(value: Any) -> bool:
    """False, null and empty strings, lists and objects are false; 0 is true."""
    if value:
        return False
    return value is None or value is False or value in ("", [], {})


def is_number(value: Any) -> bool:
    """Whether it is a number; true and false are none."""
    return isinstance(value, Number) and not isinstance(value, bool)


def are_equal(one: Any, other: Any) -> bool:
    """0 and 1 do not equal false and true. Inside of lists and objects they do, as jmespath has it."""
    return one == other and isinstance(one, bool) is isinstance(other, bool)


def in_order(compare: Callable[[Any, Any], Any], one: Any, other: Any) -> bool | None:
    """Whether ``<`` and the like hold; null for what has no order. :raises TypeError: for a number and a string"""
    for value in (one, other):
        if not (isinstance(value, str) or is_number(value)):
            return None
    result: bool = compare(one, other)
    return result


def plain(value: Any) -> Any:
    """The value as its built-in type; containers are copied one level deep, and only if necessary.

    jmespath recognises types by the names of their classes, and so refuses subclasses such as the tagged integers of
    ansible-core.
    """
    if type(value) in BUILT_IN:
        return value
    for scalar in (str, int, float):
        if isinstance(value, scalar):
            return scalar(value)
    if isinstance(value, (list, tuple)):
        return list(value)
    if isinstance(value, dict):
        return dict(value)
    return value


def plain_items(value: Any) -> Any:
    """The same, and of a list also each item."""
    value = plain(value)
    if isinstance(value, list) and not BUILT_IN.issuperset(map(type, value)):
        return [plain(item) for item in value]
    return value
