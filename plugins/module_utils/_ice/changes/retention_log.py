# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was deleted, and when: JSON lines that are never removed, each on the disk before the next step begins.

* before a request: ``{"event": "deleting", "place", "record_id", ...}`` for each file that it is about; ``place``
  stands for the account and the endpoint
* after it: ``deleted``, ``absent`` (it was gone already) or ``failed``, with what the API said
* in the next run, for files whose run ended in between: ``deleted`` with ``found_later`` if the file is not there any
  more, or ``still_there``
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from ..deadline import Deadline
from ..errors import DeadlineError, IceError, InputError
from ..json_lines import as_lines
from ..private_files import append_private, locked, open_private, private_directory

_SECONDS_FOR_LOCK = 2.0  # whoever deletes holds it all the time


class RetentionLog:
    """One log, for one run at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nobody else deletes with this log meanwhile.

        :raises InputError: if its folder cannot be used, or another run holds it
        """
        if not self._path.parent.is_dir():  # one such as /var/log need not be this user's own; files in it are checked
            private_directory(self._path.parent)
        deadline = Deadline(_SECONDS_FOR_LOCK)
        with ExitStack() as lock:
            try:
                lock.enter_context(locked(self._path.with_name(f".{self._path.name}.lock"), deadline, ""))
            except DeadlineError as error:
                raise InputError(
                    f"Another run deletes files and writes to {self._path}. Wait until it has ended, or name "
                    "another log."
                ) from error
            yield

    def unfinished(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Files that were to be deleted when a run ended, by place and id. Lines that cannot be read are passed over.

        :raises InputError: if the file cannot be read
        """
        open_ones: dict[tuple[str, str], dict[str, Any]] = {}
        for line in self._lines():
            try:
                record = json.loads(line)
                key = str(record["place"]), str(record["record_id"])
                event = record["event"]
            except (ValueError, TypeError, KeyError, RecursionError):
                continue
            if event == "deleting":
                open_ones[key] = record
            else:
                open_ones.pop(key, None)
        return open_ones

    def append(self, records: Iterable[Mapping[str, Any]]) -> None:
        """Write records; they are on the disk when this returns. :raises InputError: if they cannot be written"""
        try:
            append_private(self._path, self._line_end() + as_lines(records))
        except IceError:
            raise
        except OSError as error:
            raise InputError(f"The log {self._path} cannot be written: {error.strerror}.") from error

    def _line_end(self) -> bytes:
        """What ends a line that was cut short."""
        try:
            with os.fdopen(open_private(self._path, os.O_RDONLY), "rb") as file:
                if file.seek(0, os.SEEK_END) == 0:
                    return b""
                file.seek(-1, os.SEEK_END)
                return b"" if file.read(1) == b"\n" else b"\n"
        except FileNotFoundError:
            return b""

    def _lines(self) -> Iterator[bytes]:
        try:
            with os.fdopen(open_private(self._path, os.O_RDONLY), "rb") as file:
                yield from file
        except FileNotFoundError:
            return
        except OSError as error:
            raise InputError(f"The log {self._path} cannot be read: {error.strerror}.") from error
