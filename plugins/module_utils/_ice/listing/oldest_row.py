# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Find where a list begins, for a range that has an end and no start: the API takes no such range of over 30 days."""

from __future__ import annotations

from typing import NamedTuple

from .collector import Collector
from .contradiction import ContradictionError
from .direction import ASCENDING, DESCENDING, Direction
from .page import Page
from .reading import ReadingContext
from .rows import second_of


class OldestRow(NamedTuple):
    """Looks at a list that is open at both ends."""

    context: ReadingContext

    async def find(self) -> int | None:
        """The time of the oldest row, in seconds since the epoch; None if the list is empty.

        :raises ContradictionError: if the server does not tell or show it
        """
        oldest = await self._read_edge(ASCENDING)
        if oldest.objection:
            raise ContradictionError(oldest.objection)
        if oldest.is_all and not oldest.rows:
            return None
        noun = self.context.plan.operation.noun
        first = oldest.first_time if await self._shows_order(oldest) else await self._earliest_of_all()
        if first is None:
            raise ContradictionError(f"the server does not tell when the oldest {noun} was created (start_time helps)")
        return second_of(first, noun)

    async def _shows_order(self, oldest: Page) -> bool:
        """Whether a first page in ascending order shows that the server sorts as it was asked to."""
        if oldest.is_all or oldest.first_time != oldest.last_time:
            return True
        # All its rows are of one second. Two looks at the old end, and one at the new end in between, show the order,
        # even if the list grows meanwhile.
        newest, again = await self._read_edge(DESCENDING), await self._read_edge(ASCENDING)
        return again.first_time == oldest.first_time and (newest.first_time or "") > (oldest.first_time or "")

    async def _read_edge(self, direction: Direction) -> Page:
        return await self.context.read_page(1, direction)

    async def _earliest_of_all(self) -> str | None:
        from .repeated_passes import RepeatedPasses  # which most lists do without

        plan = self.context.plan._replace(current_only=False, where=None, limit=None)
        everything = Collector(plan)
        context = self.context._replace(
            plan=plan,
            pages=self.context.stable_pages,
            collector=everything,
            direction=ASCENDING,
            limit=None,
        )
        reading = await RepeatedPasses(context).read()
        if not reading.proven:
            noun = plan.operation.noun
            raise ContradictionError(f"the server does not show which {noun} is the oldest (start_time helps)")
        return everything.earliest
