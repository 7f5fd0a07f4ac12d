# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One POST request to a server that may be slow, broken or hostile, and whose answers may repeat what it was told.

httpx is imported only here and only then, because the filters that check addresses do not need it.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from typing import Any

from ..errors import IceError, InputError, MissingLibraryError
from ..within import within
from .address import faults_in_address, faults_in_headers

_SUCCESSFUL = (200, 201, 202, 204)
_REDIRECTS = range(300, 400)


def notify(url: str, headers: Mapping[str, Any], body: Mapping[str, Any], *, timeout: int) -> int:
    """Post a JSON body, and return the HTTP status, which is 200, 201, 202 or 204.

    The answer's body is not read, and redirects are not followed.

    :param timeout: seconds for the whole request
    :raises IceError: if there was no such answer; the message shows neither address, headers nor what was answered
    """
    if timeout < 1:
        raise InputError("timeout must be 1 second or more.")
    try:
        status = asyncio.run(_within(timeout, url, headers, body))
    except asyncio.TimeoutError:
        raise IceError(f"The webhook did not answer within {timeout} s.") from None
    if status not in _SUCCESSFUL:
        why = " Redirects are not followed: use the address that it leads to." if status in _REDIRECTS else ""
        raise IceError(f"The webhook answered with the HTTP status {status}.{why}", http_status=status)
    return status


async def _within(timeout: int, url: str, headers: Mapping[str, Any], body: Mapping[str, Any]) -> int:
    """A timeout of httpx would begin again with each byte, so there is one around it all."""
    return await within(timeout, _post(timeout, url, headers, body))


async def _post(timeout: int, url: str, headers: Mapping[str, Any], body: Mapping[str, Any]) -> int:
    try:
        import httpx
    except ImportError as error:
        raise MissingLibraryError("httpx", "for webhooks", str(error)) from error
    try:
        as_bytes = [(str(name).encode("ascii"), str(value).encode("latin-1")) for name, value in headers.items()]
        trust = ssl.create_default_context()
        async with (
            httpx.AsyncClient(verify=trust, timeout=timeout, follow_redirects=False) as client,
            client.stream("POST", url, json=dict(body), headers=as_bytes) as answer,
        ):
            return int(answer.status_code)
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.LocalProtocolError, ValueError):
        found = [f"url {fault}" for fault in faults_in_address(url)]
        found += [f"headers {fault}" for fault in faults_in_headers(headers)]
        which = f": {'; '.join(found)}" if found else ""
        raise InputError(f"The address or a header of the webhook is not valid{which}.") from None
    except httpx.TimeoutException:
        raise asyncio.TimeoutError from None
    except httpx.RemoteProtocolError:  # its text is what the server sent
        raise IceError("What the webhook answered is not HTTP.") from None
    except httpx.ConnectError as error:
        raise IceError(f"The webhook cannot be reached: {error}.") from None
    except (httpx.HTTPError, OSError) as error:
        raise IceError(f"The request to the webhook failed: {type(error).__name__}.") from None
