# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which recordings an audit is about.

What the API is asked to leave out does not show what supersedes a job: its successor has another state, and may have
been created later. So everything is read, and the job that counts is asked afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import InputError
from ..times import format_time, parse_time
from .options import AuditOptions


@dataclass(frozen=True)
class Scope:
    """What is asked of the current job of a recording. :ivar end: as the API writes times"""

    status: str | None = None
    end: str | None = None
    keyword: str | None = None

    @property
    def is_everything(self) -> bool:
        """Whether nothing is asked."""
        return self.status is None and self.end is None and self.keyword is None

    def holds(self, job: Mapping[str, Any]) -> bool:
        """Whether a job is in it. A keyword that the API found in an id, and not in a name, shows no successors."""
        return (
            self.status in (None, job.get("status"))
            and (self.end is None or str(job.get("create_time") or "") <= self.end)
            and (self.keyword is None or self.keyword.casefold() in str(job.get("name") or "").casefold())
        )


def scope_of(options: AuditOptions, now: int) -> Scope:
    """The scope that the options describe. :raises InputError: if the end is no time"""
    end = None
    if options.end_time is not None:
        try:
            end = format_time(parse_time(options.end_time, now))
        except InputError as error:
            raise InputError(f"end_time: {error.message}") from None
    return Scope(options.status, end, options.keyword)
