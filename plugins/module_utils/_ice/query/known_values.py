# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known of the values of an expression before there is any data, and what may be wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ..shapes import Array, Boolean, Number, Object, Shape, Text

Path = tuple[str, ...]

EACH = "[]"  # in a path: each item of an array


class MistakeError(Exception):
    """The expression is invalid. ``word`` is where in the expression."""

    def __init__(self, word: object, problem: str) -> None:
        super().__init__(problem)
        self.word = word
        self.problem = problem


@dataclass(frozen=True)
class Doubt:
    """A name or a word that the reference does not have.

    :ivar path: the field's place in a row
    :ivar problem: what is wrong if no row has it
    :ivar value: the word; None if it is the name of the field itself
    """

    path: Path
    problem: str
    value: str | None = None

    @property
    def word(self) -> str:
        """How it is written in the expression."""
        return self.path[-1] if self.value is None else self.value

    def is_in(self, row: Any) -> bool:
        """Whether a row shows that there is no mistake."""
        return any(self.value is None or found == self.value for found in _values(row, self.path))


@dataclass(frozen=True)
class Value:
    """What is known of a value before there is one.

    :ivar shape: None if it may be anything
    :ivar path: its place in the row; None if it is not simply a part of it
    :ivar items: the place of its items, if that is not below its own
    :ivar literal: written in the expression; None if it is not
    :ivar bare: the name alone, if it is one that the reference does not have
    """

    shape: Shape | None = None
    path: Path | None = None
    items: Path | None = None
    literal: Any = None
    bare: str | None = None

    @property
    def kind(self) -> str | None:
        """What users call its type."""
        return _KINDS.get(type(self.shape)) if self.shape else None

    def __str__(self) -> str:
        if self.literal is not None:
            return f"{self.literal!r}"
        return ".".join(name for name in self.path if name != EACH) if self.path else "it"


_KINDS: dict[type, str] = {
    Text: "text",
    Number: "a number",
    Boolean: "true or false",
    Array: "a list",
    Object: "an object",
}


def item_of(value: Value) -> Value:
    """What is known of an item of a list."""
    if not isinstance(value.shape, Array):
        return Value()
    below = None if value.path is None else (*value.path, EACH)
    return Value(value.shape.items, value.items or below)


def shape_of(literal: Any) -> Shape | None:
    if isinstance(literal, str):
        return Text()
    if isinstance(literal, bool):
        return Boolean()
    if isinstance(literal, (int, float)):
        return Number()
    if isinstance(literal, list):
        return Array()
    return Object({}) if isinstance(literal, dict) else None


def _values(value: Any, path: Sequence[str]) -> Iterable[Any]:
    """All values at a path."""
    if not path:
        yield value
    elif path[0] == EACH:
        for item in value if isinstance(value, list) else ():
            yield from _values(item, path[1:])
    elif isinstance(value, dict) and path[0] in value:
        yield from _values(value[path[0]], path[1:])
