# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Open clients, do something with them, close them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Callable, TypeVar

from ..connection import Connection, ConnectionOptions, Credentials, locate, resolve_connection
from ..deadline import Deadline
from ..within import within
from .client import Client
from .pace_store import shared_store
from .threads import AbandonedThreads, run

Result = TypeVar("Result")


@asynccontextmanager
async def open_clients(
    options: Iterable[ConnectionOptions], began: float | None = None
) -> AsyncIterator[dict[ConnectionOptions, Client]]:
    """A client for each different connection, open until the end of the block.

    :param began: when their deadlines began to run (``time.monotonic()``); by default now, so that the time it takes
        to find credentials counts too
    :raises InputError: before any client is opened, if an option of any connection is invalid
    :raises DeadlineError: if a source of credentials does not answer in time
    """
    deadlines = {each: Deadline(each.deadline, began) for each in options}
    connections = {each: await _resolve(each, deadline) for each, deadline in deadlines.items()}
    async with AsyncExitStack() as stack:
        clients = {}
        for each, found in connections.items():
            store = stack.enter_context(shared_store(found.endpoint.url, found.account))
            clients[each] = await stack.enter_async_context(Client(found, deadlines[each], store))
        yield clients


def run_with_client(options: ConnectionOptions, work: Callable[[Client], Awaitable[Result]]) -> Result:
    """Do something with a client, for callers without an event loop.

    :returns: what ``work`` returns
    :raises InputError: before any request, if an option of the connection is invalid
    """

    async def main() -> Result:
        async with open_clients([options]) as clients:
            return await work(clients[options])

    return run(main())


async def _resolve(options: ConnectionOptions, deadline: Deadline) -> Connection:
    """To get credentials can take any time: other services are asked, or a command is run."""
    options.check_numbers()
    resolving = asyncio.get_running_loop().run_in_executor(AbandonedThreads(), resolve_connection, options)
    try:
        return await within(deadline.remaining, resolving)
    except asyncio.TimeoutError:
        source = locate(options).credentials
        if isinstance(source, Credentials):
            raise deadline.error("it has passed before any request was sent") from None
        raise deadline.error(
            f"{source.account} had not given any credentials when it passed",
            "Check that the service or command which they come from can be reached and answers, or raise deadline.",
        ) from None
