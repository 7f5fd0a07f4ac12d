# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time zones: by name, and where their days begin."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, available_timezones

from ..errors import InputError
from ..times import DAY
from .spans import Span

UTC = "UTC"
_ONE_DAY = timedelta(1)


def zone_named(name: object, option: str) -> tzinfo:
    """The time zone of a name, such as Asia/Shanghai.

    :raises InputError: naming the option, if there is none of that name, or this host knows no time zones
    """
    if name == UTC:
        return timezone.utc  # needs no database
    if not isinstance(name, str) or not name:
        raise InputError(f"{option}: {name!r} is no time zone. Write a name, as in Asia/Shanghai or UTC.")
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        if available_timezones():
            raise InputError(f"{option}: there is no time zone {name!r}. Names are as in Asia/Shanghai.") from error
        raise InputError(
            f"{option}: {name!r} cannot be looked up, because the host that runs the task has no time zones. Install "
            "the package tzdata there (of the system, or: pip install tzdata), or use UTC."
        ) from error


def moment_of(day: date, seconds: int, zone: tzinfo, *, later: bool = False) -> int:
    """When a clock on the wall shows a time, in seconds since the epoch.

    A time that is skipped when clocks are put forward is taken as if they had not been.

    :param seconds: since midnight by the clock; more than a day is a time of the next day
    :param later: if clocks are put back and the time comes twice, its second time
    """
    days, rest = divmod(seconds, DAY)
    shown = datetime.combine(day + timedelta(days), time(), zone) + timedelta(seconds=rest)
    first = int(shown.timestamp())
    return max(first, int(shown.replace(fold=1).timestamp())) if later else first


def local_day(moment: int, zone: tzinfo) -> date:
    """The day that a calendar shows."""
    return datetime.fromtimestamp(moment, zone).date()


def by_day(span: Span, zone: tzinfo) -> Iterator[tuple[str, int]]:
    """How many seconds of a span are on each day, as in ``2026-11-25``."""
    start, end = span
    if zone is timezone.utc and start // DAY == (end - 1) // DAY:  # nearly all files, a million times
        yield local_day(start, zone).isoformat(), end - start
        return
    while start < end:
        day = following = local_day(start, zone)
        midnight = start
        while midnight <= start:  # a zone that crosses the date line has a day that is skipped
            following += _ONE_DAY
            midnight = moment_of(following, 0, zone)
        yield day.isoformat(), min(end, midnight) - start
        start = min(end, midnight)
