# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields of single jobs that a request of its own tells: the template as the job uses it, and its last file."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from ..client import Client
from ..errors import IceError, PermissionDeniedError
from ..job_templates import read_template_of_job
from ..listing import FileListingOptions, read_rows
from .joined_fields import shortest_cycle
from .unknown import PartlyKnown

# An account may have 100 active jobs by default. A list with many more is no account as it is meant to be, and to look
# up each of its jobs would take the server and the deadline.
MOST_JOBS = 2_000
_OF_TEMPLATE = ("own_template", "cycle")


class Lookups:
    """Looks fields up, and tells them to the jobs."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._asked: dict[str, int] = {}
        self._refused: dict[str, str] = {}

    async def tell(self, wanted: Sequence[tuple[str, PartlyKnown]]) -> None:
        """Tell each job the field, or why it is not known."""
        await asyncio.gather(*(self._tell(name, job) for name, job in wanted))

    async def _tell(self, name: str, job: PartlyKnown) -> None:
        kind = "template" if name in _OF_TEMPLATE else "file"
        self._asked[kind] = self._asked.get(kind, 0) + 1
        if self._asked[kind] > MOST_JOBS:
            self._cannot(kind, job, f"More than {MOST_JOBS} active jobs would have to be looked up.")
            return
        if kind in self._refused:
            self._cannot(kind, job, self._refused[kind])
            return
        try:
            await (self._tell_template(job) if kind == "template" else self._tell_last_file(job))
        except IceError as error:
            if isinstance(error, PermissionDeniedError):  # which is the same for each job
                self._refused[kind] = f"It could not be looked up: {error.message}"
            self._cannot(kind, job, f"It could not be looked up: {error.message}")

    def _cannot(self, kind: str, job: PartlyKnown, reason: str) -> None:
        for name in _OF_TEMPLATE if kind == "template" else ("last_file",):
            if name in job.unknown:
                job.unknown[name] = reason

    async def _tell_template(self, job: PartlyKnown) -> None:
        template_id, job_id = str(dict.get(job, "template_id")), str(dict.get(job, "job_id"))
        template = await read_template_of_job(self._client, template_id, job_id)
        job.learn("own_template", template)
        job.learn("cycle", shortest_cycle(template))

    async def _tell_last_file(self, job: PartlyKnown) -> None:
        """The newest file is the first one of a page in descending order."""
        options = FileListingOptions(
            job_ids=[str(dict.get(job, "job_id"))], sort_by="desc", page_no=1, page_size=5, on_incomplete="warn"
        )
        result = await read_rows(self._client, options)
        if result.doubts:
            self._cannot("file", job, f"Its files may be incomplete: {'; '.join(result.doubts)}.")
            return
        newest = max(result.rows, key=lambda file: str(file.get("create_time") or ""), default=None)
        job.learn("last_file", newest)
