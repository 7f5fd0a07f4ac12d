# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A compiled JMESPath expression: it parses, its calls and its meaning are checked, and then it is evaluated."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from ..errors import InputError
from .calls import called, wrong_call
from .closures import Closures
from .function_calls import Evaluate
from .functions import QueryFunctions, SlowSearchError
from .library import check_library, exceptions, jmespath, lexer
from .parameters import AnyExpression
from .values import is_false

if TYPE_CHECKING:
    from .check import Subject
    from .known_values import Doubt

# JMESPathError is a ValueError.
_FAULTS = (InputError, TypeError, ValueError, ArithmeticError, RecursionError)


class Condition(Protocol):
    """Decides which rows are wanted."""

    def is_true_for(self, value: Any) -> bool:
        """Whether this row is wanted."""


class Query:
    """A compiled JMESPath expression.

    :param option: the option the user wrote the expression in, for messages
    :param about: what it is about, so that it can be checked; None if that may be anything
    :param now: what ``now()`` is, in seconds since the epoch; by default the moment of each :meth:`search`
    :param params: what ``params.<name>`` stands for in the expression; None if that is a field like any other
    :raises InputError: if the expression does not parse, calls an unknown function, or calls one with the wrong
        number of arguments, or is invalid. The message shows the place.
    :raises MissingLibraryError: if jmespath is not installed
    :ivar doubts: what is a mistake if no row shows otherwise
    """

    def __init__(
        self,
        expression: str,
        *,
        option: str = "expression",
        now: int | None = None,
        about: Subject | None = None,
        params: Mapping[str, Any] | None = None,
    ) -> None:
        check_library(option)
        self._option = option
        self._expression = expression
        self._tree = self._parse()
        self._check_calls()
        if params is not None:
            self._tree = self._with(params)
        self._now = now
        self._functions = QueryFunctions(now or 0)
        try:
            self.doubts = [] if about is None else self._check_meaning(about)
            self._evaluate: Evaluate = Closures(self._functions, now_is_fixed=now is not None).build(self._tree)
        except RecursionError as error:
            raise InputError(f"{self._option} is nested too deeply.") from error

    def search(self, value: Any) -> Any:
        """The expression's value over JSON-like data.

        :raises InputError: if a function refuses its arguments, or if the value is an ``&expression`` and not data
        """
        if self._now is None:
            self._functions.now = int(time.time())
        try:
            found = self._evaluate(value)
        except SlowSearchError as error:
            raise self._slow(error) from error
        except InputError as error:
            raise InputError(f"{self._option}: {error.message} The expression is: {self._expression}") from error
        except _FAULTS as error:
            raise InputError(f"{self._option}: {error}. The expression is: {self._expression}") from error
        if isinstance(found, AnyExpression):
            raise InputError(f"{self._option}: an &expression is only of use as an argument of a function.")
        return found

    def is_true_for(self, value: Any) -> bool:
        """Truth as JMESPath defines it: false, null and empty strings, lists and objects are false; 0 is true."""
        if self._now is not None:
            try:
                found = self._evaluate(value)
            except SlowSearchError as error:
                raise self._slow(error) from error
            except _FAULTS:
                pass  # search says what is wrong
            else:
                if found is True or found is False or found is None:  # what conditions are, nearly always
                    return found is True
        return not is_false(self.search(value))

    def _slow(self, error: SlowSearchError) -> SlowSearchError:
        return SlowSearchError(f"{self._option}: {error.message} The expression is: {self._expression}")

    @property
    def names(self) -> frozenset[str]:
        """The names of all fields that it names, on whichever level."""
        from .constants import names_in

        return frozenset(names_in(self._tree))

    def _with(self, params: Mapping[str, Any]) -> Any:
        from .constants import with_constants  # for rules of audits only
        from .known_values import MistakeError

        try:
            return with_constants(self._tree, params)
        except MistakeError as error:
            raise self._pointing(self._place_of(error.word), error.problem) from None

    @property
    def depends_on_time(self) -> bool:
        """Whether its value for the same data may be another one at another time."""
        return any(name in QueryFunctions.OF_THE_MOMENT for name in called(self._expression))

    def _parse(self) -> Any:
        try:
            return jmespath.compile(self._expression).parsed
        except exceptions.EmptyExpressionError as error:
            raise InputError(f"{self._option} is empty. Leave it out, or write a JMESPath expression.") from error
        except exceptions.LexerError as error:
            raise self._at(error.lexer_position, error.message) from error
        except exceptions.IncompleteExpressionError as error:
            raise self._at(len(self._expression), "the expression ends too early") from error
        except exceptions.ParseError as error:
            raise self._at(error.lex_position, error.msg) from error
        except RecursionError as error:
            raise InputError(f"{self._option} is nested too deeply.") from error
        except ValueError as error:  # an index of thousands of digits
            raise InputError(f"{self._option} is not a JMESPath expression: {error}.") from error

    def _check_calls(self) -> None:
        wrong = wrong_call(self._expression, QueryFunctions.FUNCTION_TABLE)
        if wrong:
            raise self._at(*wrong)

    def error_of(self, doubt: Doubt) -> InputError:
        """The error if no row dispels a doubt."""
        return self._pointing(self._place_of(doubt.word), doubt.problem)

    def _check_meaning(self, about: Subject) -> list[Doubt]:
        # Expressions of the filter are about anything; they do without this, which takes time to load.
        from .check import check
        from .known_values import MistakeError

        try:
            return check(self._tree, about)
        except MistakeError as error:
            raise self._pointing(self._place_of(error.word), error.problem) from None

    def _place_of(self, word: object) -> int:
        """Where a name or a literal is written first."""
        tokens = lexer.Lexer().tokenize(self._expression)
        return next((int(token["start"]) for token in tokens if token["value"] == word and token["type"] != "eof"), 0)

    def _at(self, place: int, problem: str) -> InputError:
        from .hints import hint_at

        hint = hint_at(self._expression, place)
        return self._pointing(place, f"{problem.rstrip('.')}. {hint}".rstrip(), "is not a JMESPath expression")

    def _pointing(self, place: int, problem: str, what: str = "is invalid") -> InputError:
        """An error that points at the character in its line."""
        from .hints import is_value_of_yaml

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
