# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes rows as they arrive: each one once, only those that are wanted, and no memory for the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .direction import Direction
from .page import Page
from .plan import Plan
from .rows import Row, row_id


class Place(NamedTuple):
    """Where in the listing rows were read. Places sort in the direction of the listing.

    :ivar time_range: the number of the range
    :ivar piece: where in the range the slice begins
    :ivar by_number: 1 for rows of a slice that were read by page number, after its first page; else 0
    """

    time_range: int = 0
    piece: int = 0
    by_number: int = 0


class _Kept(NamedTuple):
    time: str
    place: Place
    number: int
    row: Row


class Collector:
    """All rows of a listing.

    Times order them; places decide between rows of the same second. If a row was read more than once, its first place
    counts, since a second that is split between two pages continues in a place further on.

    :ivar duplicates: rows that came more than once and were dropped
    :ivar missing_fields: fields that rows were to be checked for, and did not have
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._seen: set[str] = set()
        self._kept: dict[str, _Kept] = {}
        self.duplicates = 0
        self.missing_fields: set[str] = set()

    @property
    def seen(self) -> int:
        """Different rows so far, whether kept or not."""
        return len(self._seen)

    @property
    def kept(self) -> int:
        """Rows that are wanted so far."""
        return len(self._kept)

    def add(
        self,
        page: Page,
        place: Place,
        direction: Direction,
        *,
        rows_before: int = 0,
        only: Mapping[str, str] | None = None,
    ) -> list[str]:
        """Take the rows of a page.

        :param direction: in which the page was read
        :param rows_before: of this place, on the pages before this one
        :param only: take only rows with these values
        :returns: the id of each row, whether taken or not
        """
        ids = [row_id(row, self._plan.operation) for row in page.rows]
        sign = 1 if direction == self._plan.direction else -1
        for number, (identity, row) in enumerate(zip(ids, page.rows), rows_before):
            if not only or self._has(row, only):
                self._take(identity, row, place, sign * number)
        return ids

    def merge(self, other: Collector) -> None:
        """Take all that another collector of the same listing has taken."""
        self.duplicates += other.duplicates + len(self._seen & other._seen)
        for identity, kept in other._kept.items():
            if identity in self._seen:
                self._move_forward(identity, kept.place, kept.number)
            else:
                self._kept[identity] = kept
        self._seen |= other._seen
        self.missing_fields |= other.missing_fields

    def kept_before(self, time: str) -> int:
        """Rows wanted that come strictly before a time (API format), in the direction of the listing."""
        if self._plan.direction.ascending:
            return sum(kept.time < time for kept in self._kept.values())
        return sum(kept.time > time for kept in self._kept.values())

    def rows(self) -> list[Row]:
        """The rows that are wanted, in order, and no more than the limit."""
        in_order = sorted(self._kept.values(), key=lambda kept: (kept.place, kept.number))
        # This sort leaves rows of the same second as they are.
        in_order.sort(key=lambda kept: kept.time, reverse=not self._plan.direction.ascending)
        return [kept.row for kept in in_order[: self._plan.limit]]

    def _has(self, row: Row, only: Mapping[str, str]) -> bool:
        self.missing_fields.update(name for name in only if not row.get(name))
        return all(row.get(name) == value for name, value in only.items())

    def _take(self, identity: str, row: Row, place: Place, number: int) -> None:
        if identity in self._seen:
            self.duplicates += 1
            self._move_forward(identity, place, number)
            return
        self._seen.add(identity)
        where = self._plan.where
        if where is None or where.is_true_for(row):
            time = str(row.get(self._plan.operation.row_time) or "")
            self._kept[identity] = _Kept(time, place, number, row)

    def _move_forward(self, identity: str, place: Place, number: int) -> None:
        known = self._kept.get(identity)
        if known is not None and (place, number) < (known.place, known.number):
            self._kept[identity] = known._replace(place=place, number=number)
