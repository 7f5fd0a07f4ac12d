# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whoever looks is told how far a listing is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import Listing
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing.progress import Progress
from ansible_collections.mediaops.alicloud.tests.unit.support.interleaving import run
from ansible_collections.mediaops.alicloud.tests.unit.support.worlds import World


def watched(world: World, told: list[tuple[int, int]]) -> Listing:
    progress = Progress(lambda read, expected: told.append((read, expected)))
    return replace(world.listing(world.server()), progress=progress)


@pytest.mark.parametrize("options", [{}, {"status": "started"}, {"limit": 130}, {"start_time": "-90d"}], ids=str)
def test_every_page_is_told_and_at_the_end_none_is_expected(make_world, options) -> None:
    told: list[tuple[int, int]] = []
    world = make_world(450, page_size=20, **options)
    listing = watched(world, told)
    result = run(listing.run)
    assert [read for read, _expected in told] == list(range(1, int(result.stats["pages"]) + 1))
    assert all(read <= expected for read, expected in told)
    assert told[-1][0] == told[-1][1]


def test_a_full_list_is_expected_from_its_first_page_on(make_world) -> None:
    told: list[tuple[int, int]] = []
    world = make_world(450, page_size=20)
    listing = watched(world, told)
    run(listing.run)
    assert told[0] == (1, 1)
    # 23 pages, and the newest one before and after them.
    assert {expected for _read, expected in told[1:]} == {25}
