# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading a list whose rows can be deleted by page number, where times do not help: until two readings agree.

Pages are read one after the other. A row can only be missed if rows before it, which were read already, have gone by
the time its page is read. A second reading in which every row of the first one is there again shows that none has
gone: what was there all the time was in the first reading.

This takes that rows keep their order, and that each page of the first reading was full and gave no row twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .page_reader import Page, PageReader, Row
from .times import TimeRange

_MOST_READINGS = 12


@dataclass
class _Reading:
    rows: list[Row] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    total: int | None = None
    stopped: bool = False
    sound: bool = True


@dataclass
class UntilAgreed:
    """Reads one time range, or a list that knows no times.

    :param is_enough: says of the rows so far whether no more are needed
    :ivar rows: what was read last, in order
    :ivar stopped: whether that was enough, and more there may be
    """

    reader: PageReader
    span: TimeRange
    ascending: bool = True
    is_enough: Callable[[Sequence[Row]], bool] | None = None
    rows: list[Row] = field(default_factory=list, init=False)
    total: int | None = field(default=None, init=False)
    stopped: bool = field(default=False, init=False)

    async def read(self) -> bool:
        """Read it. :returns: whether what was there all the time is shown to be in ``rows``, if not ``stopped``"""
        before: _Reading | None = None
        for _reading in range(_MOST_READINGS):
            first = await self.reader.read(self.span, 1, ascending=self.ascending)
            if first.is_whole_list or self._is_enough(first.rows):  # one page is one moment
                return self._end(_Reading(first.rows, total=first.total, stopped=not first.is_whole_list))
            reading = await self._read_on(first)
            if before is not None and before.sound and before.ids <= reading.ids:
                return self._end(reading)
            before = reading
        self._end(before or _Reading())
        return False

    def _end(self, reading: _Reading) -> bool:
        self.rows, self.total, self.stopped = reading.rows, reading.total, reading.stopped
        return True

    async def _read_on(self, page: Page) -> _Reading:
        reading, served, ended = _Reading(), len(page.rows), False
        self._take(reading, page)
        while page.rows and not reading.stopped and len(reading.rows) != reading.total:
            if page.total is not None and page.page_no * served >= page.total:
                break
            page = await self.reader.read(self.span, page.page_no + 1, ascending=self.ascending, page_size=served)
            reading.sound = reading.sound and not (ended and page.rows)
            ended = ended or len(page.rows) < served
            self._take(reading, page)
        counted = reading.total is None or reading.stopped or len(reading.rows) >= reading.total
        reading.sound = reading.sound and counted and len(reading.rows) == len(reading.ids)
        return reading

    def _take(self, reading: _Reading, page: Page) -> None:
        name = self.reader.operation.row_id
        reading.rows += page.rows
        reading.ids.update(str(row.get(name) or json.dumps(row, sort_keys=True)) for row in page.rows)
        reading.total = page.total
        reading.stopped = self._is_enough(reading.rows)

    def _is_enough(self, rows: Sequence[Row]) -> bool:
        return self.is_enough is not None and self.is_enough(rows)
