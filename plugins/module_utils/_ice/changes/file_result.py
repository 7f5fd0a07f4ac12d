# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What became of a recorded file that was to be deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..listing import Row

PRESENT, DELETED, ABSENT, FAILED = "present", "deleted", "absent", "failed"

_DONE = ("ok", "success", "200")
# What tells people which file it is; the API has no size.
_SHOWN = ("record_id", "job_name", "job_id", "start_time", "end_time", "duration", "format", "record_url")


@dataclass(frozen=True)
class FileResult:
    """One file: ``present``, ``deleted``, ``absent`` (it was gone before) or ``failed``, and what the API said.

    :ivar listed: the file as the list showed it; empty if it did not
    :ivar is_open: whether it failed, and may be deleted nevertheless: a request was sent, and nothing shows its effect
    """

    record_id: str
    result: str
    code: str | None = None
    message: str | None = None
    listed: Row = field(default_factory=dict, compare=False)
    is_open: bool = field(default=False, compare=False)

    def as_row(self) -> Row:
        """As a dict; what is not known is left out."""
        said = {name: getattr(self, name) for name in ("record_id", "result", "code", "message")}
        return {name: value for name, value in said.items() if value is not None}


def told_by_id(entries: Any) -> dict[str, Row]:
    """The entries of an answer, by the file that they are about. What is no entry, or has no code, tells nothing."""
    rows = [row for row in entries if isinstance(row, Mapping)] if isinstance(entries, list) else []
    return {str(row.get("record_id")): dict(row) for row in rows if row.get("code") and _is_code(row["code"])}


def _is_code(value: Any) -> bool:
    return isinstance(value, (str, int)) and not isinstance(value, bool)


def result_of(record_id: str, told: Row) -> FileResult:
    """The result of a file from its entry in the answer."""
    code, message = str(told.get("code") or ""), str(told.get("message") or "")
    if code.lower() in _DONE:
        return FileResult(record_id, DELETED, code or None, message or None)
    result = ABSENT if "notfound" in code.lower() else FAILED
    return FileResult(record_id, result, code, message)


def has_deleted(results: Sequence[FileResult]) -> bool:
    """Whether any file was deleted."""
    return any(each.result == DELETED for each in results)


def decided(results: Sequence[FileResult]) -> dict[str, Any]:
    """The files that there are."""
    there = [{"record_id": each.record_id, **each.listed} for each in results if each.result in (PRESENT, FAILED)]
    return {"files": [{name: row[name] for name in _SHOWN if row.get(name) is not None} for row in there]}
