# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A page that fails ends the listing with its error, and nothing goes on behind its back."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import IceError, IncompleteError
from ansible_collections.mediaops.alicloud.tests.unit.support.interleaving import Interleaving, Script, run
from ansible_collections.mediaops.alicloud.tests.unit.support.worlds import World, examples, scripts, worlds


@examples(150)
@given(worlds(), scripts, st.integers(1, 20), st.sampled_from([None, 3]))
def test_the_first_error_is_the_listing_s(world: World, numbers: list[int], page: int, limit: int | None) -> None:
    server = world.server()
    interleaving = Interleaving(server, Script(numbers), lambda: None, error_at=page)
    listing = world.listing(interleaving, limit=limit).run()
    error = None
    try:
        run(lambda: interleaving.run(listing))  # checks that no task is left
    except IncompleteError:
        return
    except IceError as caught:
        error = caught
    assert interleaving.failed == (error is not None and error.error_code == "Injected")


def test_an_interrupted_listing_leaves_no_task(make_world) -> None:
    world = make_world(100, page_size=5)

    class Never:
        calls = 0

        async def call(self, operation, parameters):
            self.calls += 1
            if self.calls > 1:
                await asyncio.Event().wait()
            return world.server().answer(parameters)

    async def interrupt() -> None:
        task = asyncio.ensure_future(world.listing(Never()).run())
        for _turn in range(20):
            await asyncio.sleep(0)
        assert len(asyncio.all_tasks()) > 2
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert asyncio.all_tasks() == {asyncio.current_task()}

    run(interrupt)
