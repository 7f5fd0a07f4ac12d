# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the order does not show which row is the oldest, all of them are looked at, whatever the listing leaves out."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import (
    JobListingOptions,
    make_plan,
    oldest_row,
    repeated_passes,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing.reading import ReadingContext


def test_rows_that_the_listing_leaves_out_count(monkeypatch) -> None:
    contexts = []

    class Passes:
        def __init__(self, context: ReadingContext) -> None:
            contexts.append(context)

        async def read(self) -> SimpleNamespace:
            return SimpleNamespace(proven=True)

    monkeypatch.setattr(repeated_passes, "RepeatedPasses", Passes)
    plan = make_plan(JobListingOptions(current_only=True, where="name == 'a'", limit=1))
    names = ("pages", "stable_pages", "collector", "told", "concurrency", "interval", "place", "direction")
    context = ReadingContext(plan, *(dict.fromkeys(names, None).values()), limit=1)  # type: ignore[arg-type]
    assert asyncio.run(oldest_row.OldestRow(context)._earliest_of_all()) is None
    (used,) = contexts
    assert (plan.current_only, used.plan.current_only) == (True, False)
    assert (used.plan.where, used.plan.limit, used.limit) == (None, None, None)
    assert used.direction.ascending
