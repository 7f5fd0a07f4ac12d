# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Templates as jobs use them: to update a template changes it for later jobs only, and a job outlives its template."""

from __future__ import annotations

import time
from dataclasses import replace

from .client import Calls, run_with_client
from .connection import ConnectionOptions
from .errors import IceError, InputError
from .listing import ListingResult, Row, TemplateListingOptions, check_ids, make_plan
from .operations import GET_LIVE_RECORD_TEMPLATE


async def read_template_of_job(client: Calls, template_id: str, job: str) -> Row:
    """A template as a job uses it, even if it is deleted.

    :param job: the job's id
    :raises IceError: if the API refused, did not answer, or answered with another template
    """
    answer = await client.call(GET_LIVE_RECORD_TEMPLATE, {"TemplateId": template_id, "JobId": job})
    found = answer.get("record_template")
    template: Row = found if isinstance(found, dict) else {}
    told = str(template.get("template_id") or "")
    if told != template_id:
        raise IceError(
            f"{GET_LIVE_RECORD_TEMPLATE.name} was asked for template {template_id} and returned {told or 'none'}.",
            request_id=answer.get("request_id"),
        )
    return template


def read_list_of_job(connection: ConnectionOptions, options: TemplateListingOptions, job: str) -> ListingResult:
    """A template as a job uses it, as a list of one.

    :param options: with one of ``template_ids``, and perhaps a ``query``
    :param job: the job's id
    :raises InputError: before any request, if an option is invalid
    :raises IceError: if the API refused or did not answer
    """
    (job,) = check_ids("job_id", [job])
    template_ids = check_ids("template_ids", options.template_ids)
    if len(template_ids) != 1:
        raise InputError(
            f"job_id needs the one template that the job uses in template_ids, which has {len(template_ids)}. The "
            "job's template_id tells which."
        )
    for name in ("keyword", "type", "where", "limit", "page_no"):
        if getattr(options, name) is not None:
            raise InputError(f"job_id and {name} exclude each other: one template is asked for, by its id.")
    query = make_plan(replace(options, template_ids=template_ids)).query
    began = time.monotonic()

    async def work(client: Calls) -> ListingResult:
        rows = [await read_template_of_job(client, template_ids[0], job)]
        stats = client.stats
        return ListingResult(
            rows=rows,
            query_result=query.search(rows) if query else None,
            total_count=1,
            complete=True,
            doubts=[],
            remarks=[],
            stats={
                "requests": stats.requests,
                "retries": stats.retries,
                "throttled": stats.throttled,
                "pages": 0,
                "page_size": 1,
                "slices": 0,
                "duplicates": 0,
                "templates_read": 1,
                "templates_matched": 1,
                "elapsed": round(time.monotonic() - began, 3),
            },
            request_ids=list(stats.request_ids),
        )

    return run_with_client(connection, work)
