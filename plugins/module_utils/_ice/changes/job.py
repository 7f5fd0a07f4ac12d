# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ensure that a stream is recorded: a job is found by what it records and where, and submitted only if it has to be.

The API has no call that pauses, stops or deletes a job; see :mod:`..recordings` for what identifies one.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..client import Client, run_with_client
from ..connection import ConnectionOptions
from ..errors import ConflictError, IceError, InputError
from ..listing import JobListingOptions, Row, read_rows
from ..names import api_json
from ..operations import GET_LIVE_RECORD_JOB, SUBMIT_LIVE_RECORD_JOB
from ..recordings import active, recording_of
from .change import ChangeResult, PlannedChange, carry_out
from .send_once import send_once

STATES = ("present", "recording")

_DECIDED = ("name", "stream_input", "record_output", "template_id", "notify_url", "status")
_SECONDS_BETWEEN_POLLS = 2.0


@dataclass(frozen=True)
class WantedRecording:
    """A recording as the user describes it.

    ``stream_input`` has ``type`` and ``url``, ``record_output`` has ``type``, ``bucket`` and ``endpoint``, as the API
    names them in snake case; keys without a value may be left out.
    """

    name: str
    stream_input: dict[str, str]
    record_output: dict[str, str]
    template_id: str
    notify_url: str | None = None

    def as_new_job(self) -> Row:
        """The job as it is once submitted, without what only the API knows."""
        job: Row = {
            "name": self.name,
            "stream_input": dict(self.stream_input),
            "record_output": dict(self.record_output),
            "template_id": self.template_id,
            "status": "initial",
        }
        return {**job, "notify_url": self.notify_url} if self.notify_url else job

    def as_parameters(self) -> dict[str, str]:
        """The parameters of SubmitLiveRecordJob; nested ones are JSON."""
        parameters = {
            "Name": self.name,
            "StreamInput": api_json(self.stream_input),
            "RecordOutput": api_json(self.record_output),
            "TemplateId": self.template_id,
        }
        return {**parameters, "NotifyUrl": self.notify_url} if self.notify_url else parameters


def ensure_recording(
    options: ConnectionOptions,
    wanted: WantedRecording,
    *,
    state: str,
    wait_seconds: float | None = None,
    dry_run: bool = False,
) -> ChangeResult[list[Row]]:
    """Ensure that there is a job for a recording.

    :param state: ``present`` submits if there is no job for it, in whatever state; ``recording`` also if all of its
        jobs are paused
    :param wait_seconds: wait so long for the job to be ``started``; None does not wait
    :param dry_run: say what would be done, and change nothing
    :returns: the jobs of the recording: the one that counts, then the others, newest first. In a dry run a job that
        would be submitted has no ``job_id``.
    :raises InputError: before any request, if an option is invalid
    :raises ConflictError: if two jobs of the recording are active, or the job was not started in time
    :raises IceError: if the API refused or did not answer
    """
    if state not in STATES:
        raise InputError(f"state: {state!r} is none of {', '.join(STATES)}.")
    if wait_seconds is not None:  # waiting has a limit of its own
        options = replace(options, deadline=options.deadline + wait_seconds)

    async def work(client: Client) -> ChangeResult[list[Row]]:
        recording = _Recording(client, wanted)
        result = await carry_out(client, await recording.plan(state), dry_run=dry_run)
        if wait_seconds is None or dry_run:
            return result
        job, *others = result.after
        try:
            return replace(result, after=[await recording.wait_until_started(job, wait_seconds), *others])
        except IceError as error:
            error.facts.update(changed=result.changed, live_record_job=job)
            raise

    return run_with_client(options, work)


@dataclass(frozen=True)
class _Recording:
    client: Client
    wanted: WantedRecording

    async def plan(self, state: str) -> PlannedChange[list[Row]]:
        jobs = await self._find()
        recording = active(jobs)
        if len(recording) > 1:
            ids = _ids(recording)
            raise ConflictError(
                f"{len(recording)} jobs record {self.wanted.stream_input['url']} as {self.wanted.name!r} at the same "
                f"time: {', '.join(ids)}. The API cannot stop one; end the one that is not wanted at its stream.",
                facts={"job_ids": ids},
            )
        if recording or (jobs and state == "present"):
            job = (recording or jobs)[0]
            after = [job, *(other for other in jobs if other is not job)]
            return PlannedChange(jobs, after, _decided, warnings=self._warnings(job))

        async def submit() -> list[Row]:
            return [await self._submit(_ids(jobs)), *jobs]

        return PlannedChange(jobs, [self.wanted.as_new_job(), *jobs], _decided, submit)

    async def wait_until_started(self, job: Row, seconds: float) -> Row:
        end = time.monotonic() + seconds
        job_id = str(job.get("job_id"))
        while job.get("status") != "started":
            if job.get("status") == "paused":
                raise ConflictError(
                    f"Job {job_id} is paused: its stream did not arrive, or ended. See to the stream, then ask for "
                    "state: recording.",
                    facts={"job_ids": [job_id]},
                )
            if time.monotonic() + _SECONDS_BETWEEN_POLLS > end:
                raise ConflictError(
                    f"Job {job_id} was still {job.get('status')} after {seconds:g} seconds: "
                    "its stream has not arrived.",
                    facts={"job_ids": [job_id]},
                )
            await asyncio.sleep(_SECONDS_BETWEEN_POLLS)
            job = await self._get(job_id)
        return job

    async def _find(self) -> list[Row]:
        """All jobs of this recording, newest first. The list is complete, else it could not show that there is none."""
        # No keyword has characters that cannot be printed, but the name of a job may.
        keyword = self.wanted.name if self.wanted.name.isprintable() else None
        listed = await read_rows(self.client, JobListingOptions(keyword=keyword))
        recording = recording_of(self.wanted.as_new_job())
        return [job for job in listed.rows if recording.includes(job)]

    async def _submit(self, known: Sequence[str]) -> Row:
        async def answered(answer: dict[str, Any]) -> Row:
            job_id = str(answer.get("job_id"))
            try:
                return await self._get(job_id)
            except IceError:  # the job is submitted; that it cannot be looked at is no failure
                return {**self.wanted.as_new_job(), "job_id": job_id}

        async def unanswered() -> Row | None:
            return next((job for job in await self._find() if job.get("job_id") not in known), None)

        return await send_once(
            self.client,
            SUBMIT_LIVE_RECORD_JOB,
            self.wanted.as_parameters(),
            answered=answered,
            unanswered=unanswered,
            unknown="Whether the job was submitted is not known, and it was not submitted again.",
        )

    async def _get(self, job_id: str) -> Row:
        answer = await self.client.call(GET_LIVE_RECORD_JOB, {"JobId": job_id})
        job: Row = answer.get("record_job") or {}
        return job

    def _warnings(self, job: Row) -> list[str]:
        if job.get("template_id") == self.wanted.template_id:
            return []
        used = f"Job {job.get('job_id')} records with template {job.get('template_id')}"
        return [f"{used}, not {self.wanted.template_id}; the API cannot change that."]


def _ids(jobs: Sequence[Row]) -> list[str]:
    return [str(job.get("job_id")) for job in jobs]


def _decided(jobs: Sequence[Row]) -> Row:
    return {name: jobs[0][name] for name in _DECIDED if jobs[0].get(name)} if jobs else {}
