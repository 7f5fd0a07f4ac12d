# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Work on many items side by side, with a bounded number under way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from typing import Callable, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


async def side_by_side(items: Sequence[Item], work: Callable[[Item], Awaitable[Result]], width: int) -> list[Result]:
    """The results in the order of the items.

    The first failure ends it: what is under way is cancelled and awaited, so that nothing outlives the call.
    """
    results: dict[int, Result] = {}
    queue = iter(enumerate(items))

    async def worker() -> None:
        for number, item in queue:
            results[number] = await work(item)

    workers = [asyncio.ensure_future(worker()) for _number in range(min(width, len(items)))]
    try:
        await asyncio.gather(*workers)
    finally:
        for task in workers:
            task.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
    return [results[number] for number in range(len(items))]
