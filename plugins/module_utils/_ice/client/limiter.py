# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many requests may be in flight at the same time, and when the next one may be sent.

When is a matter of the :mod:`.pace`. How many begins small and doubles with a full round of answers, until the server
throttles for the first time. Throttling halves the number. From then on it grows by one for each full round (slow
start, additive increase and multiplicative decrease, as TCP does it).

It grows only while answers keep coming as fast as before: once the server, or this machine, has enough to do, more
requests would only wait for one another. What a doubling has done shows in the round after it, so that round does not
grow (as TCP Vegas does it).
"""

from __future__ import annotations

import asyncio
import math
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from ..deadline import Deadline
from .pace import Pace
from .pace_store import MemoryStore, PaceStore

_BEGINS_WITH = 8
_AS_FAST = 1.5  # times the usual time
_FORGETS = 1.02  # for each round, so that a server that has become slower for good is slow no longer after a while
_FIRST_WAIT = 0.5
_LONGEST_WAIT = 20.0


def full_jitter(attempt: int) -> float:
    """Seconds to wait before a retry: anything up to a bound that doubles with each attempt.

    So clients that failed together do not come back together.
    """
    doublings = min(attempt, 10)  # enough to reach the longest wait; thousands would overflow a float
    return random.uniform(0, min(_LONGEST_WAIT, _FIRST_WAIT * 2**doublings))


class RequestLimiter:
    """All requests of a client pass through it, in the order in which they ask.

    :param store: where the pace is kept; by default for this client alone
    """

    def __init__(self, max_concurrency: int, deadline: Deadline, store: PaceStore | None = None) -> None:
        self._most = max_concurrency
        self._allowed = float(min(_BEGINS_WITH, max_concurrency))
        self._in_flight = 0
        self._entrance = asyncio.Lock()
        self._room = asyncio.Event()
        self._deadline = deadline
        self._pace = Pace(store or MemoryStore(), clock=_now)
        self._throttled_at: float | None = None
        self._begin_anew()

    @property
    def allowed(self) -> int:
        """Requests that may be in flight at present."""
        return int(self._allowed)

    @property
    def in_flight(self) -> int:
        """Requests that have entered and not left."""
        return self._in_flight

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[float]:
        """Wait until a request may be sent, first come first served.

        :returns: the time at which it was let in, by the clock of the event loop
        :raises DeadlineError: if that would be too late
        """
        # One at a time: else a request that waits for throttling to end could be overtaken by one that comes at just
        # that moment.
        async with self._entrance:
            while self._in_flight >= self.allowed:
                self._room.clear()
                await self._room.wait()
            await self._wait_for_turn()
            self._in_flight += 1
        try:
            yield _now()
        finally:
            self._in_flight -= 1
            self._room.set()

    def succeeded(self, began: float) -> None:
        """The server answered a request that was let in at ``began``."""
        self._pace.passed()
        self._times.append(_now() - began)
        if self._grows:
            growth = 1 if self._throttled_at is None else 1 / self._allowed
            self._allow(min(float(self._most), self._allowed + growth))
        if len(self._times) >= self._round:
            self._end_round()

    def throttled(self, began: float, retry_after: float | None) -> None:
        """The server refused a request that was let in at ``began``; it may say in how many seconds to come back.

        Requests that are sent together are refused together, so only the first of them counts.
        """
        self._pace.refused(began, retry_after)
        if self._throttled_at is None or began >= self._throttled_at:
            self._throttled_at = _now()
            self._allow(max(1.0, self._allowed / 2))
            self._begin_anew()

    async def _wait_for_turn(self) -> None:
        turn = self._pace.take_turn()
        while turn.seconds or not turn.is_mine:
            await self._deadline.sleep(turn.seconds, in_all=turn.at_least)
            if turn.is_mine:
                return
            turn = self._pace.take_turn()

    def _begin_anew(self) -> None:
        """Forget how long answers took."""
        self._usual = math.inf
        self._times: list[float] = []
        self._round = self.allowed
        self._grows = True

    def _end_round(self) -> None:
        # Of four answers, three came within this time. Some are fast only because there is nothing in them, and where
        # requests wait for one another, those that came first do not.
        took = sorted(self._times)[len(self._times) * 3 // 4]
        self._usual = min(self._usual * _FORGETS, took)
        has_doubled = self._grows and self._throttled_at is None
        self._grows = took <= _AS_FAST * self._usual and not has_doubled
        self._times = []
        self._round = self.allowed

    def _allow(self, number: float) -> None:
        self._allowed = number
        self._room.set()


def _now() -> float:
    return asyncio.get_running_loop().time()
