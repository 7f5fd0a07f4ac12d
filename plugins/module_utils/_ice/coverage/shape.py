# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a recording looks like to the user, so that expressions over it can be checked."""

from __future__ import annotations

from ..shapes import FILE, JOB, JOB_STATUSES, RECORD_FORMATS, Array, Boolean, Number, Object, Shape, Text

_TIME = Text(is_time=True)
_SPAN: dict[str, Shape | None] = {"start": _TIME, "end": _TIME, "seconds": Number()}

MISSING, PENDING, UNKNOWN = "missing", "pending", "unknown"

# What is known before any file is read
IDENTITY = Object(
    {
        "region": Text(),
        "name": Text(),
        "stream_input": JOB.fields["stream_input"],
        "record_output": JOB.fields["record_output"],
        "job_ids": Array(Text()),
        "status": Text(JOB_STATUSES),
    }
)

RECORDING = Object(
    {
        **IDENTITY.fields,
        "intervals": Array(Object(_SPAN)),
        "gaps": Array(Object({**_SPAN, "state": Text((MISSING, PENDING, UNKNOWN))})),
        "overlaps": Array(Object(_SPAN)),
        "lacking": Array(Object({**_SPAN, "format": Text(RECORD_FORMATS)})),
        "seconds": Number(),
        "expected_seconds": Number(),
        "coverage": Number(),
        "days": Array(Object({"day": Text(), "seconds": Number()})),
        "files": Number(),
        "last_file": Object(
            {
                name: FILE.fields[name]
                for name in ("record_id", "job_id", "format", "start_time", "end_time", "create_time", "record_url")
            }
        ),
        "cycle": Number(),
        "silent_seconds": Number(),
        "nothing_written": Boolean(),
    }
)
