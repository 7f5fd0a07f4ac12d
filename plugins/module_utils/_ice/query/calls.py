# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls of functions in an expression: whether each names a function that there is, with as many arguments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .library import lexer


@dataclass
class _Call:
    name: str
    place: int
    arguments: int = 0


def wrong_call(expression: str, known: Mapping[str, Any]) -> tuple[int, str] | None:
    """The first call that cannot be: its place, and what is wrong.

    :param expression: one that parses
    :param known: jmespath's table of functions
    """
    for call in _calls(expression):
        if call.name not in known:
            return call.place, f"there is no function {call.name}()"
        signature = known[call.name]["signature"]
        variadic = bool(signature) and bool(signature[-1].get("variadic"))
        if call.arguments < len(signature) or (call.arguments > len(signature) and not variadic):
            wanted = f"{'at least ' if variadic else ''}{len(signature)}"
            return call.place, f"{call.name}() takes {wanted} argument(s) and was given {call.arguments}"
    return None


def called(expression: str) -> set[str]:
    """The names of all functions that an expression calls."""
    return {call.name for call in _calls(expression)}


def _calls(expression: str) -> list[_Call]:
    """The function calls, in the order in which they are written."""
    calls: list[_Call] = []
    open_brackets: list[_Call | None] = []
    before: Any = {"type": "none"}
    for token in lexer.Lexer().tokenize(expression):
        kind = token["type"]
        if kind in ("rparen", "rbracket", "rbrace"):
            open_brackets.pop()
        elif open_brackets and (call := open_brackets[-1]):
            call.arguments += kind == "comma" or not call.arguments
        if kind == "lparen" and before["type"] == "unquoted_identifier":
            calls.append(_Call(before["value"], before["start"]))
            open_brackets.append(calls[-1])
        elif kind in ("lparen", "lbracket", "lbrace", "filter"):
            open_brackets.append(None)
        before = token
    return calls
