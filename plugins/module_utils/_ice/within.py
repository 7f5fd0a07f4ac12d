# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A limit for how long something may take."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

Result = TypeVar("Result")


async def within(seconds: float, work: Awaitable[Result]) -> Result:
    """Wait for the work; end it if that takes too long, or if the caller is cancelled.

    This is :func:`asyncio.wait_for`, which before Python 3.12 forgets that it was cancelled if the work ends just then:
    whatever was to end would then go on for ever.

    :raises asyncio.TimeoutError: if it takes too long
    """
    future = asyncio.ensure_future(work)
    try:
        await asyncio.wait([future], timeout=max(0.0, seconds))
        if future.done():
            return future.result()
    finally:
        if not future.done():
            future.cancel()
            await asyncio.gather(future, return_exceptions=True)
    raise asyncio.TimeoutError
