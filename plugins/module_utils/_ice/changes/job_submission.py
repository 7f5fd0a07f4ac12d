# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Submit a job once, and see it in the list before anybody else looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Callable

from ..client import Client
from ..deadline import Deadline
from ..errors import ApiError, DeadlineError, IceError
from ..listing import Row
from ..operations import GET_LIVE_RECORD_JOB, SUBMIT_LIVE_RECORD_JOB
from ..recordings import recording_of
from .job_look import JobsOfRecording
from .job_rules import WantedRecording
from .pauses import pauses
from .send_once import send_once
from .submission_note import SubmissionNote

# A list that is late shows a job after so many seconds, it is assumed. So long is waited for the job of a submission
# that had no answer, before there is another.
_LISTED_WITHIN = 90.0


@dataclass
class JobSubmission:
    """One submission, and what became of the one before.

    :ivar warnings: what users have to know of it
    """

    client: Client
    wanted: WantedRecording
    look: JobsOfRecording
    note: SubmissionNote
    deadline: Deadline
    warnings: list[str] = field(default_factory=list)

    async def with_earlier(self, jobs: list[Row], suffice: Callable[[list[Row]], bool], *, may_wait: bool) -> list[Row]:
        """The jobs, with the one that was submitted a moment ago and is not listed yet.

        :param suffice: whether no submission is needed
        :param may_wait: whether to wait for a job whose submission had no answer
        :raises DeadlineError: if there is not enough time to wait for it
        """
        earlier = self.note.read()
        if earlier is None:
            return jobs
        job = None if earlier.job_id is None else await self._get(earlier.job_id)
        if job is not None:
            known = ids_of(jobs)
            if str(job.get("job_id")) in known:
                return jobs
            self.warnings.append(
                f"Job {job.get('job_id')} was submitted {earlier.age:.0f} seconds ago, but is not listed yet."
            )
            return [job, *jobs]
        if not may_wait or earlier.age >= _LISTED_WITHIN:
            return jobs
        async for _pause in pauses(self.deadline):
            jobs = await self.look.find(history=False)
            if suffice(jobs):
                self.note.forget()
                return jobs
            if earlier.age >= _LISTED_WITHIN:
                return jobs
        raise DeadlineError(
            f"The recording {self.wanted.name!r} was submitted {earlier.age:.0f} seconds ago without an answer and its "
            "job is not listed yet. Nothing was submitted. Run the task again later, or raise deadline."
        )

    async def submit(self, known: Sequence[str]) -> Row:
        """Submit the job, and wait until the list shows it.

        :param known: the ids of the jobs that there were before
        :raises IceError: if it was not submitted, or if that is not known
        """
        other_job = ""

        async def look_for_it() -> Row | None:
            return next((job for job in await self.look.find(history=False) if job.get("job_id") not in known), None)

        async def answered(answer: dict[str, Any]) -> Row | None:
            nonlocal other_job
            job_id = str(answer.get("job_id") or "")
            if not job_id or job_id in known:
                return None
            self.note.write(job_id)
            try:
                job = await get_job(self.client, job_id)
            except ApiError as error:
                if error.http_status == 404:
                    return None
                return {**self.wanted.as_new_job(), "job_id": job_id}
            except IceError:  # the job is submitted; that it cannot be looked at is no failure
                return {**self.wanted.as_new_job(), "job_id": job_id}
            if self._is_of_recording(job):
                return job
            other_job = f"Job {job_id} is another recording: {', '.join(map(str, recording_of(job)))}."
            return None

        self.note.write()
        try:
            job = await send_once(
                self.client,
                SUBMIT_LIVE_RECORD_JOB,
                self.wanted.as_parameters(),
                answered=answered,
                unanswered=look_for_it,
                expected=("job_id", "JobId of the new job"),
                unknown="Whether the job was submitted is not known, and it was not submitted again.",
            )
        except IceError as error:
            if not error.maybe_processed:
                self.note.forget()
            if other_job:
                error.add(other_job)
            raise
        self.note.write(str(job.get("job_id")))
        await self._wait_until_listed(str(job.get("job_id")))
        return job

    async def _wait_until_listed(self, job_id: str) -> None:
        why = ""
        try:
            async for _pause in pauses(self.deadline, at_once=True):
                if job_id in ids_of(await self.look.find(history=False)):
                    self.note.forget()
                    return
        except IceError as error:  # the job is submitted, whatever becomes of looking for it
            why = f" {error.message}"
        self.warnings.append(
            f"Job {job_id} is submitted, but not listed yet. A run on another machine may not see it, and submit "
            f"another.{why}"
        )

    async def _get(self, job_id: str) -> Row | None:
        """A job of this recording; None if there is none."""
        try:
            job = await get_job(self.client, job_id)
        except IceError:
            return None
        return job if self._is_of_recording(job) else None

    def _is_of_recording(self, job: Row) -> bool:
        return bool(job) and recording_of(self.wanted.as_new_job()).may_include(job)


async def get_job(client: Client, job_id: str) -> Row:
    """One job, as lists return it. :raises IceError: if the API refused, did not answer, or answered with another"""
    answer = await client.call(GET_LIVE_RECORD_JOB, {"JobId": job_id})
    job: Row = answer.get("record_job") or {}
    told = str(job.get("job_id") or job_id)
    if told != job_id:
        raise IceError(f"{GET_LIVE_RECORD_JOB.name} was asked for job {job_id} and returned {told}.")
    return {**job, "job_id": told, **({"status": str(job["status"]).lower()} if job.get("status") else {})}


def ids_of(jobs: Sequence[Row]) -> list[str]:
    """The ids of jobs."""
    return [str(job.get("job_id")) for job in jobs]
