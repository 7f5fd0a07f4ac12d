# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was read of a region, and why it may be believed to be all of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..errors import IceError
from ..reports import Evidence, Failure
from ..times import format_time
from .judge import Judge

if TYPE_CHECKING:
    from ..coverage import RegionReading

FROM_API, FROM_JOBS = "api", "jobs"


@dataclass(frozen=True)
class RegionRead:
    """One region, when it was read.

    :ivar began: seconds since the epoch, as is ``ended``
    :ivar doubts: why the list may be incomplete; sentences
    :ivar remarks: what the user should know beside that; sentences
    :ivar error: why it could not be read
    :ivar recorded: what was recorded; None if it was not asked for, or could not be read
    :ivar why_not_recorded: why it could not be read; a sentence
    """

    judge: Judge = field(repr=False)
    source: str
    endpoint: str | None
    began: int
    ended: int
    complete: bool
    doubts: list[str]
    remarks: list[str] = field(default_factory=list)
    error: IceError | None = None
    requests: int = 0
    request_ids: list[str] = field(default_factory=list, repr=False)
    recorded: RegionReading | None = field(default=None, repr=False)
    why_not_recorded: str | None = None

    @property
    def why_incomplete(self) -> str | None:
        """A sentence; None if it is complete."""
        if self.error is not None:
            return f"The region could not be read: {self.error.message}"
        if self.complete:
            return None
        return f"The list may be incomplete: {'; '.join(self.doubts) or 'that it is whole was not shown'}."

    def evidence(self) -> Evidence:
        """What a report says of it."""
        judge = self.judge
        return {
            "account": judge.account,
            "region": judge.region,
            "endpoint": self.endpoint,
            "source": self.source,
            "complete": self.complete,
            "doubts": self.doubts,
            "error": None if self.error is None else _failure(self.error),
            "began_at": format_time(self.began),
            "ended_at": format_time(self.ended),
            "jobs": judge.jobs,
            "recordings": judge.recordings,
            "superseded": judge.jobs - judge.recordings,
            "jobs_by_state": {**dict.fromkeys(("paused", "initial", "started"), 0), **judge.jobs_by_state},
            "oldest_paused": judge.oldest_paused,
            "requests": self.requests,
            "request_ids": self.request_ids,
        }


def _failure(error: IceError) -> Failure:
    return {
        "message": error.message,
        "error_code": error.error_code,
        "request_id": error.request_id,
        "http_status": error.http_status,
    }
