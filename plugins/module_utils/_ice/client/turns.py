# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Long work of many tasks, one piece of it in each turn of the event loop."""

from __future__ import annotations

import asyncio
from types import TracebackType


class Turns:
    """An async context manager around each piece; whoever comes first goes first.

    If many answers come together, and all are parsed before anything else is done, the next requests are sent
    together, too, and each waits until all answers are parsed. If others go on after each piece, the first request is
    sent while the second answer is parsed. Then answers come one by one, and a listing takes a twentieth less time.
    """

    def __init__(self) -> None:
        self._lock = asyncio.Lock()

    async def __aenter__(self) -> None:
        await self._lock.acquire()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            await asyncio.sleep(0)
        finally:
            self._lock.release()
