# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ListLiveRecordJobs: one page of the jobs that match."""

from __future__ import annotations

from dataclasses import dataclass

from ansible_collections.mediaops.alicloud.tests.emulator.api_error import invalid_parameter
from ansible_collections.mediaops.alicloud.tests.emulator.faults import Faults
from ansible_collections.mediaops.alicloud.tests.emulator.job_store import STATUSES, Selection
from ansible_collections.mediaops.alicloud.tests.emulator.parameters import (
    api_time,
    one_of,
    optional_text,
    whole_number,
)

from .operation import Call, Operation

LARGEST_PAGE = 100
LONGEST_RANGE_S = 30 * 86_400
_ANY_PAGE = 10**15


@dataclass(frozen=True, slots=True)
class _Wanted:
    selection: Selection
    page_no: int
    page_size: int
    sort_by: str


def _list(call: Call) -> str:
    wanted = _read(call)
    services, status = call.services, wanted.selection.status
    churn = services.churner.next_move()
    services.churner.move(churn, "before", call.tenant, status)
    page = services.store.page(
        call.tenant,
        wanted.selection,
        descending=wanted.sort_by == "desc",
        page_no=wanted.page_no,
        page_size=wanted.page_size,
    )
    services.churner.move(churn, "after", call.tenant, status)
    return (
        f'{{"LiveRecordJobs":[{",".join(page.jobs)}],"TotalCount":{page.total},'
        f'"PageNo":{wanted.page_no},"PageSize":{wanted.page_size},"SortBy":"{wanted.sort_by}"}}'
    )


def _read(call: Call) -> _Wanted:
    parameters, faults = call.parameters, call.services.plan.faults
    start = api_time(parameters, "StartTime")
    end = api_time(parameters, "EndTime")
    if start is not None and end is not None:
        if start > end:
            raise invalid_parameter("StartTime", "It must not be later than EndTime.")
        if end - start > LONGEST_RANGE_S:
            raise invalid_parameter("EndTime", "The range between StartTime and EndTime cannot exceed 30 days.")
    if start is not None and faults.start_exclusive:
        start += 1
    if end is not None and faults.end_exclusive:
        end -= 1
    return _Wanted(
        selection=Selection(
            keyword=optional_text(parameters, "Keyword"),
            status=one_of(parameters, "Status", STATUSES),
            first_second=start,
            last_second=end,
        ),
        page_no=whole_number(parameters, "PageNo", 1, 1, _ANY_PAGE),
        page_size=_page_size(call, faults),
        sort_by=one_of(parameters, "SortBy", ("asc", "desc")) or "desc",
    )


def _page_size(call: Call, faults: Faults) -> int:
    # A server that clamps serves what it can, however much is asked for; any other refuses above its limit.
    clamp = faults.page_size_max
    limit = faults.page_size_refuse_above or (_ANY_PAGE if clamp else LARGEST_PAGE)
    size = whole_number(call.parameters, "PageSize", 10, 1, limit)
    return min(size, clamp) if clamp else size


LIST_LIVE_RECORD_JOBS = Operation("ListLiveRecordJobs", "GET", _list)
