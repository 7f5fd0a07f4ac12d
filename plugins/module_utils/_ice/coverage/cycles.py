# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a job writes one file: the cycle of its template, as it was when the job was submitted.

UpdateLiveRecordTemplate changes a template for later jobs only. GetLiveRecordTemplate tells what a job uses, if it is
asked with the id of the job.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..client import Calls
from ..errors import ApiError
from ..job_templates import read_template_of_job
from ..listing import run_concurrently
from .moments import moment_in
from .spans import FOREVER
from .stitched import StitchedRecording, SubmittedJob

LONGEST_CYCLE = 6 * 3600  # seconds; the console offers no more, and it is the default
# Seconds after the end of its cycle until a file is surely listed
DELAY = 600


async def find_cycles(client: Calls, recordings: Sequence[StitchedRecording], file_format: str | None) -> None:
    """Set the cycle of each recording: that of its current job.

    A template that was not changed since a job was submitted is the same for all jobs that were submitted later. So of
    each template the newest job is asked about first, and others only if they are older than its last change.

    :param file_format: of the files that count; None if it may be any of those that the template writes
    :raises IceError: if the API refused or did not answer, except that there is no such template
    """
    groups: dict[str | None, list[StitchedRecording]] = {}
    for recording in sorted(recordings, key=lambda each: each.current.created or 0, reverse=True):
        groups.setdefault(recording.current.template_id, []).append(recording)

    async def find(group: list[StitchedRecording]) -> None:
        since, cycle = FOREVER, LONGEST_CYCLE
        for recording in group:
            job = recording.current
            if job.created is None or job.created <= since:
                cycle, since = await _cycle_of(client, job, file_format)
            recording.cycle = cycle

    await run_concurrently(list(groups.values()), find, client.max_concurrency)


async def _cycle_of(client: Calls, job: SubmittedJob, file_format: str | None) -> tuple[int, int]:
    """Seconds from the beginning of a file to its end, and since when the template is so.

    It is the longest cycle there is, if the template does not say.
    """
    if job.template_id is None:
        return LONGEST_CYCLE, 0
    try:
        template = await read_template_of_job(client, job.template_id, job.job_id)
    except ApiError as error:
        if "notfound" in (error.error_code or "").lower().replace(".", ""):
            return LONGEST_CYCLE, FOREVER
        raise
    entries = template.get("record_format_list")
    cycles = [
        entry["cycle_duration"]
        for entry in (entries if isinstance(entries, list) else ())
        if isinstance(entry, dict)
        and file_format in (None, entry.get("format"))
        and isinstance(entry.get("cycle_duration"), (int, float))
        and entry["cycle_duration"] > 0
    ]
    changed = moment_in(template.get("last_modified"))
    return int(max(cycles, default=LONGEST_CYCLE)), FOREVER if changed is None else changed
