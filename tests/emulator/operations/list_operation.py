# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the three lists have in common: their parameters, and the way from all rows that match to one answer.

The faults of lists take effect here, those of the shape of rows excepted.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TypeVar

from ansible_collections.mediaops.alicloud.tests.emulator.faults.plan import FaultPlan
from ansible_collections.mediaops.alicloud.tests.emulator.store.order_within_second import page_by_offset
from ansible_collections.mediaops.alicloud.tests.emulator.store.page import Page, PageWanted
from ansible_collections.mediaops.alicloud.tests.emulator.store.rows import Rows, RowStore

from .operation import Call, Operation, list_name
from .parameters import one_of, time_range, whole_number

S = TypeVar("S")
_PAGING = ("PageNo", "PageSize", "SortBy")
_ANY_PAGE = 10**15
_DEFAULT_SIZE = 10


def list_operation(
    name: str, filters: tuple[str, ...], run: Callable[[Call], str], list_parameters: tuple[str, ...] = ()
) -> Operation:
    """An operation that lists; its parameters are the filters, and those that say which page."""

    def run_without_ignored(call: Call) -> str:
        ignored = call.services.plan.faults.ignore_parameters
        heeded = {sent: value for sent, value in call.parameters.items() if list_name(sent) not in ignored}
        return run(replace(call, parameters=heeded))

    return Operation(name, "GET", (*filters, *_PAGING), run_without_ignored, list_parameters)


def page_wanted(call: Call, *, smallest: int, largest: int, sort_by: str) -> PageWanted:
    """The page that a call asks for; `sort_by` is the order where none is said."""
    number = whole_number(call.parameters, "PageNo", 1, 1, _ANY_PAGE)
    faults = call.services.plan.faults
    # A server that clamps serves what it can, however much is asked for; any other refuses above its limit.
    clamp = faults.page_size_max
    limit = faults.page_size_refuse_above or (_ANY_PAGE if clamp else largest)
    size = whole_number(call.parameters, "PageSize", _DEFAULT_SIZE, min(smallest, limit), limit)
    order = one_of(call.parameters, "SortBy", ("asc", "desc")) or sort_by
    return PageWanted(number, min(size, clamp) if clamp else size, descending=order == "desc")


def seconds_wanted(call: Call, most_days: int) -> tuple[int | None, int | None]:
    """The first and the last second of the range that a call asks for; None leaves a side open."""
    faults = call.services.plan.faults
    start, end = time_range(call.parameters, most_days)
    if start is not None and faults.start_exclusive:
        start += 1
    if end is not None and faults.end_exclusive:
        end -= 1
    return start, end


def read_page(call: Call, store: RowStore[S], selection: S, wanted: PageWanted, unlisted: Collection[int] = ()) -> Page:
    """One page of the rows that match, and their count; rows with keys in `unlisted` are not there yet."""
    plan = call.services.plan
    number = plan.next_list_request()
    rows = store.select(call.tenant, selection).without(unlisted)
    if plan.faults.has_replicas:
        every_row = store.all_rows(call.tenant).without(unlisted)
        rows = plan.replicas.seen(plan.faults, number, (store, call.tenant), every_row, rows)
    on_page = _rows_shown(plan, number, rows, wanted)
    return Page(_count_told(plan, len(rows), len(on_page)), store.texts(on_page))


def _rows_shown(plan: FaultPlan, number: int, rows: Rows, wanted: PageWanted) -> array[int]:
    """The keys of the rows in the answer."""
    faults = plan.faults
    if faults.one_row_pages_empty and wanted.size == 1:
        return array("q")
    if faults.order_within_second == "stable":
        on_page = wanted.of(rows)
    else:
        on_page = page_by_offset(rows, wanted, variant=number if faults.order_within_second == "anew" else 0)
    if faults.repeat_row and len(on_page) > 1:
        on_page[-1] = on_page[0]
    return on_page


def _count_told(plan: FaultPlan, matching: int, in_answer: int) -> int:
    """The count in the answer."""
    faults = plan.faults
    if faults.count_of_page:
        return in_answer
    count = max(0, matching - faults.count_lag)
    return count if faults.count_cap is None else min(count, faults.count_cap)
