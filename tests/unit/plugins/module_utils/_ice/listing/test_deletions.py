# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists whose rows are deleted, as those of recorded files: the same promise, and pages of five at least."""

from __future__ import annotations

import dataclasses
import random
from typing import Any

from hypothesis import event, given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import IncompleteError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import Listing, make_plan
from ansible_collections.mediaops.alicloud.tests.unit.support.client_double import ClientDouble
from ansible_collections.mediaops.alicloud.tests.unit.support.interleaving import Interleaving, Movement, Script, run
from ansible_collections.mediaops.alicloud.tests.unit.support.simulated_server import Job, Manners, SimulatedServer
from ansible_collections.mediaops.alicloud.tests.unit.support.worlds import (
    NOW,
    OPERATION,
    Options,
    World,
    examples,
    names,
    scripts,
    worlds,
)

DELETING = dataclasses.replace(OPERATION, rows_are_deleted=True, smallest_page=2)
CROWDED = dataclasses.replace(OPERATION, rows_are_deleted=True, smallest_page=5, page_sizes=(5,))


class Deleting(Movement):
    """Where other lists change a status, a job is deleted."""

    def change_status(self) -> None:
        if self.server.jobs:
            del self.server.jobs[self.script.choose(len(self.server.jobs))]
            self._note()


class Strict(SimulatedServer):
    """Refuses pages that are too small."""

    smallest = 2

    def answer(self, parameters: Any) -> dict[str, Any]:
        assert int(parameters["PageSize"]) >= self.smallest
        return super().answer(parameters)


def listing(world: World, server: Any, operation: Any = DELETING) -> Listing:
    plan = make_plan(world.options, NOW)._replace(operation=operation)
    return Listing(ClientDouble(server, world.concurrency), plan)


@examples(300)
@given(worlds(status=st.none()), scripts)
def test_nothing_is_missing_or_the_listing_says_so(world: World, numbers: list[int]) -> None:
    world.manners = dataclasses.replace(world.manners, largest_page=max(2, world.manners.largest_page))
    server, script = Strict([dataclasses.replace(job) for job in world.jobs], world.manners), Script(numbers)
    movement = Deleting(server, world.wanted, script)
    interleaving = Interleaving(server, script, movement)
    try:
        result = run(lambda: interleaving.run(listing(world, interleaving).run()))
    except IncompleteError:
        event("complete: no")
        return
    event(f"complete: {result.complete}")
    found = names(result)
    assert len(set(found)) == len(found)
    assert set(found) <= movement.ever
    if result.complete:
        assert movement.always <= set(found)


@examples(40)
@given(st.integers(0, 2**32), st.sampled_from(["asc", "desc"]), st.integers(1, 8), st.integers(0, 30))
def test_a_crowded_second_from_which_some_are_deleted(seed: int, order: str, concurrency: int, moves: int) -> None:
    chance = random.Random(seed)
    jobs = [Job(f"job-{place}", (NOW - 500) * 1000 + place * 20) for place in range(40)]
    later = [Job(f"later-{place}", (NOW - 400 + place) * 1000) for place in range(20)]
    world = World(jobs + later, Manners(), Options(sort_by=order, page_size=5), concurrency)
    server, script = Strict(jobs + later, Manners()), Script([chance.randrange(1000) for _number in range(moves)])
    server.smallest = 5
    movement = Deleting(server, {}, script)
    interleaving = Interleaving(server, script, movement)
    result = run(lambda: interleaving.run(listing(world, interleaving, CROWDED).run()))
    assert result.complete
    assert movement.always <= set(names(result)) <= movement.ever


def test_a_list_at_rest(make_world) -> None:
    world = make_world(100, page_size=5)
    server = Strict(world.jobs, Manners())
    server.smallest = 5
    result = run(lambda: listing(world, server, CROWDED).run())
    assert result.complete
    assert names(result) == world.in_order()
