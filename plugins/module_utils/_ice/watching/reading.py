# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One look at a list: all of it, or only what can have changed since the last look.

Jobs are not read again as long as they cannot have changed. What can: jobs that are new are at the end of the list;
those that are active are in the lists of the active states; one that was active and is in neither of these is looked
up by the second of its creation. That a job is not in a list is never taken for a change.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Callable, Protocol

from ..client import Calls, open_clients
from ..connection import ConnectionOptions
from ..errors import IceError, InputError
from ..listing import JobListingOptions, Listing, ListingResult, Row, make_plan, row_id
from ..query import Condition
from ..times import format_time, parse_time
from .known_job import ACTIVE, KnownJob

# Jobs that are listed late, for example by a copy of the server's database, are found if they are no older than that.
OVERLAP = 15 * 60
_SAME_LOOK = 60  # seconds between jobs that are looked up with one request


class ReadList(Protocol):
    """Reads a list of jobs."""

    async def __call__(self, options: JobListingOptions, where: Condition | None = None) -> ListingResult:
        """See :func:`..listing.read_rows`; ``where`` sees each row, and decides which are returned."""


OpenList = Callable[[ConnectionOptions], AbstractAsyncContextManager[ReadList]]


@asynccontextmanager
async def open_list(connection: ConnectionOptions) -> AsyncIterator[ReadList]:
    """Connections for one look; credentials that last for a while are fetched anew each time."""
    async with open_clients([connection]) as clients:
        client: Calls = clients[connection]

        async def read(options: JobListingOptions, where: Condition | None = None) -> ListingResult:
            return await Listing(client, make_plan(options)._replace(where=where)).run()

        yield read


@dataclass
class Look:
    """What one look at a list showed.

    :ivar rows: of jobs that may be worth an event, by id; if a job was read twice, as it was seen last
    :ivar ids: of all jobs that were seen
    :ivar oldest: when the oldest of them was created, as the API writes it
    :ivar newest: the same for the newest one
    :ivar is_everything: whether all of the list was asked for, and shown to be complete
    :ivar problem: why it is not known that nothing was overlooked
    """

    rows: dict[str, Row] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    oldest: str | None = None
    newest: str | None = None
    is_everything: bool = False
    problem: IceError | None = None


@dataclass
class _Seen:
    """A condition that remembers what it was shown, so that a list of any length needs no memory for its rows."""

    look: Look
    is_wanted: Callable[[str, Row], bool]
    on_row: Callable[[Row], None]

    def is_true_for(self, value: Row) -> bool:
        look, created = self.look, value.get("create_time")
        job_id = row_id(value, JobListingOptions.operation)
        look.ids.add(job_id)
        self.on_row(value)
        if isinstance(created, str):
            look.oldest = min(look.oldest or created, created)
            look.newest = max(look.newest or created, created)
        return self.is_wanted(job_id, value)


class JobsReader:
    """Looks at the list of one region.

    :param listing: what every list is asked for
    :param jobs: what is known, kept up to date by the caller
    :param is_wanted: which of all jobs the caller wants to see
    :param on_row: is shown every row
    """

    def __init__(
        self,
        listing: JobListingOptions,
        jobs: Mapping[str, KnownJob],
        is_wanted: Callable[[str, Row], bool],
        on_row: Callable[[Row], None],
    ) -> None:
        self._listing = listing
        self._jobs = jobs
        self._is_wanted = is_wanted
        self._on_row = on_row
        self._newest: str | None = None
        self._gone: set[str] = set()

    async def look(self, read: ReadList, now: int, *, at_everything: bool) -> Look:
        """Look at the list. What was seen before an error is in the result, with the error."""
        look = Look()
        try:
            if at_everything or self._newest is None:
                await self._look_at_everything(read, look)
            else:
                await self._look_at_changes(read, look, now)
        except IceError as error:
            look.problem = error
            look.is_everything = False
        self._gone -= look.ids
        return look

    async def _look_at_everything(self, read: ReadList, look: Look) -> None:
        await self._read(read, look, self._listing, _Seen(look, self._is_wanted, self._on_row))
        if look.problem is None:
            look.is_everything = True
            self._newest = look.newest
            self._gone = {job_id for job_id, job in self._jobs.items() if job.is_active and job_id not in look.ids}

    async def _look_at_changes(self, read: ReadList, look: Look, now: int) -> None:
        active = {job_id for job_id, job in self._jobs.items() if job.is_active} - self._gone
        everyone = _Seen(look, lambda _id, _row: True, self._on_row)
        for status in ACTIVE:
            await self._read(read, look, replace(self._listing, status=status), everyone)
        start = max(self._tail_start(now), start_of(self._listing, now) or 0)
        tail = replace(self._listing, start_time=format_time(start))
        newest = Look()
        await self._read(read, newest, tail, _Seen(newest, lambda _id, _row: True, self._on_row))
        look.rows.update(newest.rows)
        look.ids |= newest.ids
        look.problem = look.problem or newest.problem
        unseen = (self._jobs[job_id].created for job_id in active - look.ids)
        for start, end in _spans(unseen, start_of(self._listing, now) or 0):
            span = replace(self._listing, start_time=format_time(start), end_time=format_time(end))
            await self._read(read, look, span, everyone)
        if newest.problem is None and newest.newest:
            self._newest = max(self._newest or "", newest.newest)

    async def _read(self, read: ReadList, look: Look, options: JobListingOptions, where: _Seen) -> None:
        result = await read(options, where)
        look.rows.update((row_id(row, options.operation), row) for row in result.rows)
        if not result.complete:
            doubts = "; ".join(result.doubts) or "it is not known why"
            look.problem = look.problem or IceError(f"The list of jobs may be incomplete: {doubts}.")

    def _tail_start(self, now: int) -> int:
        newest = _second(self._newest)
        return 0 if newest is None else max(0, min(newest, now) - OVERLAP)


def start_of(listing: JobListingOptions, now: int) -> int | None:
    """When the range that is watched begins; None if it has no beginning."""
    return None if listing.start_time is None else parse_time(listing.start_time, now)


def _spans(times: Iterable[str | None], since: int) -> Iterator[tuple[int, int]]:
    """Ranges that hold all these times, with a second at both ends, in case the API does not include them."""
    # A job without a time is seen when everything is read.
    seconds = sorted(second for second in map(_second, times) if second is not None and second >= since)
    spans: list[tuple[int, int]] = []
    for second in seconds:
        if spans and second - spans[-1][1] <= _SAME_LOOK:
            spans[-1] = (spans[-1][0], second)
        else:
            spans.append((second, second))
    for start, end in spans:
        yield max(since, start - 1), end + 1


def _second(time: str | None) -> int | None:
    try:
        return None if time is None else parse_time(time, 0)
    except InputError:
        return None
