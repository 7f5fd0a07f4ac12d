# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Work on several items at the same time, with an end that is clean."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Iterable, Sequence
from typing import Any, Callable, Generic, TypeVar

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
    results: list[Any] = [None] * len(items)
    queue = iter(enumerate(items))

    async def worker() -> None:
        for number, item in queue:
            results[number] = await work(item)

    workers = [asyncio.ensure_future(worker()) for _number in range(min(concurrency, len(items)))]
    try:
        await asyncio.gather(*workers)
    finally:
        await _end(workers)
    return results


class GrowingQueue(Generic[Item]):
    """Items to work on, at most ``concurrency`` at the same time, where work on one may bring more."""

    def __init__(self, items: Iterable[Item], concurrency: int) -> None:
        self._waiting = deque(items)
        self._concurrency = concurrency
        self._tasks: set[asyncio.Future[Iterable[Item]]] = set()

    @property
    def idle(self) -> int:
        """How many more items could be worked on at this moment."""
        return max(0, self._concurrency - len(self._tasks) - len(self._waiting))

    async def run(self, work: Callable[[Item], Awaitable[Iterable[Item]]]) -> None:
        """Work until there are no more items. See :func:`run_concurrently` for errors."""
        try:
            while self._waiting or self._tasks:
                while self._waiting and len(self._tasks) < self._concurrency:
                    self._tasks.add(asyncio.ensure_future(work(self._waiting.popleft())))
                done, _running = await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    self._waiting.extend(task.result())
                    self._tasks.remove(task)
        finally:
            await _end(self._tasks)


async def _end(tasks: Iterable[asyncio.Future[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
