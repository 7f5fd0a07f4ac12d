# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A page of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Page:
    """One page: how many entries match in all, and the JSON text of those on the page."""

    total: int
    entries: list[str]


@dataclass(frozen=True, slots=True)
class PageWanted:
    """Which page is asked for."""

    number: int
    size: int
    descending: bool

    @property
    def sort_by(self) -> str:
        """The order, in the API's word."""
        return "desc" if self.descending else "asc"

    def of(self, matching: Sequence[E], low: int, high: int) -> Sequence[E]:
        """This page's part of matching[low:high], which is in ascending order, and so is the part."""
        skip = (self.number - 1) * self.size
        if skip >= high - low:
            return matching[:0]
        if self.descending:
            last = high - skip
            return matching[max(low, last - self.size) : last]
        first = low + skip
        return matching[first : min(high, first + self.size)]
