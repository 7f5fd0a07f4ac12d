# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts that are not those of the rows that match."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import ControlRefusedError

from .lists import LISTS, seconds

ALL = pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.action)


@ALL
def test_a_cap(client, emulator, kind):
    ids = kind.fill(emulator, seconds(12))
    emulator.set_faults(count_cap=7)
    assert kind.total(kind.page(client)) == 7
    assert kind.ids(kind.page(client, PageNo=2, PageSize=5, SortBy="asc")) == ids[5:10]
    emulator.set_faults(count_cap=12)
    assert kind.total(kind.page(client)) == 12
    emulator.set_faults(count_cap=0)
    assert kind.total(kind.page(client)) == 0


@ALL
def test_a_lag(client, emulator, kind):
    kind.fill(emulator, seconds(12))
    for lag, count in ((0, 12), (5, 7), (12, 0), (13, 0)):
        emulator.set_faults(count_lag=lag)
        assert kind.total(kind.page(client)) == count
    assert len(kind.ids(kind.page(client, PageSize=30))) == 12


@ALL
def test_the_count_of_the_page(client, emulator, kind):
    kind.fill(emulator, seconds(12))
    emulator.set_faults(count_of_page=True)
    totals = [kind.total(kind.page(client, PageNo=number, PageSize=5)) for number in (1, 2, 3, 4)]
    assert totals == [5, 5, 2, 0]


@ALL
def test_together_and_with_numbers_as_texts(client, emulator, kind):
    kind.fill(emulator, seconds(12))
    emulator.set_faults(count_cap=10, count_lag=1, numbers_as_strings=True)
    assert kind.page(client)["TotalCount"] == "10"
    emulator.set_faults(count_cap=10, count_lag=3)
    assert kind.total(kind.page(client)) == 9
    emulator.set_faults(count_cap=10, count_lag=3, count_of_page=True, page_size_max=6)
    assert kind.total(kind.page(client, PageSize=30)) == 6


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ({"count_cap": -1}, "count_cap must be a whole number"),
        ({"count_lag": 0.5}, "count_lag must be a whole number"),
        ({"count_of_page": 1}, "count_of_page must be true or false"),
    ],
)
def test_values_that_make_no_sense(emulator, fault, message):
    with pytest.raises(ControlRefusedError, match=message):
        emulator.set_faults(**fault)
