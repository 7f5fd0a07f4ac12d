# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the engine knows about each operation of the API (Intelligent Media Services, version 2020-11-09): a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from .shapes import FILE, JOB, JOB_STATUSES, TEMPLATE, TEMPLATE_TYPES, Object
from .times import DAY

API_VERSION = "2020-11-09"


@dataclass(frozen=True)
class Operation:
    """One operation.

    :ivar name: the API's name, which is also that of its RAM action
    :ivar method: of HTTP
    :ivar changes: whether it changes something; then it is not retried if it may have been done
    :ivar in_body: whether its parameters are sent as a form in the body, and not in the query
    """

    name: str
    method: str = "GET"
    changes: bool = False
    in_body: bool = False

    @property
    def ram_action(self) -> str:
        """The action that a RAM policy must allow."""
        return f"ice:{self.name}"


class FilterRule(NamedTuple):
    """How a row shows that it was asked for by a parameter that filters.

    :ivar fields: one of these fields of the row must have the value that was sent, or one of the values
    :ivar contains: it is enough that the field contains the value
    """

    fields: tuple[str, ...]
    contains: bool = False


@dataclass(frozen=True)
class ListOperation(Operation):
    """An operation that answers with one page of a list. Names of fields are those of the answer in snake case.

    :ivar rows: the field that holds the rows
    :ivar row_id: the field of a row that holds its id
    :ivar row_time: the field of a row that holds the time of its creation
    :ivar noun: what users call a row
    :ivar shape: what a row looks like by the reference
    :ivar json_fields: fields of a row that are JSON in a string
    :ivar words: fields that hold one of a few words, with the words that are documented
    :ivar filter_rules: the rule for each parameter that filters. A list is named without the numbers of its items
    :ivar times_are_of_creation: whether the time range is about ``row_time``
    :ivar longest_row: seconds that a row may last, if the time range may be about its beginning, its end, or both
    :ivar page_sizes: what to ask for; if one is refused, the next
    :ivar default_page: the documented page size if none is sent. A server serves at least that many rows
    :ivar smallest_page: the smallest page size that the operation takes
    :ivar largest_page: the largest one; None if it is not documented
    :ivar longest_range: the longest time range that the operation takes, in seconds; 0 if it takes no times
    :ivar rows_are_deleted: whether rows can be deleted, so that the list can shrink
    :ivar changing_filters: parameters that filter by something that changes during a row's life, each with the field
        that tells it
    """

    rows: str = ""
    row_id: str = ""
    row_time: str = "create_time"
    noun: str = ""
    shape: Object = field(default_factory=lambda: Object({}), hash=False)
    json_fields: tuple[str, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    filter_rules: Mapping[str, FilterRule] = field(default_factory=dict, hash=False)
    times_are_of_creation: bool = True
    longest_row: int = 0
    page_sizes: tuple[int, ...] = ()
    default_page: int = 10
    smallest_page: int = 1
    largest_page: int | None = None
    longest_range: int = 0
    rows_are_deleted: bool = False
    changing_filters: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def surely_served(self) -> int:
        """The rows that a page has for sure if there are that many: all that is documented to be served."""
        return self.largest_page or self.default_page


LIST_LIVE_RECORD_JOBS = ListOperation(
    name="ListLiveRecordJobs",
    rows="live_record_jobs",
    row_id="job_id",
    noun="job",
    shape=JOB,
    words={"status": JOB_STATUSES},
    filter_rules={"Status": FilterRule(("status",)), "Keyword": FilterRule(("job_id", "name"), contains=True)},
    page_sizes=(100, 50, 30, 20, 10),
    longest_range=30 * DAY,
    changing_filters={"Status": "status"},
)

GET_LIVE_RECORD_JOB = Operation("GetLiveRecordJob")
SUBMIT_LIVE_RECORD_JOB = Operation("SubmitLiveRecordJob", "POST", changes=True, in_body=True)

LIST_LIVE_RECORD_FILES = ListOperation(
    name="ListLiveRecordFiles",
    rows="files",
    row_id="record_id",
    noun="file",
    shape=FILE,
    json_fields=("record_output",),
    filter_rules={"JobIds": FilterRule(("job_id",)), "RecordFormat": FilterRule(("format",))},
    times_are_of_creation=False,  # the reference says only: "the time range to query"
    longest_row=DAY,  # a recording of at most six hours, and some time until its file is there
    page_sizes=(30, 20, 10, 5),
    smallest_page=5,
    largest_page=30,
    longest_range=4 * DAY,
    rows_are_deleted=True,
)
DELETE_LIVE_RECORD_FILES = Operation("DeleteLiveRecordFiles", "POST", changes=True)

# What an account has used. Its parameters are in the query, although it is a POST.
DESCRIBE_METER_IMS_SUMMARY = Operation("DescribeMeterImsSummary", "POST")

LIST_LIVE_RECORD_TEMPLATES = ListOperation(
    name="ListLiveRecordTemplates",
    rows="record_template_list",
    row_id="template_id",
    noun="template",
    shape=TEMPLATE,
    words={"type": TEMPLATE_TYPES},
    filter_rules={
        "TemplateIds": FilterRule(("template_id",)),
        "Type": FilterRule(("type",)),
        "Keyword": FilterRule(("template_id", "name"), contains=True),
    },
    page_sizes=(100, 50, 20, 10),
    largest_page=100,
    rows_are_deleted=True,
)
GET_LIVE_RECORD_TEMPLATE = Operation("GetLiveRecordTemplate")
CREATE_LIVE_RECORD_TEMPLATE = Operation("CreateLiveRecordTemplate", "POST", changes=True, in_body=True)
UPDATE_LIVE_RECORD_TEMPLATE = Operation("UpdateLiveRecordTemplate", "POST", changes=True, in_body=True)
DELETE_LIVE_RECORD_TEMPLATE = Operation("DeleteLiveRecordTemplate", "POST", changes=True)
