# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Comparisons that are invalid."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence

from ..errors import InputError
from ..names import snake_case
from ..shapes import Number, Text
from ..times import parse_duration
from .known_values import Doubt, MistakeError, Value

_A_TIME = re.compile(r"\d{4}")


def check_bare_word(bare: Value, other: Value) -> None:
    """A word that is no field, compared with a field. :raises MistakeError: if it is that"""
    word = bare.bare
    if word is None or other.path is None or other.shape is None:
        return
    problem = f"{word} without quotes is the name of a field, and the API's reference knows none of that name. "
    if word in ("null", "true", "false"):
        raise MistakeError(word, f"{problem}Write `{word}`, in backticks")
    raise MistakeError(
        word, f"{problem}Write text in single quotes: '{word}'. If it is a new field of the API, write @.{word}"
    )


def check_order(left: Value, right: Value) -> None:
    """Two values compared with ``<`` and the like. :raises MistakeError: if they have no order"""
    for one, other in ((left, right), (right, left)):
        is_time = isinstance(one.shape, Text) and one.shape.is_time
        text = other.literal if isinstance(other.literal, str) else None
        if is_time and text is not None and not _A_TIME.match(text):
            raise MistakeError(text, f"{one} is a time and {other} is not; write to_epoch({one}) and to_epoch({other})")
        if is_time and isinstance(other.shape, Number):
            raise MistakeError(_word(one, other), f"{one} is text, and no number; write to_epoch({one})")
        if isinstance(one.shape, Number) and text is not None and _is_duration(text):
            raise MistakeError(text, f"a number has no order with text; write duration({other})")
    kinds = {left.kind, right.kind}
    if None not in kinds and kinds not in ({"text"}, {"a number"}):
        raise MistakeError(_word(left, right), f"{left.kind} and {right.kind} cannot be compared with <, <=, > or >=")


def check_equality(left: Value, right: Value, noun: str) -> Iterator[Doubt]:
    """Two values compared with ``==`` or ``!=``.

    :returns: a doubt, if a field is compared with a word that it never has by the reference
    :raises MistakeError: if they can never be equal
    """
    if left.kind and right.kind and left.kind != right.kind:
        raise MistakeError(_word(left, right), f"{left.kind} never equals {right.kind}")
    for one, other in ((left, right), (right, left)):
        words = one.shape.words if isinstance(one.shape, Text) else ()
        word = other.literal
        if words and one.path and isinstance(word, str) and word not in words:
            near = difflib.get_close_matches(word.lower(), words, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else f"It is {_either(words)}."
            problem = f"{one.path[-1]} is never {word!r} by the API's reference, and of no {noun} that was read"
            yield Doubt(one.path, f"{problem}. {hint}", word)


def check_constant(function: str, given: Value) -> None:
    """A text that is written in the expression, as the first argument of a function: no row makes it right.

    :raises MistakeError: if it is no duration, or no regular expression
    """
    text = given.literal
    if not isinstance(text, str):
        return
    try:
        if function == "duration":
            parse_duration(text)
        elif function == "matches":
            re.compile(text)
    except InputError as error:
        raise MistakeError(text, error.message) from None
    except re.error as error:
        raise MistakeError(text, f"{text!r} is not a regular expression: {error}") from None


def nearest_field(name: str, known: Iterable[str]) -> str:
    """A question for the user; empty if nothing is near."""
    near = difflib.get_close_matches(snake_case(name), list(known), n=1)
    return f"Did you mean {near[0]}?" if near else ""


def _word(left: Value, right: Value) -> object:
    """What to point at."""
    if left.literal is not None:
        return left.literal
    return right.literal if right.literal is not None else (left.path or right.path or ("",))[-1]


def _either(words: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _is_duration(text: str) -> bool:
    try:
        parse_duration(text)
    except InputError:
        return False
    return True
