# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``complete: true`` on servers that are not ideal: it is a statement about evidence.

Here the server does whatever the reference allows, all mixed: see the manners of ``simulated_server``. Left out, since
no answer shows it: copies that lack different jobs and yet count the same, and jobs that nobody lists yet.
"""

from __future__ import annotations

import dataclasses

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
    wild_manners,
    wild_replicas,
    worlds,
)


@examples(1500)
@given(worlds(manners=wild_manners, keyword=st.sampled_from([None, None, "3"])), scripts, st.booleans())
def test_complete_is_never_a_lie(world: World, numbers: list[int], wild: bool) -> None:
    world.manners = dataclasses.replace(world.manners, largest_page=max(2, world.manners.largest_page))
    result, movement = world.read_moving(numbers, wild=wild)
    event(f"complete: {result and result.complete}")
    if result is None or not result.complete:
        return
    found = [row.get("name") for row in result.rows]
    assert len(set(found)) == len(found)
    assert movement.always <= set(found)
    assert set(found) <= movement.ever_as_shown
    assert result.total_count == len(found)


@examples(400)
@given(worlds(manners=st.builds(Manners, replicas=wild_replicas, copy_lags=st.integers(1, 6)), status=st.none()))
def test_what_was_counted_once_is_there_or_the_listing_says_so(world: World) -> None:
    """One copy is older than the other. A list only grows: no count that was told may be more than is there."""
    world.options = dataclasses.replace(world.options, on_incomplete="warn", start_time=None, end_time=None)
    server = world.server()
    result = world.read_at_rest(server)
    counts = [total for asked, total in server.told if "StartTime" not in asked]
    if result.complete:
        assert len(result.rows) >= max(counts)
    else:
        assert result.doubts


@st.composite
def unstable_worlds(draw: st.DrawFn) -> World:
    """Any order within a second, right counts, and fewer jobs in a second than in a page."""
    page = draw(st.integers(3, 8))
    seconds = draw(st.lists(st.integers(0, 40), max_size=60))
    crowd = {second: seconds.count(second) for second in seconds}
    jobs = [
        Job(
            f"{number * 7 % 10}-job-{number}",
            (NOW - 100 + second) * 1000 + number,
            ("paused", "initial")[number % 3 == 0],
        )
        for number, second in enumerate(seconds)
        if crowd[second] < page
    ]
    options = Options(
        page_size=page,
        sort_by=draw(st.sampled_from(["asc", "desc"])),
        status=draw(st.sampled_from([None, "paused", "initial"])),
        start_time=draw(st.sampled_from([None, "-1h", "-40d"])),
        end_time=draw(st.sampled_from([None, "now"])),
    )
    manners = Manners(
        order=draw(st.sampled_from(["by offset", "anew"])),
        start_inclusive=draw(st.booleans()),
        end_inclusive=draw(st.booleans()),
        counts=draw(st.sampled_from(["number", "text"])),
    )
    return World(jobs, manners, options, draw(st.integers(1, 8)))


@examples(400)
@given(unstable_worlds())
def test_an_order_that_is_not_stable_is_no_reason_to_fail(world: World) -> None:
    result = world.read_at_rest(world.server())
    assert result.complete
    assert set(names(result)) == set(world.in_order())
    assert result.total_count == len(result.rows) == len(world.in_order())


@examples(200)
@given(unstable_worlds(), st.integers(1, 30), st.sampled_from([None, "contains(job_id, '3')"]))
def test_with_a_limit_neither(world: World, limit: int, where: str | None) -> None:
    result = world.read_at_rest(world.server(), limit=limit, where=where)
    wanted = [name for name in world.in_order() if where is None or "3" in name]
    times = {job.name: job.row()["create_time"] for job in world.jobs}
    # Which jobs of the last second are returned is for the server's order to say.
    assert [times[name] for name in names(result)] == [times[name] for name in wanted[:limit]]
    assert len(set(names(result))) == len(result.rows)
    assert set(names(result)) <= set(wanted)
