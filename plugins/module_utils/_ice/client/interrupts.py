# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ctrl-C in Python before version 3.11, as :func:`asyncio.run` takes it since then."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from collections.abc import Awaitable
from typing import Any, TypeVar

Result = TypeVar("Result")


async def interruptible(work: Awaitable[Result]) -> Result:
    """Wait for the work of a whole program; Ctrl-C cancels it.

    :raises KeyboardInterrupt: once the work has ended, if it was cancelled so; at once if Ctrl-C comes again
    """
    is_needed = (
        sys.version_info < (3, 11)
        and threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    )
    return await (_cancelled_by_interrupt(work) if is_needed else work)


async def _cancelled_by_interrupt(work: Awaitable[Result]) -> Result:
    """An interrupt that breaks off whatever runs just then may leave a lock of the HTTP library held for ever.

    All that would be closed then waits for that lock, and the process never ends.
    """
    loop, future = asyncio.get_running_loop(), asyncio.ensure_future(work)
    is_interrupted = False

    def interrupt(*_signal: Any) -> None:
        nonlocal is_interrupted
        if is_interrupted or future.done():
            raise KeyboardInterrupt
        is_interrupted = True
        loop.call_soon_threadsafe(future.cancel)  # which wakes the loop, too

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        return await future
    except asyncio.CancelledError:
        if is_interrupted:
            raise KeyboardInterrupt from None
        raise
    finally:
        signal.signal(signal.SIGINT, before)
