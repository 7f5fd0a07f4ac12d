# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read lists: one, several at the same time, or one with a client that is open already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Union

from ..client import Calls, open_clients, run
from ..connection import ConnectionOptions
from ..errors import IceError, InputError
from .collector import OnRow
from .concurrently import run_concurrently
from .listing import Listing
from .options import ListingOptions
from .plan import Plan, make_plan
from .progress import OnPage, Progress
from .result import ListingResult

Request = tuple[ConnectionOptions, ListingOptions]
Outcome = Union[ListingResult, IceError]


async def read_rows(
    client: Calls, options: ListingOptions, progress: Progress | None = None, on_row: OnRow = None
) -> ListingResult:
    """Read one list with a client that is open.

    :param progress: counts the pages of this list and of others
    :param on_row: takes each row, once, as soon as it is known, in no order. The result has no rows then, so that
        memory does not follow the length of the list. If an error ends the reading, what was handed on is not the list.
    :raises InputError: before any request, if an option is invalid
    :raises IceError: if the list could not be read, or could not be shown to be complete
    """
    return await Listing(client, _plan(options, on_row), progress or Progress(), on_row).run()


async def read_lists_async(
    requests: Sequence[Request],
    on_page: OnPage = None,
    began: float | None = None,
    on_row: Sequence[OnRow] | None = None,
) -> list[Outcome]:
    """Read several lists at the same time.

    Lists with the same connection share its connections, its limits and its deadline.

    :param on_page: called after each page with the number of pages read, and the number expected, of all lists together
    :param began: when the deadlines began to run (``time.monotonic()``); by default now
    :param on_row: for each request what takes its rows, see :func:`read_rows`
    :returns: for each request its result, or the error that ended it; one that fails does not end the others
    :raises InputError: before any request, if an option of any of them is invalid
    """
    takers = on_row or [None] * len(requests)
    planned = [(connection, _plan(options, taker), taker) for (connection, options), taker in zip(requests, takers)]
    progress = Progress(on_page)
    async with open_clients((connection for connection, *_rest in planned), began) as clients:

        async def read(request: tuple[ConnectionOptions, Plan, OnRow]) -> Outcome:
            connection, plan, taker = request
            try:
                return await Listing(clients[connection], plan, progress, taker).run()
            except IceError as error:
                return error

        return await run_concurrently(planned, read, len(planned))


def read_lists(
    requests: Sequence[Request],
    on_page: OnPage = None,
    began: float | None = None,
    on_row: Sequence[OnRow] | None = None,
) -> list[Outcome]:
    """The same as :func:`read_lists_async`, for callers without an event loop."""
    return run(read_lists_async(requests, on_page, began, on_row))


def read_list(connection: ConnectionOptions, options: ListingOptions, on_page: OnPage = None) -> ListingResult:
    """Read one list, which the type of the options names: all that matches, or as much as they ask for.

    :param on_page: called after each page with the number of pages read, and the number expected

    :raises InputError: before any request, if an option is invalid
    :raises IceError: if the list could not be read, or could not be shown to be complete
    """
    (outcome,) = read_lists([(connection, options)], on_page)
    if isinstance(outcome, IceError):
        raise outcome
    return outcome


def _plan(options: ListingOptions, on_row: OnRow) -> Plan:
    plan = make_plan(options)
    for name, value in (("limit", plan.limit), ("query", plan.query), ("current_only", plan.current_only or None)):
        if on_row is not None and value is not None:
            raise InputError(f"{name} needs the whole list in its order, and rows are handed on one by one.")
    return plan
