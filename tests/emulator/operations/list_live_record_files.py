# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ListLiveRecordFiles: one page of the recorded files that match."""

from __future__ import annotations

from ansible_collections.mediaops.alicloud.tests.emulator.api_error import invalid_parameter
from ansible_collections.mediaops.alicloud.tests.emulator.store.file_store import FILE_FORMATS, FileSelection

from .list_operation import list_operation, page_wanted, read_page, seconds_wanted
from .operation import Call
from .parameters import optional_text, text_list

SMALLEST_PAGE, LARGEST_PAGE = 5, 30
MOST_DAYS = 4


def _list(call: Call) -> str:
    selection = _selection(call)
    wanted = page_wanted(call, smallest=SMALLEST_PAGE, largest=LARGEST_PAGE, sort_by="asc")
    page = read_page(call, call.services.files, selection, wanted)
    # TotalCount and PageSize are texts here, and numbers in the other lists.
    return (
        f'{{"Files":[{",".join(page.entries)}],"PageNo":{wanted.number},"PageSize":"{wanted.size}",'
        f'"SortBy":"{wanted.sort_by}","TotalCount":"{page.total}"}}'
    )


def _selection(call: Call) -> FileSelection:
    start, end = seconds_wanted(call, MOST_DAYS)
    now = int(call.services.clock.now())
    if call.services.files.newest_second > now:  # a file is there once it is written
        end = now if end is None else min(end, now)
    # Documented in capitals in one place and in small letters in others.
    record_format = optional_text(call.parameters, "RecordFormat")
    if record_format is not None and record_format.lower() not in FILE_FORMATS:
        raise invalid_parameter("RecordFormat", f"Valid values: {', '.join(FILE_FORMATS)}.")
    return FileSelection(
        job_ids=tuple(text_list(call.parameters, "JobIds")),
        format=record_format and record_format.lower(),
        first_second=start,
        last_second=end,
    )


LIST_LIVE_RECORD_FILES = list_operation(
    "ListLiveRecordFiles", ("StartTime", "EndTime", "RecordFormat"), _list, list_parameters=("JobIds",)
)
