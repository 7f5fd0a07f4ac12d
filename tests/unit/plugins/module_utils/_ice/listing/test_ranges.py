# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ranges, and the slices that they are cut into."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing.ranges import (
    Slice,
    TimeRange,
    ceil_div,
    clamp,
    contains,
    cut,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.times import DAY

cuts = st.tuples(st.integers(0, 10**9), st.integers(0, 300), st.integers(1, 12), st.integers(4, 100))
real_cuts = st.tuples(
    st.integers(0, 10**9), st.integers(0, 400 * DAY), st.integers(1, 500), st.sampled_from([4 * DAY, 30 * DAY])
)


@given(cuts | real_cuts)
def test_pieces_cover_the_range_in_order_and_none_is_too_long(case) -> None:
    start, length, wanted, longest = case
    pieces = cut(start, start + length, wanted, longest)
    assert pieces[0].start == start
    assert pieces[-1].end == start + length
    assert all(piece.length <= longest for piece in pieces)
    assert all(piece.length > 0 for piece in pieces) or length == 0
    assert [after.start for after in pieces[1:]] == [before.end - 1 for before in pieces[:-1]]


@given(cuts | real_cuts)
def test_as_many_pieces_as_asked_for_and_of_about_equal_length(case) -> None:
    start, length, wanted, longest = case
    pieces = cut(start, start + length, wanted, longest)
    fewest = 1 if length <= longest else -(-length // (longest - 1))  # the overlap takes a second of each
    if length >= 2 * wanted:
        assert len(pieces) == max(wanted, fewest)
    else:
        assert fewest <= len(pieces) <= max(wanted, fewest)
    lengths = [piece.length for piece in pieces]
    assert max(lengths) - min(lengths) <= 2


@pytest.mark.parametrize("start_counts", [True, False])
@pytest.mark.parametrize("end_counts", [True, False])
@given(case=cuts, data=st.data())
def test_no_second_falls_between_pieces_however_the_api_counts_ends(start_counts, end_counts, case, data) -> None:
    start, length, wanted, longest = case
    whole = Slice(start, start + length)

    def holds(piece: Slice, second: int) -> bool:
        after_start = piece.start <= second if start_counts else piece.start < second
        return after_start and (second <= piece.end if end_counts else second < piece.end)

    pieces = cut(start, start + length, wanted, longest)
    edges = {second + near for piece in pieces for second in piece for near in (-1, 0, 1)}
    drawn = data.draw(st.lists(st.integers(start, start + length), max_size=5))
    for second in edges | set(drawn):
        assert any(holds(piece, second) for piece in pieces) == holds(whole, second)


@given(st.integers(0, 10**9), st.integers(2, 10**7), st.integers(2, 100))
def test_cutting_a_piece_again_makes_progress(start, length, wanted) -> None:
    assume(length >= 4)
    assert all(piece.length < length for piece in cut(start, start + length, wanted, 30 * DAY))


@given(cuts)
def test_each_piece_brings_at_least_two_new_seconds(case) -> None:
    start, length, wanted, longest = case
    ends = [start, *(piece.end for piece in cut(start, start + length, wanted, longest))]
    assert length < 2 or all(after - before >= 2 for before, after in pairwise(ends))


def test_thirty_days_are_one_piece_and_a_second_more_are_two() -> None:
    assert cut(0, 30 * DAY, 1, 30 * DAY) == [Slice(0, 30 * DAY)]
    assert cut(0, 30 * DAY + 1, 1, 30 * DAY) == [Slice(0, 15 * DAY), Slice(15 * DAY - 1, 30 * DAY + 1)]


def test_slices_and_ranges() -> None:
    assert Slice(10, 30).length == 20
    assert [clamp(moment, Slice(10, 30)) for moment in (9, 10, 20, 30, 31)] == [10, 10, 20, 30, 30]
    assert [contains(Slice(10, 30), moment) for moment in (9, 10, 30, 31)] == [False, True, True, False]
    assert [clamp(moment, TimeRange(None, 30)) for moment in (-5, 31)] == [-5, 30]
    assert clamp(10**12, TimeRange(10, None)) == 10**12


@given(st.integers(0, 10**30), st.integers(1, 10**6))
def test_so_many_pieces_hold_it_and_one_less_does_not(amount, size) -> None:
    pieces = ceil_div(amount, size)
    assert pieces * size >= amount > (pieces - 1) * size
