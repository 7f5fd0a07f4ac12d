# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a server asks to wait before a request is sent again."""

from __future__ import annotations

import math
from collections.abc import Mapping

# What older gateways send: "Limit:100,Remain:0,TimeLeft:1500", with milliseconds too.
_OLDER_HEADERS = ("x-ratelimit-user-api", "x-ratelimit-user")


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds; None if the server does not say, or nothing that makes sense.

    :param headers: with names in small letters
    """
    said = _seconds(headers.get("x-acs-retry-after", ""))
    if said is not None:
        return said
    older = [_seconds(_time_left(headers.get(name, ""))) for name in _OLDER_HEADERS]
    return max((seconds for seconds in older if seconds is not None), default=None)


def _time_left(limit: str) -> str:
    pairs = (pair.partition(":") for pair in limit.split(","))
    return next((value for name, _colon, value in pairs if name.strip() == "TimeLeft"), "")


def _seconds(milliseconds: str) -> float | None:
    """0 and less say nothing, as the official SDK has it."""
    try:
        seconds = float(milliseconds) / 1000
    except ValueError:
        return None
    return seconds if seconds > 0 and math.isfinite(seconds) else None
