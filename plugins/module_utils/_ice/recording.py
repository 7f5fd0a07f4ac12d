# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A recording as something to have: found by what it records where, submitted only if it has to be.

The API knows jobs by ids that it makes up at each submission, and has no call that pauses, stops or deletes one. What
users know is the job's name, the stream's URL and where the recording goes; these are its identity here.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field, replace
from typing import Any

from .client import Client
from .connection import ConnectionOptions, resolve_connection
from .errors import IceError, InputError
from .listing import Listing
from .lost_answer import look_for
from .names import api_json
from .operations import GET_LIVE_RECORD_JOB, LIST_LIVE_RECORD_JOBS, SUBMIT_LIVE_RECORD_JOB
from .options import ListingOptions, make_plan
from .page_reader import Row

STATES = ("present", "recording")

_ACTIVE = ("initial", "started")
_KNOWN = ("name", "stream_input", "record_output", "template_id", "notify_url", "status")
_SECONDS_BETWEEN_POLLS = 2.0


class RecordingError(IceError):
    """A recording cannot be had as asked for. ``job_ids`` are the jobs that it is about."""

    def __init__(self, message: str, job_ids: list[str]) -> None:
        super().__init__(message)
        self.job_ids = job_ids

    def details(self) -> dict[str, Any]:
        """The jobs, beside what every error has."""
        return {**super().details(), "job_ids": self.job_ids}


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

    def is_recorded_by(self, job: Row) -> bool:
        """Whether a job has this identity: name, stream and output."""
        stream, output = job.get("stream_input") or {}, job.get("record_output") or {}
        return (
            job.get("name") == self.name
            and stream.get("url") == self.stream_input["url"]
            and all(output.get(name) == value for name, value in self.record_output.items())
        )

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


@dataclass(frozen=True)
class RecordingResult:
    """What came of it.

    :ivar before: the newest job of this identity as it was found; None where there was none
    :ivar job: the job that counts now; without ``job_id`` where a submission was only predicted
    :ivar previous_job_ids: other jobs of this identity, newest first
    """

    changed: bool
    before: Row | None
    job: Row
    previous_job_ids: list[str]
    request_ids: list[str]
    warnings: list[str] = field(default_factory=list)

    @property
    def diff(self) -> dict[str, Any]:
        """What is known of a job without the API's help, before and after: predicted is the same as done."""
        before = _known(self.before)
        return {"before": before, "after": _known(self.job) if self.changed else before}


def ensure_recording(
    options: ConnectionOptions,
    wanted: WantedRecording,
    *,
    state: str,
    wait_seconds: float | None = None,
    predict: bool = False,
) -> RecordingResult:
    """Have a recording.

    :param state: ``present`` submits if there is no job of this identity, in whatever state; ``recording`` also if
        the only ones there are have been paused
    :param wait_seconds: wait so long for the job to be ``started``; None does not wait
    :param predict: say what would be done, and change nothing
    :raises InputError: before any request, where something cannot be meant
    :raises RecordingError: where there are two active jobs of this identity, or waiting was for nothing
    :raises IceError: where the API refused or did not answer
    """
    if state not in STATES:
        raise InputError(f"state: {state!r} is none of {', '.join(STATES)}.")
    if wait_seconds is not None:  # waiting has a limit of its own
        options = replace(options, deadline=options.deadline + wait_seconds)

    async def run() -> RecordingResult:
        async with Client(resolve_connection(options)) as client:
            recording = _Recording(client, wanted, options.max_concurrency)
            result = await recording.ensure(state, predict=predict)
            if wait_seconds is None or predict:
                return result
            try:
                return replace(result, job=await recording.wait_until_started(result.job, wait_seconds))
            except IceError as error:
                error.done = {"changed": result.changed, "live_record_job": result.job}
                raise

    return asyncio.run(run())


class _Recording:
    def __init__(self, client: Client, wanted: WantedRecording, width: int) -> None:
        self._client = client
        self._wanted = wanted
        self._width = width

    async def ensure(self, state: str, *, predict: bool) -> RecordingResult:
        jobs = await self._find()
        active = [job for job in jobs if job.get("status") in _ACTIVE]
        if len(active) > 1:
            ids = _ids(active)
            raise RecordingError(
                f"{len(active)} jobs record {self._wanted.stream_input['url']} as {self._wanted.name!r} at the same "
                f"time: {', '.join(ids)}. The API cannot stop one; end the one that is not wanted at its stream.",
                ids,
            )
        if active or (jobs and state == "present"):
            return self._result(changed=False, jobs=jobs, job=(active or jobs)[0])
        job = self._wanted.as_new_job() if predict else await self._submit(set(_ids(jobs)))
        return self._result(changed=True, jobs=jobs, job=job)

    async def wait_until_started(self, job: Row, seconds: float) -> Row:
        end = time.monotonic() + seconds
        job_id = str(job.get("job_id"))
        while job.get("status") != "started":
            if job.get("status") == "paused":
                raise RecordingError(
                    f"Job {job_id} is paused: its stream did not arrive, or ended. See to the stream, then ask for "
                    "state: recording.",
                    [job_id],
                )
            if time.monotonic() + _SECONDS_BETWEEN_POLLS > end:
                raise RecordingError(
                    f"Job {job_id} was still {job.get('status')} after {seconds:g} seconds: "
                    "its stream has not arrived.",
                    [job_id],
                )
            await asyncio.sleep(_SECONDS_BETWEEN_POLLS)
            job = await self._get(job_id)
        return job

    async def _find(self) -> list[Row]:
        """All jobs of this identity, newest first; a complete list, else none could be said to be missing."""
        # No keyword has characters that cannot be printed, but the name of a job may.
        keyword = self._wanted.name if self._wanted.name.isprintable() else None
        plan = make_plan(ListingOptions(keyword=keyword), LIST_LIVE_RECORD_JOBS)
        listing = Listing(self._client, self._client.stats, LIST_LIVE_RECORD_JOBS, plan, self._width)
        return [job for job in (await listing.run()).rows if self._wanted.is_recorded_by(job)]

    async def _submit(self, known: set[str]) -> Row:
        try:
            answer = await self._client.call(SUBMIT_LIVE_RECORD_JOB, self._wanted.as_parameters())
        except IceError as error:
            return await self._look_up(known, error)
        job_id = str(answer.get("job_id"))
        try:
            return await self._get(job_id)
        except IceError:  # it is submitted; not being able to look at it is no failure of that
            return {**self._wanted.as_new_job(), "job_id": job_id}

    async def _look_up(self, known: set[str], error: IceError) -> Row:
        """After a submission without an answer: never submit again, but see whether the job is there."""

        async def look() -> Row | None:
            return next((job for job in await self._find() if job.get("job_id") not in known), None)

        return await look_for(
            look, error, "Whether the job was submitted is not known, and it was not submitted again."
        )

    async def _get(self, job_id: str) -> Row:
        answer = await self._client.call(GET_LIVE_RECORD_JOB, {"JobId": job_id})
        job: Row = answer.get("record_job") or {}
        return job

    def _result(self, *, changed: bool, jobs: list[Row], job: Row) -> RecordingResult:
        warnings = []
        if not changed and job.get("template_id") != self._wanted.template_id:
            warnings.append(
                f"Job {job.get('job_id')} records with template {job.get('template_id')}, "
                f"not {self._wanted.template_id}; the API cannot change that."
            )
        return RecordingResult(
            changed=changed,
            before=jobs[0] if jobs else None,
            job=job,
            previous_job_ids=[job_id for job_id in _ids(jobs) if job_id != job.get("job_id")],
            request_ids=list(self._client.stats.request_ids),
            warnings=warnings,
        )


def _ids(jobs: list[Row]) -> list[str]:
    return [str(job.get("job_id")) for job in jobs]


def _known(job: Row | None) -> Row:
    return {name: job[name] for name in _KNOWN if job.get(name)} if job else {}
