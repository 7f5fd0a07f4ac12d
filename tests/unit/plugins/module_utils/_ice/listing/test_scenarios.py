# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that are odd in one certain way, and options that ask for a part."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import (
    IncompleteError,
    ParameterRefusedError,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.times import format_time
from ansible_collections.mediaops.alicloud.tests.unit.support.simulated_server import Job, Manners, SimulatedServer
from ansible_collections.mediaops.alicloud.tests.unit.support.worlds import NOW, names

STATUSES = [None, "paused"]
ORDERS = ["asc", "desc"]


@pytest.fixture(params=STATUSES)
def status(request):
    return request.param


@pytest.fixture(params=ORDERS)
def order(request):
    return request.param


@pytest.fixture
def options(status, order):
    return {"status": status, "sort_by": order, "page_size": 10}


def test_an_empty_list_takes_one_request(make_world, options) -> None:
    world = make_world(0, **options)
    server = world.server()
    result = world.read_at_rest(server)
    assert (result.rows, result.complete, result.total_count, len(server.requests)) == ([], True, 0, 1)


def test_an_end_before_the_oldest_job(make_world, options) -> None:
    world = make_world(30, **options, end_time="-1d")
    server = world.server()
    result = world.read_at_rest(server)
    assert (result.rows, result.complete, result.total_count, len(server.requests)) == ([], True, 0, 1)


def test_an_end_alone_begins_at_the_oldest_job(make_world, options) -> None:
    world = make_world(30, **options, apart=86_400, end_time="-10d")
    result = world.read_at_rest(world.server())
    assert result.complete
    assert names(result) == world.in_order()
    assert len(result.rows) == 20


@pytest.mark.parametrize("apart", [0, 0.01])
def test_all_jobs_in_one_second(make_world, options, apart) -> None:
    world = make_world(64, **options, apart=apart)
    server = world.server()
    result = world.read_at_rest(server)
    assert result.complete
    assert names(result) == world.in_order()
    # Seven pages, and what shows that they are all. A range of two seconds is read for each boundary that they share.
    assert len(server.requests) <= (9 if options["status"] is None else 18)


@pytest.mark.parametrize("start_inclusive", [True, False])
@pytest.mark.parametrize("end_inclusive", [True, False])
@pytest.mark.parametrize("beyond", [0, 1])
def test_one_crowded_second_after_the_other(make_world, options, start_inclusive, end_inclusive, beyond) -> None:
    """Each boundary that is cut is a moment of many jobs, and a page ends anywhere among them."""
    world = make_world(0, Manners(start_inclusive, end_inclusive), **options)
    for second in range(8):
        moment = (NOW - 100 + second) * 1000
        world.jobs += [Job(f"{second}-{place}", moment + place // 4 * 400) for place in range(5 + beyond)]
    in_order = world.in_order()
    for page_size in (2, 3, 5):
        result = world.read_at_rest(world.server(), page_size=page_size)
        assert result.complete
        assert names(result) == in_order
        for limit in range(1, 41, 3):
            assert names(world.read_at_rest(world.server(), page_size=page_size, limit=limit)) == in_order[:limit]
            part = world.read_at_rest(world.server(), page_size=page_size, limit=limit, where="contains(job_id, '-1')")
            assert names(part) == [name for name in in_order if "-1" in name][:limit]


def test_a_crowded_second_amid_other_jobs_of_any_status(make_world, order) -> None:
    world = make_world(50, page_size=10, sort_by=order, status="paused")
    moment = world.jobs[25].created
    world.jobs += [Job(f"crowd-{place}", moment, ("paused", "initial")[place % 2]) for place in range(40)]
    result = world.read_at_rest(world.server())
    assert result.complete
    assert names(result) == world.in_order()
    assert len(result.rows) == 70


def test_a_crowded_second_whose_jobs_do_not_tell_their_status(make_world, order) -> None:
    world = make_world(64, Manners(without_status=True), apart=0, page_size=10, sort_by=order, status="paused")
    with pytest.raises(IncompleteError, match="without their status"):
        world.read_at_rest(world.server())


def test_a_limit_hides_no_doubt_about_what_comes_before_it(make_world, order) -> None:
    world = make_world(64, page_size=10, sort_by=order, status="paused", apart=0.05, limit=40)

    class WrongWithoutStatus(SimulatedServer):
        def answer(self, parameters):
            self.manners = Manners(miscount=0 if "Status" in parameters else 1)
            return super().answer(parameters)

    server = WrongWithoutStatus(world.server().jobs)
    with pytest.raises(IncompleteError, match="more jobs than a page holds"):
        world.read_at_rest(server)


def test_rows_without_a_status_are_fine_where_nobody_asks_for_one(make_world, options) -> None:
    world = make_world(64, Manners(without_status=True), **options)
    if options["status"] is None:
        assert world.read_at_rest(world.server()).complete
    else:
        with pytest.raises(IncompleteError, match="without their status"):
            world.read_at_rest(world.server())


def test_a_server_that_ignores_times(make_world, options) -> None:
    world = make_world(64, Manners(ignores=frozenset({"StartTime", "EndTime"})), **options)
    server = world.server()
    result = world.read_at_rest(server)
    assert result.complete
    assert len(result.rows) == 64
    assert len(server.requests) <= 25


def test_rows_that_do_not_tell_when_they_were_created(make_world, options) -> None:
    world = make_world(64, Manners(without_times=True), **options)
    result = world.read_at_rest(world.server())
    assert result.complete
    assert sorted(names(result)) == sorted(world.in_order())


def test_an_end_alone_needs_the_oldest_job_s_time(make_world, options) -> None:
    world = make_world(64, Manners(without_times=True), **options, end_time="now")
    with pytest.raises(IncompleteError, match="start_time helps"):
        world.read_at_rest(world.server())
    result = world.read_at_rest(world.server(), on_incomplete="warn")
    assert not result.complete
    assert len(result.doubts) == 1


@pytest.mark.parametrize("too_many", [1, 1000, 10**8])
def test_a_count_of_more_than_there_is(make_world, options, too_many) -> None:
    world = make_world(64, Manners(miscount=too_many), **options)
    server = world.server()
    with pytest.raises(IncompleteError, match=rf"counts {64 + too_many} jobs, and returns 4 instead of"):
        world.read_at_rest(server)
    assert len(server.requests) < 90
    result = world.read_at_rest(world.server(), on_incomplete="warn")
    assert not result.complete
    assert len(result.rows) == 64  # all the same: what there is was read


@pytest.mark.parametrize("too_few", [-1, -15, -60, -64, -100])
def test_a_count_of_less_than_there_is(make_world, options, too_few) -> None:
    """Slices show by themselves that nothing is missing; that the server counts otherwise is said."""
    world = make_world(64, Manners(miscount=too_few), **options)
    result = world.read_at_rest(world.server())
    assert (names(result), result.complete, result.total_count) == (world.in_order(), True, 64)
    if options["status"] is None:
        assert result.remarks == [
            f"The server counts {max(0, 64 + too_few)} jobs, and 64 were read and shown to be all."
        ]


def test_a_server_that_knows_only_its_first_page(make_world, order) -> None:
    """Slices need no other page."""
    world = make_world(64, Manners(ignores=frozenset({"PageNo"})), page_size=10, sort_by=order)
    result = world.read_at_rest(world.server())
    assert result.complete
    assert len(result.rows) == 64


def test_and_does_not_count(make_world, options) -> None:
    world = make_world(64, Manners(ignores=frozenset({"PageNo"}), counts="missing"), **options)
    server = world.server()
    result = world.read_at_rest(server)
    assert (names(result), result.complete) == (world.in_order(), True)
    assert len(server.requests) < 60


@pytest.mark.parametrize("largest_page", [100, 60, 25, 7])
@pytest.mark.parametrize("says", ["served", "asked", "nothing"])
def test_a_page_size_that_is_clamped(make_world, status, largest_page, says) -> None:
    world = make_world(200, Manners(largest_page=largest_page, says_page_size=says), status=status)
    server = world.server()
    result = world.read_at_rest(server)
    assert result.complete
    assert len(result.rows) == 200
    assert result.stats["page_size"] == largest_page
    if status is None:
        assert len(server.requests) == -(-200 // largest_page) + 2


def test_a_page_size_that_is_refused(make_world, status) -> None:
    world = make_world(20, Manners(largest_page=3, refuses=True), status=status, page_size=10)
    server = world.server()
    result = world.read_at_rest(server)
    assert result.complete
    assert [request["PageSize"] for request in server.requests[:4]] == ["10", "8", "5", "3"]
    assert result.stats["page_size"] == 3


def test_no_page_size_is_small_enough(make_world, status) -> None:
    world = make_world(20, Manners(largest_page=0, refuses=True), status=status, page_size=10)
    with pytest.raises(ParameterRefusedError):
        world.read_at_rest(world.server())


@pytest.mark.parametrize(("page_no", "found"), [(1, 10), (3, 5), (4, 0)])
def test_one_page_is_read_just_as_the_api_would(make_world, options, page_no, found) -> None:
    world = make_world(25, **options, page_no=page_no)
    server = world.server()
    result = world.read_at_rest(server)
    assert names(result) == world.in_order()[(page_no - 1) * 10 :][:10]
    assert (len(result.rows), result.complete, result.total_count) == (found, False, 25)
    assert not result.doubts
    assert len(server.requests) == 1


def test_one_page_that_is_the_whole_list(make_world, options) -> None:
    result = make_world(9, **options, page_no=1).read_at_rest(make_world(9).server())
    assert (len(result.rows), result.complete) == (9, True)
    # A full page may not be all, whatever the count says.
    result = make_world(10, **options, page_no=1).read_at_rest(make_world(10).server())
    assert (len(result.rows), result.complete) == (10, False)


@pytest.mark.parametrize(("days", "slices"), [(29, 1), (30, 1), (31, 2), (59, 2), (180, 7)])
def test_ranges_over_thirty_days(make_world, options, days, slices) -> None:
    world = make_world(5, **options, start_time=f"-{days}d", end_time="now")
    server = world.server()
    result = world.read_at_rest(server)
    assert result.complete
    assert result.total_count == 5
    assert (result.stats["slices"], len(server.requests)) == (slices, slices)


@pytest.mark.parametrize("start", ["-400d", "1970-01-01T00:00:00Z"])
@pytest.mark.parametrize("limit", [None, 20])
def test_a_start_long_ago_costs_no_request_for_each_month_before_the_oldest(make_world, options, start, limit) -> None:
    world = make_world(60, apart=86_400, **options, start_time=start, end_time="now", limit=limit)
    server = world.server()
    result = world.read_at_rest(server)
    assert names(result) == world.in_order()[:limit]
    assert result.complete is (limit is None)
    assert len(server.requests) < 20
    assert {request.get("StartTime") for request in server.requests} & {None}


def test_a_start_long_ago_in_an_empty_list(make_world, options) -> None:
    world = make_world(0, **options, start_time="1970-01-01T00:00:00Z")
    server = world.server()
    result = world.read_at_rest(server)
    assert (result.rows, result.complete, len(server.requests)) == ([], True, 1)


def test_a_start_long_ago_where_all_jobs_are_newer_than_the_end(make_world, options) -> None:
    world = make_world(60, **options, start_time="1970-01-01T00:00:00Z", end_time="2000-01-01T00:00:00Z")
    server = world.server()
    result = world.read_at_rest(server)
    assert (result.rows, result.complete) == ([], True)
    assert len(server.requests) <= 3


def test_a_start_alone_reaches_to_now(make_world, options) -> None:
    world = make_world(25, **options, start_time="-5m")
    world.jobs.append(Job("a-clock-ahead", (NOW + 600) * 1000))
    result = world.read_at_rest(world.server())
    assert names(result) == world.in_order()
    assert "a-clock-ahead" in names(result)


@pytest.mark.parametrize("length", [0, 1])
def test_a_range_of_one_second(make_world, options, length) -> None:
    """Nothing from beside it is returned, however it has to be cut."""
    moment = NOW - 61
    world = make_world(90, apart=0.03, **options, start_time=format_time(moment), end_time=format_time(moment + length))
    result = world.read_at_rest(world.server())
    assert result.complete
    assert names(result) == world.in_order()


@pytest.mark.parametrize("request_number", [1, 2, 3, 6])
def test_a_server_that_begins_to_serve_less(make_world, options, request_number) -> None:
    world = make_world(64, Manners(), **options)

    class Tired(SimulatedServer):
        def answer(self, parameters):
            if len(self.requests) == request_number:
                self.manners = Manners(largest_page=4)
            return super().answer(parameters)

    result = world.read_at_rest(Tired(world.server().jobs))
    assert result.complete
    assert names(result) == world.in_order()


@pytest.mark.parametrize("counts", ["number", "missing"])
def test_and_leaves_a_gap_between_its_pages(make_world, order, counts) -> None:
    """Its pages begin where larger ones would, so that a limit is reached with jobs missing in between."""
    world = make_world(64, Manners(counts=counts, largest_page=4), sort_by=order, page_size=10)
    world.manners = Manners(counts=counts)

    class Tired(SimulatedServer):
        def answer(self, parameters):
            if len(self.requests) == 1:
                self.manners = Manners(largest_page=4, offset_as_asked=True, counts=counts)
            return super().answer(parameters)

    result = world.read_at_rest(Tired(world.server().jobs), limit=22, where="job_id")
    assert names(result) == world.in_order()[:22]


@pytest.mark.parametrize("request_number", range(2, 8))
def test_deletions_that_the_api_does_not_have(make_world, options, request_number) -> None:
    """The count goes down, and so proves nothing; slices do."""
    world = make_world(64, Manners(), **options)

    class Deleting(SimulatedServer):
        def answer(self, parameters):
            if len(self.requests) == request_number:
                del self.jobs[:3]
            return super().answer(parameters)

    server = Deleting(world.server().jobs)
    result = world.read_at_rest(server)
    assert result.complete
    assert {job.name for job in server.jobs} <= set(names(result))
