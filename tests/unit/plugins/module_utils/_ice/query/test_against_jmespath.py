# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Expressions mean what they mean to jmespath, also what it refuses and how it says so. Here it is the judge."""

from __future__ import annotations

import re
from typing import Any

import jmespath
import jmespath.functions
import jmespath.visitor
import pytest
from hypothesis import example, given

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.query import Query
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.times import parse_duration, parse_time
from ansible_collections.mediaops.alicloud.tests.unit.support.ansible_values import as_filters_get_it, native, tagged
from ansible_collections.mediaops.alicloud.tests.unit.support.jmespath_expressions import data, expressions
from ansible_collections.mediaops.alicloud.tests.unit.support.worlds import examples

NOW = 1_657_872_000  # 2022-07-15T08:00:00Z
_signature = jmespath.functions.signature
_TEXT: Any = {"types": ["string"]}
_TEXT_OR_NULL: Any = {"types": ["string", "null"]}


class WithOurs(jmespath.functions.Functions):
    """The added functions for jmespath's own interpreter."""

    @_signature()
    def _func_now(self) -> int:
        return NOW

    @_signature(_TEXT_OR_NULL)
    def _func_to_epoch(self, text: str | None) -> int | None:
        return parse_time(text, NOW) if text is not None else None

    @_signature(_TEXT_OR_NULL)
    def _func_age(self, text: str | None) -> int | None:
        return NOW - parse_time(text, NOW) if text is not None else None

    @_signature(_TEXT)
    def _func_duration(self, text: str) -> int:
        return parse_duration(text)

    @_signature(_TEXT, _TEXT_OR_NULL)
    def _func_matches(self, regex: str, text: str | None) -> bool:
        return text is not None and bool(re.search(regex, text))


OPTIONS = jmespath.visitor.Options(custom_functions=WithOurs())


def said(text: object) -> str:
    """Text without addresses in memory and Ansible's names of types."""
    text = re.sub(r"<\S+_Expression object at \w+>", "&expression", str(text))
    return re.sub(r"_Ansible(?:Tagged|LazyTemplate)(Int|Float|Str|List|Dict)", lambda name: name[1].lower(), text)


def exact(value: Any) -> Any:
    """To be compared: 1, 1.0 and true are three values."""
    if isinstance(value, dict):
        return {name: exact(item) for name, item in value.items()}
    if isinstance(value, list):
        return [exact(item) for item in value]
    if isinstance(value, str) or "_Expression" in type(value).__name__:
        return said(value)
    return (type(value).__name__, value)


def theirs(expression: str, value: Any) -> Any:
    try:
        found = jmespath.search(expression, value, OPTIONS)
    except InputError as error:
        return f"expression: {error.message} The expression is: {expression}"
    except (ValueError, TypeError, ArithmeticError) as error:
        return f"expression: {said(error)}. The expression is: {expression}"
    if isinstance(found, jmespath.visitor._Expression):
        return "expression: an &expression is only of use as an argument of a function."
    return exact(found)


def ours(expression: str, value: Any, now: int | None = NOW) -> Any:
    try:
        found = Query(expression, now=now).search(value)
    except InputError as error:
        return said(error)
    return exact(native(found))


every_expression = expressions(WithOurs.FUNCTION_TABLE)


@examples(100)
@given(every_expression, data)
@example("ceil(to_number('inf'))", {})
@example("size < name", {"size": 1, "name": "x"})
@example("@[::0]", [1])
@example("[?size]", [{"size": 0}, {"size": False}])
@example("[?@ == `null`]", [None, 0])
@example("[?length(@) == `1`]", [None])
@example("[[size] == [on], size == on, {x: size} == {x: on}]", {"size": 0, "on": False})
@example("matches('a(', missing)", {})
def test_results_and_errors_are_those_of_jmespath(expression, value) -> None:
    assert ours(expression, value) == theirs(expression, value)


@examples(80)
@given(every_expression, data)
@example("sort_by(@, &size)", [{"size": 2}, {"size": 1}])
@example("sum(@)", [1, 0.5])
@example("contains(@, `[1]`)", [[1], 2])
@example("to_string(@)", [{"a": [1, "é"]}])
def test_tagged_values_make_no_difference(expression, value) -> None:
    assert ours(expression, tagged(value)) == theirs(expression, value)


@examples(60)
@given(every_expression, data)
@example("reverse(@)", [{"a": [1]}, [2]])
@example("merge(@, {b: a})", {"a": [1]})
def test_containers_that_template_their_items_make_no_difference(expression, value) -> None:
    with as_filters_get_it(value) as filtered:
        assert ours(expression, filtered) == theirs(expression, value)


@pytest.fixture(scope="module")
def _clock_that_stands():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("time.time", lambda: NOW + 0.5)
        yield


@pytest.mark.usefixtures("_clock_that_stands")
@examples(40)
@given(every_expression, data)
@example("[age(@), now(), to_epoch('now'), age('now-1h')]", "now")
def test_it_is_the_same_where_now_is_the_moment_of_the_search(expression, value) -> None:
    assert ours(expression, value, now=None) == theirs(expression, value)
