# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A limit for how long something may take."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable
from typing import TypeVar

Result = TypeVar("Result")


async def _with_a_timeout(seconds: float, work: Awaitable[Result]) -> Result:
    async with asyncio.timeout(max(0.0, seconds)):
        return await work


async def _with_a_task(seconds: float, work: Awaitable[Result]) -> Result:
    """What was asyncio.wait_for then forgets that it was cancelled if the work ends just then; this does not."""
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


async def within(seconds: float, work: Awaitable[Result]) -> Result:
    """Wait for the work; end it if that takes too long, or if the caller is cancelled.

    :raises asyncio.TimeoutError: if it takes too long
    """
    # A task for each request takes a twentieth of a listing's time; Python can do without since version 3.11.
    return await (_with_a_timeout if sys.version_info >= (3, 11) else _with_a_task)(seconds, work)
