# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What may be said about a gap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.coverage.cycles import DELAY
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.coverage.gaps import find_gaps, still_to_come
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.coverage.spans import FOREVER, Span, joined

NOW = 1_790_000_000
spans = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6).map(joined)


def seconds(some: list[Span]) -> set[int]:
    return {second for start, end in some for second in range(start, end)}


@given(spans, spans, st.integers(0, 6), spans, spans)
def test_every_second_of_a_gap_has_the_state_that_it_can_have(
    expected: list[Span], covered: list[Span], tolerance: int, pending: list[Span], doubtful: list[Span]
) -> None:
    gaps = find_gaps(expected, covered, tolerance, pending, doubtful)
    assert gaps == sorted(gaps)
    by_state = {state: seconds([gap.span for gap in gaps if gap.state == state]) for _span, state in gaps}
    for state, its in by_state.items():
        assert its <= seconds(expected) - seconds(covered)
        assert its <= seconds(pending) or state != "pending"
        assert its <= seconds(doubtful) - seconds(pending) or state != "unknown"
        assert not its & (seconds(doubtful) | seconds(pending)) or state != "missing"
    told = set().union(*by_state.values()) if by_state else set()
    whole = joined([gap.span for gap in gaps])
    left = seconds(expected) - seconds(covered) - told
    assert not [span for span in joined([(s, s + 1) for s in left]) if span[1] - span[0] > tolerance]
    assert all(end - start > tolerance for start, end in whole)


def test_an_active_job_writes_now_what_is_in_no_file_yet() -> None:
    last = NOW - 300
    assert still_to_come(is_active=True, cycle=900, last_end=last, created=0, now=NOW) == [(last, FOREVER)]


def test_after_its_cycle_and_a_delay_a_file_is_missing() -> None:
    (since, _end), *_rest = still_to_come(is_active=True, cycle=900, last_end=NOW - 9000, created=0, now=NOW)
    assert since == NOW - 900 - DELAY


def test_a_job_without_files_is_given_a_cycle_from_its_submission_on() -> None:
    assert still_to_come(is_active=True, cycle=900, last_end=None, created=NOW - 60, now=NOW) == [(NOW - 60, FOREVER)]


def test_a_paused_job_may_have_one_more_file() -> None:
    paused = {"is_active": False, "cycle": 900, "created": 0, "now": NOW}
    assert still_to_come(**paused, last_end=NOW - 900 - DELAY) == [(NOW - 900 - DELAY, FOREVER)]
    assert still_to_come(**paused, last_end=NOW - 901 - DELAY) == []
