# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Long work of many tasks: others go on after each piece."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client.turns import Turns


def test_others_go_on_after_each_piece_and_whoever_comes_first_goes_first() -> None:
    done: list[str] = []

    async def work(turns: Turns, piece: str) -> None:
        async with turns:
            done.append(piece)

    async def go_on() -> None:
        while len(done) < 9:
            done.append("other")
            await asyncio.sleep(0)

    async def main() -> None:
        turns = Turns()
        await asyncio.gather(*(work(turns, piece) for piece in "abc"), go_on())

    asyncio.run(main())
    pieces = [piece for piece in done if piece != "other"]
    assert pieces == ["a", "b", "c"]
    assert all(before == "other" or after == "other" for before, after in pairwise(done))


@pytest.mark.parametrize("steps", range(4))
def test_who_is_cancelled_gives_the_turn_to_the_next(steps: int) -> None:
    async def work(turns: Turns) -> str:
        async with turns:
            return "done"

    async def main() -> str:
        turns = Turns()
        first, second = asyncio.ensure_future(work(turns)), asyncio.ensure_future(work(turns))
        for _step in range(steps):
            await asyncio.sleep(0)
        first.cancel()
        return await asyncio.wait_for(second, 5)

    assert asyncio.run(main()) == "done"


def test_who_fails_gives_the_turn_to_the_next() -> None:
    async def main() -> bool:
        turns = Turns()
        with pytest.raises(KeyError):
            async with turns:
                raise KeyError
        async with turns:
            return True

    assert asyncio.run(main())
