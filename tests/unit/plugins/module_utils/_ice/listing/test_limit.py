# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``limit`` gives the beginning of the list, and costs no page that it does not need."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.tests.unit.support.simulated_server import Job, Manners
from ansible_collections.mediaops.alicloud.tests.unit.support.worlds import (
    NOW,
    World,
    examples,
    names,
    true_manners,
    worlds,
)

CLAUSES = st.sampled_from([None, "contains(job_id, '3')", "status == 'initial'"])


def wanted(world: World, where: str | None) -> list[str]:
    statuses = {job.name: job.status for job in world.jobs}
    tests = {None: "job", "contains(job_id, '3')": "3"}
    if where in tests:
        return [name for name in world.in_order() if tests[where] in name]
    return [name for name in world.in_order() if statuses[name] == "initial"]


@examples(250)
@given(worlds(manners=true_manners), st.integers(1, 45), CLAUSES)
def test_it_is_the_beginning_in_the_server_s_order(world: World, limit: int, where: str | None) -> None:
    result = world.read_at_rest(world.server(), limit=limit, where=where)
    expected = wanted(world, where)
    assert names(result) == expected[:limit]
    assert not result.doubts
    if len(expected) < limit:
        assert result.complete
    if len(expected) > limit:
        assert not result.complete
    if where is None and limit == len(expected) and not world.wanted:
        assert result.complete  # the part is the whole, and the count says so


@examples(150)
@given(worlds(manners=st.just(Manners()), status=st.none()), st.integers(1, 45), CLAUSES)
def test_no_page_is_read_beyond_the_one_that_brings_enough(world: World, limit: int, where: str | None) -> None:
    # One range: every further one costs a request of its own.
    world = dataclasses.replace(world, options=dataclasses.replace(world.options, start_time=None, end_time=None))
    server = world.server()
    world.read_at_rest(server, limit=limit, where=where)
    smallest = world.options.operation.default_page
    page = world.options.page_size if where else min(world.options.page_size, max(limit, smallest))
    in_order, enough = world.in_order(), wanted(world, where)[:limit]
    rows = in_order.index(enough[-1]) + 1 if len(enough) == limit else len(in_order)
    pages = max(1, -(-rows // page))
    if pages * page < len(in_order):
        # The first page once more, if there are others: it must not have moved.
        assert len(server.requests) <= pages + (pages > 1)
    else:
        # And one that is empty, after one that is full.
        assert len(server.requests) <= pages + 2


@examples(100)
@given(worlds(manners=st.just(Manners()), status=st.just("paused")), st.integers(1, 45))
def test_with_a_status_enough_ends_it_too(world: World, limit: int) -> None:
    whole, part = world.server(), world.server()
    world.read_at_rest(whole)
    world.read_at_rest(part, limit=limit, page_size=world.options.page_size)
    if limit >= world.options.page_size:
        # Read in order, a crowded second may be met that the cheaper way does not care about.
        assert len(part.requests) <= 2 * len(whole.requests) + 1
    elif world.options.start_time is None and world.options.end_time is None and len(world.in_order()) > limit:
        assert len(part.requests) == 1


@pytest.mark.parametrize("limit", [20, 30])
@pytest.mark.parametrize("order", ["asc", "desc"])
def test_a_part_that_is_the_whole_is_complete(make_world, limit: int, order: str) -> None:
    world = make_world(20, page_size=10, sort_by=order, limit=limit)
    server = world.server()
    result = world.read_at_rest(server)
    assert (len(result.rows), result.complete, len(server.requests)) == (20, True, 4)


@pytest.mark.parametrize("order", ["asc", "desc"])
@pytest.mark.parametrize("limit", range(6, 40, 3))
def test_with_a_status_no_slice_is_read_beyond_the_one_that_brings_enough(make_world, limit: int, order: str) -> None:
    world = make_world(60, apart=1, page_size=5, status="paused", sort_by=order, limit=limit)
    server = world.server()
    assert names(world.read_at_rest(server)) == world.in_order()[:limit]
    # The first page brings five, and each slice three: 0.7 of a page, rounded down. A slice that fills its page by
    # chance is read on, and the other end is looked up.
    assert len(server.requests) <= limit * 2 // 3 + 4


@pytest.mark.parametrize("order", ["asc", "desc"])
@pytest.mark.parametrize("limit", range(6, 40))
def test_the_second_between_two_slices_is_whole_before_reading_stops(make_world, limit: int, order: str) -> None:
    """The API may leave out the ends of a range, so the last second of a slice is in the next slice only."""
    manners = Manners(start_inclusive=False, end_inclusive=False)
    world = make_world(0, manners, page_size=5, status="paused", sort_by=order, limit=limit)
    world.jobs += [Job(f"job-{number}", (NOW - 100 + number // 3) * 1000) for number in range(60)]
    assert names(world.read_at_rest(world.server())) == world.in_order()[:limit]
