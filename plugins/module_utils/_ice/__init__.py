# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine: signed calls of Intelligent Media Services, and lists read completely. It knows nothing of Ansible.

Source of all shapes and limits: the API reference of Intelligent Media Services, version 2020-11-09.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import Union

from .client import Client
from .connection import ConnectionOptions, locate, resolve_connection
from .errors import IceError, InputError, MissingLibraryError
from .listing import Listing, ListingResult
from .operations import ListOperation
from .options import FileListingOptions, ListingOptions, Plan, ReadingOptions, TemplateListingOptions, make_plan
from .progress import OnPage, Progress
from .query import Query
from .side_by_side import side_by_side

__all__ = [
    "ConnectionOptions",
    "FileListingOptions",
    "IceError",
    "InputError",
    "ListingOptions",
    "ListingResult",
    "MissingLibraryError",
    "Outcome",
    "Query",
    "ReadingOptions",
    "TemplateListingOptions",
    "list_live_record_jobs",
    "list_side_by_side",
    "list_side_by_side_async",
    "locate",
    "read_list",
]

Outcome = Union[ListingResult, IceError]


async def list_side_by_side_async(
    requests: Sequence[tuple[ConnectionOptions, ReadingOptions]], on_page: OnPage = None
) -> list[Outcome]:
    """Read several lists at the same time.

    Lists over the same connection share its connections, its pace and its deadline.

    :param on_page: told after each page how many have been read, and how many are expected, of all lists together
    :returns: for each request its result, or the error that ended it; one that fails ends no other
    :raises InputError: before any request, where an option of any of them cannot be meant
    """
    plans = [make_plan(listing, listing.operation) for _connection, listing in requests]
    connections = {options: resolve_connection(options) for options, _listing in requests}
    progress = Progress(on_page)
    async with AsyncExitStack() as stack:
        clients = {
            options: await stack.enter_async_context(Client(connection)) for options, connection in connections.items()
        }

        async def read(request: tuple[ConnectionOptions, ListOperation, Plan]) -> Outcome:
            options, operation, plan = request
            client, width = clients[options], connections[options].max_concurrency
            try:
                return await Listing(client, client.stats, operation, plan, width, progress).run()
            except IceError as error:
                return error

        planned = [(options, listing.operation, plan) for (options, listing), plan in zip(requests, plans)]
        return await side_by_side(planned, read, len(planned))


def list_side_by_side(
    requests: Sequence[tuple[ConnectionOptions, ReadingOptions]], on_page: OnPage = None
) -> list[Outcome]:
    """The same for callers without an event loop."""
    return asyncio.run(list_side_by_side_async(requests, on_page))


def read_list(connection: ConnectionOptions, listing: ReadingOptions) -> ListingResult:
    """Read one list, all that matches or as much as the options ask for; which list is said by their type.

    :raises InputError: before any request, where an option cannot be meant
    :raises IceError: where the list could not be read, or could not be shown to be complete
    """
    (outcome,) = list_side_by_side([(connection, listing)])
    if isinstance(outcome, IceError):
        raise outcome
    return outcome


def list_live_record_jobs(connection: ConnectionOptions, listing: ListingOptions) -> ListingResult:
    """Read live recording jobs; see :func:`read_list`."""
    return read_list(connection, listing)
