# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Templates as jobs use them: to update a template changes it for later jobs only, and a job outlives its template."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .client import Calls, run_with_client
from .connection import ConnectionOptions
from .errors import IceError, InputError
from .listing import ListingResult, Row, TemplateListingOptions, check_ids, make_plan, read_rows, run_concurrently
from .operations import GET_LIVE_RECORD_TEMPLATE
from .recordings import job_id
from .times import as_api_time

DELETED, CHANGED, SAME = "deleted", "changed", "same"


@dataclass(frozen=True)
class TemplateOfJob:
    """What has become of the template that a job was submitted with.

    :ivar state: ``deleted``, ``changed`` or ``same``; None if the API did not tell, see ``error``
    :ivar fields: those that differ now: ``name``, ``record_format_list``
    :ivar now: the template as it is; None if it is deleted
    :ivar used: the template as the job uses it; None if it did not have to be asked for
    """

    state: str | None
    fields: tuple[str, ...] = ()
    now: Row | None = None
    used: Row | None = None
    error: IceError | None = None


async def templates_of_jobs(client: Calls, jobs: Sequence[Mapping[str, Any]]) -> dict[str, TemplateOfJob]:
    """Compare the templates that jobs use with the templates as they are now.

    One list of templates, and one request for each job whose template was changed after the job was created.

    :param jobs: of one region; those without an id or a template are left out of the result
    :returns: by the job's id. What the API refused for one job is the error of that job
    :raises IceError: if the templates could not be listed
    """
    known = {str(job["job_id"]): job for job in jobs if job.get("job_id") and job.get("template_id")}
    if not known:
        return {}
    listed = await read_rows(client, TemplateListingOptions())
    now = {str(row["template_id"]): row for row in listed.rows}

    async def compare(job: Mapping[str, Any]) -> TemplateOfJob:
        template = now.get(str(job["template_id"]))
        if template is None:
            return TemplateOfJob(DELETED)
        if _is_older(template, job):
            return TemplateOfJob(SAME, now=template)
        try:
            used = await read_template_of_job(client, str(job["template_id"]), job_id(job))
        except IceError as error:
            return TemplateOfJob(None, now=template, error=error)
        fields = tuple(name for name in ("name", "record_format_list") if used.get(name) != template.get(name))
        return TemplateOfJob(CHANGED if fields else SAME, fields, template, used)

    compared = await run_concurrently(list(known.values()), compare, client.max_concurrency)
    return dict(zip(known, compared))


async def read_template_of_job(client: Calls, template_id: str, job: str) -> Row:
    """A template as a job uses it, even if it is deleted.

    :param job: the job's id
    :raises IceError: if the API refused, did not answer, or answered with another template
    """
    answer = await client.call(GET_LIVE_RECORD_TEMPLATE, {"TemplateId": template_id, "JobId": job})
    template: Row = answer.get("record_template") or {}
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


def _is_older(template: Mapping[str, Any], job: Mapping[str, Any]) -> bool:
    """Whether a template was last changed before a job was created. What is of the same second may be either."""
    changed, created = as_api_time(template.get("last_modified")), as_api_time(job.get("create_time"))
    return changed is not None and created is not None and changed < created
