# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes rows as they arrive: each job once, only those wanted, and no memory for the others."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from .operations import ListOperation
from .page_reader import Row
from .query import Condition


class _Kept(NamedTuple):
    time: str
    order: tuple[int, ...]
    row: Row


class Collector:
    """All rows of a listing.

    Times order them; ``order`` decides between rows of the same second. Where a row was read more than once, the
    first place counts, since a second that is split between two pages continues in a place further on.

    :param where: keep only rows for which this is true
    :param ascending: the direction of the listing, which is that of every ``order`` too
    :ivar rows_without_status: rows whose status was asked for, and which do not tell it
    """

    def __init__(self, operation: ListOperation, where: Condition | None, *, ascending: bool) -> None:
        self._operation = operation
        self._where = where
        self._ascending = ascending
        self._seen: set[str] = set()
        self._kept: dict[str, _Kept] = {}
        self.duplicates = 0
        self.rows_without_status = 0

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
        rows: Sequence[Row],
        order: tuple[int, ...],
        *,
        ascending: bool,
        position: int = 0,
        status: str | None = None,
    ) -> list[str]:
        """Take the rows of a page, in the direction they were read.

        :param order: where the list stands that these rows are from
        :param position: of the first row in that list
        :param status: take only rows of this status
        :returns: what tells each of the rows from every other, whether taken or not
        """
        identities = [self._identity(row) for row in rows]
        sign = 1 if ascending == self._ascending else -1
        for number, (identity, row) in enumerate(zip(identities, rows), position):
            if status is None or self._has_status(row, status):
                self._take(identity, row, (*order, sign * number))
        return identities

    def kept_before(self, time: str) -> int:
        """Rows wanted that come strictly before a time (API format), in the direction of the listing."""
        if self._ascending:
            return sum(kept.time < time for kept in self._kept.values())
        return sum(kept.time > time for kept in self._kept.values())

    def rows(self, limit: int | None) -> list[Row]:
        """The rows wanted, in order."""
        in_order = sorted(self._kept.values(), key=lambda kept: kept.order)
        in_order.sort(key=lambda kept: kept.time, reverse=not self._ascending)  # leaves rows of a second as they are
        return [kept.row for kept in in_order[:limit]]

    def _identity(self, row: Row) -> str:
        """The row's id, or all of it where it has none."""
        name = row.get(self._operation.row_id)
        return name if isinstance(name, str) and name else json.dumps(row, sort_keys=True)

    def _has_status(self, row: Row, status: str) -> bool:
        told = row.get("status")
        if not told:
            self.rows_without_status += 1
        return bool(told == status)

    def _take(self, identity: str, row: Row, order: tuple[int, ...]) -> None:
        if identity in self._seen:
            self.duplicates += 1
            known = self._kept.get(identity)
            if known is not None and order < known.order:
                self._kept[identity] = known._replace(order=order)
            return
        self._seen.add(identity)
        if self._where is None or self._where.is_true_for(row):
            self._kept[identity] = _Kept(str(row.get(self._operation.row_time) or ""), order, row)
