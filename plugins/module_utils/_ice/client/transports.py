# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP transports of one connection each, one for each request in flight.

A single one with many connections looks at all of them whenever a request begins or ends. With 16 requests in flight,
that takes longer than all else that a request needs. A client of the library, which looks for cookies, redirects and
more, would add a seventh to what a listing takes; the API has none of that.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.request import getproxies, proxy_bypass

from ..connection import Connection, Endpoint
from ..errors import InputError
from ..redaction import Redactor
from .libraries import httpx

_ONE = 1


class Transports:
    """Makes transports as they are needed, and keeps them, with their connections.

    :ivar proxy_redactor: masks the password of the proxy in texts that others wrote
    :raises InputError: if the proxy that the environment names cannot be used
    """

    def __init__(self, connection: Connection) -> None:
        # Without TLS there is no certificate to check, and to load the authorities takes time.
        self._tls = connection.tls or ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._proxy = _proxy_of_environment(connection.endpoint)
        self._idle = [self._new()]
        self.proxy_redactor = _redactor_of(self._proxy)

    @asynccontextmanager
    async def one(self) -> AsyncIterator[httpx.AsyncHTTPTransport]:
        """A transport that nobody else uses until the end of the block. The one that was used last is taken first.

        One whose request fails or is cancelled is closed: httpcore may take its only connection for busy for ever.
        """
        transport = self._idle.pop() if self._idle else self._new()
        try:
            yield transport
        except BaseException:
            await transport.aclose()
            raise
        self._idle.append(transport)

    async def close(self) -> None:
        """Close all that nobody uses."""
        while self._idle:
            await self._idle.pop().aclose()

    def _new(self) -> httpx.AsyncHTTPTransport:
        try:
            return httpx.AsyncHTTPTransport(
                verify=self._tls,
                limits=httpx.Limits(max_connections=_ONE, max_keepalive_connections=_ONE),
                proxy=httpx.Proxy(self._proxy) if self._proxy else None,
            )
        except ImportError as error:
            raise InputError(f"The proxy that the environment names cannot be used: {error}") from error
        except (ValueError, httpx.InvalidURL):
            # The library's message may quote a part of the password, or all of it if there is a space before the URL.
            raise InputError(
                "The proxy that the environment names cannot be used: its URL is not valid. Write it as in "
                "http://proxy.internal:3128, without quotes or spaces; https:// and socks5:// are known, too."
            ) from None


def _proxy_of_environment(endpoint: Endpoint) -> str | None:
    """The URL of the proxy for a server, as Ansible's own modules find it; requests to this machine need none."""
    proxies = getproxies()
    if endpoint.is_loopback or proxy_bypass(endpoint.host_header) or _is_excepted(endpoint, proxies.get("no", "")):
        return None
    proxy = proxies.get(endpoint.scheme) or proxies.get("all")
    return f"http://{proxy}" if proxy and "://" not in proxy else proxy


def _redactor_of(proxy: str | None) -> Redactor:
    url = httpx.URL(proxy or "")
    return Redactor([url.password or url.username])  # some proxies take a token in place of a name


def _is_excepted(endpoint: Endpoint, hosts: str) -> bool:
    """What Python overlooks in NO_PROXY, and other programs do not.

    That is ``*`` beside others, an IPv6 address without brackets, and an URL.
    """
    return not {"*", endpoint.host, endpoint.url}.isdisjoint(each.strip().lower() for each in hosts.split(","))
