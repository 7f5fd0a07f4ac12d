# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""To hand events to ansible-rulebook, one after the other, and to know that it has them.

With feedback, ansible-rulebook gives each event back once its rule engine has it. Something always has to take these
back, else it waits for ever.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any, Callable, Protocol

from .events import Event
from .inert import inert

Put = Callable[[Event], Awaitable[None]]

_LOGGER = logging.getLogger(__name__)


class Feedback(Protocol):
    """The queue that comes back; an :class:`asyncio.Queue`."""

    async def get(self) -> Any:
        """The next event that the rule engine has."""


class Delivery:
    """Sends events. Use :func:`open_delivery`.

    :ivar sent_at: when the last event was handed over, by the clock of the event loop
    """

    def __init__(self, put: Put, *, with_feedback: bool, timeout: float, make_inert: bool) -> None:
        self._put = put
        self._with_feedback = with_feedback
        self._timeout = timeout
        self._make_inert = make_inert
        self._one_at_a_time = asyncio.Lock()
        self._awaited: dict[str, asyncio.Future[None]] = {}
        self.sent_at = _now()

    async def send(self, event: Event) -> bool:
        """Hand an event over.

        :returns: whether ansible-rulebook has it. If it does not say so in time, it may have it all the same, and say
            so later. Then the same event is not handed over again.
        """
        identity = str(event["meta"]["uuid"])
        async with self._one_at_a_time:
            back = self._awaited.get(identity)
            if back is None or not back.done():
                back = self._awaited[identity] = asyncio.get_running_loop().create_future()
                await self._put(inert(event) if self._make_inert else event)
            self.sent_at = _now()
            if self._with_feedback and not await self._comes_back(back):
                _LOGGER.warning(
                    "The rule engine did not take event %s within %g seconds; it is sent again with the next poll.",
                    identity,
                    self._timeout,
                )
                return False
            self._awaited.pop(identity, None)
            return True

    async def take_back(self, feedback: Feedback) -> None:
        """Take back whatever comes, for ever."""
        while True:
            event = await feedback.get()
            with contextlib.suppress(KeyError, TypeError):
                back = self._awaited[str(event["meta"]["uuid"])]
                if not back.done():
                    back.set_result(None)

    async def _comes_back(self, back: asyncio.Future[None]) -> bool:
        await asyncio.wait([back], timeout=self._timeout)
        return back.done()


@asynccontextmanager
async def open_delivery(
    put: Put, feedback: Feedback | None, *, timeout: float, make_inert: bool
) -> AsyncIterator[Delivery]:
    """To be used until the end of the block.

    :param feedback: what comes back; None without feedback
    :param timeout: how many seconds to wait for an event to come back
    :param make_inert: whether to change text that Ansible would take for a template
    """
    delivery = Delivery(put, with_feedback=feedback is not None, timeout=timeout, make_inert=make_inert)
    taking = None if feedback is None else asyncio.ensure_future(delivery.take_back(feedback))
    try:
        yield delivery
    finally:
        if taking is not None:
            taking.cancel()
            await asyncio.gather(taking, return_exceptions=True)


def _now() -> float:
    return asyncio.get_running_loop().time()
