# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of one second come in an order of the server's own, and the list is sorted by second all the same."""

from __future__ import annotations

from array import array
from collections import Counter
from itertools import chain, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.tests.emulator import ControlRefusedError
from ansible_collections.mediaops.alicloud.tests.emulator.store.job_order import first_key_of, second_of
from ansible_collections.mediaops.alicloud.tests.emulator.store.order_within_second import page_by_offset
from ansible_collections.mediaops.alicloud.tests.emulator.store.page import PageWanted
from ansible_collections.mediaops.alicloud.tests.emulator.store.rows import Rows

from .lists import JOBS, LISTS, at_noon, seconds


def keys_of(counts):
    """Keys of so many rows in each second."""
    return array("q", (first_key_of(second) + row for second, count in enumerate(counts) for row in range(count)))


COUNTS = st.lists(st.integers(0, 30), max_size=8)


def pages(rows, size, descending, **more):
    return [
        list(page_by_offset(rows, PageWanted(number, size, descending), **more))
        for number in range(1, len(rows) // size + 3)
    ]


@given(COUNTS, st.integers(1, 40), st.booleans())
def test_every_second_has_its_number_of_rows_in_the_order_of_seconds(counts, size, descending):
    keys = keys_of(counts)
    read = pages(Rows.of(keys), size, descending)
    assert [second_of(key) for key in chain(*read)] == sorted(map(second_of, keys), reverse=descending)
    assert set(chain(*read)) <= set(keys)
    assert all(len(page) == len(set(page)) for page in read)


@given(COUNTS, st.integers(1, 40), st.booleans())
def test_a_second_that_is_on_one_page_only_is_there_with_all_its_rows(counts, size, descending):
    keys = keys_of(counts)
    read = pages(Rows.of(keys), size, descending)
    on_pages = [{second_of(key) for key in page} for page in read]
    split = set().union(*(one & other for one, other in pairwise(on_pages)))
    shown = Counter(key for page in read for key in page if second_of(key) not in split)
    assert shown == Counter(key for key in keys if second_of(key) not in split)


@given(COUNTS, st.integers(1, 40), st.booleans())
def test_the_same_request_has_the_same_answer(counts, size, descending):
    rows = Rows.of(keys_of(counts))
    assert pages(rows, size, descending) == pages(rows, size, descending)


@given(COUNTS, st.data(), st.integers(1, 40), st.booleans())
def test_a_part_of_the_keys_is_a_list_of_its_own(counts, data, size, descending):
    keys = keys_of(counts)
    low = data.draw(st.integers(0, len(keys)))
    high = data.draw(st.integers(low, len(keys)))
    assert pages(Rows(keys, low, high), size, descending) == pages(Rows.of(keys[low:high]), size, descending)


@given(st.integers(20, 200), st.integers(3, 9), st.booleans(), st.integers(0, 12), st.integers(0, 12))
def test_a_crowded_second_loses_rows_and_doubles_others(crowd, size, descending, older, newer):
    rows = Rows.of(keys_of([older, crowd, newer]))
    shown = Counter(key for key in chain(*pages(rows, size, descending)) if second_of(key) == 1)
    assert len(shown) < crowd
    assert max(shown.values()) > 1


def test_the_order_depends_on_offset_direction_second_and_variant():
    rows = Rows.of(keys_of([30, 30]))
    by_offset = [page_by_offset(rows, PageWanted(number, 10, descending=False)) for number in (1, 2)]
    first, second = (rows.keys[:30], rows.keys[30:])
    whole = list(page_by_offset(rows, PageWanted(1, 60, descending=False)))
    assert whole[:30] != list(first)
    assert list(by_offset[0]) == whole[:10]  # the size of the page does not matter
    assert list(by_offset[1]) != whole[10:20]
    assert [key - first[0] for key in whole[:30]] != [key - second[0] for key in whole[30:]]
    backwards = list(page_by_offset(rows, PageWanted(1, 60, descending=True)))
    # Not the same order turned round, nor the same shuffling of what was turned round before.
    assert backwards[::-1] != whole
    assert [first[-1] - key for key in backwards[30:]] != [key - first[0] for key in whole[:30]]
    assert list(page_by_offset(rows, PageWanted(1, 60, descending=False), variant=1)) != whole


@pytest.mark.parametrize("descending", [False, True])
def test_every_page_is_taken_from_the_whole_second(descending):
    keys = keys_of([60])
    read = pages(Rows.of(keys), 10, descending)[:6]
    assert all(max(page) - min(page) > 20 for page in read)


@pytest.mark.parametrize("order", ["asc", "desc"])
@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.action)
def test_lists_are_so_by_default(client, emulator, kind, order):
    older, crowd, newer = seconds(3), at_noon(40), ["2026-01-02T00:00:00Z"] * 2
    ids = kind.fill(emulator, [*older[1:], *crowd, *newer])
    read = list(kind.pages(client, 44, 10, SortBy=order))
    assert read == list(kind.pages(client, 44, 10, SortBy=order))
    shown = list(chain(*read))
    assert len(shown) == 44
    assert set(shown) < set(ids)
    times = [row["CreateTime"] for row in kind.page(client, PageSize=30, SortBy=order)[kind.rows]]
    assert times == sorted(times, reverse=order == "desc")


@pytest.mark.parametrize("order", ["asc", "desc"])
@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.action)
def test_stable_loses_none(client, emulator, kind, order):
    ids = kind.fill(emulator, [*at_noon(25), "2026-01-02T00:00:00Z"])
    emulator.set_faults(order_within_second="stable")
    assert list(chain(*kind.pages(client, 26, 6, SortBy=order))) == (ids if order == "asc" else ids[::-1])


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.action)
def test_anew_is_another_order_at_each_request(client, emulator, kind):
    ids = kind.fill(emulator, at_noon(20))
    emulator.set_faults(order_within_second="anew")
    first, second = (kind.ids(kind.page(client, PageSize=20)) for _number in range(2))
    assert first != second
    assert sorted(first) == sorted(second) == sorted(ids)


@pytest.mark.parametrize("query", [{"Status": "paused"}, {"Keyword": "added"}, {"StartTime": "2026-01-01T12:00:00Z"}])
def test_filters_do_not_change_that(client, emulator, query):
    for _number in range(40):
        emulator.add_job(create_time="2026-01-01T12:00:00Z", status="paused")
    shown = list(chain(*JOBS.pages(client, 40, 8, **query)))
    assert len(shown) == 40
    assert len(set(shown)) < 40


def test_unknown_orders_are_refused(emulator):
    with pytest.raises(ControlRefusedError, match="order_within_second must be one of by_offset, stable, anew"):
        emulator.set_faults(order_within_second="random")
