# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter keeps compiled expressions, and not too many of them."""

from __future__ import annotations

import gc
import sys

import jmespath.functions
import jmespath.parser
import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.mediaops.alicloud.plugins.filter.jmespath import FilterModule


def objects():
    gc.collect()
    return len(gc.get_objects())


def test_ten_thousand_expressions_leave_nothing_behind():
    search = FilterModule().filters()["jmespath"]
    table = len(jmespath.functions.Functions.FUNCTION_TABLE)

    def run(numbers):
        for number in numbers:
            assert search({"a": {"b": number}}, f"a.b || `{number}`") == number

    run(range(1, 2_001))
    modules, before = len(sys.modules), objects()
    run(range(2_001, 12_001))
    assert objects() - before < 2_000
    assert len(sys.modules) == modules
    assert len(jmespath.functions.Functions.FUNCTION_TABLE) == table
    assert len(jmespath.parser.Parser._CACHE) <= jmespath.parser.Parser._MAX_SIZE


def test_an_expression_is_compiled_once(monkeypatch):
    module = FilterModule()
    search = module.filters()["jmespath"]
    for number in range(50):
        assert search([number], "[0]") == number
    assert module._compiled.cache_info().misses == 1
    assert module._compiled.cache_info().hits == 49


def test_other_users_of_jmespath_see_none_of_it():
    FilterModule().filters()["jmespath"]({}, "now()")
    with pytest.raises(jmespath.exceptions.UnknownFunctionError):
        jmespath.search("now()", {})


def test_now_moves_on(monkeypatch):
    search = FilterModule().filters()["jmespath"]
    times = iter(range(1_000_000_000, 1_000_000_010))
    monkeypatch.setattr("time.time", lambda: next(times))
    assert search({}, "now()") < search({}, "now()")


@pytest.mark.parametrize("expression", ["a[", "nosuch(a)", "", "max('a')", None, 3])
def test_errors_are_those_of_a_filter_and_leave_no_chain(expression):
    with pytest.raises(AnsibleFilterError) as caught:
        FilterModule().filters()["jmespath"]({}, expression)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("arguments", [(), (None,)])
def test_an_expression_that_was_forgotten(arguments):
    search = FilterModule().filters()["jmespath"]
    with pytest.raises(AnsibleFilterError, match=r"There is no expression.*jmespath\('\[\]\.name'\)"):
        search([], *arguments)
