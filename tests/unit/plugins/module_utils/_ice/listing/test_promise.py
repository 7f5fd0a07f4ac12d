# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The promise: what matches all the time is returned, once, however the list moves; or the listing says it may not be.

The adversary here moves the list at any moment between two pages, lets pages be taken and arrive in any order, and
speaks every dialect that the API's documents allow. Left out, because nothing could be shown about them:

* a server whose rows and count are of different moments within one page, or whose count is wrong and yet just what a
  client that stops there has seen;
* a server that does not sort by creation time, or does not sort as it is asked to;
* jobs that are deleted, or that come into being before the newest second, while a list without ``status`` is read by
  page number: the API deletes none, and a job's creation time is when it was created.
"""

from __future__ import annotations

import random

from hypothesis import event, given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.tests.unit.support.simulated_server import Job, Manners
from ansible_collections.mediaops.alicloud.tests.unit.support.worlds import (
    NOW,
    Options,
    World,
    examples,
    names,
    scripts,
    true_manners,
    worlds,
)


@examples(500)
@given(worlds(), scripts)
def test_nothing_is_missing_or_the_listing_says_so(world: World, numbers: list[int]) -> None:
    result, movement = world.read_moving(numbers)
    event(f"complete: {result and result.complete}")
    if result is None:
        return
    found = names(result)
    assert len(set(found)) == len(found)
    assert set(found) <= movement.ever
    times = [row["create_time"] for row in result.rows]
    assert times == sorted(times, reverse=not world.ascending)
    if world.options.status:
        assert all(row["status"] == world.options.status for row in result.rows)
    assert result.complete is not bool(result.doubts)
    if result.complete:
        assert movement.always <= set(found)
        assert result.total_count is None or len(movement.always) <= result.total_count <= len(movement.ever)
    else:
        assert world.options.on_incomplete == "warn"


@examples(300)
@given(worlds())
def test_a_list_at_rest_is_read_whole_and_in_the_server_s_order(world: World) -> None:
    result = world.read_at_rest(world.server())
    assert result.complete
    assert names(result) == world.in_order()
    assert result.total_count == len(result.rows)


@examples(150)
@given(
    worlds(manners=true_manners),
    st.sampled_from(["job_id", "contains(job_id, '3')", "status == 'paused'", "name == 'no'"]),
)
def test_where_and_query_do_what_they_would_do_to_the_whole_list(world: World, where: str) -> None:
    whole = world.read_at_rest(world.server())
    result = world.read_at_rest(world.server(), where=where, query="[].job_id")
    expected = {
        "job_id": whole.rows,
        "contains(job_id, '3')": [row for row in whole.rows if "3" in row["job_id"]],
        "status == 'paused'": [row for row in whole.rows if row["status"] == "paused"],
        "name == 'no'": [],
    }[where]
    assert result.rows == expected
    assert result.query_result == names(result)
    assert result.complete


@examples(150)
@given(worlds(manners=true_manners), scripts, st.integers(1, 12), st.sampled_from([None, "contains(job_id, '3')"]))
def test_with_a_limit_there_is_no_gap_in_what_is_returned(
    world: World, numbers: list[int], limit: int, where: str | None
) -> None:
    check_the_beginning(world, numbers, limit, where)


@examples(150)
@given(st.integers(0, 2**32), st.integers(10, 30), st.integers(2, 8), st.sampled_from(["asc", "desc"]))
def test_nor_where_many_pages_are_under_way(seed: int, limit: int, concurrency: int, order: str) -> None:
    chance = random.Random(seed)
    jobs = [Job(f"job-{number}", (NOW - 100) * 1000 + number * 700) for number in range(40)]
    options = Options(sort_by=order, page_size=3)
    numbers = [chance.randrange(1000) for _number in range(200)]
    check_the_beginning(World(jobs, Manners(), options, concurrency), numbers, limit, None, rarity=4)


def check_the_beginning(world: World, numbers: list[int], limit: int, where: str | None, rarity: int = 1) -> None:
    result, movement = world.read_moving(numbers, rarity, limit=limit, where=where)
    if result is None:
        return
    found = names(result)
    wanted = {name for name in movement.always if where is None or "3" in name}
    assert len(set(found)) == len(found) <= limit
    assert set(found) <= movement.ever
    if result.doubts:
        return
    if len(found) < limit:
        assert wanted <= set(found)
        return
    last = result.rows[-1]["create_time"]
    times = {job.name: job.row()["create_time"] for job in movement.server.jobs}
    before = {name for name in wanted if (times[name] < last if world.ascending else times[name] > last)}
    assert before <= set(found)
