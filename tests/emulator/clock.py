# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator's clock, and the one form of time that the API knows."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from email.utils import formatdate

DATE_TOLERANCE_S = 15 * 60  # how far the date of a request may be from the clock of the API

_API_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)


class Clock:
    """Wall time plus an offset that a test can set, to stand in for a clock that is off."""

    def __init__(self) -> None:
        self.offset_s = 0.0
        self._date_second = 0
        self._date = b""

    def now(self) -> float:
        """Seconds since the epoch, as the emulator believes."""
        return time.time() + self.offset_s

    def http_date(self) -> bytes:
        """The `Date` header; rendered once a second, since every answer carries it."""
        second = int(self.now())
        if second != self._date_second:
            self._date_second = second
            self._date = formatdate(second, usegmt=True).encode("ascii")
        return self._date


def parse_api_time(text: str) -> int | None:
    """Read `yyyy-MM-ddTHH:mm:ssZ` into epoch seconds; anything else is None."""
    if not _API_TIME.fullmatch(text):
        return None
    try:
        return int(datetime.fromisoformat(text).timestamp())
    except ValueError:
        return None


def format_api_time(epoch: int) -> str:
    """Write epoch seconds as `yyyy-MM-ddTHH:mm:ssZ`."""
    return datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
