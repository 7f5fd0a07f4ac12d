# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How deep JSON may be nested, and names that are given twice: both told by the marks outside of its strings."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.names import parse_json, snake_case
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.strict_json import DEEPEST, NotJsonError

# Brackets, quotes and backslashes in strings are what could be taken for others.
texts = st.text(alphabet='[]{}"\\/aA: ,\u00e9\u6f22', max_size=8)


def depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(depth, inner), default=0)


@st.composite
def nested(draw: Any) -> Any:
    value = draw(texts)
    for _level in range(draw(st.integers(DEEPEST - 3, DEEPEST + 5))):
        beside = draw(texts)
        value = {beside: value} if draw(st.booleans()) else [beside, value, beside]
    return value


@given(nested(), st.booleans())
@example(["]", ["]", ["["], "["], "["], True)
def test_what_is_nested_too_deeply(value: Any, is_ascii: bool) -> None:
    content = json.dumps(value, ensure_ascii=is_ascii).encode()
    if depth(value) <= DEEPEST + 1:
        parse_json(content)
    else:
        with pytest.raises(NotJsonError, match="nested more than 32 levels deep"):
            parse_json(content)


members = st.lists(st.tuples(texts, st.integers(0, 1)), max_size=4)


@given(st.lists(members, max_size=4))
def test_two_values_for_a_name(objects: list[list[tuple[str, int]]]) -> None:
    written = [",".join(f"{json.dumps(name)}: {value}" for name, value in pairs) for pairs in objects]
    content = f"[{','.join(f'{{{each}}}' for each in written)}]".encode()
    # Names that become the same count too.
    values = [{(snake_case(name), value) for name, value in pairs} for pairs in objects]
    if all(len(each) == len(dict(each)) for each in values):
        assert parse_json(content) == [dict(each) for each in values]
    else:
        with pytest.raises(NotJsonError, match="has two values for"):
            parse_json(content)
