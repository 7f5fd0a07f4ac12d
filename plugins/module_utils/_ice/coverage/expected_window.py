# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One entry of the option ``expected``: some hours on some days of each week."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from ..errors import InputError
from ..query import Query, Subject
from ..times import DAY
from .shape import IDENTITY
from .spans import Span, Spans, intersection, joined
from .zones import UTC, local_day, moment_of, zone_named

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_KEYS = ("days", "start", "end", "timezone", "where")
_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?")


@dataclass(frozen=True)
class ExpectedWindow:
    """A window that comes again each week.

    :ivar days: on which it begins; 0 is Monday
    :ivar start: seconds since midnight, by the clock of the zone
    :ivar end: the same; more than a day if it is on the next day
    :ivar where: which recordings it is about; None for all
    """

    days: frozenset[int]
    start: int
    end: int
    zone: tzinfo
    zone_name: str = UTC
    where: Query | None = None
    where_text: str | None = None

    def within(self, span: Span) -> list[Span]:
        """The times that it means, in a span."""
        spans: Spans = joined(self.occurrences(span))
        return intersection(spans, [span])

    def occurrences(self, span: Span) -> list[Span]:
        """Each time that it comes and lies in a span at least in part; whole, in order of time."""
        start, end = span
        if start >= end:
            return []
        first, last = local_day(start, self.zone), local_day(end, self.zone)
        found: list[Span] = []
        for number in range(first.toordinal() - 2, last.toordinal() + 1):  # one that began before may still last
            day = first.fromordinal(number)
            if day.weekday() in self.days:
                begins = moment_of(day, self.start, self.zone)
                found.append((begins, moment_of(day, self.end, self.zone, later=True)))
        return [(begins, ends) for begins, ends in found if begins < min(end, ends) and ends > start]

    @property
    def text(self) -> str:
        """What it is called in reports."""
        days = ", ".join(DAYS[day] for day in sorted(self.days)) if len(self.days) < len(DAYS) else "every day"
        about = f" where {self.where_text}" if self.where_text is not None else ""
        return f"{days} {_clock_text(self.start)} to {_clock_text(self.end)} {self.zone_name}{about}"


def window_from(entry: Any, option: str, now: int) -> ExpectedWindow:
    """A window as a user writes it.

    :param option: what the entry is called in messages
    :raises InputError: if it is invalid
    """
    if not isinstance(entry, Mapping):
        raise InputError(f"{option}: {entry!r} is no dictionary with {', '.join(_KEYS)}.")
    for name in entry:
        if name not in _KEYS:
            raise InputError(f"{option}: there is no key {name!r}. Keys are {', '.join(_KEYS)}.")
    start = _clock(entry.get("start", "00:00"), f"{option}.start")
    end = _clock(entry.get("end", "24:00"), f"{option}.end")
    if start == end:
        raise InputError(f"{option}: it ends when it starts. For whole days, leave out start and end.")
    where = entry.get("where")
    if where is not None and not isinstance(where, str):
        raise InputError(f"{option}.where: {where!r} is no JMESPath expression.")
    zone_name = entry.get("timezone", UTC)
    return ExpectedWindow(
        days=_days(entry.get("days", list(DAYS)), f"{option}.days"),
        start=start,
        end=end if end > start else end + DAY,
        zone=zone_named(zone_name, f"{option}.timezone"),
        zone_name=str(zone_name),
        where_text=where,
        where=None
        if where is None
        else Query(where, option=f"{option}.where", now=now, about=Subject(IDENTITY, "recording")),
    )


def _clock_text(seconds: int) -> str:
    """``18:00``; of a time of the next day, the time that its clocks show."""
    seconds -= DAY if seconds > DAY else 0
    hours, rest = divmod(seconds, 3600)
    minutes, rest = divmod(rest, 60)
    return f"{hours:02}:{minutes:02}" + (f":{rest:02}" if rest else "")


def _days(value: Any, option: str) -> frozenset[int]:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, (list, tuple)) or not names:
        raise InputError(f"{option}: write a list of {', '.join(DAYS)}, or leave it out for all of them.")
    for name in names:
        if name not in DAYS:
            raise InputError(f"{option}: {name!r} is none of {', '.join(DAYS)}.")
    return frozenset(DAYS.index(name) for name in names)


def _clock(value: Any, option: str) -> int:
    found = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    seconds = sum(int(part or 0) * unit for part, unit in zip(found.groups(), (3600, 60, 1))) if found else DAY + 1
    if seconds <= DAY:
        return seconds
    hint = " Put quotes around it: YAML takes 18:00 for a number." if isinstance(value, (int, float)) else ""
    raise InputError(f"{option}: {value!r} is no time of a day, as in '18:00'.{hint}")
