# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs that the task gives, as the info module, the lookup or a file has them, instead of reading them from the API."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from ..errors import InputError
from ..shapes import JOB_STATUSES
from .judge import Judge
from .region_read import FROM_JOBS, RegionRead

_TEXTS = ("name", "status", "create_time", "template_id", "template_name", "notify_url", "region")
_OBJECTS = ("stream_input", "record_output")


def check_jobs(jobs: Sequence[Any], region: str | None) -> dict[str, list[dict[str, Any]]]:
    """The jobs of each region.

    :param region: of jobs that do not say
    :raises InputError: naming the entry that is no job
    """
    regions: dict[str, list[dict[str, Any]]] = {}
    for number, job in enumerate(jobs, 1):
        checked = _checked(job, f"jobs, entry {number}")
        own = checked.get("region") or region
        if not own:
            raise InputError(
                f"jobs, entry {number}: it has no region. Set the option region, or the field in each job."
            )
        regions.setdefault(own, []).append(checked)
    if not regions and region:
        regions[region] = []
    return regions


def judge_jobs(
    regions: dict[str, list[dict[str, Any]]], judge_of: Callable[[str], Judge], *, complete: bool
) -> list[RegionRead]:
    """Judge them. :param complete: whether whoever gave them says that they are all there are"""
    reads = []
    now = int(time.time())
    for region, jobs in regions.items():
        judge = judge_of(region)
        for job in jobs:
            judge.take(job)
        judge.ask_active()  # everything is known that will ever be
        doubts = [] if complete else ["the jobs were given, and jobs_complete does not say that they are all there are"]
        reads.append(RegionRead(judge, FROM_JOBS, None, now, now, complete, doubts))
    return reads


def _checked(job: Any, place: str) -> dict[str, Any]:
    if not isinstance(job, dict):
        raise InputError(f"{place}: a job must be a dictionary, as ice_live_record_job_info returns it.")
    if not isinstance(job.get("job_id"), str) or not job["job_id"]:
        hint = " Names are in snake case here: job_id." if "JobId" in job else ""
        raise InputError(f"{place}: job_id is missing, or no text.{hint}")
    for names, kind, what in ((_TEXTS, str, "text"), (_OBJECTS, dict, "a dictionary")):
        for name in names:
            if job.get(name) is not None and not isinstance(job[name], kind):
                raise InputError(f"{place}: {name} must be {what}, and is {job[name]!r}.")
    status = str(job.get("status") or "").lower()
    return {**job, "status": status} if status in JOB_STATUSES else job
