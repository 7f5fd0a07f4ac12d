# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP transports of one connection each."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx
import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client import answers
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client import client as client_module
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client.client import Client
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client.transports import Transports
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import Connection
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.operations import LIST_LIVE_RECORD_JOBS
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.redaction import Redactor
from ansible_collections.mediaops.alicloud.tests.unit.support.connections import connection, loopback
from ansible_collections.mediaops.alicloud.tests.unit.support.fake_api import OK

BODY = json.dumps(OK).encode()


@asynccontextmanager
async def a_server(answer):
    """The endpoint of a server that does this with each connection."""
    listening = await asyncio.start_server(answer, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    finally:
        listening.close()


async def answer_each(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(asyncio.IncompleteReadError, ConnectionError):
        while await reader.readuntil(b"\r\n\r\n"):
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % len(BODY))
            await asyncio.sleep(0)
            writer.write(BODY)
    writer.close()


@pytest.fixture
def closed(monkeypatch) -> list[httpx.AsyncHTTPTransport]:
    """The transports that were closed."""
    found: list[httpx.AsyncHTTPTransport] = []
    close = httpx.AsyncHTTPTransport.aclose

    async def note(transport: httpx.AsyncHTTPTransport) -> None:
        found.append(transport)
        await close(transport)

    monkeypatch.setattr(httpx.AsyncHTTPTransport, "aclose", note)
    return found


def test_whoever_has_a_transport_has_it_alone_and_the_last_one_is_used_again_first() -> None:
    async def main() -> None:
        transports = Transports(loopback())
        async with transports.one() as first, transports.one() as second:
            assert first is not second
        async with transports.one() as again:
            assert again is first
            async with transports.one() as other:
                assert other is second

    asyncio.run(main())


def test_a_transport_whose_request_fails_is_not_used_again(closed) -> None:
    async def main() -> None:
        transports = Transports(loopback())
        with pytest.raises(OSError, match="cut off"):
            async with transports.one() as transport:
                raise OSError("cut off")
        assert closed == [transport]
        async with transports.one() as other:
            assert other is not transport

    asyncio.run(main())


@pytest.mark.parametrize("steps", range(40))
def test_whenever_a_request_is_cancelled_the_next_one_is_answered(steps) -> None:
    """The library may wait for ever for a connection whose request was cancelled."""

    async def main() -> None:
        async with (
            a_server(answer_each) as endpoint,
            Client(loopback(endpoint=endpoint, timeout=2, max_retries=0)) as client,
        ):
            calling = asyncio.ensure_future(client.call(LIST_LIVE_RECORD_JOBS, {}))
            for _step in range(steps):
                await asyncio.sleep(0)
            calling.cancel()
            with suppress(asyncio.CancelledError):
                await calling
            assert await client.call(LIST_LIVE_RECORD_JOBS, {})

    asyncio.run(main())


def test_an_answer_that_came_in_time_is_not_late_since_others_are_parsed_first(monkeypatch) -> None:
    def understand_slowly(received: answers.Received, redactor: Redactor) -> answers.Answer:
        time.sleep(0.1)
        return answers.understand(received, redactor)

    async def main() -> None:
        async with (
            a_server(answer_each) as endpoint,
            Client(loopback(endpoint=endpoint, timeout=0.4, max_retries=0)) as client,
        ):
            await asyncio.gather(*(client.call(LIST_LIVE_RECORD_JOBS, {}) for _number in range(8)))

    monkeypatch.setattr(client_module, "understand", understand_slowly)
    asyncio.run(main())


def test_all_are_closed(closed) -> None:
    async def main() -> None:
        transports = Transports(loopback())
        async with transports.one() as first, transports.one() as second:
            pass
        await transports.close()
        assert set(closed) == {first, second}

    asyncio.run(main())


# --- proxies ---


@pytest.fixture
def no_proxies(monkeypatch) -> pytest.MonkeyPatch:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    return monkeypatch


def pool_of(connection: Connection) -> Any:
    async def look() -> Any:
        async with Transports(connection).one() as transport:
            return transport._pool

    return asyncio.run(look())


def proxy_of(connection: Connection) -> str | None:
    proxy = getattr(pool_of(connection), "_proxy_url", None)
    return f"{proxy.host.decode()}:{proxy.port}" if proxy else None


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])
@pytest.mark.parametrize("written", ["http://user:password@proxy.internal:3128", "proxy.internal:3128"])
def test_proxies_of_the_environment_are_used(no_proxies, variable, written) -> None:
    no_proxies.setenv(variable, written)
    assert proxy_of(connection()) == "proxy.internal:3128"


def test_a_proxy_for_another_scheme_is_not_used(no_proxies) -> None:
    no_proxies.setenv("http_proxy", "http://proxy.internal:3128")
    assert proxy_of(connection()) is None


@pytest.mark.parametrize(
    ("direct", "expected"),
    [
        ("ice.cn-shanghai.aliyuncs.com", None),
        ("aliyuncs.com", None),
        (".aliyuncs.com", None),
        ("other.internal, aliyuncs.com", None),
        ("*", None),
        ("yuncs.com", "proxy.internal:3128"),
        ("ice.cn-beijing.aliyuncs.com", "proxy.internal:3128"),
    ],
)
def test_what_no_proxy_names_is_reached_directly(no_proxies, direct, expected) -> None:
    no_proxies.setenv("HTTPS_PROXY", "http://proxy.internal:3128")
    no_proxies.setenv("NO_PROXY", direct)
    assert proxy_of(connection()) == expected


@pytest.mark.parametrize(
    ("endpoint", "direct", "expected"),
    [
        ("ice.cn-shanghai.aliyuncs.com", "other.internal, *", None),
        ("ice.cn-shanghai.aliyuncs.com", " * ", None),
        ("https://[fd00::5]:8443", "other.internal, fd00::5", None),
        ("https://[fd00::5]", "[fd00::5]", None),
        ("https://[fd00::5]", "fd00::6", "proxy.internal:3128"),
        ("https://ice.internal:8443", "ICE.internal:8443", None),
        ("https://ice.internal:8443", "ice.internal:443", "proxy.internal:3128"),
        ("https://ice.internal", "https://ice.internal", None),
        ("https://ice.internal", "https://other.internal", "proxy.internal:3128"),
    ],
)
def test_no_proxy_is_read_as_other_programs_read_it(no_proxies, endpoint, direct, expected) -> None:
    """Python's own function knows ``*`` only where nothing else is named, and no IPv6 address without brackets."""
    no_proxies.setenv("HTTPS_PROXY", "http://proxy.internal:3128")
    no_proxies.setenv("NO_PROXY", direct)
    assert proxy_of(connection(endpoint=endpoint)) == expected


def test_without_a_proxy_in_the_environment_there_is_none(no_proxies) -> None:
    assert proxy_of(connection()) is None


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost", "[::1]"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_what_stays_on_this_machine_needs_no_proxy(no_proxies, host, scheme) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        no_proxies.setenv(name, "http://proxy.internal:3128")
    endpoint = f"{scheme}://{host}:8080"
    assert proxy_of(loopback(endpoint=endpoint)) is None


def test_proxied_requests_check_certificates_as_the_user_says(no_proxies) -> None:
    no_proxies.setenv("HTTPS_PROXY", "http://proxy.internal:3128")
    resolved = connection(validate_certs=False)
    assert pool_of(resolved)._ssl_context is resolved.tls


@pytest.mark.parametrize(
    "proxy",
    [
        "ftp://user:password@proxy.internal:21",
        "http://user:password@proxy.internal:port",
        "http://user:password/#?@proxy.internal:3128",
        "http://user:password@[::z]:3128",
        "socks5://user:password@proxy.internal:1080",
        # The library finds no password in these, so that it hides none in its message.
        " http://user:password@proxy.internal:3128",
        '"http://user:password@proxy.internal:3128"',
        "HTTPS_PROXY=http://user:password@proxy.internal:3128",
        "ftp://password@proxy.internal:21",  # the name of a user is a token for some proxies
    ],
)
def test_a_proxy_that_cannot_be_used_is_an_input_error_without_its_password(no_proxies, proxy) -> None:
    no_proxies.setenv("HTTPS_PROXY", proxy)
    no_proxies.setitem(__import__("sys").modules, "socksio", None)
    with pytest.raises(InputError) as caught:
        Client(connection())
    assert "The proxy that the environment names cannot be used" in caught.value.message
    assert "password" not in caught.value.message
    assert "password" not in str(caught.value.__cause__)
