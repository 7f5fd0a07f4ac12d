# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read a list whose rows can be deleted by page number, if times do not help: pass after pass, until two agree.

In a pass, pages are read one after the other. A row can only be missed if rows before it, which were read already,
were deleted before its page was read. If a second pass finds every row of the first one again, none was deleted:
what was there all the time was in the first pass.

This assumes that rows keep their order, and that each page of the first pass was full and gave no row twice.
"""

from __future__ import annotations

from dataclasses import dataclass

from .collector import Collector
from .page import Page
from .reading import Reading, ReadingContext

_MOST_PASSES = 12


class _Pass:
    """One pass over the list. Its rows stay apart, since only those of the last pass count."""

    def __init__(self, context: ReadingContext) -> None:
        self.context = context
        self.rows = Collector(context.plan)
        self.ids: set[str] = set()
        self.total: int | None = None
        self.sound = True  # whether it can show that no row is missing
        self._read = 0

    @property
    def is_enough(self) -> bool:
        return self.context.limit is not None and self.rows.kept >= self.context.limit

    def take(self, page: Page) -> None:
        self.ids.update(self.rows.add(page, self.context.place, self.context.direction, rows_before=self._read))
        self._read += len(page.rows)
        self.total = page.total

    async def read_on(self, page: Page) -> None:
        """Read from the first page, which was taken, to the end, or until there are enough rows."""
        served, ended = len(page.rows), False
        while page.rows and not self.is_enough and self._read != self.total:
            if page.total is not None and page.page_no * served >= page.total:
                break
            page = await self.context.pages.read(
                self.context.interval, page.page_no + 1, self.context.direction, page_size=served
            )
            self.sound = self.sound and not (ended and page.rows)
            ended = ended or len(page.rows) < served
            self.take(page)
        has_all_counted = self.total is None or self.is_enough or self._read >= self.total
        self.sound = self.sound and has_all_counted and self._read == len(self.ids)


@dataclass
class RepeatedPasses:
    """Reads a range, or a list that has no times."""

    context: ReadingContext

    async def read(self) -> Reading:
        """See :class:`.reading.Reader`."""
        before: _Pass | None = None
        for _number in range(_MOST_PASSES):
            this = _Pass(self.context)
            first = await self.context.pages.read(self.context.interval, 1, self.context.direction)
            this.take(first)
            if first.is_whole_list:  # one page is one moment
                return self._settle(this, proven=True)
            if this.is_enough:
                return self._settle(this, proven=False)
            await this.read_on(first)
            if before is not None and before.sound and before.ids <= this.ids:
                return self._settle(this, proven=not this.is_enough)
            before = this
        self.context.collector.merge(this.rows)
        return Reading(this.total)

    def _settle(self, last: _Pass, *, proven: bool) -> Reading:
        self.context.collector.merge(last.rows)
        return Reading(last.total, proven=proven, stopped=not proven)
