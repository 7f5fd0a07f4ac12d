# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What retention is asked for, checked before any request."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..listing import Row
from ..private_files import folder_of_user
from ..query import Doubts, Query, Subject
from ..shapes import FILE, Object, Text
from ..times import DAY

# A file as conditions see it
HELD = Object({"region": Text(), **FILE.fields})


@dataclass(frozen=True)
class RetentionOptions:
    """The options, but for those of the connection.

    :ivar keep_days: files that ended less than so many days ago are kept. There is no default
    :ivar keep_last: of each recording, and each format of it, so many of the newest files are kept
    :ivar hold: dictionaries with ``where`` and ``reason``: files that are kept whatever their age is
    :ivar where: which files may be deleted at all; None for all
    :ivar max_share: the part of all files that may be deleted in one run
    :ivar log: the file that tells what was deleted; None for the one of this user
    """

    keep_days: int | None = None
    keep_last: int = 1
    hold: Any = ()
    where: str | None = None
    max_deletions: int = 100
    max_share: float = 0.2
    remove_file: bool = False
    log: str | None = None


@dataclass
class Hold:
    """An entry of the hold list.

    :ivar files: how many files it holds
    :ivar unclear: how many of these lack what it names
    """

    query: Query
    reason: str
    files: int = 0
    unclear: int = 0
    _names: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._names = fields_of(self.query)

    def holds(self, file: Row) -> bool:
        """Whether a file is held, which is counted. What lacks a field that the condition names may well be meant."""
        is_unclear = lacks(file, self._names)
        if not is_unclear and not self.query.is_true_for(file):
            return False
        self.files += 1
        self.unclear += is_unclear
        return True


@dataclass(frozen=True)
class RetentionRules:
    """Options that were checked.

    :ivar cutoff: seconds since the epoch; what ended before may go
    :ivar names: doubts about names in conditions
    """

    options: RetentionOptions
    now: int
    holds: list[Hold]
    where: Query | None
    log: Path
    names: Doubts = field(repr=False)

    @property
    def cutoff(self) -> int:
        return self.now - (self.options.keep_days or 0) * DAY

    def allowed(self, files: int) -> int:
        """How many of so many files may be deleted in one run."""
        share = math.floor(self.options.max_share * files + 1e-9)  # 0.29 * 100 is a little less than 29
        return min(self.options.max_deletions, share)


def check_rules(options: RetentionOptions, now: int | None = None) -> RetentionRules:
    """Check the options.

    :param now: seconds since the epoch; by default the present
    :raises InputError: naming the option that is invalid
    """
    now = int(time.time()) if now is None else now
    for name, number, least in (
        ("keep_days", options.keep_days or 0, 1),
        ("keep_last", options.keep_last, 0),
        ("max_deletions", options.max_deletions, 1),
    ):
        if isinstance(number, bool):  # YAML takes yes and on for it, and it would count as 1
            raise InputError(f"{name} is {number}; write a number.")
        if number < least:
            raise InputError(f"{name} is {number}; it must be at least {least}.")
    if not 0 < options.max_share <= 1:
        raise InputError(f"max_share is {options.max_share:g}; it must be above 0, and 1 (all files) at most.")
    holds = _holds(options.hold, now)
    where = None if options.where is None else _query(options.where, "where", now)
    return RetentionRules(
        options=options,
        now=now,
        holds=holds,
        where=where,
        log=_log(options.log),
        names=Doubts([where, *(hold.query for hold in holds)]),
    )


def fields_of(query: Query | None) -> frozenset[str]:
    """The fields of files that a condition names."""
    return frozenset() if query is None else query.names & HELD.fields.keys()


def lacks(file: Row, names: Iterable[str]) -> bool:
    """Whether a file lacks one of these fields."""
    return any(file.get(name) is None for name in names)


def _holds(value: Any, now: int) -> list[Hold]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise InputError(f"hold: {value!r} is no list of dictionaries with where and reason.")
    holds = []
    for number, entry in enumerate(value, 1):
        option = f"hold, entry {number}"
        if not isinstance(entry, Mapping):
            raise InputError(f"{option}: {entry!r} is no dictionary with where and reason.")
        for name in entry:
            if name not in ("where", "reason"):
                raise InputError(f"{option}: there is no key {name!r}. Keys are where and reason.")
        for name in ("where", "reason"):
            if not isinstance(entry.get(name), str) or not entry[name].strip():
                raise InputError(f"{option}: {name} is missing. Nothing is deleted as long as a hold is not clear.")
        holds.append(Hold(_query(entry["where"], f"{option}.where", now), str(entry["reason"])))
    return holds


def _query(expression: str, option: str, now: int) -> Query:
    return Query(expression, option=option, now=now, about=Subject(HELD, "file"))


def _log(path: str | None) -> Path:
    if path is not None and not path.strip():
        raise InputError("log is empty. Name a file, or leave it out.")
    try:
        return folder_of_user("retention") / "deleted.jsonl" if path is None else Path(path).expanduser().absolute()
    except RuntimeError as error:
        raise InputError("log: this user has no home. Name a file.") from error
