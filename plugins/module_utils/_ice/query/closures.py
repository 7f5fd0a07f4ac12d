# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the tree that jmespath parses to closures: each node becomes a function of one value, once.

jmespath's own interpreter looks at each node again for each value, which is most of its work. Here the methods are
named as the nodes are; each gets its node and the closures of the node's children, and returns the closure of the node.
"""

from __future__ import annotations

import operator
from typing import Any, Callable

from ..errors import InputError
from .function_calls import Evaluate, FunctionCall
from .functions import QueryFunctions
from .parameters import AnyExpression
from .tree import Node, links
from .values import ORDERED, are_equal, in_order, is_false, is_number

_ORDERS = {"lt": operator.lt, "lte": operator.le, "gt": operator.gt, "gte": operator.ge}
_SCALARS = (bool, int, float, str, type(None))


def itself(value: Any) -> Any:
    """The closure of ``@``."""
    return value


class Closures:
    """Makes them.

    :param now_is_fixed: whether ``now`` of the functions stays as it is
    """

    def __init__(self, functions: QueryFunctions, *, now_is_fixed: bool) -> None:
        self._functions = functions
        self._changing = () if now_is_fixed else functions.OF_THE_MOMENT
        self._constants: dict[Evaluate, Any] = {}  # those that are the same for each value

    def build(self, node: Node) -> Evaluate:
        """:raises RecursionError: if it is nested too deeply"""
        children = [self.build(child) for child in links(node)]
        closure: Evaluate = getattr(self, f"_{node['type']}")(node, *children)
        return closure

    def _constant(self, value: Any) -> Evaluate:
        def constant(_value: Any) -> Any:
            return value

        self._constants[constant] = value
        return constant

    # --- parts of a value ---

    def _identity(self, _node: Node) -> Evaluate:
        return itself

    _current = _identity

    def _literal(self, node: Node) -> Evaluate:
        return self._constant(node["value"])

    def _field(self, node: Node) -> Evaluate:
        name = node["value"]

        def field(value: Any) -> Any:
            try:
                return value.get(name)
            except AttributeError:
                return None

        return field

    def _index(self, node: Node) -> Evaluate:
        index = node["value"]

        def item(value: Any) -> Any:
            try:
                return value[index] if isinstance(value, list) else None
            except IndexError:
                return None

        return item

    def _slice(self, node: Node) -> Evaluate:
        part = slice(*node["children"])
        return lambda value: value[part] if isinstance(value, list) else None

    def _subexpression(self, _node: Node, *steps: Evaluate) -> Evaluate:
        first, *others = [step for step in steps if step is not itself] or [itself]
        if not others:
            return first
        if len(others) == 1:
            second = others[0]
            return lambda value: second(first(value))

        def in_turn(value: Any) -> Any:
            value = first(value)
            for step in others:
                value = step(value)
            return value

        return in_turn

    _index_expression = _pipe = _subexpression

    def _multi_select_list(self, _node: Node, *items: Evaluate) -> Evaluate:
        return lambda value: None if value is None else [item(value) for item in items]

    def _multi_select_dict(self, node: Node, *items: Evaluate) -> Evaluate:
        pairs = [(pair["value"], item) for pair, item in zip(node["children"], items)]

        def chosen(value: Any) -> Any:
            if value is None:
                return None
            found = {}
            for name, item in pairs:  # quicker than a comprehension, which is a call of its own
                found[name] = item(value)
            return found

        return chosen

    def _key_val_pair(self, _node: Node, item: Evaluate) -> Evaluate:
        return item

    # --- lists ---

    def _projection(self, _node: Node, items: Evaluate, of_each: Evaluate) -> Evaluate:
        def projection(value: Any) -> Any:
            base = items(value)
            if not isinstance(base, list):
                return None
            return [found for item in base if (found := of_each(item)) is not None]

        return projection

    def _value_projection(self, _node: Node, items: Evaluate, of_each: Evaluate) -> Evaluate:
        def projection(value: Any) -> Any:
            try:
                base = items(value).values()
            except AttributeError:
                return None
            return [found for item in base if (found := of_each(item)) is not None]

        return projection

    def _filter_projection(self, _node: Node, items: Evaluate, of_each: Evaluate, condition: Evaluate) -> Evaluate:
        def projection(value: Any) -> Any:
            base = items(value)
            if not isinstance(base, list):
                return None
            return [
                found
                for item in base
                if ((true := condition(item)) is True or (true is not False and not is_false(true)))
                and (found := of_each(item)) is not None
            ]

        return projection

    def _flatten(self, _node: Node, items: Evaluate) -> Evaluate:
        def flatten(value: Any) -> Any:
            base = items(value)
            if not isinstance(base, list):
                return None
            flat = list(base)
            if not any(issubclass(kind, list) for kind in set(map(type, flat))):
                return flat
            return [part for item in flat for part in (item if isinstance(item, list) else (item,))]

        return flatten

    # --- truth ---

    def _or_expression(self, _node: Node, *sides: Evaluate) -> Evaluate:
        *others, last = sides

        def either(value: Any) -> Any:
            for side in others:
                found = side(value)
                if found is True or not is_false(found):
                    return found
            return last(value)

        return either

    def _and_expression(self, _node: Node, *sides: Evaluate) -> Evaluate:
        *others, last = sides

        def both(value: Any) -> Any:
            for side in others:
                found = side(value)
                if found is False or is_false(found):
                    return found
            return last(value)

        return both

    def _not_expression(self, _node: Node, side: Evaluate) -> Evaluate:
        return lambda value: not (found := side(value)) and not is_number(found)

    def _comparator(self, node: Node, left: Evaluate, right: Evaluate) -> Evaluate:
        kind = node["value"]
        if kind in _ORDERS:
            return self._order(_ORDERS[kind], left, right)
        equals = self._equality(left, right)
        return equals if kind == "eq" else lambda value: not equals(value)

    def _order(self, compare: Callable[[Any, Any], Any], left: Evaluate, right: Evaluate) -> Evaluate:
        limit = self._constants.get(right)
        if type(limit) in ORDERED:  # what is written most

            def order_to_limit(value: Any) -> Any:
                one = left(value)
                return compare(one, limit) if type(one) in ORDERED else in_order(compare, one, limit)

            return order_to_limit

        def order(value: Any) -> Any:
            one, other = left(value), right(value)
            if type(one) in ORDERED and type(other) in ORDERED:
                return compare(one, other)
            return in_order(compare, one, other)

        return order

    def _equality(self, left: Evaluate, right: Evaluate) -> Evaluate:
        if left in self._constants:
            left, right = right, left
        text = self._constants.get(right)
        if isinstance(text, str):  # what is written most, and needs no care
            return lambda value: left(value) == text
        return lambda value: are_equal(left(value), right(value))

    # --- functions ---

    def _expref(self, _node: Node, of_each: Evaluate) -> Evaluate:
        expression = AnyExpression(of_each)
        return lambda _value: expression

    def _function_expression(self, node: Node, *arguments: Evaluate) -> Evaluate:
        name = node["value"]
        call = FunctionCall(self._functions, name, len(arguments))
        if name not in self._changing and all(argument in self._constants for argument in arguments):
            try:
                result = call.with_values(*[self._constants[argument] for argument in arguments])
            except (InputError, TypeError, ValueError, ArithmeticError):
                pass  # an error only for what gets here
            else:
                if type(result) in _SCALARS:
                    return self._constant(result)
        if name == "matches" and isinstance(regex := self._constants.get(arguments[0]), str):
            return call.matching(regex, arguments[1])
        if name == "to_epoch":
            return call.to_epoch(arguments[0])
        return call.closure(*arguments)
