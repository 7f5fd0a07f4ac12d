# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ListLiveRecordJobs: one page of the jobs that match."""

from __future__ import annotations

from ansible_collections.mediaops.alicloud.tests.emulator.store.job_store import STATUSES, Selection

from .list_operation import list_operation, page_wanted, read_page, seconds_wanted
from .operation import Call
from .parameters import one_of, optional_text

LARGEST_PAGE = 100
MOST_DAYS = 30


def _list(call: Call) -> str:
    selection = _selection(call)
    wanted = page_wanted(call, smallest=1, largest=LARGEST_PAGE, sort_by="desc")
    services, status = call.services, selection.status
    churn = services.churner.next_move(services.plan)
    services.churner.move(churn, "before", call.tenant, status)
    page = read_page(call, services.store, selection, wanted, unlisted=_unlisted(call))
    services.churner.move(churn, "after", call.tenant, status)
    return (
        f'{{"LiveRecordJobs":[{",".join(page.entries)}],"TotalCount":{page.total},'
        f'"PageNo":{wanted.number},"PageSize":{wanted.size},"SortBy":"{wanted.sort_by}"}}'
    )


def _selection(call: Call) -> Selection:
    start, end = seconds_wanted(call, MOST_DAYS)
    return Selection(
        keyword=optional_text(call.parameters, "Keyword"),
        ids_only=call.services.plan.faults.keyword_finds_ids_only,
        status=one_of(call.parameters, "Status", STATUSES),
        first_second=start,
        last_second=end,
    )


def _unlisted(call: Call) -> list[int]:
    """The keys of the jobs that were submitted too recently to be listed."""
    services = call.services
    listed_after_s = services.plan.faults.listed_after_s
    return services.submissions.after(call.tenant, services.clock.now() - listed_after_s) if listed_after_s else []


LIST_LIVE_RECORD_JOBS = list_operation("ListLiveRecordJobs", ("Keyword", "StartTime", "EndTime", "Status"), _list)
