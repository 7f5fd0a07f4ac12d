# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows and pages of them, as plain lists show them."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.tests.emulator.store.job_order import first_key_of
from ansible_collections.mediaops.alicloud.tests.emulator.store.page import PageWanted
from ansible_collections.mediaops.alicloud.tests.emulator.store.rows import Rows


@st.composite
def some_rows(draw):
    keys = draw(st.sets(st.integers(0, 60), max_size=40))
    low = draw(st.integers(0, len(keys)))
    high = draw(st.integers(low, len(keys)))
    return Rows(array("q", sorted(keys)), low, high)


@given(some_rows(), st.sets(st.integers(0, 60)))
def test_without(rows, left_out):
    before = list(rows.keys)
    assert list(rows.without(left_out).all()) == [key for key in rows.all() if key not in left_out]
    assert list(rows.keys) == before


@given(some_rows(), st.integers(-1, 61))
def test_before(rows, key):
    assert list(rows.before(key).all()) == [each for each in rows.all() if each < key]


@given(some_rows(), st.integers(1, 50), st.integers(1, 50), st.booleans())
def test_pages(rows, number, size, descending):
    everything = sorted(rows.all(), reverse=descending)
    wanted = PageWanted(number, size, descending)
    assert list(wanted.of(rows)) == everything[(number - 1) * size : number * size]
    first, last = wanted.span(rows)
    assert sorted(wanted.of(rows)) == list(rows.keys[first:last])


def test_seconds():
    keys = array("q", [first_key_of(second) + row for second in (1, 2, 4) for row in (0, 7, 8)])
    rows = Rows(keys, 1, 8)
    assert [(rows.start_of_second(key), rows.end_of_second(key)) for key in (keys[1], keys[4], keys[7])] == [
        (1, 3),
        (3, 6),
        (6, 8),
    ]
