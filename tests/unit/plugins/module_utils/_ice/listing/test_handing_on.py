# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows that are handed on as they come: the same rows under the same promise, and none of them is kept."""

from __future__ import annotations

import asyncio
import dataclasses
import tracemalloc
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import IncompleteError, InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import read_rows
from ansible_collections.mediaops.alicloud.tests.unit.support.client_double import ClientDouble
from ansible_collections.mediaops.alicloud.tests.unit.support.interleaving import Interleaving, Movement, Script, run
from ansible_collections.mediaops.alicloud.tests.unit.support.worlds import World, examples, names, scripts, worlds

CLAUSES = st.sampled_from([None, "contains(job_id, '3')"])


def handed_on(world: World, server: Any, **changes: Any) -> tuple[Any, list[str]]:
    """What the listing says, and the ids that it handed on."""
    taken: list[str] = []
    listing = dataclasses.replace(world.listing(server, **changes), on_row=lambda row: taken.append(row["job_id"]))
    return listing, taken


@examples(150)
@given(worlds(), CLAUSES)
def test_the_same_rows_as_those_of_the_result(world: World, where: str | None) -> None:
    kept = world.read_at_rest(world.server(), where=where)
    listing, taken = handed_on(world, world.server(), where=where)
    result = run(listing.run)
    assert sorted(taken) == sorted(names(kept))
    assert result.rows == []
    assert (result.complete, result.total_count) == (kept.complete, kept.total_count)
    assert result.stats["jobs_matched"] == len(taken)


@examples(250)
@given(worlds(), scripts)
def test_each_once_and_none_is_missing_or_the_listing_says_so(world: World, numbers: list[int]) -> None:
    server, script = world.server(), Script(numbers)
    movement = Movement(server, world.wanted, script, 1, wild=False)
    interleaving = Interleaving(server, script, movement)
    listing, taken = handed_on(world, interleaving)
    try:
        result = run(lambda: interleaving.run(listing.run()))
    except IncompleteError:
        event("complete: no")
        return
    event(f"complete: {result.complete}")
    assert len(set(taken)) == len(taken)
    assert set(taken) <= movement.ever
    if result.complete:
        assert movement.always <= set(taken)


def test_what_was_handed_on_is_not_kept(make_world) -> None:
    world = make_world(4000, apart=60, page_size=100)
    listing, taken = handed_on(world, world.server())

    def most_memory(work: Any) -> int:
        tracemalloc.start()
        try:
            run(work)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    with_rows = most_memory(world.listing(world.server()).run)
    assert most_memory(listing.run) < with_rows / 2
    assert len(taken) == 4000


@pytest.mark.parametrize("option", [{"limit": 3}, {"query": "[].job_id"}], ids=str)
def test_what_needs_the_whole_list_is_refused(make_world, option: dict[str, Any]) -> None:
    world = make_world(5)
    server = world.server()
    options = dataclasses.replace(world.options, **option)
    with pytest.raises(InputError, match=f"^{next(iter(option))} needs the whole list"):
        asyncio.run(read_rows(ClientDouble(server), options, on_row=[].append))
    assert server.requests == []
