# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that somebody made up to get a wrong "complete", an endless listing, or a traceback."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import IncompleteError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import (
    FileListingOptions,
    JobListingOptions,
    Listing,
    ListingOptions,
    ListingResult,
    TemplateListingOptions,
    make_plan,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.operations import ListOperation
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.times import format_time, parse_time
from ansible_collections.mediaops.alicloud.tests.unit.support.client_double import ClientDouble

NOW = 1_800_000_000
HOUR = 3600
Row = dict[str, Any]
Filter = Callable[[Row, int, int], bool]


class Server:
    """Rows in order of their creation; ``change`` may put another answer in the place of the right one."""

    def __init__(self, rows: list[Row], filter_by: Filter | None = None, change: Any = None) -> None:
        self.rows = rows
        self.filter_by = filter_by or (lambda row, start, end: start <= _seconds(row, "create_time") <= end)
        self.change = change or (lambda _number, answer, _rows: answer)
        self.requests: list[Mapping[str, str]] = []

    async def call(self, operation: ListOperation, sent: Mapping[str, str]) -> dict[str, Any]:
        self.requests.append(sent)
        assert len(self.requests) < 2000, "the listing does not come to an end"
        await asyncio.sleep(0)
        start = parse_time(sent["StartTime"], 0) if "StartTime" in sent else 0
        end = parse_time(sent["EndTime"], 0) if "EndTime" in sent else 1 << 40
        open_range = "StartTime" not in sent and "EndTime" not in sent
        rows = [row for row in self.rows if open_range or self.filter_by(row, start, end)]
        rows = rows if sent["SortBy"] == "asc" else rows[::-1]
        size, number = int(sent["PageSize"]), int(sent["PageNo"])
        page = [dict(row) for row in rows[(number - 1) * size : number * size]]
        return self.change(len(self.requests), {operation.rows: page, "total_count": len(rows)}, rows)


def read(server: Server, options: ListingOptions) -> ListingResult:
    return asyncio.run(Listing(ClientDouble(server), make_plan(options, NOW)).run())


def _seconds(row: Row, field: str) -> int:
    return parse_time(str(row[field]), 0)


def files(number: int, apart: int, length: int) -> list[Row]:
    """Recordings that end when their file is created."""
    created = [NOW - 60 - apart * place for place in reversed(range(number))]
    return [
        {
            "record_id": f"f{place}",
            "create_time": format_time(moment),
            "start_time": format_time(moment - length),
            "end_time": format_time(moment),
        }
        for place, moment in enumerate(created)
    ]


def jobs(number: int, **more: Any) -> list[Row]:
    return [
        {"job_id": f"j{place}", "name": "n", "status": "paused", "create_time": format_time(NOW - 90_000 + 60 * place)}
        | more
        for place in range(number)
    ]


FILTERS: dict[str, Filter] = {
    "beginning": lambda row, start, end: start <= _seconds(row, "start_time") <= end,
    "containment": lambda row, start, end: start <= _seconds(row, "start_time") and _seconds(row, "end_time") <= end,
    "overlap": lambda row, start, end: start <= _seconds(row, "end_time") and _seconds(row, "start_time") <= end,
    "nothing": lambda _row, _start, _end: True,
}


@pytest.mark.parametrize("times_are_about", FILTERS)
@pytest.mark.parametrize("number", [5, 20, 100, 480])
@pytest.mark.parametrize("options", [{}, {"end_time": "now"}, {"start_time": "-4d"}, {"start_time": "-20d"}], ids=str)
def test_whatever_the_time_range_of_files_is_about(times_are_about: str, number: int, options: dict[str, str]) -> None:
    rows = files(number, HOUR // 4, 6 * HOUR)
    server = Server(rows, FILTERS[times_are_about])
    try:
        result = read(server, FileListingOptions(**options))
    except IncompleteError:
        assert times_are_about == "nothing"
        return
    wanted = {row["record_id"] for row in rows}
    if "start_time" in options and times_are_about != "nothing":  # a file may have begun before the range
        start = NOW - int(options["start_time"][1:-1]) * 86_400
        wanted = {row["record_id"] for row in rows if FILTERS[times_are_about](row, start, NOW)}
    assert wanted <= {row["record_id"] for row in result.rows}
    assert result.complete


@pytest.mark.parametrize("order", ["asc", "desc"])
@pytest.mark.parametrize("time", [None, "soon", 17])
def test_a_row_without_a_time_at_the_other_end(order: str, time: Any) -> None:
    rows = jobs(300)
    rows[0 if order == "desc" else -1]["create_time"] = time
    server = Server(rows, lambda row, _start, _end: row["create_time"] not in (None, "soon", 17))
    try:
        result = read(server, JobListingOptions(status="paused", sort_by=order))
    except IncompleteError:
        return
    assert len(result.rows) == 300


@pytest.mark.parametrize(
    "options",
    [
        JobListingOptions(),
        JobListingOptions(status="paused"),
        JobListingOptions(end_time="now"),
        TemplateListingOptions(),
    ],
    ids=str,
)
def test_a_first_answer_that_is_empty_and_has_no_count(options: ListingOptions) -> None:
    rows = [{"template_id": row["job_id"], **row} for row in jobs(5)]

    def change(number: int, answer: dict[str, Any], _rows: list[Row]) -> dict[str, Any]:
        return {name: [] for name in answer if name != "total_count"} if number == 1 else answer

    assert len(read(Server(rows, change=change), options).rows) == 5
    always = Server([], change=lambda _number, answer, _rows: {**answer, "total_count": None})
    assert read(always, options).complete
    assert len(always.requests) == 2


@pytest.mark.parametrize("count", [10**10, 10**21, 10**400, 1e300])
@pytest.mark.parametrize("status", [None, "paused"])
def test_a_count_that_no_list_can_have_is_none(count: float, status: str | None) -> None:
    server = Server(jobs(300), change=lambda _number, answer, _rows: {**answer, "total_count": count})
    result = read(server, JobListingOptions(status=status))
    assert (len(result.rows), result.complete, result.total_count) == (300, True, 300)


@pytest.mark.parametrize("options", [JobListingOptions(), JobListingOptions(status="paused"), TemplateListingOptions()])
@pytest.mark.parametrize("count", [100_000, 10**9])
def test_a_count_that_is_far_too_high_is_no_reason_to_ask_for_ever(options: ListingOptions, count: int) -> None:
    rows = [{"template_id": row["job_id"], **row} for row in jobs(300)]
    server = Server(rows, change=lambda _number, answer, _rows: {**answer, "total_count": count})
    with pytest.raises(IncompleteError, match=f"counts {count} "):
        read(server, options)
    assert len(server.requests) < 600


def test_files_from_the_end_of_the_calendar() -> None:
    rows = [{"record_id": f"f{place}", "create_time": "9999-12-31T23:59:59Z"} for place in range(40)]
    assert len(read(Server(rows), FileListingOptions(on_incomplete="warn")).rows) == 40
