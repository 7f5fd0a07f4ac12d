# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What files cover, against a model that counts second by second and keeps every file."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.coverage.spans import Span
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.coverage.track import Track

END = 60


class File(NamedTuple):
    job: str
    format: str
    span: Span


spans = st.tuples(st.integers(0, END), st.integers(0, 15)).map(lambda each: (each[0], each[0] + each[1]))
files = st.builds(File, st.sampled_from("ab"), st.sampled_from(["mp4", "flv"]), spans)


def by_tens(span: Span, days: dict[str, int]) -> None:
    """Days of ten seconds."""
    for second in range(*span):
        days[str(second // 10)] = days.get(str(second // 10), 0) + 1


def track_of(all_files: list[File], edges: list[int], tolerance: int) -> Track:
    """Files as they arrive: in windows that are settled one after the other, in any order within each."""
    track = Track(tolerance)
    for low, high in pairwise([-1, *edges, END + 20]):
        for file in all_files:
            if low <= file.span[0] < high:
                track.add(*file)
        track.settle(high, by_tens)
    track.finish(by_tens)
    return track


def runs(seconds: set[int], tolerance: int = 0) -> list[Span]:
    found: list[Span] = []
    for second in sorted(seconds):
        if found and second <= found[-1][1] + tolerance:
            found[-1] = (found[-1][0], second + 1)
        else:
            found.append((second, second + 1))
    return found


@given(st.lists(files, max_size=10), st.lists(st.integers(0, END), max_size=3).map(sorted), st.integers(0, 6))
def test_it_is_what_counting_every_second_gives(all_files: list[File], edges: list[int], tolerance: int) -> None:
    track = track_of(all_files, edges, tolerance)
    covered = {second for file in all_files for second in range(*file.span)}
    assert track.intervals == runs(covered, tolerance)
    assert (track.files, track.seconds) == (len(all_files), len(covered))
    assert track.days == Counter(str(second // 10) for second in covered)
    twice = set()
    for name in ("mp4", "flv"):
        times = Counter(second for file in all_files if file.format == name for second in range(*file.span))
        twice |= {second for second in times if times[second] > 1}
    assert track.overlaps == [span for span in runs(twice) if span[1] - span[0] > tolerance]
    by_job = {(file.job, second) for file in all_files for second in range(*file.span)}
    assert track.job_seconds == len(by_job)


@given(st.lists(files, max_size=10), st.lists(st.integers(0, END), max_size=3).map(sorted), st.integers(0, 6))
def test_what_one_format_lacks_of_another(all_files: list[File], edges: list[int], tolerance: int) -> None:
    track = track_of(all_files, edges, tolerance)
    expected = []
    for job in "ab":
        seconds = {
            name: {second for file in all_files if file[:2] == (job, name) for second in range(*file.span)}
            for name in ("mp4", "flv")
            if any(file[:2] == (job, name) for file in all_files)
        }
        closed = {name: {s for run in runs(its, tolerance) for s in range(*run)} for name, its in seconds.items()}
        everything = set().union(*closed.values())
        for name, its in closed.items():
            expected += [(name, span) for span in runs(everything - its) if span[1] - span[0] > tolerance]
    assert sorted(track.lacking()) == sorted(expected)


def test_memory_follows_breaks_and_not_files() -> None:
    """A break of a second after every file, and an overlap of a second with every other."""
    track = Track(5)
    for window in range(100):
        for number in range(1000):
            start = window * 60_000 + number * 60
            track.add("a", "mp4", (start, start + (61 if number % 2 else 59)))
        track.settle((window + 1) * 60_000, lambda span, days: days.update(all=days.get("all", 0) + span[1] - span[0]))
    assert track.intervals == [(0, 6_000_000)]
    kept = [*track.intervals, *track.overlaps, *(span for each in track._settled.values() for span in each)]
    assert len(kept) <= 3
    assert sum(len(each) for each in track._waiting.values()) <= 2
    assert (track.files, track.seconds) == (100_000, 5_950_000)
