# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One page of a list: asking for it, and what its answer says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..client import Calls
from ..errors import ParameterRefusedError, TransportError
from ..names import parse_json
from ..times import format_time
from .direction import Direction
from .plan import Plan
from .progress import Progress
from .ranges import Interval
from .rows import Row


@dataclass(frozen=True)
class Page:
    """One answer: the rows of one moment.

    :ivar total: how many rows the server counts for the filters; None if it does not say
    """

    rows: list[Row]
    total: int | None
    page_no: int

    @property
    def is_whole_list(self) -> bool:
        """Whether this one page, and so this one moment, holds everything that matches.

        Without a count only an empty page is: a server may serve fewer rows than it was asked for.
        """
        return self.page_no == 1 and len(self.rows) == (self.total or 0)


class PageReader:
    """Reads single pages of one list, with the same filters for each.

    :param changing_filters: whether to send the filters by something that changes, too. Without them, ``only`` says
        what the fields of a row must be; the caller has to check it.
    :ivar pages: how many pages were read
    :ivar page_size: rows to ask for; only ever made smaller, see :meth:`reduce_page_size`
    """

    def __init__(
        self, client: Calls, plan: Plan, progress: Progress | None = None, *, changing_filters: bool = True
    ) -> None:
        self.operation = plan.operation
        self.progress = progress or Progress()
        self.page_size = plan.page_size
        self.pages = 0
        self.only: dict[str, str] = {}
        self._client = client
        self._filters = dict(plan.filters)
        if not changing_filters:
            for name, value in plan.changing_filters.items():
                self.only[self.operation.changing_filters[name]] = value
                del self._filters[name]

    async def read(
        self, interval: Interval, page_no: int, direction: Direction, *, page_size: int | None = None
    ) -> Page:
        """Read one page. If the server refuses the page size, a smaller one is used from then on.

        :param page_size: ask for just this size, or the smallest there is, even if the server refuses it
        """
        while True:
            asked = max(page_size or self.page_size, self.operation.smallest_page)
            try:
                answer = await self._client.call(self.operation, self._parameters(interval, page_no, direction, asked))
            except ParameterRefusedError as error:
                smaller = [size for size in self.operation.page_sizes if size < asked]
                if page_size or not smaller or not _is_about_page_size(error):
                    raise
                self.reduce_page_size(smaller[0])
                continue
            self.pages += 1
            self.progress.page_read()
            return self._page(answer, page_no)

    def reduce_page_size(self, served: int) -> None:
        """Ask for no more rows than the server serves in a page."""
        self.page_size = max(1, min(self.page_size, served))

    def _parameters(self, interval: Interval, page_no: int, direction: Direction, page_size: int) -> dict[str, str]:
        parameters = dict(self._filters)
        if interval.start is not None:
            parameters["StartTime"] = format_time(interval.start)
        if interval.end is not None:
            parameters["EndTime"] = format_time(interval.end)
        parameters.update(PageNo=str(page_no), PageSize=str(page_size), SortBy=direction.sort_by)
        return parameters

    def _page(self, answer: Mapping[str, Any], page_no: int) -> Page:
        rows = answer.get(self.operation.rows)
        total = _count(answer.get("total_count"))
        rows = [] if rows is None and total is not None else rows
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise TransportError(
                f"{self.operation.name} was answered with something that is no list of {self.operation.rows}. "
                "Look for a proxy in between, or a wrong endpoint.",
                request_id=answer.get("request_id"),
            )
        for name in self.operation.json_fields:
            for row in rows:
                if isinstance(row.get(name), str):
                    row[name] = _parsed(row[name])
        return Page(rows, total, page_no)


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
    """A count, which may be a number or a string; None if it is neither."""
    try:
        return max(0, int(value))
    except (TypeError, ValueError, OverflowError):  # the last: JSON that says Infinity
        return None
