# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One page of a list: asking for it, and what its answer says and shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..client import Calls
from ..errors import ParameterRefusedError, TransportError
from ..names import parse_json
from ..query import Doubts
from ..times import format_time
from .asked_for import Bounds, Filters
from .direction import Direction
from .plan import Plan
from .progress import Progress
from .ranges import OPEN, Interval
from .rows import Row, own_id, row_id, row_time

_MOST_ROWS = 10**9


class Page(NamedTuple):
    """One answer: rows of one moment.

    :ivar rows: those that were asked for
    :ivar ids: what tells each row from every other
    :ivar times: when each row was created; None if it does not say
    :ivar size: how many rows came, whether they were asked for or not
    :ivar total: how many rows the server counts for the filters; None if it does not say
    :ivar is_short: whether it has fewer rows than the server serves in a page
    :ivar is_all: whether this one answer, and so this one moment, holds everything that matches: it is the first page,
        has fewer rows than the server serves in a page, and no count says that there are more
    :ivar objection: how the answer contradicts itself or what was asked
    """

    rows: list[Row]
    ids: list[str]
    times: list[str | None]
    size: int
    total: int | None
    page_no: int
    is_short: bool = False
    is_all: bool = False
    objection: str | None = None

    @property
    def first_time(self) -> str | None:
        """When its first row was created; None if there is none, or it does not say."""
        return self.times[0] if self.times else None

    @property
    def last_time(self) -> str | None:
        """When its last row was created."""
        return self.times[-1] if self.times else None


class PageReader:
    """Reads single pages of one list, with the same filters for each.

    :param changing_filters: whether to send the filters by something that changes, too. Without them, ``only`` says
        what the fields of a row must be; the caller has to choose the rows.
    :param names: about the names in the expressions of the listing; they look at each row that is read
    :ivar pages: how many pages were read
    :ivar page_size: rows to ask for; only ever made smaller, see :meth:`reduce_page_size`
    """

    def __init__(
        self,
        client: Calls,
        plan: Plan,
        progress: Progress | None = None,
        *,
        names: Doubts | None = None,
        changing_filters: bool = True,
    ) -> None:
        self.operation = plan.operation
        self.progress = progress or Progress()
        self.page_size = plan.page_size
        self.pages = 0
        self.only: dict[str, str] = {}
        self._client = client
        self._names = names or Doubts([])
        self._parameters = dict(plan.filters)
        if not changing_filters:
            for name, value in plan.changing_filters.items():
                self.only[self.operation.changing_filters[name]] = value
                del self._parameters[name]
        self._filters = Filters(self.operation, self._parameters)
        self._range = Bounds(plan.asked)
        self._most_served = 0

    async def read(
        self, interval: Interval, page_no: int, direction: Direction, *, page_size: int | None = None
    ) -> Page:
        """Read one page. If the server refuses the page size, a smaller one is used from then on.

        :param page_size: ask for just this size, or the smallest there is, even if the server refuses it
        """
        while True:
            asked = max(page_size or self.page_size, self.operation.smallest_page)
            try:
                answer = await self._client.call(self.operation, self._request(interval, page_no, direction, asked))
            except ParameterRefusedError as error:
                smaller = [size for size in self.operation.page_sizes if size < asked]
                if page_size or not smaller or not _is_about_page_size(error):
                    raise
                self.reduce_page_size(smaller[0])
                continue
            self.pages += 1
            self.progress.page_read()
            return self._page(answer, interval, page_no, direction, asked)

    def reduce_page_size(self, served: int) -> None:
        """Ask for no more rows than the server serves in a page."""
        self.page_size = max(1, min(self.page_size, served))

    def _request(self, interval: Interval, page_no: int, direction: Direction, page_size: int) -> dict[str, str]:
        parameters = dict(self._parameters)
        if interval.start is not None:
            parameters["StartTime"] = format_time(interval.start)
        if interval.end is not None:
            parameters["EndTime"] = format_time(interval.end)
        parameters.update(PageNo=str(page_no), PageSize=str(page_size), SortBy=direction.sort_by)
        return parameters

    def _page(
        self, answer: Mapping[str, Any], interval: Interval, page_no: int, direction: Direction, asked: int
    ) -> Page:
        rows, total = self._rows(answer), _count(answer.get("total_count"))
        # What is read without a range looks for the ends of the list, and gives no rows to the user.
        bounds = self._range if interval != OPEN else Bounds(OPEN)
        size = len(rows)
        ids: list[str] = []
        times: list[str | None] = []
        objections: list[str | None] = []
        self._normalize(rows)
        for row in rows:
            own = own_id(row, self.operation)
            time = row_time(row, self.operation)
            if own is None:
                objections.append(f"the server returns {self.operation.noun}s without their {self.operation.row_id}")
            else:
                row[self.operation.row_id] = own
                objections.append(self._objection_to(row, time, bounds))
            ids.append(own or row_id(row, self.operation))
            times.append(time)
        self._names.see(rows)
        objection = (
            next(filter(None, objections), None)
            or (self._objection_to_twins(ids) if len(set(ids)) < size else None)
            or self._objection_to_order(times, direction)
            or self._objection_to_times(times, Bounds(interval))
        )
        if not size and page_no == 1 and total:
            objection = f"the server counts {total} {self.operation.noun}s and returns none of them"
        if any(objections):
            good = [number for number, each in enumerate(objections) if not each]
            rows, ids, times = [rows[n] for n in good], [ids[n] for n in good], [times[n] for n in good]
        # What it served once, it serves again. Without counts nothing would show if it did not.
        self._most_served = max(self._most_served, size)
        full = self.operation.surely_served if total is None else max(self.operation.surely_served, self._most_served)
        is_short = size < min(asked, full)
        if asked == 1:  # some servers answer such a page as if there was nothing
            is_short = total == 0
        is_all = page_no == 1 and is_short and (total or 0) <= size and objection is None
        return Page(rows, ids, times, size, total, page_no, is_short, is_all, objection)

    def _rows(self, answer: Mapping[str, Any]) -> list[Row]:
        rows = answer.get(self.operation.rows)
        rows = [] if rows is None and _count(answer.get("total_count")) is not None else rows
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise TransportError(
                f"{self.operation.name} was answered with something that is no list of {self.operation.rows}. "
                "Look for a proxy in between, or a wrong endpoint.",
                request_id=answer.get("request_id"),
            )
        return rows

    def _normalize(self, rows: Sequence[Row]) -> None:
        """Write rows as the reference does, so that expressions find what they look for."""
        for name in self.operation.json_fields:
            for row in rows:
                if isinstance(row.get(name), str):
                    row[name] = _parsed(row[name])
        for name, words in self.operation.words.items():
            for row in rows:
                word = row.get(name)
                if word not in words and isinstance(word, str) and word.lower() in words:
                    row[name] = word.lower()

    def _objection_to(self, row: Row, time: str | None, bounds: Bounds) -> str | None:
        """Why a row cannot be one that was asked for."""
        objection = self._filters.objection(row)
        if objection or bounds.are_open or not self.operation.times_are_of_creation:
            return objection
        if time is None:
            return (
                f"the server returns {self.operation.noun}s without their {self.operation.row_time}, so that it cannot "
                "be seen whether they are from the time range"
            )
        return None if bounds.hold(time) else self._objection_to_time(time, bounds)

    def _objection_to_order(self, times: Sequence[str | None], direction: Direction) -> str | None:
        known = [time for time in times if time is not None]
        if known == sorted(known, reverse=not direction.ascending):
            return None
        return (
            f"the server does not sort {self.operation.noun}s by their creation time as it was asked to (SortBy "
            f"{direction.sort_by})"
        )

    def _objection_to_times(self, times: Sequence[str | None], bounds: Bounds) -> str | None:
        if bounds.are_open or not self.operation.times_are_of_creation:
            return None
        stray = next((time for time in times if time is not None and not bounds.hold(time)), None)
        return stray and self._objection_to_time(stray, bounds)

    def _objection_to_time(self, time: str, bounds: Bounds) -> str:
        return (
            f"the server was asked for {self.operation.noun}s created between {bounds}, and returned one created at "
            f"{time}"
        )

    def _objection_to_twins(self, ids: Sequence[str]) -> str:
        twice = next(identity for number, identity in enumerate(ids) if identity in ids[:number])
        return f"the server returns the {self.operation.noun} {twice} twice in one page, in the place of another"


def _parsed(text: str) -> Any:
    """The value of a JSON string; the text itself if it is not JSON."""
    try:
        return parse_json(text.encode())
    except (ValueError, RecursionError):
        return text


def _is_about_page_size(error: ParameterRefusedError) -> bool:
    said = f"{error.error_code} {error.message}".lower().replace(" ", "").replace("_", "")
    return "pagesize" in said


def _count(value: Any) -> int | None:
    """A count, which may be a number or a string; None if it is neither, or more than a list can have."""
    try:
        count = max(0, int(value))
    except (TypeError, ValueError, OverflowError):  # the last: JSON that says Infinity
        return None
    return count if count <= _MOST_ROWS else None
