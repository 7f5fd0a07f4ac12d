# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""After a request that changes something and gets no answer: never send it again, but look what has become of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Callable, TypeVar

from .errors import IceError

LOOKS = 3
_SECONDS_BETWEEN_LOOKS = 1.0

Found = TypeVar("Found")


async def look_for(look: Callable[[], Awaitable[Found | None]], error: IceError, unknown: str) -> Found:
    """Look a few times for what the request should have done.

    :param look: gives None as long as there is no sign of it
    :param unknown: what cannot be told where there never is one
    :raises IceError: the error of the request, with what is known now; at once where nothing can have been done
    """
    if not error.maybe_processed:
        raise error
    try:
        for number in range(LOOKS):
            if number:
                await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)
            found = await look()
            if found is not None:
                return found
    except IceError as second:
        error.add(f"Looking what became of it failed too: {second.message}")
    error.add(f"{unknown} Run the task again: it looks first.")
    raise error
