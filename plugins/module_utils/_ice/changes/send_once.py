# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Send a request that changes something, and never twice: without evidence of its effect, look for the effect."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from typing import Any, Callable, TypeVar

from ..client import Client
from ..errors import ApiError, IceError
from ..operations import Operation

LOOKS = 3
_SECONDS_BETWEEN_LOOKS = 1.0
_LONGEST_MESSAGE = 500  # characters of what the server says

Found = TypeVar("Found")


async def send_once(
    client: Client,
    operation: Operation,
    parameters: Mapping[str, str],
    *,
    answered: Callable[[dict[str, Any]], Awaitable[Found | None]],
    unanswered: Callable[[], Awaitable[Found | None]],
    unknown: str,
    expected: tuple[str, str] | None = None,
) -> Found:
    """Call an operation once.

    :param answered: makes the result from the answer; returns None if the answer is no evidence of one
    :param unanswered: looks for the result if there is no answer, or no evidence; returns None as long as it sees none
    :param unknown: a sentence about what is not known if no result is ever seen
    :param expected: the field of the answer that is the evidence, and what it is called
    :returns: the result
    :raises IceError: the error of the request, with what is known about its effect
    """
    try:
        answer = await client.call(operation, parameters)
    except IceError as error:
        if not error.maybe_processed:
            raise
        return await _look(unanswered, error, unknown)
    found = await answered(answer)
    if found is not None:
        return found
    return await _look(unanswered, _no_evidence(operation, answer, expected), unknown)


def _no_evidence(operation: Operation, answer: Mapping[str, Any], expected: tuple[str, str] | None) -> IceError:
    field, name = expected or ("", "evidence")
    value, code = answer.get(field), answer.get("code")
    message = f"{operation.name} was answered with HTTP 200, but with no {name}"
    if value:
        message += f" (it was {str(value)[:100]!r})"
    if code or answer.get("message"):
        message += f": {str(answer.get('message') or 'no message')[:_LONGEST_MESSAGE]} ({code or 'no code'})"
    request_id = answer.get("request_id")
    error = ApiError(
        f"{message}.",
        error_code=str(code) if code else None,
        request_id=str(request_id) if request_id else None,
        http_status=200,
    )
    error.maybe_processed = True
    return error


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
