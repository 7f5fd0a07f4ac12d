# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many requests a second the server lets through, learned from what it refuses.

The API limits the requests of an account, and tells nobody the limit. Ansible calls it from many processes at the same
time. So what is learned is kept in a :mod:`.pace_store`, which the processes of a machine share: each takes the next
turn, and no two take the same one.

As long as nothing is refused, nobody waits. After a refusal, turns come at the rate that got through. The rate grows
slowly until something is refused again; then it falls (additive increase and multiplicative decrease, as TCP does it
with its window).
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field
from typing import Callable, NamedTuple

from .pace_store import PaceStore

_AHEAD = 0.5  # seconds
_FIRST_RATE = 4.0  # a second, if no more than that is known to get through
_LEAST_RATE = 0.2  # a second; so a server that refuses everything is asked every five seconds
_AFTER_REFUSAL = 0.85  # of the rate
_AFTER_REFUSALS_ONLY = 0.5  # of the rate, if nothing got through since the refusal before
_SECONDS_BETWEEN_STEPS = 0.5
_STEP = 1.03
_STEP_FAR_BELOW = 1.3  # as long as it is far below the rate that was refused last
_FAR_BELOW = 0.85
_FAR_ABOVE = 1.1
_FORGOTTEN_AFTER = 30.0  # seconds without a refusal
_MEASURE = 1.0  # seconds
_SHORTEST_MEASURE = 0.25  # at the beginning


class Turn(NamedTuple):
    """When to send a request.

    :ivar seconds: how long to wait
    :ivar is_mine: whether a request may be sent then; else ask again
    :ivar at_least: how long it takes for sure
    """

    seconds: float
    is_mine: bool = True
    at_least: float = 0.0


@dataclass
class Pace:
    """Says when a request may be sent.

    :param clock: seconds, the same for all who share the store
    """

    store: PaceStore
    clock: Callable[[], float] = time.monotonic
    _since: float | None = field(default=None, init=False)
    _passed: int = field(default=0, init=False)

    def take_turn(self) -> Turn:
        """Take the next turn, if it is soon.

        Turns are not given away long before: they would come at a rate that is known to be wrong by then.
        """
        now = self.clock()
        if not self.store.is_limited(now):
            return Turn(0.0)
        with self.store.state(now) as state:
            if not state.rate:
                return Turn(0.0)
            wait = max(0.0, state.next_turn - now)
            if wait > _AHEAD:
                return Turn(wait * random.uniform(0.5, 1), is_mine=False, at_least=wait)
            state.next_turn = now + wait + 1 / state.rate
            return Turn(wait, at_least=wait)

    def passed(self) -> None:
        """A request was let through."""
        now = self.clock()
        if not self.store.is_limited(now):
            self._since = now if self._since is None else self._since
            self._passed += 1
            return
        with self.store.state(now) as state:
            seconds = now - state.measured_since
            if seconds >= _MEASURE:
                # What came before a pause tells nothing.
                state.throughput = state.passed / seconds if seconds < 3 * _MEASURE else 0.0
                state.measured_since, state.passed = now, 0.0
            state.passed += 1
            state.refused_in_a_row = 0.0
            if now - state.refused_at > _FORGOTTEN_AFTER:
                state.rate = 0.0
                self._since, self._passed = None, 0
            # It grows if turns of this rate got through, and somebody waits for more.
            elif now - max(state.changed_at, state.settled_at) >= _SECONDS_BETWEEN_STEPS and state.next_turn > now:
                is_far_below = not state.ceiling or state.rate < _FAR_BELOW * state.ceiling
                state.rate *= _STEP_FAR_BELOW if is_far_below else _STEP
                state.changed_at = now
                if state.rate > _FAR_ABOVE * state.ceiling:
                    state.ceiling = 0.0  # what was refused there was a burst; the limit is higher

    def refused(self, sent_at: float, retry_after: float | None) -> None:
        """A request was refused, since there were too many.

        :param sent_at: by the clock. Turns that were taken before the last refusal came at the rate of that time, so
            that only the first refusal counts
        :param retry_after: in how many seconds the server says to come back; None if it does not say
        """
        now = self.clock()
        with self.store.state(now) as state:
            is_news = sent_at >= state.settled_at
            if not state.rate:
                state.rate = max(_FIRST_RATE, self._measured(now), 1 / retry_after if retry_after else 0.0)
                state.ceiling = 0.0
                state.next_turn = now
            elif is_news:
                state.ceiling = state.rate
                state.rate *= _AFTER_REFUSALS_ONLY if state.refused_in_a_row else _AFTER_REFUSAL
                if 0 < state.throughput < _FAR_BELOW * state.rate:  # it was far too high
                    state.rate = state.throughput
                state.rate = max(_LEAST_RATE, state.rate)
            if retry_after:
                # A server that makes room for one request after another says when there is room for the next; it never
                # says less of its rate than that. One that makes room for many at once lets more through.
                state.rate = min(state.rate, max(1 / retry_after, _FIRST_RATE, state.throughput, self._measured(now)))
            if is_news:
                state.refused_in_a_row += 1
                state.refused_at = state.changed_at = now
                state.settled_at = max(now, state.next_turn)
            if retry_after is None:
                # Not all at the same moment, should others not share what is known here.
                retry_after = random.uniform(0, 1 / state.rate)
            state.next_turn = max(state.next_turn, now + retry_after)

    def _measured(self, now: float) -> float:
        """Requests of this process that were let through in a second, as long as no limit was known."""
        return 0.0 if self._since is None else self._passed / max(now - self._since, _SHORTEST_MEASURE)
