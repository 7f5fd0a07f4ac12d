# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ListLiveRecordJobs: one page of the jobs that match."""

from __future__ import annotations

from ansible_collections.mediaops.alicloud.tests.emulator.store.job_store import STATUSES, Selection

from .operation import Call, Operation
from .paging import page_wanted
from .parameters import one_of, optional_text, time_range

LARGEST_PAGE = 100
MOST_DAYS = 30


def _list(call: Call) -> str:
    selection = _selection(call)
    wanted = page_wanted(call, smallest=1, largest=LARGEST_PAGE, sort_by="desc")
    services, status = call.services, selection.status
    churn = services.churner.next_move(services.plan)
    services.churner.move(churn, "before", call.tenant, status)
    page = services.store.page(call.tenant, selection, wanted)
    services.churner.move(churn, "after", call.tenant, status)
    return (
        f'{{"LiveRecordJobs":[{",".join(page.entries)}],"TotalCount":{page.total},'
        f'"PageNo":{wanted.number},"PageSize":{wanted.size},"SortBy":"{wanted.sort_by}"}}'
    )


def _selection(call: Call) -> Selection:
    parameters, faults = call.parameters, call.services.plan.faults
    start, end = time_range(parameters, MOST_DAYS)
    if start is not None and faults.start_exclusive:
        start += 1
    if end is not None and faults.end_exclusive:
        end -= 1
    return Selection(
        keyword=optional_text(parameters, "Keyword"),
        status=one_of(parameters, "Status", STATUSES),
        first_second=start,
        last_second=end,
    )


LIST_LIVE_RECORD_JOBS = Operation("ListLiveRecordJobs", "GET", _list)
