# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""JMESPath as all of the collection understands it: the standard language, and functions for times and text.

The added functions; times are in seconds:

* ``now()``: seconds since the epoch, the same value for every call within one task
* ``to_epoch(time)``: seconds since the epoch of an ISO 8601 or relative time
* ``age(time)``: seconds from that time to now
* ``duration('36h')``: seconds
* ``matches(regex, string)``: whether the regular expression is found anywhere in the string

``to_epoch``, ``age`` and ``matches`` of null are null, null and false, so that a job without a field ends no listing.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Any, Protocol

from ..errors import InputError, MissingLibraryError
from ..times import parse_duration, parse_time
from .check import Subject, check
from .hints import hint_at, is_value_of_yaml
from .known_values import Doubt, MistakeError
from .time_limit import TookTooLongError, time_limit

try:
    import jmespath
    import jmespath.exceptions
    import jmespath.functions
    import jmespath.lexer
    import jmespath.visitor
    from jmespath.visitor import _Expression as _AnyExpression
except ImportError as error:  # Ansible imports this file on hosts that will never use it
    MISSING: str | None = str(error)
else:
    MISSING = None

    _signature = jmespath.functions.signature
    _TIME: Any = {"types": ["string", "null"]}

    class _Functions(jmespath.functions.Functions):
        """The standard functions and the added ones; jmespath finds them by their ``_func_`` names."""

        def __init__(self, now: int) -> None:
            self._now = now

        @_signature()
        def _func_now(self) -> int:
            return self._now

        @_signature(_TIME)
        def _func_to_epoch(self, text: str | None) -> int | None:
            return None if text is None else parse_time(text, self._now)

        @_signature(_TIME)
        def _func_age(self, text: str | None) -> int | None:
            return None if text is None else self._now - parse_time(text, self._now)

        @_signature({"types": ["string"]})
        def _func_duration(self, text: str) -> int:
            return parse_duration(text)

        @_signature({"types": ["string"]}, {"types": ["string", "null"]})
        def _func_matches(self, regex: str, text: str | None) -> bool:
            try:
                return text is not None and _is_found(regex, text)
            except re.error as error:
                raise InputError(f"{regex!r} is not a regular expression: {error}.") from error

    class _Expression(_AnyExpression):
        """An ``&expression``. It has the name of its parent, because jmespath recognises types by their names."""

        def visit(self, node: Any, *args: Any, **kwargs: Any) -> Any:
            return _plain(super().visit(node, *args, **kwargs))

    class _Interpreter(jmespath.visitor.TreeInterpreter):
        """Gives functions nothing but built-in types.

        jmespath recognises types by the names of their classes, and so refuses subclasses such as the tagged
        integers of ansible-core.
        """

        def __init__(self, functions: _Functions) -> None:
            super().__init__(jmespath.visitor.Options(custom_functions=functions))
            self._callable = functions

        def visit_expref(self, node: Any, value: Any) -> Any:
            return _Expression(node["children"][0], self)

        def visit_function_expression(self, node: Any, value: Any) -> Any:
            arguments = [_plain_argument(self.visit(child, value)) for child in node["children"]]
            return self._callable.call_function(node["value"], arguments)


# A regular expression that tries every way to divide a text doubles its time with each character. What is shorter than
# this never takes long, and setting a timer would cost more than most searches.
_SHORT = 20
_LONGEST_SEARCH = 2.0  # seconds


def _is_found(regex: str, text: str) -> bool:
    pattern = re.compile(regex)
    if len(text) <= _SHORT:
        return pattern.search(text) is not None
    try:
        with time_limit(_LONGEST_SEARCH):
            return pattern.search(text) is not None
    except TookTooLongError:
        raise InputError(
            f"the regular expression {regex!r} takes more than {_LONGEST_SEARCH:g} seconds for {text[:60]!r}, since it "
            "tries every way to divide the text. Leave out a + or * that repeats a group with another one in it."
        ) from None


_SCALARS = (bool, int, float, str)
_BUILT_IN = frozenset((*_SCALARS, type(None), list, dict))


def _plain(value: Any) -> Any:
    """The value as its built-in type; containers are copied one level deep, and only if necessary."""
    if type(value) in _BUILT_IN:
        return value
    for scalar in _SCALARS:
        if isinstance(value, scalar):
            return scalar(value)
    if isinstance(value, (list, tuple)):
        return list(value)
    if isinstance(value, dict):
        return dict(value)
    return value


def _plain_argument(value: Any) -> Any:
    """The same for an argument: functions check the types of the elements of an array, too."""
    value = _plain(value)
    if isinstance(value, list) and any(type(item) not in _BUILT_IN for item in value):
        return [_plain(item) for item in value]
    return value


class Condition(Protocol):
    """Decides which rows are wanted."""

    def is_true_for(self, value: Any) -> bool:
        """Whether this row is wanted."""


class Query:
    """A compiled JMESPath expression.

    :param option: the option the user wrote the expression in, for messages
    :param about: what it is about, so that it can be checked; None if that may be anything
    :param now: what ``now()`` is, in seconds since the epoch; by default the moment of each :meth:`search`
    :raises InputError: if the expression does not parse, calls an unknown function, or calls one with the wrong
        number of arguments, or is invalid. The message shows the place.
    :raises MissingLibraryError: if jmespath is not installed
    :ivar doubts: what is a mistake if no row shows otherwise
    """

    def __init__(
        self, expression: str, *, option: str = "expression", now: int | None = None, about: Subject | None = None
    ) -> None:
        if MISSING is not None:
            raise MissingLibraryError("jmespath", f"for {option}", MISSING)
        self._option = option
        self._expression = expression
        self._tree = self._parse()
        self._check_calls(_Functions.FUNCTION_TABLE)
        self.doubts = [] if about is None else self._check_meaning(about)
        self._fixed = None if now is None else _Interpreter(_Functions(now))

    def search(self, value: Any) -> Any:
        """The expression's value over JSON-like data.

        :raises InputError: if a function refuses its arguments, or if the value is an ``&expression`` and not data
        """
        interpreter = self._fixed or _Interpreter(_Functions(int(time.time())))
        try:
            found = interpreter.visit(self._tree, value)
        except InputError as error:
            raise InputError(f"{self._option}: {error.message} The expression is: {self._expression}") from error
        except (TypeError, ValueError, ArithmeticError, RecursionError) as error:  # JMESPathError is a ValueError
            raise InputError(f"{self._option}: {error}. The expression is: {self._expression}") from error
        if isinstance(found, _AnyExpression):
            raise InputError(f"{self._option}: an &expression is only of use as an argument of a function.")
        return found

    def is_true_for(self, value: Any) -> bool:
        """Truth as JMESPath defines it: false, null and empty strings, lists and objects are false; 0 is true."""
        found = self.search(value)
        return found is not None and found is not False and found not in ("", [], {})

    def _parse(self) -> Any:
        try:
            return jmespath.compile(self._expression).parsed
        except jmespath.exceptions.EmptyExpressionError as error:
            raise InputError(f"{self._option} is empty. Leave it out, or write a JMESPath expression.") from error
        except jmespath.exceptions.LexerError as error:
            raise self._at(error.lexer_position, error.message) from error
        except jmespath.exceptions.IncompleteExpressionError as error:
            raise self._at(len(self._expression), "the expression ends too early") from error
        except jmespath.exceptions.ParseError as error:
            raise self._at(error.lex_position, error.msg) from error
        except RecursionError as error:
            raise InputError(f"{self._option} is nested too deeply.") from error
        except ValueError as error:  # an index of thousands of digits
            raise InputError(f"{self._option} is not a JMESPath expression: {error}.") from error

    def _check_calls(self, known: dict[str, Any]) -> None:
        for call in _calls(self._expression):
            if call.name not in known:
                raise self._at(call.place, f"there is no function {call.name}()")
            signature = known[call.name]["signature"]
            variadic = bool(signature) and bool(signature[-1].get("variadic"))
            if call.arguments < len(signature) or (call.arguments > len(signature) and not variadic):
                wanted = f"{'at least ' if variadic else ''}{len(signature)}"
                problem = f"{call.name}() takes {wanted} argument(s) and was given {call.arguments}"
                raise self._at(call.place, problem)

    def error_of(self, doubt: Doubt) -> InputError:
        """The error if no row dispels a doubt."""
        return self._pointing(self._place_of(doubt.word), doubt.problem)

    def _check_meaning(self, about: Subject) -> list[Doubt]:
        try:
            return check(self._tree, about)
        except MistakeError as error:
            raise self._pointing(self._place_of(error.word), error.problem) from None
        except RecursionError as error:
            raise InputError(f"{self._option} is nested too deeply.") from error

    def _place_of(self, word: object) -> int:
        """Where a name or a literal is written first."""
        tokens = jmespath.lexer.Lexer().tokenize(self._expression)
        return next((int(token["start"]) for token in tokens if token["value"] == word and token["type"] != "eof"), 0)

    def _at(self, place: int, problem: str) -> InputError:
        hint = hint_at(self._expression, place)
        return self._pointing(place, f"{problem.rstrip('.')}. {hint}".rstrip(), "is not a JMESPath expression")

    def _pointing(self, place: int, problem: str, what: str = "is invalid") -> InputError:
        """An error that points at the character in its line."""
        if is_value_of_yaml(self._expression):
            return InputError(
                f"{self._option} is not a JMESPath expression: YAML takes it for a list or a dictionary. Put quotes "
                "around all of it, or write it below >-."
            )
        before = self._expression[:place]
        line_start = before.rfind("\n") + 1
        line = self._expression[line_start:].split("\n", 1)[0]
        where = f"character {place + 1}"
        if "\n" in self._expression:
            where = f"line {before.count(chr(10)) + 1}, character {place - line_start + 1}"
        pointer = " " * (place - line_start) + "^"
        end = "" if problem.endswith(("?", ".")) else "."
        return InputError(f"{self._option} {what}: at {where}: {problem}{end}\n  {line}\n  {pointer}")


@dataclass
class _Call:
    name: str
    place: int
    arguments: int = 0


def _calls(expression: str) -> list[_Call]:
    """The function calls of an expression that parses, in the order in which they are written."""
    calls: list[_Call] = []
    open_brackets: list[_Call | None] = []
    before: Any = {"type": "none"}
    for token in jmespath.lexer.Lexer().tokenize(expression):
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
