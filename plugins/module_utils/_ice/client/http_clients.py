# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP clients of one connection each, one for each request in flight.

A single HTTP client with many connections looks at all of them whenever a request begins or ends. With 16 requests in
flight, that takes longer than all else that a request needs.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from ..connection import Connection
from ..errors import InputError
from .libraries import httpx

_ONE = 1


class HttpClients:
    """Makes clients as they are needed, and keeps them, with their connections.

    :raises InputError: if the proxy that the environment names cannot be used
    """

    def __init__(self, connection: Connection) -> None:
        self._timeout = connection.options.timeout
        # Without TLS there is no certificate to check, and to load the authorities takes time.
        self._tls = connection.tls or ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        # Proxies come from the environment; requests to this machine need none.
        self._trust_env = not connection.endpoint.is_loopback
        self._idle = [self._new()]

    @asynccontextmanager
    async def one(self) -> AsyncIterator[httpx.AsyncClient]:
        """A client that nobody else uses until the end of the block. The one that was used last is taken first.

        One whose request fails or is cancelled is closed: httpcore may take its only connection for busy for ever.
        """
        client = self._idle.pop() if self._idle else self._new()
        try:
            yield client
        except BaseException:
            await client.aclose()
            raise
        self._idle.append(client)

    async def close(self) -> None:
        """Close all that nobody uses."""
        while self._idle:
            await self._idle.pop().aclose()

    def _new(self) -> httpx.AsyncClient:
        try:
            return httpx.AsyncClient(
                verify=self._tls,
                timeout=self._timeout,
                limits=httpx.Limits(max_connections=_ONE, max_keepalive_connections=_ONE),
                trust_env=self._trust_env,
            )
        except (ValueError, ImportError) as error:  # a proxy of an unknown kind, or one that needs a library
            raise InputError(f"The proxy that the environment names cannot be used: {error}") from error
        except httpx.InvalidURL:
            # The library's message may quote a part of the password.
            raise InputError("The proxy that the environment names cannot be used: it is not a valid URL.") from None
