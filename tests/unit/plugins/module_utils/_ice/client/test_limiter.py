# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The gate that all requests pass: how many at once, in which order, and how it takes throttling."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client import limiter as module
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client.limiter import RequestLimiter, full_jitter
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.deadline import Deadline
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import DeadlineError
from ansible_collections.mediaops.alicloud.tests.unit.support.virtual_time import VirtualTime


@pytest.fixture
def bounds(monkeypatch) -> list[tuple[float, float]]:
    """The bounds of each draw; the upper one is what is drawn."""
    drawn: list[tuple[float, float]] = []

    def uniform(low: float, high: float) -> float:
        drawn.append((low, high))
        return high

    monkeypatch.setattr(module, "random", SimpleNamespace(uniform=uniform))
    return drawn


# --- jitter ---


def test_jitter_is_full_its_bound_doubles_and_has_an_end(bounds) -> None:
    for attempt in range(9):
        full_jitter(attempt)
    assert bounds == [(0, bound) for bound in (0.5, 1, 2, 4, 8, 16, 20, 20, 20)]


@pytest.mark.parametrize("attempt", [1100, 10**6])
def test_jitter_after_very_many_attempts(attempt) -> None:
    assert 0 <= full_jitter(attempt) <= 20


# --- how many at once ---


def test_throttling_halves_and_success_adds_one_for_each_round() -> None:
    async def work() -> list[int]:
        limiter = RequestLimiter(8, Deadline(1000))
        seen = [limiter.allowed]
        for _number in range(5):
            async with limiter.slot() as began:
                limiter.throttled(began, 1.0)
            seen.append(limiter.allowed)
        for _number in range(4):
            for _number in range(limiter.allowed + 1):
                limiter.succeeded(module._now())
            seen.append(limiter.allowed)
        for _number in range(1000):
            limiter.succeeded(module._now())
        return [*seen, limiter.allowed]

    with VirtualTime() as time:
        assert time.run(work()) == [8, 4, 2, 1, 1, 1, 2, 3, 4, 5, 8]


def test_it_begins_small_and_doubles_with_every_other_round_until_it_is_throttled() -> None:
    async def work() -> list[int]:
        limiter = RequestLimiter(40, Deadline(1000))
        seen = [limiter.allowed]
        for _number in range(5):
            for _number in range(limiter.allowed):
                limiter.succeeded(module._now())
            seen.append(limiter.allowed)
        async with limiter.slot() as began:
            limiter.throttled(began, 1.0)
        seen.append(limiter.allowed)
        for _number in range(limiter.allowed + 1):
            limiter.succeeded(module._now())
        return [*seen, limiter.allowed]

    with VirtualTime() as time:
        assert time.run(work()) == [8, 16, 16, 32, 32, 40, 20, 21]


def allowed_with(server: Callable[[], Awaitable[None]], answers: int = 120) -> int:
    """How many requests a server gets at the same time in the end."""

    async def work() -> int:
        limiter = RequestLimiter(64, Deadline(10_000))

        async def ask() -> None:
            async with limiter.slot() as began:
                await server()
                limiter.succeeded(began)

        await asyncio.gather(*(ask() for _number in range(answers)))
        return limiter.allowed

    with VirtualTime() as time:
        return time.run(work())


def server_of(*seconds: float, at_once: int = 1000) -> Callable[[], Awaitable[None]]:
    """It takes so long for its first requests, and for all others as long as for the last of them.

    :param at_once: how many it works on at the same time; others wait
    """
    times = iter(seconds)
    places = asyncio.Semaphore(at_once)

    async def answer() -> None:
        async with places:
            await asyncio.sleep(next(times, seconds[-1]))

    return answer


def test_it_grows_while_answers_come_as_fast_as_before() -> None:
    assert allowed_with(server_of(0.03)) == 64


@pytest.mark.parametrize("at_once", [4, 8, 10, 12])
def test_it_stops_growing_when_requests_only_wait_for_one_another(at_once) -> None:
    assert at_once <= allowed_with(server_of(0.03, at_once=at_once)) <= 32


def test_fast_answers_that_hold_nothing_are_not_what_others_are_measured_by() -> None:
    """As the first rows of both ends of a list."""
    assert allowed_with(server_of(0.01, 0.01, 0.05)) == 64


def test_a_server_that_is_slower_from_now_on_is_no_longer_slow_after_a_while() -> None:
    before = [0.03] * 8
    assert allowed_with(server_of(*before, 0.09), answers=100) < 24
    assert allowed_with(server_of(*before, 0.09), answers=1000) == 64


def test_after_throttling_the_times_from_before_are_forgotten() -> None:
    async def work() -> int:
        limiter = RequestLimiter(16, Deadline(10_000))
        for seconds in [0.03] * 10 + [0.0] + [0.09] * 20:
            async with limiter.slot() as began:
                await asyncio.sleep(seconds)
                if seconds:
                    limiter.succeeded(began)
                else:
                    limiter.throttled(began, 0.1)
        return limiter.allowed

    with VirtualTime() as time:
        assert time.run(work()) == 10  # half of 16, and a bit more than two rounds of 8 and 9


def test_requests_refused_together_count_once() -> None:
    async def work() -> int:
        limiter = RequestLimiter(8, Deadline(1000))

        async def throttled() -> None:
            async with limiter.slot() as began:
                await asyncio.sleep(1)
                limiter.throttled(began, 0.5)

        await asyncio.gather(*(throttled() for _number in range(8)))
        return limiter.allowed

    with VirtualTime() as time:
        assert time.run(work()) == 4


# --- how long ---


@pytest.mark.parametrize("retry_after", [0.25, 3.0, 60.0])
def test_everything_waits_as_long_as_the_server_says_and_comes_back_one_by_one(retry_after) -> None:
    async def work(time: VirtualTime) -> list[float]:
        limiter = RequestLimiter(4, Deadline(1000))
        began_at = []

        async def later() -> None:
            async with limiter.slot() as began:
                began_at.append(began - 1000)

        async with limiter.slot() as began:
            limiter.throttled(began, retry_after)
        await asyncio.gather(later(), later())
        return began_at

    with VirtualTime() as time:
        first, second = time.run(work(time))
        assert retry_after <= first < second < retry_after + 1


def test_the_longest_wait_counts_and_a_shorter_one_does_not_shorten_it() -> None:
    async def work() -> float:
        limiter = RequestLimiter(4, Deadline(1000))
        async with limiter.slot() as first, limiter.slot() as second:
            limiter.throttled(first, 5.0)
            limiter.throttled(second, 1.0)
        async with limiter.slot() as began:
            return began

    with VirtualTime() as time:
        assert 1005 <= time.run(work()) < 1006


def test_a_wait_beyond_the_deadline_is_an_error_at_once_and_gives_the_slot_back() -> None:
    async def work(time: VirtualTime) -> None:
        limiter = RequestLimiter(1, Deadline(10))
        async with limiter.slot() as began:
            limiter.throttled(began, 60.0)
        for _number in range(2):  # the second would hang, had the first kept its slot
            with pytest.raises(DeadlineError):
                async with limiter.slot():
                    pass
        assert time.now == 1000
        assert limiter.in_flight == 0

    with VirtualTime() as time:
        time.run(work(time))


def test_throttling_while_someone_waits_makes_the_wait_longer() -> None:
    async def work() -> float:
        limiter = RequestLimiter(2, Deadline(1000))

        async def slow() -> None:
            async with limiter.slot() as began:
                await asyncio.sleep(1)
                limiter.throttled(began, 10.0)

        running = asyncio.ensure_future(slow())
        await asyncio.sleep(0)
        async with limiter.slot() as began:
            limiter.throttled(began, 3.0)
        async with limiter.slot() as began:
            await running
            return began

    with VirtualTime() as time:
        assert 1011 <= time.run(work()) < 1012


# --- slots: first come, first served, none lost ---

requests = st.lists(
    st.fixed_dictionaries(
        {
            "comes": st.integers(0, 10),
            "takes": st.integers(0, 5),
            "ends": st.sampled_from(["succeeds", "succeeds", "throttled", "fails"]),
            "cancelled": st.none() | st.none() | st.integers(0, 15),
        }
    ),
    min_size=1,
    max_size=20,
)


class Simulation:
    """Requests that come, take their time, end well or badly, or are cancelled wherever they are."""

    def __init__(self, most: int, requests: list[dict[str, Any]]) -> None:
        self.limiter = RequestLimiter(most, Deadline(10_000))
        self.most = most
        self.requests = requests
        self.in_flight = 0
        self.asked: list[int] = []
        self.entered: dict[int, float] = {}

    async def request(self, number: int, plan: dict[str, Any]) -> None:
        await asyncio.sleep(plan["comes"])
        self.asked.append(number)
        async with self.limiter.slot() as began:
            self.in_flight += 1
            self.entered[number] = began
            try:
                assert self.in_flight <= self.most
                assert self.limiter.in_flight >= self.in_flight
                await asyncio.sleep(plan["takes"])
                if plan["ends"] == "throttled":
                    self.limiter.throttled(began, 2.0)
                elif plan["ends"] == "succeeds":
                    self.limiter.succeeded(began)
                else:
                    raise RuntimeError
            finally:
                self.in_flight -= 1

    async def run(self) -> None:
        tasks = [asyncio.ensure_future(self.request(number, plan)) for number, plan in enumerate(self.requests)]
        loop = asyncio.get_running_loop()
        for task, plan in zip(tasks, self.requests, strict=True):
            if plan["cancelled"] is not None:
                loop.call_later(plan["cancelled"], task.cancel)
        results = await asyncio.gather(*tasks, return_exceptions=True)
        for result, plan in zip(results, self.requests, strict=True):
            assert result is None or isinstance(result, (RuntimeError, asyncio.CancelledError)), result
            assert plan["cancelled"] is not None or not isinstance(result, asyncio.CancelledError)


@given(st.integers(1, 4), requests)
def test_slots_are_never_lost_never_too_many_and_in_order(most, requests) -> None:
    with VirtualTime() as time:

        async def work() -> None:
            simulation = Simulation(most, requests)
            await simulation.run()  # a lost slot leaves someone waiting for ever, which fails
            limiter = simulation.limiter
            assert (limiter.in_flight, simulation.in_flight) == (0, 0)
            assert 1 <= limiter.allowed <= most
            # Whoever got a slot got it no later than those who asked after.
            entered = [simulation.entered[number] for number in simulation.asked if number in simulation.entered]
            assert entered == sorted(entered)
            # The gate still works, and lets as many through as it says.
            async with asyncio.timeout(30), AsyncExitStack() as stack:
                for _number in range(limiter.allowed):
                    await stack.enter_async_context(limiter.slot())
                assert limiter.in_flight == limiter.allowed

        time.run(work())


@given(st.integers(1, 8), st.lists(st.sampled_from(["throttled", "succeeds"]), max_size=30))
def test_nobody_enters_beyond_what_is_allowed_then(most, ends) -> None:
    async def work() -> None:
        limiter = RequestLimiter(most, Deadline(10_000))
        for end in ends:
            if end == "throttled":
                limiter.throttled(module._now(), 0.0)
            else:
                limiter.succeeded(module._now())
        entered = 0

        async def stay() -> None:
            nonlocal entered
            async with limiter.slot():
                entered += 1
                await asyncio.sleep(100)

        staying = [asyncio.ensure_future(stay()) for _number in range(most + 2)]
        await asyncio.sleep(50)
        assert entered == limiter.allowed
        for task in staying:
            task.cancel()
        await asyncio.gather(*staying, return_exceptions=True)
        assert limiter.in_flight == 0

    with VirtualTime() as time:
        time.run(work())


def test_nobody_slips_in_before_those_who_wait() -> None:
    async def work() -> None:
        limiter = RequestLimiter(2, Deadline(1000))
        entered = []

        async def enter(name: str) -> None:
            async with limiter.slot():
                entered.append(name)
                await asyncio.sleep(1)

        async with limiter.slot() as began:
            limiter.throttled(began, 0.0)
            early = asyncio.ensure_future(enter("early"))
            await asyncio.sleep(1)
            limiter.succeeded(module._now())  # room for one more, which is for whoever waits longest
            late = asyncio.ensure_future(enter("late"))
            await asyncio.sleep(1)
        await asyncio.gather(early, late)
        assert entered == ["early", "late"]

    with VirtualTime() as time:
        time.run(work())


def test_one_who_gave_up_waiting_is_passed_over() -> None:
    async def work() -> None:
        limiter = RequestLimiter(1, Deadline(1000))
        entered = []

        async def enter(name: str) -> None:
            async with limiter.slot():
                entered.append(name)
                await asyncio.sleep(10)

        tasks = {name: asyncio.ensure_future(enter(name)) for name in "abc"}
        await asyncio.sleep(1)
        tasks["b"].cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)
        assert entered == ["a", "c"]

    with VirtualTime() as time:
        time.run(work())


def test_one_cancelled_in_the_very_moment_it_gets_a_slot_gives_it_on() -> None:
    async def work() -> None:
        limiter = RequestLimiter(1, Deadline(1000))
        entered = []

        async def enter(name: str) -> None:
            async with limiter.slot():
                entered.append(name)
                await asyncio.sleep(10)
                if name == "a":  # leaves, so that b gets its slot, and b is cancelled before it can take it
                    tasks["b"].get_loop().call_soon(tasks["b"].cancel)

        tasks = {name: asyncio.ensure_future(enter(name)) for name in "abc"}
        await asyncio.gather(*tasks.values(), return_exceptions=True)
        assert entered == ["a", "c"]
        assert limiter.in_flight == 0

    with VirtualTime() as time:
        time.run(work())
