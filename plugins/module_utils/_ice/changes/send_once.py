# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Send a request that changes something, and never send it twice: if its answer is lost, look for its effect."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from typing import Any, Callable, TypeVar

from ..client import Client
from ..errors import IceError
from ..operations import Operation

LOOKS = 3
_SECONDS_BETWEEN_LOOKS = 1.0

Found = TypeVar("Found")


async def send_once(
    client: Client,
    operation: Operation,
    parameters: Mapping[str, str],
    *,
    answered: Callable[[dict[str, Any]], Awaitable[Found]],
    unanswered: Callable[[], Awaitable[Found | None]],
    unknown: str,
) -> Found:
    """Call an operation once.

    :param answered: makes the result from the answer
    :param unanswered: looks for the result if there is no answer; returns None as long as it sees none
    :param unknown: a sentence about what is not known if no result is ever seen
    :returns: the result
    :raises IceError: the error of the request, with what is known about its effect
    """
    try:
        answer = await client.call(operation, parameters)
    except IceError as error:
        if not error.maybe_processed:
            raise
        return await _look(unanswered, error, unknown)
    return await answered(answer)


async def _look(look: Callable[[], Awaitable[Found | None]], error: IceError, unknown: str) -> Found:
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
