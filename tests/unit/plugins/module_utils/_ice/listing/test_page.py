# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One page: what is asked for, and what the answer really is, whatever its shape."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client import CallStats
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import (
    ParameterRefusedError,
    ServerError,
    TransportError,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import JobListingOptions, make_plan
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing.direction import ASCENDING, Direction
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing.page import Page, PageReader
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing.ranges import Slice, TimeRange
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing.rows import row_id, row_time
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.operations import LIST_LIVE_RECORD_JOBS, Operation

EVERYTHING = TimeRange(None, None)
START = 1_657_872_000  # 2022-07-15T08:00:00Z


class Server:
    """Answers with ``answer``; refuses page sizes above ``largest`` in the words of ``refusal``."""

    max_concurrency = 1

    def __init__(self, answer: Any = None, largest: int = 10**6, refusal: Exception | None = None) -> None:
        self.answer = {"live_record_jobs": [], "total_count": 0} if answer is None else answer
        self.largest = largest
        self.refusal = refusal or ParameterRefusedError("refused", error_code="InvalidParameter.PageSize")
        self.asked: list[dict[str, str]] = []
        self.stats = CallStats()

    async def call(self, operation: Operation, parameters: Mapping[str, str]) -> dict[str, Any]:
        assert operation is LIST_LIVE_RECORD_JOBS
        self.asked.append(dict(parameters))
        await asyncio.sleep(0)
        if int(parameters["PageSize"]) > self.largest:
            raise self.refusal
        assert isinstance(self.answer, dict)
        return self.answer

    @property
    def sizes(self) -> list[int]:
        return [int(parameters["PageSize"]) for parameters in self.asked]


def reader(server: Server, page_size: int = 100, **filters: str) -> PageReader:
    return PageReader(server, make_plan(JobListingOptions(page_size=page_size, **filters)))


def read(server: Server, page_size: int = 100, **how: Any) -> Page:
    return asyncio.run(reader(server, page_size).read(EVERYTHING, 1, ASCENDING, **how))


# --- what is asked for ---


@pytest.mark.parametrize(
    ("interval", "times"),
    [
        (EVERYTHING, {}),
        (TimeRange(START, None), {"StartTime": "2022-07-15T08:00:00Z"}),
        (TimeRange(None, START), {"EndTime": "2022-07-15T08:00:00Z"}),
        (TimeRange(0, START), {"StartTime": "1970-01-01T00:00:00Z", "EndTime": "2022-07-15T08:00:00Z"}),
    ],
)
@pytest.mark.parametrize(("ascending", "order"), [(True, "asc"), (False, "desc")])
def test_all_seven_parameters(interval, times, ascending, order) -> None:
    server = Server()
    asyncio.run(reader(server, 20, keyword="k", status="paused").read(interval, 3, Direction(ascending)))
    fixed = {"Keyword": "k", "Status": "paused", "PageNo": "3", "PageSize": "20", "SortBy": order}
    assert server.asked == [{**fixed, **times}]


def test_filters_are_the_same_for_every_page() -> None:
    server = Server()
    plan = make_plan(JobListingOptions(keyword="k"))
    pages = PageReader(server, plan)
    plan.filters["Keyword"] = "changed"

    async def read_two() -> None:
        await pages.read(EVERYTHING, 1, ASCENDING)
        await pages.read(EVERYTHING, 2, ASCENDING, page_size=1)

    asyncio.run(read_two())
    assert [asked["Keyword"] for asked in server.asked] == ["k", "k"]
    assert server.sizes == [100, 1]
    assert (pages.pages, pages.page_size) == (2, 100)


# --- page sizes the server refuses ---


@pytest.mark.parametrize(
    ("wanted", "largest", "sizes"),
    [
        (100, 100, [100]),
        (100, 50, [100, 50]),
        (100, 25, [100, 50, 30, 20]),
        (100, 10, [100, 50, 30, 20, 10]),
        (500, 100, [500, 100]),
        (40, 10, [40, 30, 20, 10]),
    ],
)
def test_a_smaller_size_is_found_and_kept(wanted, largest, sizes) -> None:
    server = Server(largest=largest)
    pages = reader(server, wanted)

    async def read_two() -> None:
        await pages.read(EVERYTHING, 1, ASCENDING)
        await pages.read(EVERYTHING, 2, ASCENDING)

    asyncio.run(read_two())
    assert server.sizes == [*sizes, sizes[-1]]
    assert (pages.page_size, pages.pages) == (sizes[-1], 2)


def test_pages_side_by_side_step_down_together() -> None:
    server = Server(largest=50)
    pages = reader(server)

    async def read_many() -> None:
        await asyncio.gather(*(pages.read(EVERYTHING, number, ASCENDING) for number in range(1, 5)))

    asyncio.run(read_many())
    assert sorted(server.sizes) == [50] * 4 + [100] * 4
    assert pages.page_size == 50


@pytest.mark.parametrize(("wanted", "tried"), [(100, [100, 50, 30, 20, 10]), (7, [7])])
def test_where_no_size_is_small_enough_the_server_s_error_stands(wanted, tried) -> None:
    server = Server(largest=5)
    with pytest.raises(ParameterRefusedError):
        read(server, wanted)
    assert server.sizes == tried


def test_a_size_that_was_asked_for_by_itself_is_not_changed() -> None:
    server = Server(largest=50)
    pages = reader(server)
    with pytest.raises(ParameterRefusedError):
        asyncio.run(pages.read(EVERYTHING, 1, ASCENDING, page_size=80))
    assert (server.sizes, pages.page_size) == ([80], 100)


@pytest.mark.parametrize(
    ("error", "about_page_size"),
    [
        (ParameterRefusedError("No.", error_code="InvalidParameter.PageSize"), True),
        (ParameterRefusedError("The page size is too large.", error_code="InvalidParameter"), True),
        (ParameterRefusedError("The parameter Page_Size is not valid.", error_code="InvalidParameter"), True),
        (ParameterRefusedError("The keyword is too long.", error_code="InvalidParameter"), False),
        (ParameterRefusedError("PageNo is too large.", error_code="InvalidParameter.PageNo"), False),
        (ServerError("PageSize", error_code="InternalError"), False),
    ],
)
def test_only_refusals_of_the_page_size_lead_to_a_smaller_one(error, about_page_size) -> None:
    server = Server(largest=50, refusal=error)
    if about_page_size:
        assert read(server).rows == []
    else:
        with pytest.raises(type(error)):
            read(server)
    assert server.sizes == ([100, 50] if about_page_size else [100])


# --- what the answer is ---


@pytest.mark.parametrize(
    ("total", "understood"),
    [
        (3, 3),
        ("3", 3),
        (" 3 ", 3),
        (0, 0),
        ("0", 0),
        (3.0, 3),
        (-1, 0),
        (None, None),
        ("many", None),
        ([], None),
        (float("inf"), None),
        (float("nan"), None),
    ],
)
def test_counts_as_numbers_or_as_text(total, understood) -> None:
    rows = [{"job_id": "1"}]
    assert read(Server({"live_record_jobs": rows, "total_count": total})).total == understood


def test_fields_that_are_missing() -> None:
    page = read(Server({"live_record_jobs": [{"job_id": "1"}]}))
    assert (page.rows, page.ids, page.times, page.size, page.total) == ([{"job_id": "1"}], ["1"], [None], 1, None)


@pytest.mark.parametrize("answer", [{"total_count": 0}, {"total_count": "0", "live_record_jobs": None}])
def test_no_list_but_a_count_is_an_empty_page(answer) -> None:
    assert read(Server(answer)).rows == []


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"live_record_jobs": None},
        {"live_record_jobs": {}, "total_count": 1},
        {"live_record_jobs": "none", "total_count": 0},
        {"live_record_jobs": ["id"], "total_count": 1},
        {"live_record_jobs": [None], "total_count": 1},
        {"jobs": []},
    ],
)
def test_what_is_no_page_is_an_error_and_never_an_empty_list(answer) -> None:
    with pytest.raises(TransportError) as caught:
        read(Server({**answer, "request_id": "REQ"}))
    assert "no list of live_record_jobs" in caught.value.message
    assert caught.value.request_id == "REQ"


@pytest.mark.parametrize(
    ("rows", "total", "asked", "page_no", "whole"),
    [
        (0, 0, 100, 1, True),
        (3, 3, 100, 1, True),
        (3, 4, 100, 1, False),
        (3, 2, 100, 1, True),  # a page that is not full is all there is, whatever the count says
        (3, 3, 100, 2, False),
        (0, 0, 100, 2, False),
        (9, None, 100, 1, True),  # less than the documented default
        (10, 10, 100, 1, False),  # it may serve ten rows at most, and count those of the page
        (99, 99, 100, 1, False),
        (5, 5, 5, 1, False),
        (4, 4, 5, 1, True),
        (0, None, 100, 1, True),
        (0, None, 1, 1, False),  # there are servers whose pages of one row are empty
        (0, 0, 1, 1, True),
    ],
)
def test_whether_one_page_is_the_whole_list(rows, total, asked, page_no, whole) -> None:
    jobs = [{"job_id": str(number)} for number in range(rows)]
    server = Server({"live_record_jobs": jobs, "total_count": total})
    page = asyncio.run(reader(server, asked).read(EVERYTHING, page_no, ASCENDING))
    assert page.is_all is whole


def test_what_a_server_served_once_it_serves_again() -> None:
    jobs = [{"job_id": str(number)} for number in range(40)]
    server = Server({"live_record_jobs": jobs, "total_count": 40})
    pages = reader(server)

    async def read_two() -> list[bool]:
        first = await pages.read(EVERYTHING, 1, ASCENDING)
        server.answer = {"live_record_jobs": jobs[:39], "total_count": 39}
        return [first.is_all, (await pages.read(EVERYTHING, 1, ASCENDING)).is_all]

    assert asyncio.run(read_two()) == [False, True]


# --- what an answer says against itself or against what was asked ---

JOB = {"job_id": "a", "name": "studio", "status": "paused", "create_time": "2022-07-15T08:00:00Z"}


@pytest.mark.parametrize(
    ("rows", "how", "objection", "kept"),
    [
        ([JOB], {}, None, 1),
        ([{**JOB, "job_id": None}], {}, "without their job_id", 0),
        ([{**JOB, "job_id": ""}], {}, "without their job_id", 0),
        ([JOB, JOB], {}, "returns the job a twice in one page", 2),
        ([JOB, {**JOB, "job_id": "b", "create_time": "2022-07-15T07:59:59Z"}], {}, "does not sort jobs", 2),
        ([JOB, {**JOB, "job_id": "b", "create_time": "2022-07-15T08:00:00.5Z"}], {}, None, 2),
        ([], {}, "counts 7 jobs and returns none of them", 0),
        ([JOB], {"status": "started"}, "with Status started, and returned one with status 'paused'", 0),
        ([{**JOB, "status": "Started"}], {"status": "started"}, None, 1),
        ([{**JOB, "status": None}], {"status": "started"}, "without their status", 0),
        ([JOB], {"keyword": "STUD"}, None, 1),
        ([JOB], {"keyword": "webinar"}, "with Keyword webinar, and returned one with job_id 'a', name 'studio'", 0),
        ([JOB], {"start_time": "2022-07-15T08:00:00Z", "end_time": "2022-07-15T08:00:00Z"}, None, 1),
        ([JOB], {"start_time": "2022-07-15T08:00:01Z"}, "and returned one created at 2022-07-15T08:00:00Z", 0),
        ([{**JOB, "create_time": None}], {"start_time": "2022-07-15T08:00:01Z"}, "without their create_time", 0),
        ([{**JOB, "create_time": None}], {}, None, 1),
    ],
)
def test_objections(rows, how, objection, kept) -> None:
    plan = make_plan(JobListingOptions(**how), now=START + 60)
    pages = PageReader(Server({"live_record_jobs": [dict(row) for row in rows], "total_count": 7}), plan)
    page = asyncio.run(pages.read(plan.ranges[0], 1, ASCENDING))
    assert len(page.rows) == len(page.ids) == len(page.times) == kept
    assert page.size == len(rows)
    assert objection in page.objection if objection else page.objection is None


def test_a_row_from_outside_of_a_slice_is_kept_if_it_is_from_the_range() -> None:
    page = asyncio.run(
        reader(Server({"live_record_jobs": [dict(JOB)], "total_count": 1})).read(Slice(0, START - 1), 1, ASCENDING)
    )
    assert page.rows == [JOB]
    assert "created between 1970-01-01T00:00:00Z and 2022-07-15T07:59:59Z" in (page.objection or "")


def test_rows_are_written_as_the_reference_does() -> None:
    rows = [{"job_id": 7, "status": "PAUSED"}, {"job_id": 8, "status": "Archived"}]
    page = read(Server({"live_record_jobs": rows, "total_count": 2}))
    assert page.rows == [{"job_id": "7", "status": "paused"}, {"job_id": "8", "status": "Archived"}]


@pytest.mark.parametrize(
    ("row", "moment"),
    [
        ({"create_time": "2022-07-15T08:00:00Z"}, "2022-07-15T08:00:00Z"),
        ({"create_time": "2022-07-15T08:00:00.999Z"}, "2022-07-15T08:00:00Z"),
        ({"create_time": "2022-07-15T16:00:00+08:00"}, "2022-07-15T08:00:00Z"),
        ({"create_time": "now"}, None),
        ({"create_time": None}, None),
        ({"create_time": ""}, None),
        ({"create_time": "soon"}, None),
        ({"create_time": 1657872000}, None),
        ({}, None),
    ],
)
def test_when_a_row_was_created(row, moment) -> None:
    assert row_time(row, LIST_LIVE_RECORD_JOBS) == moment


@pytest.mark.parametrize(
    ("row", "identity"),
    [
        ({"job_id": "a", "status": "paused"}, "a"),
        ({"job_id": 7, "status": "paused"}, "7"),
        ({"job_id": 0}, "0"),
    ],
)
def test_a_row_is_known_by_its_id_whatever_else_changes(row, identity) -> None:
    assert row_id(row, LIST_LIVE_RECORD_JOBS) == identity


@pytest.mark.parametrize("no_id", [{}, {"job_id": None}, {"job_id": ""}, {"job_id": True}, {"job_id": ["a"]}])
def test_rows_without_an_id_are_told_apart_by_all_they_hold(no_id) -> None:
    one, other = ({"name": name, **no_id} for name in ("one", "other"))
    assert row_id(one, LIST_LIVE_RECORD_JOBS) == row_id(dict(reversed(one.items())), LIST_LIVE_RECORD_JOBS)
    assert row_id(one, LIST_LIVE_RECORD_JOBS) != row_id(other, LIST_LIVE_RECORD_JOBS)
