# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A range that is open at one end is cut into slices from the rows at its two ends."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing.time_slices import TimeSlices


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [(None, None, (97, 151)), (90, None, (97, 151)), (None, 200, (97, 151)), (90, 200, (90, 200))],
)
def test_a_range_gets_the_ends_that_it_lacks(start, end, wanted) -> None:
    async def other_end() -> SimpleNamespace:
        return SimpleNamespace(first_time=100)

    slices = SimpleNamespace(
        context=SimpleNamespace(interval=(start, end), plan=SimpleNamespace(operation=SimpleNamespace(longest_row=3))),
        _second=lambda time: time,
        _other_end=other_end,
        _cut=lambda whole, _first: [whole],
    )
    (whole,) = asyncio.run(TimeSlices._all_of_range(slices, SimpleNamespace(first_time=150)))
    assert (whole.start, whole.end) == wanted
