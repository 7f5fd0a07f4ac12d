# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows that a list selects, by their keys."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from .job_order import first_key_of, second_of

S_contra = TypeVar("S_contra", contravariant=True)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows keys[low:high], in ascending order. The keys belong to a store: they are never changed here."""

    keys: array[int]
    low: int
    high: int

    @classmethod
    def of(cls, keys: array[int]) -> Rows:
        """All of these keys."""
        return cls(keys, 0, len(keys))

    def __len__(self) -> int:
        return self.high - self.low

    def all(self) -> array[int]:
        """The keys of the rows, as a copy."""
        return self.keys[self.low : self.high]

    def start_of_second(self, key: int) -> int:
        """Where in `keys` the rows of the second begin that this key is of."""
        return bisect_left(self.keys, first_key_of(second_of(key)), self.low, self.high)

    def end_of_second(self, key: int) -> int:
        """Where in `keys` the rows of the second end that this key is of."""
        return bisect_left(self.keys, first_key_of(second_of(key) + 1), self.low, self.high)

    def before(self, key: int) -> Rows:
        """The rows that are older than this key."""
        return Rows(self.keys, self.low, bisect_left(self.keys, key, self.low, self.high))

    def without(self, left_out: Iterable[int]) -> Rows:
        """The rows whose keys are not among these."""
        kept = array("q")
        start = self.low
        for key in sorted(left_out):
            place = bisect_left(self.keys, key, start, self.high)
            if place < self.high and self.keys[place] == key:
                kept += self.keys[start:place]
                start = place + 1
        if start == self.low:
            return self
        return Rows.of(kept + self.keys[start : self.high])


class RowStore(Protocol[S_contra]):
    """A store whose rows can be listed. A selection says which rows are asked for."""

    def all_rows(self, tenant: int) -> Rows:
        """Every row of a tenant."""

    def select(self, tenant: int, selection: S_contra) -> Rows:
        """The rows that match."""

    def texts(self, keys: Sequence[int]) -> list[str]:
        """JSON text of the rows with these keys, in the order of the keys; one may be named twice."""
