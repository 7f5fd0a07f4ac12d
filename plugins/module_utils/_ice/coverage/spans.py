# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Spans of time, and what can be done with lists of them.

A span is ``(start, end)``, in seconds since the epoch; its end does not belong to it. A list of spans that was *joined*
is in order, and none of them touches another. All functions but :func:`joined` and :func:`covered_twice` want such
lists, and return them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Span = tuple[int, int]
Spans = Sequence[Span]

FOREVER = 1 << 40  # later than every time


def joined(spans: Iterable[Span], tolerance: int = 0) -> list[Span]:
    """What the spans cover together. Spans without length cover nothing.

    :param tolerance: between two spans, so many seconds are covered too
    """
    found: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if found and start <= found[-1][1] + tolerance:
            if end > found[-1][1]:
                found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def covered_twice(spans: Iterable[Span]) -> list[Span]:
    """What more than one of the spans covers."""
    twice: list[Span] = []
    covered = -FOREVER
    for start, end in sorted(spans):
        if start < min(end, covered):
            twice.append((start, min(end, covered)))
        covered = max(covered, end)
    return joined(twice)


def intersection(some: Spans, others: Spans) -> list[Span]:
    """What both lists cover."""
    found: list[Span] = []
    mine, its = 0, 0
    while mine < len(some) and its < len(others):
        start, end = max(some[mine][0], others[its][0]), min(some[mine][1], others[its][1])
        if start < end:
            found.append((start, end))
        if some[mine][1] <= others[its][1]:
            mine += 1
        else:
            its += 1
    return found


def without(some: Spans, others: Spans) -> list[Span]:
    """What the first list covers, and the second does not."""
    return intersection(some, complement(others))


def complement(spans: Spans) -> list[Span]:
    """All the time that they do not cover."""
    edges = [-FOREVER, *(edge for span in spans for edge in span), FOREVER]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2]) if start < end]


def length(spans: Iterable[Span]) -> int:
    """Seconds that a joined list covers."""
    return sum(end - start for start, end in spans)


def longer_than(spans: Iterable[Span], seconds: int) -> list[Span]:
    """Those of the spans that are longer."""
    return [(start, end) for start, end in spans if end - start > seconds]
