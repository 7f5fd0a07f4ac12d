# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many requests may be in flight at the same time, and when the next one may be sent.

When is a matter of the :mod:`.pace`. How many begins small and doubles with each full round of requests that the server
answers, until it is throttled for the first time. Throttling halves the number. From then on success lets it grow by
one for each full round (slow start, additive increase and multiplicative decrease, as TCP does it).
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from ..deadline import Deadline
from .libraries import anyio
from .pace import Pace
from .pace_store import MemoryStore, PaceStore

_BEGINS_WITH = 8
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
        self._limiter = anyio.CapacityLimiter(int(self._allowed))
        self._entrance = asyncio.Lock()
        self._deadline = deadline
        self._pace = Pace(store or MemoryStore(), clock=_now)
        self._throttled_at: float | None = None

    @property
    def allowed(self) -> int:
        """Requests that may be in flight at present."""
        return int(self._allowed)

    @property
    def in_flight(self) -> int:
        """Requests that have entered and not left."""
        return self._limiter.borrowed_tokens

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[float]:
        """Wait until a request may be sent, first come first served.

        :returns: the time at which it was let in, by the clock of the event loop
        :raises DeadlineError: if that would be too late
        """
        token = object()  # a slot belongs to no task
        # One at a time: else a request that waits for throttling to end could be overtaken by one that comes at just
        # that moment.
        async with self._entrance:
            await self._limiter.acquire_on_behalf_of(token)
            try:
                await self._wait_for_turn()
            except BaseException:
                self._limiter.release_on_behalf_of(token)
                raise
        try:
            yield _now()
        finally:
            self._limiter.release_on_behalf_of(token)

    def succeeded(self) -> None:
        """The server answered."""
        self._pace.passed()
        growth = 1 if self._throttled_at is None else 1 / self._allowed
        self._allow(min(float(self._most), self._allowed + growth))

    def throttled(self, began: float, retry_after: float | None) -> None:
        """The server refused a request that was let in at ``began``; it may say in how many seconds to come back.

        Requests that are sent together are refused together, so only the first of them counts.
        """
        self._pace.refused(began, retry_after)
        if self._throttled_at is None or began >= self._throttled_at:
            self._throttled_at = _now()
            self._allow(max(1.0, self._allowed / 2))

    async def _wait_for_turn(self) -> None:
        turn = self._pace.take_turn()
        while turn.seconds or not turn.is_mine:
            await self._deadline.sleep(turn.seconds, in_all=turn.at_least)
            if turn.is_mine:
                return
            turn = self._pace.take_turn()

    def _allow(self, number: float) -> None:
        self._allowed = number
        self._limiter.total_tokens = int(number)


def _now() -> float:
    return asyncio.get_running_loop().time()
