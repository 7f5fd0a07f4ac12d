# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ensure that a stream is recorded: a job is found by what it records and where, and submitted only if it has to be.

The API has no call that pauses, stops or deletes a job; see :mod:`..recordings` for what identifies one. So the care is
in never submitting a twin: a lock from the look until the new job is listed, and a note of what was submitted.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field, replace

from ..client import Client, run_with_client
from ..connection import ConnectionOptions
from ..deadline import Deadline
from ..errors import ConflictError, IceError, InputError, PermissionDeniedError
from ..listing import Row
from ..operations import GET_LIVE_RECORD_TEMPLATE
from ..recordings import active
from .change import ChangeResult, PlannedChange, carry_out
from .job_look import JobsOfRecording
from .job_rules import WantedRecording
from .job_submission import JobSubmission, get_job, ids_of
from .locks import Locks
from .submission_note import SubmissionNote

STATES = ("present", "recording")

_DECIDED = ("name", "stream_input", "record_output", "template_id", "notify_url", "status")
_SECONDS_BETWEEN_POLLS = 2.0


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
    :raises ConflictError: if two jobs of the recording are active, if an active one does not show whether it is of the
        recording, or if the job was not started in time
    :raises DeadlineError: if another process works on the recording for too long
    :raises IceError: if the API refused or did not answer
    """
    if state not in STATES:
        raise InputError(f"state: {state!r} is none of {', '.join(STATES)}.")
    wanted = wanted.checked()
    deadline = Deadline(options.deadline)
    locks = Locks(options, deadline)
    identity = _identity(wanted)
    if wait_seconds is not None:  # waiting has a limit of its own
        options = replace(options, deadline=options.deadline + wait_seconds)

    async def work(client: Client) -> ChangeResult[list[Row]]:
        note = SubmissionNote(locks.file("submitted", *identity))
        recording = _Recording(client, wanted, deadline, note)
        if dry_run:
            return await carry_out(client, await recording.plan(state, dry_run=True), dry_run=True)
        async with locks.holding(f"the recording {wanted.name!r}", *identity):
            plan = await recording.plan(state)
            plan.warnings.extend(locks.warnings if plan.apply is not None else ())
            result = await carry_out(client, plan, dry_run=False)
        if wait_seconds is None:
            return result
        job, *others = result.after
        try:
            return replace(result, after=[await recording.wait_until_started(job, wait_seconds), *others])
        except IceError as error:
            error.facts.update(changed=result.changed, live_record_job=job)
            raise

    return run_with_client(options, work)


def _identity(wanted: WantedRecording) -> list[str | None]:
    """What tells the recording from others, for its lock. A job may be found by less than its output."""
    return ["recording", wanted.name, wanted.stream_input.get("url")]


@dataclass
class _Recording:
    client: Client
    wanted: WantedRecording
    deadline: Deadline
    note: SubmissionNote
    look: JobsOfRecording = field(init=False)

    def __post_init__(self) -> None:
        self.look = JobsOfRecording(self.client, self.wanted.as_new_job())

    async def plan(self, state: str, *, dry_run: bool = False) -> PlannedChange[list[Row]]:
        submission = JobSubmission(self.client, self.wanted, self.look, self.note, self.deadline)
        jobs = await self.look.find(any_will_do=state == "present")
        if not _suffices(jobs, state):
            jobs = await submission.with_earlier(jobs, lambda found: _suffices(found, state), may_wait=not dry_run)
        recording = active(jobs)
        if len(recording) > 1:
            ids = ids_of(recording)
            raise ConflictError(
                f"{len(recording)} jobs record {self.wanted.stream_input['url']} as {self.wanted.name!r} at the same "
                f"time: {', '.join(ids)}. The API cannot stop one; end the one that is not wanted at its stream.",
                facts={"job_ids": ids},
            )
        warnings = [*self.look.warnings(), *submission.warnings]
        if _suffices(jobs, state):
            job = (recording or jobs)[0]
            after = [job, *(other for other in jobs if other is not job)]
            return PlannedChange(jobs, after, _decided, warnings=[*warnings, *self._warnings(job)])
        self._check_doubtful()
        if dry_run:
            warnings += await self._check_template()

        async def submit() -> list[Row]:
            job = await submission.submit(ids_of(jobs))
            warnings[:] = dict.fromkeys([*warnings, *self.look.warnings(), *submission.warnings])
            return [job, *jobs]

        return PlannedChange(jobs, [self.wanted.as_new_job(), *jobs], _decided, submit, warnings)

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
            job = await get_job(self.client, job_id)
        return job

    def _check_doubtful(self) -> None:
        if not self.look.doubtful:
            return
        ids = ids_of(self.look.doubtful)
        raise ConflictError(
            f"There are active jobs that may be the recording {self.wanted.name!r}, but they do not show all of their "
            f"name, stream and output: {', '.join(ids)}. Nothing was submitted, since the API cannot stop a twin.",
            facts={"job_ids": ids},
        )

    async def _check_template(self) -> list[str]:
        """A dry run fails for a template that does not exist, as the real run does."""
        try:
            await self.client.call(GET_LIVE_RECORD_TEMPLATE, {"TemplateId": self.wanted.template_id})
        except PermissionDeniedError as error:
            return [f"Whether template {self.wanted.template_id} exists was not checked: {error.message}"]
        return []

    def _warnings(self, job: Row) -> list[str]:
        if job.get("template_id") == self.wanted.template_id:
            return []
        used = f"Job {job.get('job_id')} records with template {job.get('template_id')}"
        return [f"{used}, not {self.wanted.template_id}; the API cannot change that."]


def _suffices(jobs: list[Row], state: str) -> bool:
    return bool(active(jobs)) or (bool(jobs) and state == "present")


def _decided(jobs: list[Row]) -> Row:
    return {name: jobs[0][name] for name in _DECIDED if jobs[0].get(name)} if jobs else {}
