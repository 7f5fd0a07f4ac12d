# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all reading by page number has in common."""

from __future__ import annotations

from dataclasses import dataclass, field

from .direction import Direction
from .page import Page
from .reading import ReadingContext


@dataclass
class NumberedPages:
    """Pages of one range.

    :ivar total: the server's newest count; None if it does not count
    """

    context: ReadingContext
    total: int | None = field(default=None, init=False)
    _seen: set[str] = field(default_factory=set, init=False)
    _served: int = field(default=0, init=False)

    async def _read(self, number: int, direction: Direction) -> Page:
        """Read a page. All but the first are asked for with its size, so that page numbers mean the same rows."""
        context = self.context
        page = await context.pages.read(context.interval, number, direction, page_size=self._served or None)
        if not self._served:
            self._served = len(page.rows)
            if page.total is not None and not page.is_whole_list:
                context.pages.reduce_page_size(self._served)
        return page

    def _take(self, page: Page, direction: Direction) -> bool:
        """Hand the rows to the collector. :returns: whether one of them is new"""
        context, known = self.context, len(self._seen)
        before = (page.page_no - 1) * self._served
        ids = context.collector.add(page, context.place, direction, rows_before=before, only=context.pages.only)
        self._seen.update(ids)
        return len(self._seen) > known
