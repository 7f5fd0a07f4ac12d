# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers, times, places and recordings as people read them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ..report import Location, Recording
from .escaping import value_text
from .markup import Html, tag

_API_TIME = "%Y-%m-%dT%H:%M:%SZ"
_LOOKS_LIKE_A_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)  # parsing 100,000 times takes seconds


def number(value: float) -> str:
    """A count with separators: 12,345."""
    return f"{value:,}"


def count(value: int, noun: str, plural: str = "") -> str:
    """``1 finding``, ``2 findings``."""
    return f"{number(value)} {noun if value == 1 else plural or noun + 's'}"


def listed(words: Sequence[str]) -> str:
    """``a, b and c``."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def percent(share: float) -> str:
    """A share as whole percents; all is said only of all, nothing only of nothing."""
    rounded = round(share * 100)
    if rounded == 100 and share < 1:
        return "over 99 %"
    return "under 1 %" if rounded == 0 and share > 0 else f"{rounded} %"


def moment(time: str | None) -> Html:
    """A time of the API as ``2026-11-26 03:00:00 UTC``; a text that is none, as it is; nothing for None."""
    if not time:
        return Html("")
    return (
        tag("time", f"{time_text(time)} UTC", datetime=time)
        if _LOOKS_LIKE_A_TIME.fullmatch(time)
        else tag("span", time)
    )


def time_text(time: str | None) -> str:
    """``2026-11-26 03:00:00``, which sorts as the time does; a text that is no time, as it is."""
    if not time:
        return ""
    return f"{time[:10]} {time[11:19]}" if _LOOKS_LIKE_A_TIME.fullmatch(time) else time


def parsed(time: str) -> datetime | None:
    """The time of a text of the API; None if it is none."""
    try:
        return datetime.strptime(time, _API_TIME)  # noqa: DTZ007 - all of the API's times are in UTC
    except ValueError:
        return None


def seconds_between(began: str, ended: str) -> str:
    """How long something took, or an empty text."""
    first, last = parsed(began), parsed(ended)
    return f"{number(round((last - first).total_seconds()))} s" if first and last else ""


def place(location: Location | None) -> str:
    """``rules/paused.yml:3``, or an empty text."""
    return f"{location['file']}:{location['line']}" if location else ""


def name_of(recording: Recording | None) -> str:
    """The recording's name; of one without a name, its stream."""
    if recording is None:
        return ""
    return recording["name"] or stream_of(recording) or "(no name)"


def stream_of(recording: Recording | None) -> str:
    """The address of the stream, or all that is known of it."""
    return _chosen(recording["stream_input"], "url") if recording else ""


def output_of(recording: Recording | None) -> str:
    """Bucket and endpoint, or all that is known of the output."""
    if not recording:
        return ""
    output = recording["record_output"]
    bucket, endpoint = _field(output, "bucket"), _field(output, "endpoint")
    return " at ".join(filter(None, (bucket, endpoint))) or _chosen(output, "bucket")


def _field(structure: Any, field: str) -> str:
    return value_text(structure.get(field)) if isinstance(structure, dict) else ""


def _chosen(structure: Any, field: str) -> str:
    return _field(structure, field) or (value_text(structure) if structure else "")
