# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Spans, against sets of seconds."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.coverage import spans
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.coverage.spans import Span

some_spans = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=12)
joined_spans = some_spans.map(spans.joined)


def seconds(some: list[Span]) -> set[int]:
    return {second for start, end in some for second in range(start, end)}


def is_joined(some: list[Span]) -> bool:
    edges = [edge for span in some for edge in span]
    return edges == sorted(set(edges))


@given(some_spans)
def test_joined_is_what_they_cover_together(some: list[Span]) -> None:
    found = spans.joined(some)
    assert is_joined(found)
    assert seconds(found) == seconds(some)
    assert spans.length(found) == len(seconds(some))


@given(some_spans, st.integers(0, 10))
def test_a_tolerance_closes_just_the_breaks_that_are_no_longer(some: list[Span], tolerance: int) -> None:
    exact, found = spans.joined(some), spans.joined(some, tolerance)
    breaks = [(end, start) for (_start, end), (start, _end) in pairwise(exact)]
    closed = [each for each in breaks if each[1] - each[0] <= tolerance]
    assert seconds(found) == seconds([*exact, *closed])
    assert all(start - end > tolerance for (_start, end), (start, _end) in pairwise(found))


@given(some_spans)
def test_covered_twice(some: list[Span]) -> None:
    counts = Counter(second for start, end in some for second in range(start, end))
    found = spans.covered_twice(some)
    assert is_joined(found)
    assert seconds(found) == {second for second, times in counts.items() if times > 1}


@given(joined_spans, joined_spans)
def test_intersection_and_difference(some: list[Span], others: list[Span]) -> None:
    assert seconds(spans.intersection(some, others)) == seconds(some) & seconds(others)
    assert seconds(spans.without(some, others)) == seconds(some) - seconds(others)
    assert is_joined(spans.intersection(some, others))
    assert is_joined(spans.without(some, others))
