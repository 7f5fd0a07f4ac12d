# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists that move as lists do are read whole, without giving up."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.tests.unit.support.interleaving import Interleaving, Movement, Script, run
from ansible_collections.mediaops.alicloud.tests.unit.support.simulated_server import Job, Manners
from ansible_collections.mediaops.alicloud.tests.unit.support.worlds import (
    NOW,
    STATUSES,
    Options,
    World,
    examples,
    names,
)


class Quiet(Movement):
    """Moves before every request: so many jobs are created, or one changes its status."""

    created_per_request = 1
    churn = False

    def __call__(self) -> None:
        if self.churn:
            self.change_status()
        for _job in range(self.created_per_request):
            self.create(later=self.script.choose(2) == 0)


def read(world: World, seed: int, *, created: int, churn: bool) -> None:
    chance = random.Random(seed)
    server, script = world.server(), Script([chance.randrange(10_000) for _number in range(20_000)])
    movement = Quiet(server, world.wanted, script)
    movement.created_per_request, movement.churn = created, churn
    interleaving = Interleaving(server, script, movement)
    result = run(lambda: interleaving.run(world.listing(interleaving).run()))
    assert result.complete
    assert movement.always <= set(names(result)) <= movement.ever


seeds = st.integers(0, 2**32)
orders = st.sampled_from(["asc", "desc"])


@examples(80)
@given(seeds, orders, st.integers(0, 200), st.integers(6, 20), st.integers(1, 2), st.integers(1, 8))
def test_growth_alone_is_no_reason_to_fail(
    seed: int, order: str, number: int, page_size: int, created: int, concurrency: int
) -> None:
    jobs = [Job(f"job-{place}", (NOW - 86_400 + place * 60) * 1000) for place in range(number)]
    read(
        World(jobs, Manners(), Options(sort_by=order, page_size=page_size), concurrency),
        seed,
        created=created,
        churn=False,
    )


@examples(80)
@given(seeds, orders, st.integers(0, 200), st.integers(5, 20), st.integers(0, 1), st.integers(1, 8))
def test_nor_are_jobs_that_come_and_go_at_every_request(
    seed: int, order: str, number: int, page_size: int, created: int, concurrency: int
) -> None:
    chance = random.Random(seed)
    jobs = [
        Job(f"job-{place}", (NOW - 86_400) * 1000 + chance.randrange(80_000) * 1000, STATUSES[chance.randrange(2)])
        for place in range(number)
    ]
    options = Options(sort_by=order, page_size=page_size, status="paused")
    read(World(jobs, Manners(), options, concurrency), seed, created=created, churn=True)


@examples(30)
@given(seeds, orders, st.integers(1, 8))
def test_nor_is_a_crowded_second(seed: int, order: str, concurrency: int) -> None:
    jobs = [Job(f"job-{place}", (NOW - 500) * 1000 + place * 20, STATUSES[place % 2]) for place in range(60)]
    later = [Job(f"later-{place}", (NOW - 400 + place) * 1000) for place in range(20)]
    options = Options(sort_by=order, page_size=5, status="paused")
    read(World(jobs + later, Manners(), options, concurrency), seed, created=0, churn=True)


@pytest.mark.parametrize("status", [None, "paused"])
def test_two_thousand_jobs(status: str | None) -> None:
    for seed in range(3):
        chance = random.Random(seed)
        jobs = [
            Job(f"job-{place}", (NOW - 86_400) * 1000 + chance.randrange(86_000) * 1000, STATUSES[chance.randrange(2)])
            for place in range(4000 if status else 2000)
        ]
        world = World(jobs, Manners(), Options(status=status), concurrency=8)
        read(world, seed, created=2, churn=status is not None)
