# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many requests go side by side: as many as the server bears.

Throttling halves the number and holds everything back for as long as the server says; success lets it grow again by
one for each full round of requests (additive increase, multiplicative decrease, as TCP does it).
"""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from .deadline import Deadline

_FIRST_WAIT = 0.5
_LONGEST_WAIT = 20.0


def full_jitter(attempt: int) -> float:
    """Seconds to wait before a retry: anything up to a bound that doubles with each attempt.

    Clients that failed together so do not come back together.
    """
    doublings = min(attempt, 10)  # enough to reach the longest wait; thousands would overflow a float
    return random.uniform(0, min(_LONGEST_WAIT, _FIRST_WAIT * 2**doublings))


class Pace:
    """The one gate that all requests of a client pass.

    :ivar refused_rounds: how many times in a row the server refused what was sent together, with nothing let through
    """

    def __init__(self, max_concurrency: int, deadline: Deadline) -> None:
        self._most = max_concurrency
        self._allowed = float(max_concurrency)
        self._in_flight = 0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._deadline = deadline
        self._resume_at = 0.0
        self._throttled_at = 0.0
        self.refused_rounds = 0

    @property
    def allowed(self) -> int:
        """Requests that may be in flight at present."""
        return int(self._allowed)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[float]:
        """Wait for a turn, first come first served; gives the time it began.

        :raises DeadlineError: where the turn would come too late
        """
        await self._enter()
        try:
            yield _now()
        finally:
            self._in_flight -= 1
            self._wake()

    def succeeded(self) -> None:
        """The server answered."""
        self.refused_rounds = 0
        self._allowed = min(float(self._most), self._allowed + 1 / self._allowed)

    def throttled(self, began: float, retry_after: float | None) -> None:
        """The server refused a request that ``began`` then; it may say in how many seconds to come back.

        Requests sent together are refused together: only the first of them counts.
        """
        now = _now()
        if began >= self._throttled_at:
            self._throttled_at = now
            self._allowed = max(1.0, self._allowed / 2)
            self.refused_rounds += 1
        wait = full_jitter(self.refused_rounds - 1) if retry_after is None else retry_after
        self._resume_at = max(self._resume_at, now + wait)

    async def _enter(self) -> None:
        if self._waiting or self._in_flight >= self.allowed:
            turn = asyncio.get_running_loop().create_future()
            self._waiting.append(turn)
            try:
                await turn  # _wake() counts us as in flight already
            except asyncio.CancelledError:
                if turn.done() and not turn.cancelled():
                    self._in_flight -= 1
                    self._wake()
                raise
        else:
            self._in_flight += 1
        try:
            while (wait := self._resume_at - _now()) > 0:
                await self._deadline.sleep(wait)
        except BaseException:
            self._in_flight -= 1
            self._wake()
            raise

    def _wake(self) -> None:
        while self._waiting and self._in_flight < self.allowed:
            turn = self._waiting.popleft()
            if not turn.done():
                self._in_flight += 1
                turn.set_result(None)


def _now() -> float:
    return asyncio.get_running_loop().time()
