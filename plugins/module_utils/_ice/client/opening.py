# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Open clients, do something with them, close them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Callable, TypeVar

from ..connection import ConnectionOptions, resolve_connection
from ..deadline import Deadline
from .client import Client

Result = TypeVar("Result")


@asynccontextmanager
async def open_clients(
    options: Iterable[ConnectionOptions], began: float | None = None
) -> AsyncIterator[dict[ConnectionOptions, Client]]:
    """A client for each different connection, open until the end of the block.

    :param began: when their deadlines began to run (``time.monotonic()``); by default now, so that the time it takes
        to find credentials counts too
    :raises InputError: before any client is opened, if an option of any connection is invalid
    """
    deadlines = {each: Deadline(each.deadline, began) for each in options}
    connections = {each: resolve_connection(each) for each in deadlines}
    async with AsyncExitStack() as stack:
        yield {
            each: await stack.enter_async_context(Client(found, deadlines[each])) for each, found in connections.items()
        }


def run_with_client(options: ConnectionOptions, work: Callable[[Client], Awaitable[Result]]) -> Result:
    """Do something with a client, for callers without an event loop.

    :returns: what ``work`` returns
    :raises InputError: before any request, if an option of the connection is invalid
    """

    async def run() -> Result:
        async with open_clients([options]) as clients:
            return await work(clients[options])

    return asyncio.run(run())
