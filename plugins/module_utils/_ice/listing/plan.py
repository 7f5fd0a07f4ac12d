# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From what a user asks of a list to a plan that can be carried out: everything is checked before the first request."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from ..errors import InputError
from ..operations import ListOperation
from ..times import DAY, format_time, parse_time
from .current_only import Every, in_name, is_current_only, may_stop_early, without_changing
from .current_only import conditions as wanted_of_current
from .direction import ASCENDING, DESCENDING, Direction
from .options import ListingOptions, TimedListingOptions, check_choices
from .ranges import OPEN, Slice, TimeRange, cut

if TYPE_CHECKING:
    from ..query import Condition, Query

# How many seconds this machine's clock may be behind the server's before the server refuses its requests. A range
# without an end reaches that far into the future, so that it holds the newest jobs by the server's clock too.
_CLOCK_TOLERANCE = 15 * 60


class Plan(NamedTuple):
    """A listing that can be carried out.

    :ivar filters: parameters of the API that every request carries
    :ivar asked: the time range that rows have to be from
    :ivar ranges: the time ranges to read, ascending, each one that the API takes
    :ivar until: read from the oldest row, which has to be found first, to this time (seconds since the epoch); there
        are no ``ranges`` then. None unless the user gave an end and no start.
    :ivar current_only: of the rows, which are jobs then, keep only the current one of each recording
    :ivar where: keep only rows for which this is true; with ``current_only`` it is asked for current jobs only
    :ivar limit: return so many rows at most
    :ivar reads_everything: whether ``limit`` may not end the reading, since which rows are wanted is known in the end
    :ivar queries: the expressions of the user
    :ivar keyword_in_name: with ``current_only``, the condition that leaves out what a keyword found by its id
    """

    operation: ListOperation
    filters: dict[str, str]
    direction: Direction
    asked: TimeRange
    ranges: list[TimeRange]
    until: int | None
    page_size: int
    page_no: int | None
    where: Condition | None
    limit: int | None
    query: Query | None
    fail_if_incomplete: bool
    queries: tuple[Query, ...] = ()
    current_only: bool = False
    reads_everything: bool = False
    keyword_in_name: Condition | None = None

    @property
    def changing_filters(self) -> dict[str, str]:
        """Those of the filters that are about something that changes during a row's life."""
        return {name: value for name, value in self.filters.items() if name in self.operation.changing_filters}

    @property
    def enough(self) -> int | None:
        """Stop reading when so many rows are wanted; None reads everything."""
        return None if self.reads_everything else self.limit

    @property
    def rows_can_leave(self) -> bool:
        """Whether a row that matches may cease to match, or to exist, while the list is read."""
        return self.operation.rows_are_deleted or bool(self.changing_filters)


def make_plan(options: ListingOptions, now: int | None = None) -> Plan:
    """Check the options.

    :param now: seconds since the epoch; by default the present
    :raises InputError: naming the option that is invalid
    """
    now = int(time.time()) if now is None else now
    operation = options.operation
    check_choices(options)
    current_only = is_current_only(options)
    filters = (without_changing(options) if current_only else options).filters()
    _check_numbers(options)
    where = _compiled(options, "where", now)
    query = _compiled(options, "query", now)
    start, end = _range_asked_for(options, now)
    conditions: list[Condition] = [] if where is None else [where]
    keyword_in_name = None
    if current_only:
        keyword_in_name = in_name(options)
        conditions = [*wanted_of_current(options, end), *conditions]
        # What comes after the end supersedes what comes before it.
        end = None if start is None or start <= now + _CLOCK_TOLERANCE else end
    seek_oldest = start is None and end is not None and options.page_no is None
    ranges = [] if seek_oldest else _ranges(options, TimeRange(start, end), now)
    return Plan(
        operation=operation,
        filters=filters,
        direction=ASCENDING if options.sort_by == "asc" else DESCENDING,
        asked=TimeRange(start, ranges[-1].end if ranges else end),
        ranges=ranges,
        until=min(end, now + _CLOCK_TOLERANCE) if seek_oldest and end is not None else None,
        page_size=options.page_size if seek_oldest or current_only else _page_size(options),
        page_no=options.page_no,
        where=Every(tuple(conditions)) if len(conditions) > 1 else next(iter(conditions), None),
        limit=options.limit,
        query=query,
        fail_if_incomplete=options.on_incomplete == "fail",
        queries=tuple(each for each in (where, query) if each is not None),
        current_only=current_only,
        keyword_in_name=keyword_in_name,
        reads_everything=current_only and not may_stop_early(options),
    )


def _compiled(options: ListingOptions, option: str, now: int) -> Query | None:
    expression = getattr(options, option)
    if expression is None:
        return None
    from ..query import Query, Subject  # which most lists do without

    row, noun = options.operation.shape, options.operation.noun
    return Query(expression, option=option, now=now, about=Subject(row, noun, is_list=option == "query"))


def ranges_until(oldest: int, end: int, operation: ListOperation) -> list[TimeRange]:
    """The ranges from the oldest row to an end, for a listing that has an end and no start."""
    start = _just_before(oldest, operation)
    return _ranges_between(start, end, operation) if start <= end else []


def ranges_since(oldest: int, ranges: list[TimeRange], operation: ListOperation) -> list[TimeRange]:
    """Those of the ranges, ascending, that do not end before the oldest row."""
    start = _just_before(oldest, operation)
    return [each for each in ranges if each.end is None or each.end >= start]


def _just_before(oldest: int, operation: ListOperation) -> int:
    # A second earlier, if the API does not include the start of a range; and as early as the oldest row may have begun.
    return max(0, oldest - 1 - operation.longest_row)


def _check_numbers(options: ListingOptions) -> None:
    operation = options.operation
    for name, number in (("page_size", options.page_size), ("page_no", options.page_no), ("limit", options.limit)):
        if number is not None and number < 1:
            raise InputError(f"{name} is {number}; it must be at least 1.")
    smallest, largest, size = operation.smallest_page, operation.largest_page, options.page_size
    if size < smallest or (largest is not None and size > largest):
        raise InputError(f"page_size is {size}; {operation.name} takes {smallest} to {largest or 'any number'}.")


def _page_size(options: ListingOptions) -> int:
    """With a limit, pages need not be much larger than the limit, unless ``where`` drops some of their rows.

    A page that is smaller than the API's default saves nothing, and could not show that there is no more.
    """
    if options.limit is None or options.where is not None or options.page_no is not None:
        return options.page_size
    return min(options.page_size, max(options.limit, options.operation.default_page))


def _range_asked_for(options: ListingOptions, now: int) -> TimeRange:
    if not isinstance(options, TimedListingOptions):
        return OPEN
    start = _moment("start_time", options.start_time, now)
    end = _moment("end_time", options.end_time, now)
    if start is not None and end is not None and start > end:
        raise InputError(
            f"start_time ({format_time(start)}) is after end_time ({format_time(end)}). Exchange them, or check their "
            "offsets from UTC."
        )
    if start is not None and end is None and start > now + _CLOCK_TOLERANCE:
        raise InputError(f"start_time ({format_time(start)}) is in the future, and end_time is not set.")
    return TimeRange(start, end)


def _moment(name: str, text: str | None, now: int) -> int | None:
    try:
        return None if text is None else parse_time(text, now)
    except InputError as error:
        raise InputError(f"{name}: {error.message}") from error


def _ranges(options: ListingOptions, asked: TimeRange, now: int) -> list[TimeRange]:
    operation = options.operation
    start, end = asked
    if options.page_no is not None:
        if start is not None and end is not None and Slice(start, end).length > operation.longest_range:
            days = operation.longest_range // DAY
            raise InputError(
                f"page_no reads one page just as the API would, and the API takes ranges of at most {days} days. "
                "Leave page_no out to read a longer range, or shorten it."
            )
        return [asked]
    if start is None:
        return [asked]
    latest = now + _CLOCK_TOLERANCE  # nothing is created later
    end = latest if end is None else end
    return _ranges_between(start, min(end, latest) if start <= latest else end, operation)


def _ranges_between(start: int, end: int, operation: ListOperation) -> list[TimeRange]:
    """The range from start to end, in parts that the API takes."""
    return [TimeRange(*piece) for piece in cut(start, end, 1, operation.longest_range, operation.longest_row or 1)]
