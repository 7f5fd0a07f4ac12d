# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times as users write them, and as the API wants them.

Inside the engine a time is an int: seconds since the epoch, UTC. The API has no finer unit.
"""

from __future__ import annotations

import calendar
import re
from datetime import datetime, timedelta, timezone

from .errors import InputError

DAY = 86_400

_ISO = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})"
    r"(?:[T ](?P<clock>\d{2}:\d{2}(?::\d{2})?)(?:(?<=:\d\d:\d\d)[.,]\d+)?"
    r"\s*(?P<offset>[Zz]|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?)?"
)
_API_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_RELATIVE = re.compile(r"(?:now)?(?:(?P<sign>[+-])(?P<duration>\w+))?")
_DURATION = re.compile(r"(?:\d{1,15}[smhdw])+")
_UNIT_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": DAY, "w": 7 * DAY}
_LATEST = calendar.timegm((9999, 12, 31, 23, 59, 59))

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - times without a zone are quicker, and all of these are UTC
_from_iso = datetime.fromisoformat  # looked up once: a tenth of the time that a row's time takes
_BEFORE = timedelta(-1)

_HOW_TO_WRITE = (
    "Write ISO 8601 (2022-07-15T08:00:00Z; any offset; without one it is UTC) "
    "or a time relative to now (now, now-36h, -7d; units s m h d w)."
)


def parse_duration(text: str) -> int:
    """Seconds of ``36h``, ``7d`` or ``1d12h``. :raises InputError: if it is none of these"""
    if not _DURATION.fullmatch(text):
        raise InputError(
            f"{text!r} is not a duration. Write a number and a unit of s m h d w, as in 90s, 36h or 1d12h."
        )
    return sum(int(number) * _UNIT_SECONDS[unit] for number, unit in re.findall(r"(\d+)([smhdw])", text))


def parse_time(text: str, now: int) -> int:
    """Seconds since the epoch of an ISO 8601 or relative time.

    Fractions of a second are dropped, since the API has none.

    :param now: what ``now`` means, so that all times of one task share it
    :raises InputError: if it is not a time
    """
    if len(text) == 20 and text[4::3] == "--T::Z":  # 2022-07-20T03:26:36Z, as all rows of a list have it
        try:
            since = _from_iso(text[:19]) - _EPOCH
        except ValueError:
            since = _BEFORE  # an error, which is made below
        if since.days >= 0:
            return since.days * DAY + since.seconds
    text = text.strip()
    relative = _RELATIVE.fullmatch(text) if text else None
    if relative:
        amount = parse_duration(relative["duration"]) if relative["duration"] else 0
        seconds = now + (amount if relative["sign"] == "+" else -amount)
    else:
        seconds = _parse_iso(text)
    if not 0 <= seconds <= _LATEST:
        raise InputError(f"{text!r} lies outside the years 1970 to 9999.")
    return seconds


def _parse_iso(text: str) -> int:
    match = _ISO.fullmatch(text)
    if not match:
        raise InputError(f"{text!r} is not a time. {_HOW_TO_WRITE}")
    clock = match["clock"] or "00:00"
    try:
        local = _from_iso(f"{match['date']}T{clock}")
    except ValueError as error:
        raise InputError(f"{text!r} is not a time: {error}. {_HOW_TO_WRITE}") from error
    return calendar.timegm(local.timetuple()) - _offset_seconds(match["offset"])


def _offset_seconds(offset: str | None) -> int:
    if offset is None or offset in "Zz":
        return 0
    digits = offset[1:].replace(":", "").ljust(4, "0")
    seconds = int(digits[:2]) * 3600 + int(digits[2:]) * 60
    return -seconds if offset[0] == "-" else seconds


def as_api_time(value: object) -> str | None:
    """A time that a server wrote, to the second and as the API writes times; None if it is none.

    Texts of this form sort as the times do.
    """
    if not isinstance(value, str):
        return None
    if _API_TIME.fullmatch(value):
        return value
    try:
        return format_time(parse_time(value, now=0)) if value[:1].isdigit() else None
    except InputError:
        return None


def format_time(seconds: int) -> str:
    """As the API writes times: ``2022-07-15T08:00:00Z``. What is later than the year 9999 becomes its last second."""
    moment = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=min(seconds, _LATEST))
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
