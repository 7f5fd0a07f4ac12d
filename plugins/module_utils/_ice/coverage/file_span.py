# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When the recording in a file begins and ends."""

from __future__ import annotations

from typing import Any

from ..listing import Row
from .moments import moment_in
from .spans import Span

_KEPT = ("record_id", "job_id", "format", "start_time", "end_time", "create_time", "record_url")


def span_of(file: Row) -> Span | None:
    """The span of a file; None if its times do not say.

    One end is enough, if the file has its length.
    """
    start, end = moment_in(file.get("start_time")), moment_in(file.get("end_time"))
    if start is None or end is None:
        duration = file.get("duration")
        if isinstance(duration, bool) or not isinstance(duration, (int, float)) or not 0 <= duration < 1e9:
            return None
        if start is None and end is None:
            return None
        start = int((end or 0) - duration) if start is None else start
        end = int(start + duration) if end is None else end
    return (start, end) if start <= end else None


def shown(file: Row) -> dict[str, Any]:
    """What users are shown of a file."""
    return {name: file[name] for name in _KEPT if file.get(name) is not None}
