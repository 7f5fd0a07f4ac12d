# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Look for the jobs of a recording, and do not take it for granted that a server finds a job by its name."""

from __future__ import annotations

from collections.abc import Iterable

from ..client import Client
from ..errors import IncompleteError
from ..listing import JobListingOptions, Row, read_rows
from ..recordings import active, recording_of

_ACTIVE = ("initial", "started")  # in the order that a job goes through them, so that none slips between two lists


class JobsOfRecording:
    """The jobs of one recording.

    :param job: a job of the recording; its name, stream and output count
    :ivar keyword_fails: whether the server hid jobs when they were looked for by their name
    :ivar doubtful: active jobs that do not show whether they belong to the recording
    """

    def __init__(self, client: Client, job: Row) -> None:
        self._client = client
        self._name = str(job["name"])
        self._recording = recording_of(job)
        self._keyword_is_tried = False
        self.keyword_fails = False
        self.doubtful: list[Row] = []

    async def find(self, *, history: bool = True, any_will_do: bool = False) -> list[Row]:
        """The jobs, newest first. It is shown that no active one is missing.

        :param any_will_do: whether a paused one that is found by its name is enough to know
        :param history: whether it has to be shown that no paused one is missing either
        :raises IceError: if a list could not be read, or could not be shown to be complete
        """
        if not _can_be_keyword(self._name):
            return self._of_recording(await self._read())
        by_name = await self._read(keyword=self._name)
        jobs = self._of_recording(by_name)
        if active(jobs) or (jobs and any_will_do):
            return jobs
        running = await self._read_active()
        jobs = self._of_recording([*by_name, *running])
        if active(jobs):  # which the look by name did not show
            self.keyword_fails = True
        elif not jobs and history and not await self._finds_names(by_name):
            jobs = self._of_recording(await self._read())
        return jobs

    def warnings(self) -> list[str]:
        """What users have to know of the server."""
        if not self.keyword_fails:
            return []
        hidden = f"Keyword {self._name!r} did not show all jobs of that name"
        remark = f"ListLiveRecordJobs does not find jobs by their name: {hidden}. They were looked for without it."
        return [remark]

    async def _read(self, *, keyword: str | None = None, status: str | None = None) -> list[Row]:
        return (await read_rows(self._client, JobListingOptions(keyword=keyword, status=status))).rows

    async def _read_active(self) -> list[Row]:
        """An account has about a hundred active jobs at most, so this is cheap."""
        try:
            return [row for status in _ACTIVE for row in await self._read(status=status)]
        except IncompleteError:  # the server does not heed Status
            return await self._read()

    async def _finds_names(self, by_name: list[Row]) -> bool:
        """Whether the server finds jobs by their names: what it did not find may be there otherwise."""
        if not self._keyword_is_tried and not any(self._name in str(row.get("name")) for row in by_name):
            oldest = (await read_rows(self._client, JobListingOptions(sort_by="asc", limit=1))).rows
            name = str(oldest[0].get("name") or "") if oldest else ""
            if name and _can_be_keyword(name):
                found = await read_rows(self._client, JobListingOptions(keyword=name, limit=1))
                self.keyword_fails = not found.rows
        self._keyword_is_tried = True
        return not self.keyword_fails

    def _of_recording(self, rows: Iterable[Row]) -> list[Row]:
        jobs = list({str(row.get("job_id")): row for row in rows}.values())
        jobs.sort(key=lambda row: str(row.get("create_time") or ""), reverse=True)
        mine = [row for row in jobs if self._recording.includes(row)]
        self.doubtful = [row for row in active(jobs) if row not in mine and self._recording.may_include(row)]
        return mine


def _can_be_keyword(name: str) -> bool:
    """Control characters are refused as a keyword; the name of a job may have them."""
    return not any(character < " " or "\x7f" <= character < "\xa0" for character in name)
