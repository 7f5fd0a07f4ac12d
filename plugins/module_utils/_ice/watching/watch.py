# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Watch the lists of some regions until cancelled."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Sequence
from typing import Callable

from ..errors import InputError
from ..listing import run_concurrently
from ..query import Doubts
from .delivery import Delivery, Feedback, Put, open_delivery
from .events import heartbeat_event
from .options import WatchOptions
from .reading import OpenList, open_list
from .region import Region
from .section import key_of
from .state_file import open_state

Clock = Callable[[], float]


async def watch(
    options: WatchOptions,
    put: Put,
    feedback: Feedback | None = None,
    *,
    open_list: OpenList = open_list,
    clock: Clock = time.time,
) -> None:
    """Send an event for all that changes in the lists of recording jobs, until cancelled.

    A region that cannot be read does not keep the others from being watched.

    :param put: hands an event to ansible-rulebook
    :param feedback: gives events back that the rule engine has; None if it does not
    :param open_list: how a list is read
    :param clock: seconds since the epoch
    :raises InputError: if the state file cannot be used, or there is no feedback; as soon as there are jobs, if
        ``where`` names what none of them has
    """
    if options.feedback and feedback is None:
        raise InputError(
            "feedback: ansible-rulebook gives no feedback. It needs a version that does (1.3 or newer), and has to be "
            "started with --persistence-id."
        )
    keys = [key_of(location, options.filters) for _connection, location in options.places]
    async with (
        open_state(options.state_file, keys, int(clock())) as state,
        open_delivery(put, feedback, timeout=options.feedback_timeout, make_inert=options.inert) as delivery,
    ):
        regions = [
            Region(connection, section, state, options, delivery, open_list, names=Doubts([options.where]), clock=clock)
            for (connection, _location), section in zip(options.places, state.sections)
        ]
        work: list[Callable[[], Awaitable[None]]] = [region.watch for region in regions]
        if options.heartbeat is not None:
            seconds = options.heartbeat
            work.append(lambda: _beat(delivery, regions, seconds, clock))
        await run_concurrently(work, lambda each: each(), len(work))


async def _beat(delivery: Delivery, regions: Sequence[Region], seconds: float, clock: Clock) -> None:
    """Send an event whenever there was none for so long."""
    loop = asyncio.get_running_loop()
    while True:
        left = delivery.sent_at + seconds - loop.time()
        if left > 0:
            await asyncio.sleep(left)
            continue
        looks = {str(region.section.key["region"]): region.last_look for region in regions}
        await delivery.send(heartbeat_event(looks, int(clock())))
