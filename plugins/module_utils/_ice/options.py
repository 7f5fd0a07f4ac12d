# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a listing is to read, as users say it: checked whole before the first request."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from .errors import InputError
from .names import numbered
from .operations import LIST_LIVE_RECORD_FILES, LIST_LIVE_RECORD_JOBS, LIST_LIVE_RECORD_TEMPLATES, ListOperation
from .query import Condition, Query
from .times import TimeRange, cut, format_time, parse_time

STATUSES = ("paused", "initial", "started")
ORDERS = ("asc", "desc")
FORMATS = ("m3u8", "flv", "mp4")
TEMPLATE_TYPES = ("system", "custom")

# How far this machine's clock may be behind the server's before the server refuses its requests. An open end lies as
# far in the future, so that the newest jobs are in it by the server's clock too.
_CLOCK_TOLERANCE = 15 * 60


@dataclass(frozen=True)
class ReadingOptions:
    """What every list can be asked, with the names of the collection. ``where`` and ``query`` are JMESPath."""

    operation: ClassVar[ListOperation]

    sort_by: str = "desc"
    page_size: int = 100
    page_no: int | None = None
    where: str | None = None
    limit: int | None = None
    query: str | None = None
    on_incomplete: str = "fail"

    @property
    def rows_can_leave(self) -> bool:
        """Whether a row that matches may cease to, while the list is read."""
        return True

    def filters(self) -> dict[str, str]:
        """The filters as parameters of the API. :raises InputError: where one cannot be meant"""
        raise NotImplementedError


@dataclass(frozen=True)
class TimedOptions(ReadingOptions):
    """The same for lists that have a range of time. Times are ISO 8601 or relative."""

    start_time: str | None = None
    end_time: str | None = None


@dataclass(frozen=True)
class ListingOptions(TimedOptions):
    """The options of the listing of jobs."""

    operation: ClassVar[ListOperation] = LIST_LIVE_RECORD_JOBS

    keyword: str | None = None
    status: str | None = None

    @property
    def rows_can_leave(self) -> bool:
        """Jobs are never deleted, but change their status."""
        return self.status is not None

    def filters(self) -> dict[str, str]:
        """See :meth:`ReadingOptions.filters`."""
        _check_choice("status", self.status, STATUSES, optional=True)
        _check_printable("keyword", self.keyword)
        return _without_empty({"Keyword": self.keyword, "Status": self.status})


@dataclass(frozen=True)
class FileListingOptions(TimedOptions):
    """The options of the listing of recorded files, which are sorted as the API does by default."""

    operation: ClassVar[ListOperation] = LIST_LIVE_RECORD_FILES

    sort_by: str = "asc"
    page_size: int = 30
    job_ids: Sequence[str] | None = None
    record_format: str | None = None

    def filters(self) -> dict[str, str]:
        """See :meth:`ReadingOptions.filters`."""
        _check_choice("record_format", self.record_format, FORMATS, optional=True)
        return {
            **numbered("JobIds", check_ids("job_ids", self.job_ids)),
            **_without_empty({"RecordFormat": self.record_format}),
        }


@dataclass(frozen=True)
class TemplateListingOptions(ReadingOptions):
    """The options of the listing of recording templates."""

    operation: ClassVar[ListOperation] = LIST_LIVE_RECORD_TEMPLATES

    template_ids: Sequence[str] | None = None
    keyword: str | None = None
    type: str | None = None

    def filters(self) -> dict[str, str]:
        """See :meth:`ReadingOptions.filters`."""
        _check_choice("type", self.type, TEMPLATE_TYPES, optional=True)
        _check_printable("keyword", self.keyword)
        return {
            **numbered("TemplateIds", check_ids("template_ids", self.template_ids)),
            **_without_empty({"Keyword": self.keyword, "Type": self.type}),
        }


@dataclass(frozen=True)
class Plan:
    """A listing that can be done.

    :ivar spans: the time ranges to read, ascending, each one that the API takes; None where the oldest job is still
        to be found (an end without a start)
    :ivar end: the end of the range where ``spans`` is None
    """

    filters: dict[str, str]
    rows_can_leave: bool
    ascending: bool
    spans: list[TimeRange] | None
    end: int | None
    page_size: int
    page_no: int | None
    where: Condition | None
    limit: int | None
    query: Query | None
    fail_if_incomplete: bool


def make_plan(options: ReadingOptions, operation: ListOperation, now: int | None = None) -> Plan:
    """Check the options. :raises InputError: naming the option, where one cannot be meant"""
    now = int(time.time()) if now is None else now
    filters = options.filters()
    _check_choice("sort_by", options.sort_by, ORDERS)
    _check_choice("on_incomplete", options.on_incomplete, ("fail", "warn"))
    for name, number in (("page_size", options.page_size), ("page_no", options.page_no), ("limit", options.limit)):
        if number is not None and number < 1:
            raise InputError(f"{name} is {number}; it must be at least 1.")
    _check_page_size(options.page_size, operation)
    where = Query(options.where, option="where", now=now) if options.where is not None else None
    query = Query(options.query, option="query", now=now) if options.query is not None else None
    span = _span(options, now)
    page_size = options.page_size
    if options.limit is not None and where is None and options.page_no is None:
        page_size = max(min(page_size, options.limit), operation.smallest_page)
    return Plan(
        filters=filters,
        rows_can_leave=options.rows_can_leave,
        ascending=options.sort_by == "asc",
        spans=_spans(options, span, operation, now),
        end=span.end,
        page_size=page_size,
        page_no=options.page_no,
        where=where,
        limit=options.limit,
        query=query,
        fail_if_incomplete=options.on_incomplete == "fail",
    )


def check_ids(option: str, ids: Sequence[str] | None) -> list[str]:
    """The ids, each once. :raises InputError: naming the option, where one cannot be an id"""
    for number, name in enumerate(ids or (), 1):
        if not name or not name.isprintable() or name != name.strip():
            raise InputError(f"{option}: {name!r} (number {number}) is no id.")
    return list(dict.fromkeys(ids or ()))


def _check_choice(name: str, value: str | None, choices: tuple[str, ...], *, optional: bool = False) -> None:
    if value not in choices and not (optional and value is None):
        raise InputError(f"{name}: {value!r} is none of {', '.join(choices)}.")


def _check_printable(name: str, text: str | None) -> None:
    if text is not None and not text.isprintable():
        raise InputError(f"{name}: {text!r} holds characters that cannot be printed; no name has them.")


def _check_page_size(size: int, operation: ListOperation) -> None:
    largest = operation.largest_page
    if size < operation.smallest_page or (largest is not None and size > largest):
        raise InputError(
            f"page_size is {size}; {operation.name} takes {operation.smallest_page} to {largest or 'any number'}."
        )


def _without_empty(filters: dict[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in filters.items() if value}


def _span(options: ReadingOptions, now: int) -> TimeRange:
    if not isinstance(options, TimedOptions):
        return TimeRange(None, None)
    start, end = (_time(name, text, now) for name, text in _times(options))
    if start is not None and end is not None and start > end:
        raise InputError(
            f"start_time ({format_time(start)}) is after end_time ({format_time(end)}). Exchange them, or check their "
            "offsets from UTC."
        )
    if start is not None and end is None and start > now + _CLOCK_TOLERANCE:
        raise InputError(f"start_time ({format_time(start)}) is in the future, and end_time is not set.")
    return TimeRange(start, end)


def _times(options: TimedOptions) -> tuple[tuple[str, str | None], ...]:
    return ("start_time", options.start_time), ("end_time", options.end_time)


def _time(name: str, text: str | None, now: int) -> int | None:
    try:
        return None if text is None else parse_time(text, now)
    except InputError as error:
        raise InputError(f"{name}: {error.message}") from error


def _spans(options: ReadingOptions, span: TimeRange, operation: ListOperation, now: int) -> list[TimeRange] | None:
    start, end = span
    if options.page_no is not None:
        if start is not None and end is not None and end - start > operation.longest_range:
            days = operation.longest_range // 86_400
            raise InputError(
                f"page_no reads one page just as the API would, and the API takes ranges of at most {days} days. "
                "Leave page_no out to read a longer range, or shorten it."
            )
        return [span]
    if start is None:
        return None if end is not None else [span]
    until = now + _CLOCK_TOLERANCE if end is None else end
    return [piece.span for piece in cut(start, until, 1, operation.longest_range)]


def spans_until(oldest: int, end: int, operation: ListOperation) -> list[TimeRange]:
    """The ranges from the oldest row to an end, for a listing that has an end and no start."""
    start = max(0, oldest - 1)
    return [piece.span for piece in cut(start, end, 1, operation.longest_range)] if start <= end else []
