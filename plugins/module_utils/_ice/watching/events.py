# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The events: their shape, and the id that stays the same over restarts."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any

from ..errors import IceError
from ..listing import Row
from ..times import format_time
from .known_job import KnownJob
from .section import Section

Event = dict[str, Any]

CREATED, STATUS_CHANGED, REMINDER = "created", "status_changed", "reminder"
OUTAGE, RECOVERED, STARTED_ANEW, HEARTBEAT = "outage", "recovered", "started_anew", "heartbeat"

_WHY = {
    "no_state_file": "There is no state_file, so nothing is known of what was seen before this start.",
    "first_start": "There is no state yet, so nothing is known of what was seen before this start.",
    "lost": "The state file is gone, although it was there before, so nothing is known of what was seen then.",
    "foreign": "The state file belongs to another endpoint, account, region or other filters. It was kept beside the "
    "new one, and nothing is known of what was seen before this start.",
    "damaged": "The state file is damaged. It was kept beside the new one. What could be read of it is still known; "
    "there may be events again for other jobs.",
}


def job_event(section: Section, row: Row, job_id: str, job: KnownJob, now: int) -> Event:
    """An event about a job. It is a reminder if all was told about the job's present status before.

    :param job: as it is known before the event
    """
    begins = CREATED if job.previous is None else STATUS_CHANGED
    kind, before = (REMINDER, job.status) if job.told else (begins, job.previous)
    change = {"type": kind, "from": before, "to": job.status}
    return {
        "live_record_job": row,
        "change": {**change, **_seen(section, now)},
        "meta": _meta(section, job_id, before, job.status, job.events + 1, is_found=kind == CREATED),
    }


def outage_event(section: Section, error: IceError, now: int) -> Event:
    """The first poll of some that failed, or could not show that nothing was overlooked."""
    return {
        "error": {"message": error.message, **error.details()},
        "change": {"type": OUTAGE, **_seen(section, now)},
        "meta": _meta(section, OUTAGE, None, None, section.outages + 1),
    }


def recovered_event(section: Section, now: int) -> Event:
    """The first poll that succeeded again."""
    return {
        "error": {"message": "The list of jobs can be read again."},
        "change": {"type": RECOVERED, **_seen(section, now)},
        "meta": _meta(section, RECOVERED, None, None, section.outages),
    }


def started_anew_event(section: Section, now: int) -> Event:
    """What was seen before is not known, or not all of it."""
    reason = str(section.anew)
    return {
        "state": {"reason": reason, "message": _WHY[reason], "known_jobs": len(section.jobs)},
        "change": {"type": STARTED_ANEW, **_seen(section, now)},
        "meta": _meta(section, STARTED_ANEW, reason, None, section.since),
    }


def heartbeat_event(last_looks: Mapping[str, int | None], now: int) -> Event:
    """There was no other event for a while.

    :param last_looks: by region, when its list was read without a problem last
    """
    looks = {region: None if at is None else format_time(at) for region, at in last_looks.items()}
    return {
        "heartbeat": {"last_complete_poll": looks},
        "change": {"type": HEARTBEAT, "observed_at": format_time(now)},
        "meta": {"uuid": str(uuid.uuid4())},
    }


def _seen(section: Section, now: int) -> dict[str, Any]:
    return {"observed_at": format_time(now), "region": section.key["region"]}


def _meta(
    section: Section, what: str, before: str | None, after: str | None, ordinal: int, *, is_found: bool = False
) -> dict[str, str]:
    """What is sent again has the same id, also after a restart. What happens again has another one.

    A source that does not know what was seen before counts from the beginning again, so its ids have to be others.
    But a job that it finds may be the one that it told of before.
    """
    key = section.key
    count = ordinal if is_found else [ordinal, section.since]
    name = json.dumps([key["endpoint"], key["region"], what, before, after, count])
    return {"uuid": str(uuid.uuid5(uuid.NAMESPACE_URL, name))}
