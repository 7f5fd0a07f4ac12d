# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes rows as they arrive: each one once, only those that are wanted, and no memory for the others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from operator import attrgetter
from typing import Callable, NamedTuple, Optional

from ..recordings import CurrentJobs, recording_of
from .direction import Direction
from .page import Page
from .plan import Plan
from .rows import Row, row_id

OnRow = Optional[Callable[[Row], None]]


class Place(NamedTuple):
    """Where in the listing rows were read. Places sort in the direction of the listing.

    :ivar time_range: the number of the range
    :ivar attempt: 0 for the first reader of the range, -1 for the second and so on: the last one knows best
    :ivar piece: where in the range the slice begins
    :ivar by_number: 1 for rows of a slice that were read by page number, after its first page; else 0
    """

    time_range: int = 0
    attempt: int = 0
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

    :param on_row: takes each row that is wanted, once, as soon as it is known and in no order; no row is kept then
    :ivar duplicates: rows that came more than once and were dropped
    :ivar unknown_words: what rows said in fields that they were to be chosen by, and no one knows the meaning of; the
        bare name of a field that a row did not have
    """

    def __init__(self, plan: Plan, on_row: OnRow = None) -> None:
        self._plan = plan
        self._on_row = on_row
        self._seen: set[str] = set()
        self._kept: dict[str, _Kept] = {}
        self._handed_on = 0
        self._current: CurrentJobs[Row] | None = CurrentJobs() if plan.current_only else None
        self._is_wanted: dict[str, bool] = {}  # of current jobs
        self._oldest = "9"  # after every time
        self.duplicates = 0
        self.unknown_words: set[str] = set()

    @property
    def seen(self) -> int:
        """Different rows so far, whether kept or not."""
        return len(self._seen)

    @property
    def kept(self) -> int:
        """Rows that are surely wanted so far, whether they were kept or handed on.

        Of two active jobs of one second, the one that counts may be on the next page. So the second that was read last
        is left out of current jobs.
        """
        if self._current is None:
            return self.matched
        return sum(kept.time > self._oldest for kept in self._wanted())

    @property
    def matched(self) -> int:
        """Rows that are wanted by what is known so far."""
        return self._handed_on + (len(self._kept) if self._current is None else len(self._wanted()))

    @property
    def earliest(self) -> str | None:
        """The time of the oldest row that is wanted; None if there is none, or one does not say."""
        return min((kept.time for kept in self._kept.values()), default="") or None

    def add(
        self,
        page: Page,
        place: Place,
        direction: Direction,
        *,
        rows_before: int = 0,
        rows_in_all: int = 0,
        only: Mapping[str, str] | None = None,
    ) -> None:
        """Take the rows of a page.

        :param direction: in which the page was read
        :param rows_before: of this place, on the pages before this one
        :param rows_in_all: of this place. Needed if it is read in both directions, to count from one end
        :param only: take only rows with these values
        """
        for number, (identity, row, time) in enumerate(zip(page.ids, page.rows, page.times), rows_before):
            if not only or self._has(row, only):
                position = number if direction.ascending else rows_in_all - 1 - number
                self._take(identity, row, time or "", place, self._plan.direction.key(position))

    def merge(self, other: Collector) -> None:
        """Take all that another collector of the same listing has taken."""
        self.duplicates += other.duplicates + len(self._seen & other._seen)
        for identity, kept in other._kept.items():
            if identity in self._seen:
                self._move_forward(identity, kept.place, kept.number)
            else:
                self._keep(identity, kept)
        self._seen |= other._seen
        self.unknown_words |= other.unknown_words

    def kept_before(self, time: str) -> int:
        """Rows wanted that come strictly before a time (API format), in the direction of the listing."""
        if self._plan.direction.ascending:
            return sum(kept.time < time for kept in self._wanted())
        return sum(kept.time > time for kept in self._wanted())

    def rows(self) -> list[Row]:
        """The rows that are wanted, in order, and no more than the limit."""
        in_order = sorted(self._wanted(), key=attrgetter("place", "number"))
        # This sort leaves rows of the same second as they are.
        in_order.sort(key=attrgetter("time"), reverse=not self._plan.direction.ascending)
        return [kept.row for kept in in_order[: self._plan.limit]]

    def remarks(self) -> list[str]:
        """What users have to know of current jobs; sentences."""
        if self._current is None:
            return []
        noun, keyword = self._plan.operation.noun, self._plan.keyword_in_name
        kept = [each.row for each in self._kept.values()]
        by_id = sum(not keyword.is_true_for(row) for row in kept) if keyword else 0
        unknown = sum(not recording_of(row).is_known for row in kept)
        remarks = []
        if by_id:
            remarks.append(
                f"{by_id} {noun}s that the keyword found by their ids were left out: of their recordings no others are "
                f"listed, so that current_only cannot compare them. To look up a {noun} by its id, leave out "
                "current_only."
            )
        if unknown:
            remarks.append(
                f"{unknown} {noun}s do not show both their name and stream, so that each of them was taken for a "
                "recording of its own."
            )
        return remarks

    def _has(self, row: Row, only: Mapping[str, str]) -> bool:
        self._note_unknown_words(row, only)
        return all(row.get(name) == value for name, value in only.items())

    def _note_unknown_words(self, row: Row, fields: Iterable[str]) -> None:
        words = self._plan.operation.words
        self.unknown_words.update(
            f"{name} {row.get(name)!r}" if row.get(name) else name
            for name in fields
            if row.get(name) not in words[name]
        )

    def _take(self, identity: str, row: Row, time: str, place: Place, number: int) -> None:
        if identity in self._seen:
            self.duplicates += 1
            self._move_forward(identity, place, number)
            return
        self._seen.add(identity)
        if self._current is not None:
            self._note_unknown_words(row, self._plan.operation.changing_filters.values())
            self._oldest = min(self._oldest, time or self._oldest)
        where = self._plan.where
        if self._current is not None or where is None or where.is_true_for(row):
            self._keep(identity, _Kept(time, place, number, row))

    def _keep(self, identity: str, kept: _Kept) -> None:
        if self._on_row is not None:
            self._handed_on += 1
            self._on_row(kept.row)
            return
        superseded = None if self._current is None else self._current.add(kept.row)
        if superseded is not kept.row:
            self._kept[identity] = kept
        if superseded is not None:
            self._kept.pop(row_id(superseded, self._plan.operation), None)

    def _wanted(self) -> Collection[_Kept]:
        """Conditions are for current jobs only, and which these are is known in the end."""
        where = self._plan.where
        if self._current is None or where is None:
            return self._kept.values()
        for identity, kept in self._kept.items():
            if identity not in self._is_wanted:
                self._is_wanted[identity] = where.is_true_for(kept.row)
        return [kept for identity, kept in self._kept.items() if self._is_wanted[identity]]

    def _move_forward(self, identity: str, place: Place, number: int) -> None:
        known = self._kept.get(identity)
        if known is not None and (place, number) < (known.place, known.number):
            self._kept[identity] = known._replace(place=place, number=number)
