# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a listing costs, in requests, of a list at rest."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.tests.unit.support.simulated_server import Job, Manners
from ansible_collections.mediaops.alicloud.tests.unit.support.worlds import NOW, Options, World, examples


def spread(number: int, seed: int, **options: object) -> World:
    """Jobs created at any time of four weeks."""
    chance = random.Random(seed)
    jobs = [Job(f"job-{place}", (NOW - 100) * 1000 - chance.randrange(28 * 86_400_000)) for place in range(number)]
    return World(jobs, Manners(), Options(**options), concurrency=8)


@pytest.mark.parametrize("order", ["asc", "desc"])
@pytest.mark.parametrize("number", [0, 1, 99, 100, 101, 1000, 2000, 10_000])
def test_without_a_status_two_requests_show_that_nothing_is_missing(number: int, order: str) -> None:
    world = spread(number, 1, sort_by=order)
    server = world.server()
    result = world.read_at_rest(server)
    assert result.complete
    assert len(result.rows) == number
    # Fewer than the documented default page: one answer of one moment shows it.
    assert len(server.requests) == (1 if number < 10 else -(-number // 100) + 2)


@examples(60)
@given(st.integers(1, 150), st.integers(1, 12), st.integers(1, 8))
def test_whatever_the_page_size(number: int, page_size: int, concurrency: int) -> None:
    world = spread(number, 2, page_size=page_size)
    server = world.server()
    world.concurrency = concurrency
    assert world.read_at_rest(server).complete
    # A newest page of one row shows no order: whether there is another page has to be asked.
    assert len(server.requests) <= -(-number // page_size) + (3 if page_size == 1 else 2)


@pytest.mark.parametrize("order", ["asc", "desc"])
@pytest.mark.parametrize(("number", "most"), [(100, 3), (1000, 20), (2000, 34), (10_000, 125)])
def test_with_a_status_slices_are_well_filled(number: int, most: int, order: str) -> None:
    for seed in range(3):
        world = spread(number, seed, status="paused", sort_by=order)
        server = world.server()
        result = world.read_at_rest(server)
        assert result.complete
        assert len(result.rows) == number
        assert len(server.requests) <= most


def test_slices_follow_crowds(make_world) -> None:
    """A year with all jobs in one hour of it."""
    world = make_world(1000, apart=3.6, status="paused", start_time="-365d")
    server = world.server()
    assert world.read_at_rest(server).complete
    assert len(server.requests) <= 60
