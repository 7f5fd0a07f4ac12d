# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a job writes one file: the cycle of its template, as it was when the job was submitted.

UpdateLiveRecordTemplate changes a template for later jobs only. GetLiveRecordTemplate tells what a job uses, if it is
asked with the id of the job.
"""

from __future__ import annotations

from ..client import Calls
from ..errors import ApiError
from ..operations import GET_LIVE_RECORD_TEMPLATE
from .stitched import SubmittedJob

LONGEST_CYCLE = 6 * 3600  # seconds; the console offers no more, and it is the default
# Seconds after the end of its cycle until a file is surely listed
DELAY = 600


async def cycle_of(client: Calls, job: SubmittedJob, file_format: str | None) -> int:
    """Seconds from the beginning of a file to its end; the longest there is if the template does not say.

    :param file_format: of the files that count; None if it may be any of those that the template writes
    :raises IceError: if the API refused or did not answer, except that there is no such template
    """
    if job.template_id is None:
        return LONGEST_CYCLE
    try:
        answer = await client.call(GET_LIVE_RECORD_TEMPLATE, {"TemplateId": job.template_id, "JobId": job.job_id})
    except ApiError as error:
        if "notfound" in (error.error_code or "").lower().replace(".", ""):
            return LONGEST_CYCLE
        raise
    template = answer.get("record_template")
    entries = template.get("record_format_list") if isinstance(template, dict) else None
    cycles = [
        entry["cycle_duration"]
        for entry in (entries if isinstance(entries, list) else ())
        if isinstance(entry, dict)
        and file_format in (None, entry.get("format"))
        and isinstance(entry.get("cycle_duration"), (int, float))
        and entry["cycle_duration"] > 0
    ]
    return int(max(cycles, default=LONGEST_CYCLE))
