# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Threads that nobody waits for.

Some calls of the system and of libraries cannot be interrupted: to resolve a name, or to ask for credentials. They run
in threads that end with the process, so that a deadline, or Ctrl-C, ends the wait for them.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Coroutine
from concurrent.futures import Future, InvalidStateError, ThreadPoolExecutor
from typing import Any, Callable, TypeVar

from ..garbage import fewer_searches
from .interrupts import interruptible

Result = TypeVar("Result")


class AbandonedThreads(ThreadPoolExecutor):
    """A thread for each call, which is left alone when the loop ends.

    It is a ThreadPoolExecutor because event loops take no other. The threads of an ordinary one are waited for twice:
    at the end of the loop, and at the end of the process.
    """

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        """Begin to work in a thread."""
        future: Future[Any] = Future()

        def run() -> None:
            if not future.set_running_or_notify_cancel():
                return
            # The future is set already if an interrupt came between.
            with contextlib.suppress(InvalidStateError):
                try:
                    future.set_result(work(*arguments, **named))
                except BaseException as error:  # noqa: BLE001  # whatever it is, it is for whoever waits
                    future.set_exception(error)

        threading.Thread(target=run, daemon=True).start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Wait for nothing."""


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """The same as :func:`asyncio.run`, but nothing is waited for after the work has ended."""

    async def main() -> Result:
        asyncio.get_running_loop().set_default_executor(AbandonedThreads())
        return await interruptible(work)

    with fewer_searches():
        return asyncio.run(main())
