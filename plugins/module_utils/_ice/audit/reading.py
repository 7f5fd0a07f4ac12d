# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads regions for an audit: their jobs, which are judged while they arrive, and what rules need beside them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import NamedTuple

from ..client import Client, open_clients, run
from ..connection import ConnectionOptions
from ..coverage import CoveragePlan, RegionReader
from ..errors import IceError
from ..listing import JobListingOptions, OnPage, Progress, Row, TemplateListingOptions, make_plan, read_rows
from .joined_fields import Templates
from .judge import Judge
from .lookups import Lookups
from .options import AuditOptions
from .region_read import FROM_API, RegionRead

_MOST_ROUNDS = 10  # of looking up; each round tells every job at least one field more, and there are three


def read_regions(
    regions: Sequence[tuple[ConnectionOptions, Judge, str]],
    options: AuditOptions,
    *,
    needs_templates: bool,
    coverage: CoveragePlan | None,
    began: float,
    on_page: OnPage = None,
) -> list[RegionRead]:
    """Read regions at the same time. One that fails does not end the others.

    :param regions: for each the connection, the judge of its jobs, and the URL of its endpoint
    :param coverage: asks for what was recorded, too
    :param began: when the deadlines began to run (``time.monotonic()``)
    :raises InputError: before any request, if an option is invalid
    """
    listing = JobListingOptions(keyword=options.keyword, start_time=options.start_time, on_incomplete="warn")
    make_plan(listing)  # an error of an option comes before all requests, also those for templates
    return run(_read_all(regions, _Wanted(listing, needs_templates, coverage), began, on_page))


class _Wanted(NamedTuple):
    """What is read of each region."""

    listing: JobListingOptions
    templates: bool
    coverage: CoveragePlan | None


async def _read_all(
    regions: Sequence[tuple[ConnectionOptions, Judge, str]], wanted: _Wanted, began: float, on_page: OnPage
) -> list[RegionRead]:
    progress = Progress(on_page)
    async with open_clients((connection for connection, *_rest in regions), began) as clients:
        reading = [_read(clients[connection], judge, url, wanted, progress) for connection, judge, url in regions]
        return list(await asyncio.gather(*reading))


async def _read(client: Client, judge: Judge, url: str, wanted: _Wanted, progress: Progress) -> RegionRead:
    began, error, jobs = int(time.time()), None, None
    files = RegionReader(client, judge.region, wanted.coverage, progress) if wanted.coverage is not None else None

    def take(row: Row) -> None:
        judge.take(row)
        if files is not None:
            files.take(row)

    try:
        if wanted.templates:
            judge.knows_templates(await _templates(client, progress))
        jobs = await read_rows(client, wanted.listing, progress, take)
    except IceError as failed:
        error = failed
    lookups = Lookups(client)
    for _round in range(_MOST_ROUNDS):
        unknown = judge.ask_active()
        if not unknown:
            break
        await lookups.tell(unknown)
    recorded, why_not_recorded = None, None
    if files is not None and jobs is not None:
        try:
            recorded = await files.read(jobs)
        except IceError as failed:
            why_not_recorded = f"What was recorded could not be read: {failed.message}"
    return RegionRead(
        judge=judge,
        source=FROM_API,
        endpoint=url,
        began=began,
        ended=int(time.time()),
        complete=jobs is not None and jobs.complete,
        doubts=[] if jobs is None else jobs.doubts,
        remarks=[] if jobs is None else jobs.remarks if recorded is None else recorded.remarks,
        error=error,
        requests=client.stats.requests,
        request_ids=list(client.stats.request_ids),
        recorded=recorded,
        why_not_recorded=why_not_recorded,
    )


async def _templates(client: Client, progress: Progress) -> Templates:
    try:
        result = await read_rows(client, TemplateListingOptions(on_incomplete="warn"), progress)
    except IceError as error:
        return f"The templates could not be read: {error.message}"
    if not result.complete:
        return f"The list of templates may be incomplete: {'; '.join(result.doubts)}."
    return {str(row.get("template_id")): row for row in result.rows}
