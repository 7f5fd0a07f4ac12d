# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the functions of JMESPath take.

jmespath checks the types of all arguments at each call, by the names of their classes. That takes longer than most
functions do. An argument that surely passes is recognised here by its class, and only what does not goes to jmespath:
what it refuses, and how it says so, is its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .values import BUILT_IN, plain, plain_items


class _Expression:
    """An ``&expression``. It has this name because jmespath recognises types by their names."""

    expression = None  # what jmespath hands to visit()

    def __init__(self, evaluate: Any) -> None:
        self._evaluate = evaluate

    def __repr__(self) -> str:
        return "&expression"  # in messages; jmespath shows an address in memory

    def visit(self, _expression: None, value: Any) -> Any:
        return plain(self._evaluate(value))


AnyExpression = _Expression

Classes = frozenset[type]

_CLASSES: Mapping[str, Classes] = {
    "string": frozenset((str,)),
    "number": frozenset((int, float)),
    "boolean": frozenset((bool,)),
    "null": frozenset((type(None),)),
    "object": frozenset((dict,)),
    "expref": frozenset((_Expression,)),
    "array": frozenset((list,)),
}
_ANYTHING: Classes = BUILT_IN | {_Expression}


@dataclass(frozen=True)
class Parameter:
    """One of the parameters of a function.

    :ivar classes: what passes for sure, and as it is
    :ivar items: so does a list whose items are all of one of these sets of classes
    :ivar looks_at_items: whether the items of a list have to be of built-in types
    """

    classes: Classes
    items: tuple[Classes, ...] = ()
    looks_at_items: bool = False

    def takes(self, argument: Any) -> bool:
        """Whether an argument passes for sure."""
        if type(argument) in self.classes:
            return True
        return argument.__class__ is list and any(kinds.issuperset(map(type, argument)) for kinds in self.items)

    def plain(self, argument: Any) -> Any:
        """The argument as the function must get it."""
        return plain_items(argument) if self.looks_at_items else plain(argument)


# Those that compare the items of a list, or write them. Text is equal to text, whether tagged or not.
_SPECIAL = {
    "contains": [
        Parameter(frozenset((str, list)), looks_at_items=True),
        Parameter(frozenset((bool, int, float, str, type(None))), looks_at_items=True),
    ],
    "to_string": [Parameter(_ANYTHING - {list}, looks_at_items=True)],
}


def parameters_of(name: str, signature: tuple[Mapping[str, Any], ...], given: int) -> list[Parameter]:
    """The parameters of a function, one for each argument that it is given.

    :param signature: jmespath's
    """
    if name in _SPECIAL:
        return _SPECIAL[name]
    found = [_parameter(each["types"]) for each in signature]
    more = given - len(found)  # jmespath does not look at those of a function that takes any number
    return [*found, *[Parameter(_ANYTHING)] * more]


def _parameter(types: list[str]) -> Parameter:
    if not types:
        return Parameter(_ANYTHING)
    kinds = [each.split("-") for each in types]  # "array-number" is a list of numbers
    classes: Classes = frozenset().union(*(_CLASSES[kind[0]] for kind in kinds if len(kind) == 1))
    items = tuple(_CLASSES[kind[1]] for kind in kinds if len(kind) == 2)
    return Parameter(classes, items, looks_at_items=bool(items))
