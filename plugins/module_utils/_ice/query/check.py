# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds what is invalid in a JMESPath expression over rows of a list.

JMESPath takes a field that does not exist for null, so that a mistake gives an empty result and no error. Two kinds of
mistakes are told apart:

* Some can be seen in the expression alone: a bare word where text is meant, a number compared with text.
* Others depend on the rows. A name that the API's reference does not have may be a new field. It is a *doubt*, until a
  row is seen that has it.

It goes through the tree that jmespath's parser makes, and computes for each node the shape of its value.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ..shapes import Array, Boolean, Number, Object, Shape, Text
from .check_rules import check_bare_word, check_constant, check_equality, check_order, nearest_field
from .known_values import EACH, Doubt, MistakeError, Value, item_of, shape_of
from .tree import Node, links

_QUOTES = "If text is meant, write it in single quotes."
_ORDERS = ("lt", "lte", "gt", "gte")
_RESULTS: dict[str, Shape] = {
    **dict.fromkeys(("now", "age", "to_epoch", "duration", "length", "sum", "avg", "abs", "ceil", "floor"), Number()),
    **dict.fromkeys(("contains", "starts_with", "ends_with", "matches"), Boolean()),
    **dict.fromkeys(("to_string", "join", "type"), Text()),
    "keys": Array(Text()),
    "values": Array(),
}


@dataclass(frozen=True)
class Subject:
    """What an expression is about.

    :ivar row: the shape of a row
    :ivar noun: what a row is called
    :ivar is_list: whether it is about a list of rows, and not about one row
    :ivar may_be_constant: whether it may be the same for each row
    """

    row: Object
    noun: str
    is_list: bool = False
    may_be_constant: bool = False


def check(tree: Node, subject: Subject) -> list[Doubt]:
    """Check an expression that parses.

    :returns: what is a mistake if no row shows otherwise
    :raises MistakeError: if it is one for sure
    """
    checking = _Check(subject.noun)
    checking.visit(tree, Value(Array(subject.row) if subject.is_list else subject.row, ()))
    says_so = tree["type"] == "literal" and isinstance(tree["value"], bool)  # `true` as a condition is meant
    if not (checking.looks_at_data or subject.is_list or subject.may_be_constant or says_so):
        raise MistakeError(None, f"it is the same for every {subject.noun}, since it names no field")
    if not subject.is_list:
        return checking.doubts
    return [Doubt(doubt.path[1:], doubt.problem, doubt.value) for doubt in checking.doubts]


@dataclass
class _Check:
    """Goes through a tree. There is a method for each type of node, named as the node is."""

    noun: str
    doubts: list[Doubt] = field(default_factory=list)
    looks_at_data: bool = False

    def visit(self, node: Node, value: Value) -> Value:
        result: Value = getattr(self, f"_{node['type']}", self._anything)(node, value)
        return result

    def _anything(self, node: Node, value: Value) -> Value:
        for child in links(node):
            self.visit(child, value)
        return Value()

    _or_expression = _and_expression = _anything

    def _not_expression(self, node: Node, value: Value) -> Value:
        self._anything(node, value)
        return Value(Boolean())

    def _identity(self, node: Node, value: Value) -> Value:
        self.looks_at_data = True
        return value

    _current = _identity

    def _literal(self, node: Node, value: Value) -> Value:
        return Value(shape_of(node["value"]), literal=node["value"])

    def _subexpression(self, node: Node, value: Value) -> Value:
        for child in node["children"]:
            value = self.visit(child, value)
        return replace(value, bare=None)  # a name after a dot is no bare word

    _index_expression = _subexpression

    def _pipe(self, node: Node, value: Value) -> Value:
        for link in links(node):
            value = self.visit(link, value)
        return value

    def _field(self, node: Node, value: Value) -> Value:
        self.looks_at_data = True
        name, shape = str(node["value"]), value.shape
        if isinstance(shape, (Text, Number, Boolean)):
            raise MistakeError(name, f"{value} is {value.kind} and has no fields")
        if isinstance(shape, Array):
            raise self._field_of_a_list(name, value, shape)
        if not isinstance(shape, Object):
            return Value()
        path = None if value.path is None else (*value.path, name)
        if name in shape.fields:
            return Value(shape.fields[name], path)
        near = nearest_field(name, shape.fields)
        if shape.is_closed:
            raise MistakeError(name, f"the expression makes no field {name} before. {near}".rstrip())
        if path is not None:
            whose = str(value) if value.path and value.path != (EACH,) else f"a {self.noun}"
            problem = f"the API's reference knows no field {name} of {whose}, and no {self.noun} that was read has it"
            self._doubt(Doubt(path, f"{problem}. {near or _QUOTES}"))
        return Value(path=path, bare=name if path and path[:-1] in ((), (EACH,)) else None)

    def _field_of_a_list(self, name: str, value: Value, shape: Array) -> MistakeError:
        of_what = f"{value} is a list, which" if value.path else f"the list of {self.noun}s"
        if not isinstance(shape.items, Object) or name in shape.items.fields:
            return MistakeError(name, f"{of_what} has no fields. Write [].{name}")
        near = nearest_field(name, shape.items.fields).replace("mean ", "mean [].")
        example = near or f"Begin with [] and a field of its items, as in [].{next(iter(shape.items.fields))}"
        return MistakeError(name, f"{of_what} has no fields. {example}")

    def _index(self, node: Node, value: Value) -> Value:
        return item_of(value)

    def _slice(self, node: Node, value: Value) -> Value:
        return value

    def _flatten(self, node: Node, value: Value) -> Value:
        inner = self.visit(node["children"][0], value)
        item = item_of(inner)
        return item if isinstance(item.shape, Array) else inner

    def _projection(self, node: Node, value: Value) -> Value:
        left, right = node["children"][:2]
        found = self.visit(left, value)
        if found.shape is not None and not isinstance(found.shape, Array):
            raise MistakeError(_first_name(left), f"{found} is {found.kind} and has no items")
        each = self.visit(right, item_of(found))
        return Value(Array(each.shape), items=each.path)

    def _filter_projection(self, node: Node, value: Value) -> Value:
        left, right, condition = node["children"]
        found = self.visit(left, value)
        self.visit(condition, item_of(found))
        projection = {"type": "projection", "children": [left, right]}
        return self._projection(projection, value)

    def _value_projection(self, node: Node, value: Value) -> Value:
        left, right = node["children"]
        self.visit(left, value)
        return Value(Array(self.visit(right, Value()).shape))

    def _multi_select_list(self, node: Node, value: Value) -> Value:
        for child in node["children"]:
            self.visit(child, value)
        return Value(Array())

    def _multi_select_dict(self, node: Node, value: Value) -> Value:
        pairs = {pair["value"]: self.visit(pair["children"][0], value).shape for pair in node["children"]}
        return Value(Object(pairs, is_closed=True))

    def _function_expression(self, node: Node, value: Value) -> Value:
        name, children = str(node["value"]), node["children"]
        values = [self.visit(child, value) for child in children if child["type"] != "expref"]
        given = values[0] if values else Value()
        mapped = Value()
        for child in children:
            if child["type"] == "expref":
                mapped = self.visit(child["children"][0], item_of(given))
        if name in ("contains", "starts_with", "ends_with") and len(values) == 2:
            check_bare_word(values[1], values[0])
        check_constant(name, given)
        if name in ("sort", "sort_by", "reverse"):
            return given
        if name in ("max", "min", "max_by", "min_by"):
            return item_of(given)
        if name == "map":
            return Value(Array(mapped.shape))
        return Value(_RESULTS.get(name))

    def _comparator(self, node: Node, value: Value) -> Value:
        left, right = (self.visit(child, value) for child in node["children"])
        check_bare_word(left, right)
        check_bare_word(right, left)
        if node["value"] in _ORDERS:
            check_order(left, right)
        else:
            for doubt in check_equality(left, right, self.noun):
                self._doubt(doubt)
        return Value(Boolean())

    def _doubt(self, doubt: Doubt) -> None:
        if doubt not in self.doubts:
            self.doubts.append(doubt)


def _first_name(node: Node) -> str:
    if node["type"] == "field":
        return str(node["value"])
    return next((name for child in links(node) if (name := _first_name(child))), "")
