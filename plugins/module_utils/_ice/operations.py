# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the engine knows of each operation of the API (Intelligent Media Services, version 2020-11-09): a table."""

from __future__ import annotations

from dataclasses import dataclass

from .times import DAY

API_VERSION = "2020-11-09"


@dataclass(frozen=True)
class Operation:
    """One operation: its name, which is also its action in RAM, and its HTTP method.

    ``changes`` something, and so is not retried where it may have been done; has its parameters ``in_body``, as a
    form, or else in the query.
    """

    name: str
    method: str = "GET"
    changes: bool = False
    in_body: bool = False

    @property
    def ram_action(self) -> str:
        """The action that a RAM policy must allow."""
        return f"ice:{self.name}"


@dataclass(frozen=True)
class ListOperation(Operation):
    """An operation that answers with one page of a list.

    ``rows``, ``row_id`` and ``row_time`` are names of the answer in snake case; ``json_fields`` of a row are texts of
    JSON. ``longest_range`` is in seconds, and 0 where the list takes no times. ``page_sizes`` are what to ask for, the
    next where a size is refused; ``largest_page`` is None where it is not documented. ``deletes`` says that rows can be
    deleted, and ``noun`` what users call a row.
    """

    rows: str = ""
    row_id: str = ""
    row_time: str = ""
    longest_range: int = 0
    page_sizes: tuple[int, ...] = ()
    smallest_page: int = 1
    largest_page: int | None = None
    deletes: bool = False
    json_fields: tuple[str, ...] = ()
    noun: str = "job"


LIST_LIVE_RECORD_JOBS = ListOperation(
    name="ListLiveRecordJobs",
    rows="live_record_jobs",
    row_id="job_id",
    row_time="create_time",
    longest_range=30 * DAY,
    page_sizes=(100, 50, 30, 20, 10),
)

GET_LIVE_RECORD_JOB = Operation("GetLiveRecordJob")
SUBMIT_LIVE_RECORD_JOB = Operation("SubmitLiveRecordJob", "POST", changes=True, in_body=True)

LIST_LIVE_RECORD_FILES = ListOperation(
    name="ListLiveRecordFiles",
    rows="files",
    row_id="record_id",
    row_time="create_time",
    longest_range=4 * DAY,
    page_sizes=(30, 20, 10, 5),
    smallest_page=5,
    largest_page=30,
    deletes=True,
    json_fields=("record_output",),
    noun="file",
)
DELETE_LIVE_RECORD_FILES = Operation("DeleteLiveRecordFiles", "POST", changes=True)

LIST_LIVE_RECORD_TEMPLATES = ListOperation(
    name="ListLiveRecordTemplates",
    rows="record_template_list",
    row_id="template_id",
    row_time="create_time",
    page_sizes=(100, 50, 20, 10),
    largest_page=100,
    deletes=True,
    noun="template",
)
CREATE_LIVE_RECORD_TEMPLATE = Operation("CreateLiveRecordTemplate", "POST", changes=True, in_body=True)
UPDATE_LIVE_RECORD_TEMPLATE = Operation("UpdateLiveRecordTemplate", "POST", changes=True, in_body=True)
DELETE_LIVE_RECORD_TEMPLATE = Operation("DeleteLiveRecordTemplate", "POST", changes=True)
