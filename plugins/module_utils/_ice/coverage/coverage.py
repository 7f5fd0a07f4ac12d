# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was really recorded, in one region or several."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Union

from ..client import Calls, open_clients, run
from ..connection import ConnectionOptions, check_distinct_hosts, locate
from ..errors import IceError
from ..listing import OnPage, Progress, run_concurrently
from .metering import metered_minutes
from .options import CoverageOptions, CoveragePlan, plan_coverage
from .recording_row import recording_row
from .region import RegionReading, read_region
from .stitched import StitchedRecording
from .usage import reconciliation, usage_of

_Outcome = Union[RegionReading, IceError]


@dataclass(frozen=True)
class CoverageResult:
    """The recordings, and what is known about them.

    :ivar recordings: dictionaries as :data:`.shape.RECORDING` describes them, by region and name
    :ivar query_result: the value of ``query``; None without one
    :ivar usage: ``seconds``, ``by_bucket``, ``by_day``, and perhaps ``reconciliation``
    :ivar complete: whether it is shown that no recording and no file is missing
    :ivar doubts: why not, if ``limit`` is not the reason; clauses
    :ivar remarks: sentences that the user should read
    :ivar unread_regions: for each ``region``, ``message`` and what else is known of the error
    :ivar stats: numbers of requests and the like, and seconds
    """

    recordings: list[dict[str, Any]] = field(repr=False)
    query_result: Any = field(repr=False)
    usage: dict[str, Any]
    complete: bool
    doubts: list[str]
    remarks: list[str]
    unread_regions: list[dict[str, Any]]
    stats: dict[str, int | float]
    request_ids: list[str]


def read_coverage(
    connections: Sequence[ConnectionOptions],
    options: CoverageOptions,
    on_page: OnPage = None,
    began: float | None = None,
) -> CoverageResult:
    """Read what was recorded.

    :param connections: one for each region; they are read side by side
    :param on_page: called after each page with the number of pages read, and the number expected
    :param began: when the deadlines began to run (``time.monotonic()``); by default now
    :raises InputError: before any request, if an option is invalid
    :raises IceError: if a region could not be read, or could not be shown to be complete. With ``on_incomplete: warn``
        only if that is so for all of them.
    """
    return run(read_coverage_async(connections, options, on_page, began))


async def read_coverage_async(
    connections: Sequence[ConnectionOptions],
    options: CoverageOptions,
    on_page: OnPage = None,
    began: float | None = None,
) -> CoverageResult:
    """The same as :func:`read_coverage`, for callers with an event loop."""
    started = time.monotonic()
    plan, progress = plan_coverage(options), Progress(on_page)
    places = {connection: locate(connection) for connection in connections}
    if len(places) > 1:
        check_distinct_hosts(places.values())
    async with open_clients(connections, began) as clients:

        async def read(connection: ConnectionOptions) -> _Outcome:
            try:
                return await read_region(clients[connection], places[connection].region, plan, progress)
            except IceError as error:
                if options.on_incomplete == "fail":
                    error.add(f"(Region {places[connection].region}.)")
                return error

        outcomes = dict(zip(places, await run_concurrently(list(places), read, len(places))))
        readings = [outcome for outcome in outcomes.values() if isinstance(outcome, RegionReading)]
        errors = [outcome for outcome in outcomes.values() if isinstance(outcome, IceError)]
        if errors and (options.on_incomplete == "fail" or not readings):
            raise errors[0]
        metered = await _metered(clients[connections[0]], plan) if options.reconcile else None
        unread = [
            {"region": places[connection].region, "message": outcome.message, **outcome.details()}
            for connection, outcome in outcomes.items()
            if isinstance(outcome, IceError)
        ]
        return _result(plan, readings, unread, metered, clients, started)


async def _metered(client: Calls, plan: CoveragePlan) -> float | IceError | None:
    try:
        return await metered_minutes(client, plan.start or 0, plan.last)
    except IceError as error:
        if plan.options.on_incomplete == "fail":
            raise
        return error


def _result(
    plan: CoveragePlan,
    readings: Sequence[RegionReading],
    unread: list[dict[str, Any]],
    metered: float | IceError | None,
    clients: Mapping[ConnectionOptions, Calls],
    started: float,
) -> CoverageResult:
    found: list[tuple[dict[str, Any], StitchedRecording]] = []
    for reading in readings:
        rows = [(recording_row(each, plan, reading.doubtful), each) for each in reading.recordings]
        found += sorted(rows, key=lambda pair: _order(pair[0]))
    plan.names.see(row for row, _recording in found)
    remarks = [remark for reading in readings for remark in reading.remarks]
    remarks += [*plan.expected.check(), *plan.names.check()]
    if plan.where is not None:
        found = [pair for pair in found if plan.where.is_true_for(pair[0])]
    usage = usage_of(recording for _row, recording in found)
    if isinstance(metered, IceError):
        remarks.append(f"What the service counts could not be read: {metered.message}")
    elif metered is not None:
        usage["reconciliation"] = reconciliation((recording for _row, recording in found), metered)
    limit = plan.options.limit
    recordings = [row for row, _recording in found[:limit]]
    doubts = [f"{doubt} (region {reading.region})" for reading in readings for doubt in reading.doubts]
    return CoverageResult(
        recordings=recordings,
        query_result=plan.query.search(recordings) if plan.query else None,
        usage=usage,
        complete=not doubts and not unread and len(recordings) == len(found),
        doubts=doubts,
        remarks=remarks,
        unread_regions=unread,
        stats=_stats(readings, clients, started, found=len(found)),
        request_ids=[each for client in clients.values() for each in client.stats.request_ids],
    )


def _order(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(row.get(name)) for name in ("name", "stream_input", "record_output"))


def _stats(
    readings: Sequence[RegionReading], clients: Mapping[ConnectionOptions, Calls], started: float, *, found: int
) -> dict[str, int | float]:
    sums: dict[str, int | float] = {
        name: sum(getattr(client.stats, name) for client in clients.values())
        for name in ("requests", "retries", "throttled")
    }
    for name in ("jobs_read", "files_read", "files_of_other_jobs", "windows"):
        sums[name] = sum(reading.counts[name] for reading in readings)
    return {**sums, "recordings": found, "elapsed": round(time.monotonic() - started, 3)}
