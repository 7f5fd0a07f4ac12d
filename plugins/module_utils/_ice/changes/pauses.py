# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""To look again and again, until something is there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from ..deadline import Deadline

_FIRST, _LONGEST = 0.25, 4.0  # seconds


async def pauses(deadline: Deadline, *, at_once: bool = False) -> AsyncIterator[None]:
    """Comes back after pauses that double, until the next one would pass the deadline.

    :param at_once: the first time without a pause
    """
    if at_once:
        yield
    pause = _FIRST
    while deadline.remaining > pause:
        await asyncio.sleep(pause)
        pause = min(2 * pause, _LONGEST)
        yield
