# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the list of jobs says about the files of a region."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..coverage import moment_in
from ..listing import Row


class JobsOfRegion:
    """Takes all jobs, and then says of a file what the list of files leaves out.

    Whether a file is held, and which files are of one recording, may not depend on a field that the server happens not
    to return.

    :ivar earliest: when the first job was submitted, in seconds since the epoch; None if there is none
    :ivar doubts: why files may be overlooked; clauses
    """

    def __init__(self) -> None:
        self.earliest: int | None = None
        self.doubts: list[str] = []
        self._known: dict[str, dict[str, Any]] = {}
        self._same: dict[str, dict[str, Any]] = {}  # thousands of jobs may record the same

    def take(self, job: Row) -> None:
        """See a job."""
        moment = moment_in(job.get("create_time"))
        if moment is None:
            self.doubts = ["the server returns jobs without their create_time"]
        elif self.earliest is None or moment < self.earliest:
            self.earliest = moment
        stream = job.get("stream_input")
        facts = {
            "job_name": job.get("name"),
            "stream_url": stream.get("url") if isinstance(stream, Mapping) else None,
            "record_output": job.get("record_output"),
        }
        known = {name: value for name, value in facts.items() if _says(name, value)}
        self._known[str(job.get("job_id"))] = self._same.setdefault(repr(known), known)

    def told_of(self, file: Row) -> Row:
        """The file, with what only its job says."""
        known = self._known.get(str(file.get("job_id")), {})
        left_out = {name: value for name, value in known.items() if not _says(name, file.get(name))}
        return {**file, **left_out} if left_out else file


def _says(name: str, value: Any) -> bool:
    return bool(value) and isinstance(value, Mapping if name == "record_output" else str)
