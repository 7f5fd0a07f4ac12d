# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP clients of one connection each."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager, suppress

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client.client import Client
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client.http_clients import HttpClients
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.operations import LIST_LIVE_RECORD_JOBS
from ansible_collections.mediaops.alicloud.tests.unit.support.connections import loopback
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


def test_whoever_has_a_client_has_it_alone_and_the_last_one_is_used_again_first() -> None:
    async def main() -> None:
        clients = HttpClients(loopback())
        async with clients.one() as first, clients.one() as second:
            assert first is not second
        async with clients.one() as again:
            assert again is first
            async with clients.one() as other:
                assert other is second

    asyncio.run(main())


def test_a_client_whose_request_fails_is_not_used_again() -> None:
    async def main() -> None:
        clients = HttpClients(loopback())
        with pytest.raises(OSError, match="cut off"):
            async with clients.one() as client:
                raise OSError("cut off")
        assert client.is_closed
        async with clients.one() as other:
            assert other is not client

    asyncio.run(main())


@pytest.mark.parametrize("steps", range(40))
def test_whenever_a_request_is_cancelled_the_next_one_is_answered(steps) -> None:
    """The library may wait for ever for a connection whose request was cancelled."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while await reader.readuntil(b"\r\n\r\n"):
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % len(BODY))
                await asyncio.sleep(0)
                writer.write(BODY)
        writer.close()

    async def main() -> None:
        async with (
            a_server(answer) as endpoint,
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


def test_all_are_closed() -> None:
    async def main() -> None:
        clients = HttpClients(loopback())
        async with clients.one() as first, clients.one() as second:
            pass
        await clients.close()
        assert first.is_closed
        assert second.is_closed

    asyncio.run(main())
