# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a remediation still owes: written down before anything is done, and crossed out once it is done.

A job that was submitted again is active, so no rule is true for it any more. If the run ends there, only the journal
knows that a webhook was not told. It is a file of JSON lines, each of which is on the disk before the next step begins:

* a *promise*: ``{"promised": [actions], "job_id", "rule", "job", "at", "by"}``
* what became of it: ``{"settled": [actions], "job_id", "rule"}``, perhaps with ``submitted`` and ``new_job_id``
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .connection import ConnectionOptions, locate
from .deadline import Deadline
from .errors import DeadlineError, IceError, InputError
from .json_lines import Record, as_lines
from .private_files import append_private, locked, open_private, private_directory, replace_private

_SECONDS_FOR_LOCK = 30.0  # another process holds it for a few milliseconds
_LATER = ("submitted", "new_job_id")
_ADVICE = "Look for a process of this user that hangs."


@dataclass(frozen=True)
class Kept:
    """What a journal says.

    :ivar owed: promises that are not settled: ``job_id``, ``rule``, ``job``, ``at`` (ISO 8601), ``by`` and ``actions``,
        those that are left; if it was submitted again, also ``submitted`` and ``new_job_id``
    :ivar damaged: the numbers of lines that cannot be read, from 1
    """

    owed: list[dict[str, Any]]
    damaged: list[int]


def journal_file(folder: Path, options: ConnectionOptions, owner: str) -> Path:
    """Where the journal of an account, an endpoint and a region is. Nothing is made.

    :param owner: what distinguishes hosts of an inventory that act for the same account
    :raises IceError: if the region is not known, or credentials are incomplete
    """
    place = locate(options)
    name = json.dumps([place.credentials.account, place.endpoint.url, place.region, owner])
    return folder / f"{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:40]}.jsonl"


class Journal:
    """One journal. Its folder is made when something is written.

    Errors are :class:`InputError`, if a file or a folder cannot be used, and :class:`DeadlineError`, if another process
    holds the journal for too long.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def look(self) -> Kept:
        """What is owed. Changes nothing."""
        content = self._content()
        return _kept(content)[0]

    def open(self) -> Kept:
        """The same, and see that it can be written to, and does not grow for ever.

        Lines that are damaged are moved to a file beside it, so that they are reported once.
        """
        with self._locked():
            content = self._content()
            kept, needed, damaged = _kept(content)
            with _as_input_error(self._path):
                if damaged:
                    append_private(self._path.with_suffix(".damaged"), damaged)
                if needed != content:
                    replace_private(self._path, needed)
                else:
                    append_private(self._path, b"")
            return kept

    def append(self, records: Iterable[Record]) -> None:
        """Write records; they are on the disk when this returns."""
        with self._locked(), _as_input_error(self._path):
            cut_short = self._content()[-1:] not in (b"", b"\n")
            append_private(self._path, (b"\n" if cut_short else b"") + as_lines(records))

    def _content(self) -> bytes:
        try:
            with os.fdopen(open_private(self._path, os.O_RDONLY), "rb") as file:
                return file.read()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise InputError(f"The journal {self._path} cannot be read: {error.strerror}.") from error

    @contextmanager
    def _locked(self) -> Iterator[None]:
        private_directory(self._path.parent)
        deadline = Deadline(_SECONDS_FOR_LOCK)
        try:
            with locked(self._path.with_suffix(".lock"), deadline, ""):
                yield
        except DeadlineError as error:
            raise deadline.error(f"another process holds the journal {self._path}", _ADVICE) from error


def _kept(content: bytes) -> tuple[Kept, bytes, bytes]:
    """What is owed, the lines that say so, and those that cannot be read."""
    promises: dict[tuple[str, str], dict[str, Any]] = {}
    damaged: dict[int, bytes] = {}
    for number, line in enumerate(content.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            _apply(promises, json.loads(line))
        except (ValueError, TypeError, KeyError, RecursionError):
            damaged[number] = line
    owed = [entry for entry in promises.values() if entry["actions"]]
    # Each needs one line; what is settled of it is left out.
    needed = as_lines({"promised" if name == "actions" else name: entry[name] for name in entry} for entry in owed)
    return Kept(owed, list(damaged)), needed, b"".join(line + b"\n" for line in damaged.values())


def _apply(promises: dict[tuple[str, str], dict[str, Any]], record: dict[str, Any]) -> None:
    """:raises ValueError, TypeError, KeyError: if it is no record"""
    key = str(record["job_id"]), str(record["rule"])
    later = {name: record[name] for name in _LATER if name in record}
    if "promised" in record:
        known = {name: record[name] for name in ("job_id", "rule", "job", "at", "by")}
        if not isinstance(known["job"], dict):
            raise TypeError
        promises.pop(key, None)  # in the order of the newest promises
        promises[key] = {**known, "actions": _actions(record["promised"]), **later}
        return
    settled = _actions(record["settled"])
    if key in promises:  # else its promise is among the damaged lines
        entry = promises[key]
        promises[key] = {**entry, **later, "actions": [each for each in entry["actions"] if each not in settled]}


def _actions(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise TypeError
    return value


@contextmanager
def _as_input_error(path: Path) -> Iterator[None]:
    try:
        yield
    except IceError:
        raise
    except OSError as error:
        raise InputError(f"The journal {path} cannot be written: {error.strerror}.") from error
