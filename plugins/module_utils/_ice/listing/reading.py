# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the readers of a listing share: what they are given, and what they return.

A reader reads one time range of a list, or a list that has no times. It hands rows to the collector of the listing,
and returns one :class:`Reading`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol

from .collector import Collector, Place
from .contradiction import ContradictionError
from .direction import Direction
from .page import Page, PageReader
from .plan import Plan
from .ranges import Interval


class Reading(NamedTuple):
    """What is known of a range once it was read.

    :ivar total: a count that the server gave for the range; None if it gave none
    :ivar proven: whether it is shown that no row of the range is missing
    :ivar stopped: whether reading stopped early, since there are enough rows
    :ivar doubt: why that could not be shown; None if the only reason is that the list changed too fast
    """

    total: int | None
    proven: bool = False
    stopped: bool = False
    slices: int = 1
    doubt: str | None = None

    @property
    def is_settled(self) -> bool:
        """Whether no other reader has to try the same range."""
        return self.proven or self.stopped

    @property
    def open_doubt(self) -> str | None:
        """What a user has to know."""
        if self.is_settled and not self.doubt:
            return None
        return self.doubt or "the list moved faster than it could be read"


@dataclass
class Told:
    """What the server told about a whole range, to any of its readers.

    :ivar largest_count: of the rows of the range
    :ivar oldest: when the oldest row was created that ever came first in ascending order
    """

    largest_count: int = 0
    oldest: str | None = None

    def hear(self, page: Page, direction: Direction) -> None:
        """Remember what a page of the whole range says."""
        self.largest_count = max(self.largest_count, page.total or 0)
        if page.page_no == 1 and direction.ascending and page.first_time:
            self.oldest = min(self.oldest or page.first_time, page.first_time)


class ReadingContext(NamedTuple):
    """What a reader is given.

    :ivar pages: reads pages with all filters
    :ivar stable_pages: reads pages without the filters by what changes, so that no row leaves the list
    :ivar concurrency: how many pages to ask for at the same time
    :ivar told: about the range
    :ivar interval: the range to read
    :ivar place: of the range in the listing
    :ivar direction: in which to read
    :ivar limit: stop when so many rows are wanted; None reads everything
    """

    plan: Plan
    pages: PageReader
    stable_pages: PageReader
    collector: Collector
    told: Told
    concurrency: int
    interval: Interval
    place: Place
    direction: Direction
    limit: int | None = None

    @property
    def has_enough(self) -> bool:
        """Whether as many rows are wanted as the limit allows."""
        return self.limit is not None and self.collector.kept >= self.limit

    async def read_page(self, page_no: int, direction: Direction, page_size: int | None = None) -> Page:
        """Read a page of the whole range."""
        page = await self.pages.read(self.interval, page_no, direction, page_size=page_size)
        if not page.size and page.total is None and page_no == 1:
            # Without a count, an empty list has to be seen twice.
            page = await self.pages.read(self.interval, page_no, direction, page_size=page_size)
        self.told.hear(page, direction)
        return page

    def next_attempt(self) -> ReadingContext:
        """The context for another reader of the same range."""
        return self._replace(place=self.place._replace(attempt=self.place.attempt - 1))

    def take(
        self,
        page: Page,
        direction: Direction,
        *,
        place: Place | None = None,
        rows_before: int = 0,
        rows_in_all: int = 0,
    ) -> None:
        """Hand the rows of a page to the collector of the listing. See :meth:`.collector.Collector.add`.

        :raises ContradictionError: if the page contradicts itself or what was asked; what can be used of it was taken
        """
        self.collector.add(
            page,
            self.place if place is None else place,
            direction,
            rows_before=rows_before,
            rows_in_all=rows_in_all,
            only=self.pages.only,
        )
        if page.objection:
            raise ContradictionError(page.objection)


class Reader(Protocol):
    """One way to read a range. It is made with a :class:`ReadingContext`."""

    async def read(self) -> Reading:
        """Read the range. :raises ContradictionError: if this way cannot show that no row is missing"""
