# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One page of a list: asked for, and understood for what it really is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from .errors import InputError, ParameterRefusedError, TransportError
from .names import parse_json
from .operations import ListOperation, Operation
from .progress import Progress
from .times import TimeRange, format_time, parse_time

Row = dict[str, Any]


class Calls(Protocol):
    """What a reader needs of a client."""

    async def call(self, operation: Operation, parameters: Mapping[str, str]) -> dict[str, Any]:
        """See :meth:`.client.Client.call`."""


@dataclass(frozen=True)
class Page:
    """The rows of one moment.

    ``total`` is what the server counts for the filters (None where it does not say), ``page_size`` what it served.
    """

    rows: list[Row]
    total: int | None
    page_size: int
    page_no: int

    @property
    def is_whole_list(self) -> bool:
        """Whether this one page, and so this one moment, holds everything that matches.

        Without a count that is sure of an empty page only: a server may serve fewer rows than it says.
        """
        return self.page_no == 1 and len(self.rows) == (self.total or 0)


class PageReader:
    """Reads pages of one list, with the same filters for each.

    :param filters: parameters of the API that every request carries
    :param page_size: rows to ask for; what the server serves counts
    """

    def __init__(
        self,
        calls: Calls,
        operation: ListOperation,
        filters: Mapping[str, str],
        page_size: int,
        progress: Progress | None = None,
    ) -> None:
        self.operation = operation
        self.page_size = page_size
        self.progress = progress or Progress()
        self.pages = 0
        self._calls = calls
        self._filters = dict(filters)

    async def read(self, span: TimeRange, page_no: int, *, ascending: bool, page_size: int | None = None) -> Page:
        """One page. Where the server refuses the page size, a smaller one is used from then on.

        :param page_size: ask for just this size, whatever the server says to it, or for the smallest there is
        """
        while True:
            asked = max(page_size or self.page_size, self.operation.smallest_page)
            try:
                answer = await self._calls.call(self.operation, self._parameters(span, page_no, ascending, asked))
            except ParameterRefusedError as error:
                smaller = [size for size in self.operation.page_sizes if size < asked]
                if page_size or not smaller or not _is_about_page_size(error):
                    raise
                self.page_size = min(self.page_size, smaller[0])
                continue
            self.pages += 1
            self.progress.page_read()
            return self._page(answer, page_no, asked)

    def _parameters(self, span: TimeRange, page_no: int, ascending: bool, page_size: int) -> dict[str, str]:
        parameters = dict(self._filters)
        if span.start is not None:
            parameters["StartTime"] = format_time(span.start)
        if span.end is not None:
            parameters["EndTime"] = format_time(span.end)
        parameters.update(PageNo=str(page_no), PageSize=str(page_size), SortBy="asc" if ascending else "desc")
        return parameters

    def _page(self, answer: Mapping[str, Any], page_no: int, asked: int) -> Page:
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
        return Page(rows=rows, total=total, page_size=_count(answer.get("page_size")) or asked, page_no=page_no)


def row_time(row: Row, operation: ListOperation) -> int | None:
    """When a row was created, in seconds since the epoch; None where it does not say."""
    try:
        return parse_time(str(row.get(operation.row_time)), now=0)
    except InputError:
        return None


def _parsed(text: str) -> Any:
    """What a text of JSON says; the text itself where it is none."""
    try:
        return parse_json(text.encode())
    except (ValueError, RecursionError):
        return text


def _is_about_page_size(error: ParameterRefusedError) -> bool:
    said = f"{error.error_code} {error.message}".lower().replace(" ", "").replace("_", "")
    return "pagesize" in said


def _count(value: Any) -> int | None:
    """A count, which may come as a number or as text; None where it is neither."""
    try:
        return max(0, int(value))
    except (TypeError, ValueError, OverflowError):  # the last: JSON that says Infinity
        return None
