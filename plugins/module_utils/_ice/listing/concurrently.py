# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Work on several items at the same time, with an end that is clean."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from typing import Callable, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


async def run_concurrently(
    items: Sequence[Item], work: Callable[[Item], Awaitable[Result]], concurrency: int
) -> list[Result]:
    """Work on the items, at most ``concurrency`` at the same time.

    :returns: the results in the order of the items
    :raises BaseException: the first error; the other tasks are then cancelled and awaited, so that nothing outlives
        the call
    """
    results: dict[int, Result] = {}
    queue = iter(enumerate(items))

    async def worker() -> None:
        for number, item in queue:
            results[number] = await work(item)

    workers = [asyncio.ensure_future(worker()) for _number in range(min(concurrency, len(items)))]
    try:
        await asyncio.gather(*workers)
    finally:
        for task in workers:
            task.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
    return [results[number] for number in range(len(items))]
