# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time ranges, and how they are cut into slices that the API takes.

A *range* is what the user asked for; a *slice* is a part of it. Times are seconds since the epoch.
"""

from __future__ import annotations

from typing import NamedTuple, Union


class TimeRange(NamedTuple):
    """From ``start`` to ``end``; ``None`` leaves that side open."""

    start: int | None
    end: int | None


class Slice(NamedTuple):
    """A part of a range; both ends are known."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Seconds."""
        return self.end - self.start


Interval = Union[TimeRange, Slice]

OPEN = TimeRange(None, None)


def clamp(moment: int, interval: Interval) -> int:
    """The moment of the interval that is closest to this one."""
    if interval.end is not None:
        moment = min(moment, interval.end)
    return moment if interval.start is None else max(moment, interval.start)


def contains(interval: Interval, moment: int) -> bool:
    """Whether the moment lies in the interval, its ends included."""
    return clamp(moment, interval) == moment


def ceil_div(amount: int, size: int) -> int:
    """How many pieces of a size it takes to hold an amount; exact for numbers of any length."""
    return -(-amount // size)


def cut(start: int, end: int, pieces: int, longest: int, overlap: int = 1) -> list[Slice]:
    """Cut a range into about equal slices, in ascending order, none longer than ``longest`` seconds.

    Neighbours overlap by a second, or by more: it is not documented whether the API includes the ends of a range, and
    with the overlap a job of the boundary second is in at least one of the two in either case. A range of a few seconds
    gives fewer slices than asked for.
    """
    length = end - start
    # The overlap makes every slice longer but the first.
    fewest = ceil_div(length, longest - overlap) if length > longest else 1
    pieces = max(1, fewest, min(pieces, length // 2))
    edges = [start + length * number // pieces for number in range(pieces + 1)]
    return [Slice(max(start, low - overlap), high) for low, high in zip(edges, edges[1:])]
