# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hypothesis draws expressions of JMESPath, with every kind of node and every function, and data for them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

# What of the data, or written, is of a type; other types are drawn too.
_OF_TYPE = {
    "string": ["name", "time", "'a'", "'x-1'", "''"],
    "number": ["size", "`0`", "`1`", "`-2.5`"],
    "boolean": ["on", "`true`"],
    "null": ["missing", "`null`"],
    "object": ["inner", "@", "`{}`"],
    "array": ["numbers", "words", "rows", "[size, name]", "`[]`"],
    "array-number": ["numbers", "rows[].size", "`[1, 2.5]`"],
    "array-string": ["words", "rows[].name", "['a', name]"],
}
_FIELDS = ["a", "name", "size", "numbers", "words", "rows", "inner", "missing", '"a b"']

scalars = st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from([0.5, 1.0, -2.25, "", "a", "b", "10", "é"])
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["a", "name", "size", "a b"]), inner),
    max_leaves=12,
)
_names = st.sampled_from(["", "a", "x-1", "audit-2", "a name of more than twenty characters"])
_times = st.sampled_from(["2022-07-15T07:00:00Z", "2022-07-15 07:00", "now-1h", "1969-12-31T23:59:59Z", "soon"])
_sizes = st.integers(-2, 3) | st.sampled_from([0.0, 0.5, 1.0])


def _mostly(usual: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(usual, usual, usual, anything)


def _record(rows: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    fields = {
        "name": _mostly(_names),
        "size": _mostly(_sizes),
        "time": _mostly(_times),
        "on": _mostly(st.booleans()),
        "numbers": _mostly(st.lists(_sizes, max_size=3)),
        "words": _mostly(st.lists(_names, max_size=3)),
        "inner": _mostly(st.fixed_dictionaries({"name": _names, "size": _sizes})),
        "rows": rows,
        "a": anything,
    }
    return st.fixed_dictionaries({}, optional=fields)


data = st.one_of(anything, _record(st.lists(_mostly(_record(st.none())), max_size=3)), st.lists(_record(st.none())))

_containers = st.sampled_from(["`[]`", "`{}`", "`[1]`"])
_literals = scalars.map(lambda value: f"`{json.dumps(value)}`") | st.sampled_from(["'a'", "''"]) | _containers
_PATTERNS = [
    *("{0}.{2}", "{0}[0]", "{0}[-1]", "{0}[*]", "{0}[*].{2}", "{0}[]", "{0}[].{2}", "{0}[][0]", "{0}.*", "*.{2}"),
    *("{0}[1:]", "{0}[::-1]", "{0}[:2].{2}", "{0}[::0]", "({0})", "{0}[?{1}]", "{0}[?{2} == {1}].{2}", "{0}[?!{2}]"),
    *("{0} | {1}", "{0} || {1}", "{0} && {1}", "!{0}", "{0} || {1} || {2}", "{0} && {1} && {2}", "{0} | {1} | {2}"),
    *("{0} == {1}", "{0} != {1}", "{0} < {1}", "{0} <= {1}", "{0} > {1}", "{0} >= {1}", "{2} == 'a'", "'a' != {0}"),
    *("[{0}, {1}]", "{{x: {0}, y: {1}}}", "{0}.[{1}]", "{0}.{{x: {1}, x: {2}}}", "{0}[].{{x: {2}}}"),
    *("@", "{0}.{2}.{2}", "{1} == {2}", "{2} < `1`"),
]


def expressions(functions: Mapping[str, Any]) -> st.SearchStrategy[str]:
    """Expressions that parse and give each function the right number of arguments.

    :param functions: jmespath's table of them
    """
    fields = st.sampled_from(_FIELDS)

    def argument(types: list[str], inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        if "expref" in types:
            reference = inner.map(lambda text: f"&{text}")
            return st.one_of(reference, reference, st.just("&size"), st.just("&name"), inner)
        right = [text for name in types for text in _OF_TYPE[name]] or ["size", "name", "@", "&name"]
        return st.one_of(st.sampled_from(right), st.sampled_from(right), inner)

    def call(name: str, inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        signature = functions[name]["signature"]
        given = [argument(each["types"], inner) for each in signature]
        if signature and signature[-1].get("variadic"):
            more = st.lists(argument(signature[-1]["types"], inner), min_size=1, max_size=3)
            return more.map(lambda texts: f"{name}({', '.join(texts)})")
        return st.tuples(*given).map(lambda texts: f"{name}({', '.join(texts)})")

    def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        nodes = st.builds(
            lambda pattern, x, y, name: pattern.format(x, y, name), st.sampled_from(_PATTERNS), inner, inner, fields
        )
        calls = st.sampled_from(sorted(functions)).flatmap(lambda name: call(name, inner))
        return nodes | calls

    return st.recursive(fields | _literals | st.just("@"), larger, max_leaves=6)
