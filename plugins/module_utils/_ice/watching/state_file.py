# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file that keeps what has been seen over restarts: one source at a time, and on the disk before it counts."""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from ..deadline import Deadline
from ..errors import DeadlineError, IceError, InputError
from ..private_files import append_private, locked_async, open_private, private_directory, replace_private
from ..times import format_time
from .known_job import KnownJob
from .records import Content, job_line, read_content, section_line, whole_file
from .section import DAMAGED, FIRST_START, FOREIGN, LOST, NO_FILE, Section

_SECONDS_FOR_LOCK = 5.0  # a source that was told to end does so within one
_MOST_LINES_IN_VAIN = 1000


class StateError(IceError):
    """What was seen could not be written down. It is remembered as long as the process lives."""


class State:
    """What is remembered of the watched lists; without a file, until the process ends.

    :ivar sections: in the order of the keys
    """

    def __init__(self, path: Path | None, sections: Sequence[Section]) -> None:
        self.sections = list(sections)
        self._path = path
        self._lines = 0
        self._is_behind = True  # the file does not say all that is known

    def record(self, section: Section, jobs: Mapping[str, KnownJob | None] | None = None) -> None:
        """Remember the facts of a section, and of some of its jobs; None forgets one.

        :raises StateError: if the file cannot be written; all is remembered in memory, and written the next time
        """
        for job_id, job in (jobs or {}).items():
            if job is None:
                section.jobs.pop(job_id, None)
            else:
                section.jobs[job_id] = job
        if self._path is None:
            return
        number = next(number for number, each in enumerate(self.sections) if each is section)
        if jobs is None:
            lines = [section_line(number, section)]
        else:
            lines = [job_line(number, job_id, job) for job_id, job in jobs.items()]
        needed = sum(len(each.jobs) + 1 for each in self.sections)
        try:
            # To a file that somebody has removed, lines must not be added: they would be no state without the others.
            is_gone = not self._path.exists()
            if self._is_behind or is_gone or self._lines + len(lines) > 2 * needed + _MOST_LINES_IN_VAIN:
                self.write()
            elif lines:
                self._is_behind = True
                append_private(self._path, b"".join(lines))
                self._is_behind = False
                self._lines += len(lines)
        except (OSError, InputError) as error:
            raise StateError(f"The state file cannot be written: {_reason(error)}") from error

    def write(self) -> None:
        """Write all of it anew. :raises OSError, InputError: if that is not possible; the old file stays"""
        if self._path is not None:
            lines = list(whole_file(self.sections))
            replace_private(self._path, b"".join(lines))
            self._lines, self._is_behind = len(lines), False


@asynccontextmanager
async def open_state(
    path: Path | None, keys: Sequence[Mapping[str, str | None]], now: int | None = None
) -> AsyncIterator[State]:
    """What is remembered of the lists with these keys. Until the end of the block, nobody else can use the file.

    :raises InputError: if the file cannot be used, or another source uses it
    """
    now = int(time.time()) if now is None else now
    if path is None:
        yield State(None, [Section(key, now, NO_FILE) for key in keys])
        return
    if not path.name or "\0" in str(path):
        raise InputError(f"state_file: {str(path)!r} is no name of a file.")
    if not path.parent.is_dir():
        private_directory(path.parent)
    lock = path.with_name(f"{path.name}.lock")
    was_used = lock.exists()
    async with AsyncExitStack() as stack:
        try:
            await stack.enter_async_context(locked_async(lock, Deadline(_SECONDS_FOR_LOCK), ""))
        except DeadlineError as error:
            raise InputError(
                f"state_file: another source uses {path}. Each source needs a file of its own; one that does not end "
                f"keeps its lock ({lock})."
            ) from error
        state = _load(path, keys, now, LOST if was_used else FIRST_START)
        try:
            state.write()
        except OSError as error:
            raise InputError(f"state_file: {path} cannot be written: {error.strerror}.") from error
        yield state


def _load(path: Path, keys: Sequence[Mapping[str, str | None]], now: int, absent: str) -> State:
    try:
        with os.fdopen(open_private(path, os.O_RDONLY), "rb") as file:
            found: Content | None = read_content(file.read())
    except FileNotFoundError:
        found = None
    except OSError as error:
        raise InputError(f"state_file: {path} cannot be read: {error.strerror}.") from error
    if found is None:
        return State(path, [Section(key, now, absent) for key in keys])
    known = [section for section in found.sections if section.key in keys]
    others = len(found.sections) - len(known)
    is_damaged = not found.is_state or bool(found.damaged)
    if is_damaged or others:
        # What is not used any more may be needed by whoever looks for the cause.
        reason = DAMAGED if is_damaged else FOREIGN
        path.rename(path.with_name(f"{path.name}.{reason}-{format_time(now).replace(':', '')}"))
    sections = []
    for key in keys:
        mine = next((section for section in known if section.key == key), None)
        if mine is None:
            mine = Section(key, now, DAMAGED if is_damaged else FOREIGN if others else FIRST_START)
        elif is_damaged:
            mine.anew = DAMAGED
            mine.since = now
        sections.append(mine)
    return State(path, sections)


def _reason(error: Exception) -> str:
    return f"{error.strerror}." if isinstance(error, OSError) else str(error)
