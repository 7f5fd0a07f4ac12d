# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The direction in which a list is read, so that no reader has to be written twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from .ranges import Interval, Slice

Item = TypeVar("Item")


class Direction(NamedTuple):
    """Ascending (the oldest row first) or descending.

    An interval has a moment that is read first, and one that is read last.
    """

    ascending: bool

    @property
    def sort_by(self) -> str:
        """The value of the API's parameter ``SortBy``."""
        return "asc" if self.ascending else "desc"

    @property
    def reverse(self) -> Direction:
        """The other direction."""
        return DESCENDING if self.ascending else ASCENDING

    def first(self, interval: Interval) -> int | None:
        """The end of the interval at which reading begins; None if it is open."""
        return interval.start if self.ascending else interval.end

    def last(self, interval: Interval) -> int | None:
        """The end of the interval at which reading ends; None if it is open."""
        return interval.end if self.ascending else interval.start

    def advance(self, moment: int, seconds: int) -> int:
        """A moment that many seconds further in this direction (or back, if negative), but not before the epoch."""
        return max(0, moment + self.key(seconds))

    def slice(self, first: int, last: int) -> Slice:
        """The slice that is read from one moment to the other."""
        return Slice(first, last) if self.ascending else Slice(last, first)

    def arrange(self, items: Sequence[Item]) -> Sequence[Item]:
        """Items that are in ascending order, in this order."""
        return items if self.ascending else items[::-1]

    def key(self, number: int) -> int:
        """A number that sorts in this direction."""
        return number if self.ascending else -number


ASCENDING = Direction(ascending=True)
DESCENDING = Direction(ascending=False)
