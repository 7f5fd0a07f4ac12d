# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A page of a list."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from .rows import Rows


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

    @property
    def offset(self) -> int:
        """How many rows come before the page."""
        return (self.number - 1) * self.size

    def span(self, rows: Rows) -> tuple[int, int]:
        """Where in `rows.keys` this page begins and ends."""
        first = min(self.offset, len(rows))
        last = min(first + self.size, len(rows))
        if self.descending:
            return rows.high - last, rows.high - first
        return rows.low + first, rows.low + last

    def of(self, rows: Rows) -> array[int]:
        """The keys on this page. Within a second, rows stand in the order of their insertion, or its reverse."""
        first, last = self.span(rows)
        on_page = rows.keys[first:last]
        if self.descending:
            on_page.reverse()
        return on_page
