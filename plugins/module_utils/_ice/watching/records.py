# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines of a state file. Each carries a checksum, so that one that was changed or cut is never believed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .known_job import KnownJob
from .section import Section

_HEADER = {"format": "mediaops.alicloud events", "version": 1}


@dataclass
class Content:
    """What a state file says.

    :ivar is_state: whether it begins as a state file does
    :ivar damaged: how many lines cannot be read
    """

    is_state: bool = False
    sections: list[Section] = field(default_factory=list)
    damaged: int = 0


def header() -> bytes:
    """The first line of a state file."""
    return _line(_HEADER)


def section_line(number: int, section: Section) -> bytes:
    """A line with all facts of a list but its jobs."""
    return _line({"section": number, **section.facts()})


def job_line(number: int, job_id: str, job: KnownJob | None) -> bytes:
    """A line with what is known of a job; None if it is to be forgotten."""
    return _line([number, job_id, job])


def whole_file(sections: Iterable[Section]) -> Iterator[bytes]:
    """All lines that are needed."""
    yield header()
    for number, section in enumerate(sections):
        yield section_line(number, section)
        for job_id, job in section.jobs.items():
            yield job_line(number, job_id, job)


def read_content(content: bytes) -> Content:
    """Read a state file, as far as it can be read.

    A last line that is not whole is left out: a process leaves it so that was ended while it wrote.
    """
    found = Content()
    sections: dict[int, Section] = {}
    for number, line in enumerate(content.split(b"\n")[:-1]):
        record = _record(line)
        if number == 0:
            found.is_state = record == _HEADER
            found.damaged += not found.is_state
        else:
            found.damaged += not _apply(sections, record)
    found.sections = [sections[number] for number in sorted(sections)]
    return found


def _line(record: Any) -> bytes:
    text = json.dumps(record, separators=(",", ":")).encode()
    return b"%08x %s\n" % (zlib.crc32(text), text)


def _record(line: bytes) -> Any:
    """What the line says; None if it is not as it was written."""
    checksum, _blank, text = line.partition(b" ")
    try:
        return json.loads(text) if int(checksum, 16) == zlib.crc32(text) else None
    except (ValueError, RecursionError):
        return None


def _apply(sections: dict[int, Section], record: Any) -> bool:
    """Do what a line says. :returns: whether it is one of those that are written here"""
    try:
        if isinstance(record, Mapping):
            facts = dict(record)
            number = int(facts.pop("section"))
            jobs = sections[number].jobs if number in sections else {}
            sections[number] = Section(**facts, jobs=jobs)
            return True
        number, job_id, job = record
        if job is None:
            sections[number].jobs.pop(job_id, None)
        else:
            sections[number].jobs[job_id] = KnownJob(*job)
    except (ValueError, TypeError, KeyError):
        return False
    return True
