# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ListLiveRecordFiles: one page of the recorded files that match."""

from __future__ import annotations

from ansible_collections.mediaops.alicloud.tests.emulator.api_error import invalid_parameter
from ansible_collections.mediaops.alicloud.tests.emulator.store.file_store import FILE_FORMATS, FileSelection

from .operation import Call, Operation
from .paging import page_wanted
from .parameters import optional_text, text_list, time_range

SMALLEST_PAGE, LARGEST_PAGE = 5, 30
MOST_DAYS = 4


def _list(call: Call) -> str:
    selection = _selection(call)
    wanted = page_wanted(call, smallest=SMALLEST_PAGE, largest=LARGEST_PAGE, sort_by="asc")
    page = call.services.files.page(call.tenant, selection, wanted)
    # TotalCount and PageSize are texts here, and numbers in the other lists.
    return (
        f'{{"Files":[{",".join(page.entries)}],"PageNo":{wanted.number},"PageSize":"{wanted.size}",'
        f'"SortBy":"{wanted.sort_by}","TotalCount":"{page.total}"}}'
    )


def _selection(call: Call) -> FileSelection:
    parameters, faults = call.parameters, call.services.plan.faults
    start, end = time_range(parameters, MOST_DAYS)
    if start is not None and faults.start_exclusive:
        start += 1
    if end is not None and faults.end_exclusive:
        end -= 1
    # Documented in capitals in one place and in small letters in others.
    record_format = optional_text(parameters, "RecordFormat")
    if record_format is not None and record_format.lower() not in FILE_FORMATS:
        raise invalid_parameter("RecordFormat", f"Valid values: {', '.join(FILE_FORMATS)}.")
    return FileSelection(
        job_ids=tuple(text_list(parameters, "JobIds")),
        format=record_format and record_format.lower(),
        first_second=start,
        last_second=end,
    )


LIST_LIVE_RECORD_FILES = Operation("ListLiveRecordFiles", "GET", _list)
