# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Work at the same time: never more than asked for, in order, and nothing outlives the call."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing.concurrently import (
    GrowingQueue,
    run_concurrently,
)
from ansible_collections.mediaops.alicloud.tests.unit.support.virtual_time import VirtualTime


@given(st.lists(st.integers(0, 20), max_size=15), st.integers(1, 6))
def test_results_in_order_and_no_more_at_once_than_the_limit(durations, concurrency) -> None:
    under_way: set[int] = set()
    most = 0

    async def work(item: tuple[int, int]) -> int:
        nonlocal most
        under_way.add(item[0])
        most = max(most, len(under_way))
        await asyncio.sleep(item[1])
        under_way.remove(item[0])
        return item[0] * 10

    with VirtualTime() as time:
        results = time.run(run_concurrently(list(enumerate(durations)), work, concurrency))
    assert results == [number * 10 for number in range(len(durations))]
    assert most == min(concurrency, len(durations))
    assert not under_way


def test_a_free_place_is_taken_at_once() -> None:
    async def work(seconds: int) -> None:
        await asyncio.sleep(seconds)

    with VirtualTime() as time:
        time.run(run_concurrently([10, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], work, 2))
        assert time.now == 1010


class Watched:
    """Work that notes how each item ended."""

    def __init__(self, failing: dict[int, float]) -> None:
        self.failing = failing
        self.ended: dict[int, str] = {}

    async def work(self, item: int) -> int:
        self.ended[item] = "under way"
        try:
            await asyncio.sleep(self.failing.get(item, 100))
        except asyncio.CancelledError:
            await asyncio.sleep(1)  # cleaning up takes its time, and is waited for
            self.ended[item] = "cancelled"
            raise
        self.ended[item] = "failed" if item in self.failing else "done"
        if item in self.failing:
            raise RuntimeError(f"item {item}")
        return item


def test_the_first_failure_ends_it_and_everything_is_awaited() -> None:
    watched = Watched({2: 5, 1: 7})
    with VirtualTime() as time:
        with pytest.raises(RuntimeError, match="item 2"):
            time.run(run_concurrently(range(6), watched.work, 4))
        assert time.now == 1006
    assert watched.ended == {0: "cancelled", 1: "cancelled", 2: "failed", 3: "cancelled"}


def test_two_failures_at_the_same_moment_leave_nothing_behind() -> None:
    watched = Watched({1: 5, 2: 5})
    with VirtualTime() as time, pytest.raises(RuntimeError, match=r"item [12]"):
        time.run(run_concurrently(range(6), watched.work, 3))
    assert watched.ended == {0: "cancelled", 1: "failed", 2: "failed"}


def test_cancelling_the_call_cancels_all_that_is_under_way() -> None:
    watched = Watched({})

    async def cancelled_soon() -> None:
        task = asyncio.ensure_future(run_concurrently(range(6), watched.work, 3))
        await asyncio.sleep(2)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert set(watched.ended.values()) == {"cancelled"}

    with VirtualTime() as time:
        time.run(cancelled_soon())
    assert sorted(watched.ended) == [0, 1, 2]


def test_a_queue_grows_while_it_is_worked_on() -> None:
    seen: list[int] = []

    async def work(number: int) -> list[int]:
        seen.append(number)
        await asyncio.sleep(0)
        return [2 * number, 2 * number + 1] if number < 8 else []

    asyncio.run(GrowingQueue([1], 3).run(work))
    assert sorted(seen) == list(range(1, 16))


def test_the_first_error_ends_a_queue_and_every_task_of_it() -> None:
    cancelled: list[int] = []

    async def work(number: int) -> list[int]:
        if number < 2:
            await asyncio.sleep(0)
            raise ValueError(number)
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.append(number)
            raise
        return []

    async def run() -> set[asyncio.Task[None]]:
        with pytest.raises(ValueError, match=r"[01]"):
            await GrowingQueue(range(4), 4).run(work)
        return asyncio.all_tasks() - {asyncio.current_task()}

    assert asyncio.run(run()) == set()
    assert sorted(cancelled) == [2, 3]


def test_a_queue_says_how_much_more_it_could_do() -> None:
    idle: list[int] = []
    queue = GrowingQueue([1, 2], 3)

    async def work(_number: int) -> list[int]:
        idle.append(queue.idle)
        return []

    assert queue.idle == 1
    asyncio.run(queue.run(work))
    assert idle == [1, 1]
