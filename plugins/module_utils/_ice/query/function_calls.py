# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls of functions as closures: the type of each argument is looked up, and seldom checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Callable

from ..times import parse_time
from .functions import QueryFunctions, is_found, longest_unwatched
from .parameters import Parameter, parameters_of

Evaluate = Callable[[Any], Any]


class FunctionCall:
    """One function, about to be called with values or with closures that give them.

    :param given: the number of arguments; the right one
    """

    def __init__(self, functions: QueryFunctions, name: str, given: int) -> None:
        self._functions = functions
        self._name = name
        self._function: Callable[..., Any] = getattr(functions, f"_func_{name}")
        signature = functions.FUNCTION_TABLE[name]["signature"]
        self._parameters: Sequence[Parameter] = parameters_of(name, signature, given)

    def with_values(self, *arguments: Any) -> Any:
        """Call it. :raises ValueError: and what else jmespath does, if it refuses them"""
        plain = []
        is_sure = True
        for parameter, argument in zip(self._parameters, arguments):
            plain.append(parameter.plain(argument))
            is_sure = is_sure and parameter.takes(plain[-1])
        return self._function(*plain) if is_sure else self._functions.call_function(self._name, plain)

    def closure(self, *arguments: Evaluate) -> Evaluate:
        """A closure that calls it with what these give."""
        if len(arguments) == 1:
            return self._of_one(*arguments)
        if len(arguments) == 2:
            return self._of_two(*arguments)
        return lambda value: self.with_values(*[argument(value) for argument in arguments])

    def _of_one(self, argument: Evaluate) -> Evaluate:
        function, slowly, classes = self._function, self.with_values, self._parameters[0].classes

        def call(value: Any) -> Any:
            given = argument(value)
            return function(given) if type(given) in classes else slowly(given)

        return call

    def _of_two(self, first: Evaluate, second: Evaluate) -> Evaluate:
        function, slowly = self._function, self.with_values
        of_first, of_second = (parameter.classes for parameter in self._parameters)

        def call(value: Any) -> Any:
            one, other = first(value), second(value)
            if type(one) in of_first and type(other) in of_second:
                return function(one, other)
            return slowly(one, other)

        return call

    def matching(self, regex: str, text: Evaluate) -> Evaluate:
        """A closure for ``matches()`` with a regular expression that is written in the expression."""
        try:
            pattern = re.compile(regex)
        except re.error:  # an error only for who gets here
            return self.closure(lambda _value: regex, text)
        search, longest, slowly = pattern.search, longest_unwatched(pattern), self.with_values

        def call(value: Any) -> Any:
            given = text(value)
            if given.__class__ is not str:
                return slowly(regex, given)
            return search(given) is not None if len(given) <= longest else is_found(pattern, given)

        return call

    def to_epoch(self, text: Evaluate) -> Evaluate:
        """A closure for ``to_epoch()``, with one call less for each row; ``now`` may change with each search."""
        slowly, functions = self.with_values, self._functions

        def call(value: Any) -> Any:
            given = text(value)
            return parse_time(given, functions.now) if given.__class__ is str else slowly(given)

        return call
