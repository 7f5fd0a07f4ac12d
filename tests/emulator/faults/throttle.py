# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rate limit: a token bucket for each owner."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: float


class Throttle:
    """Lets `qps` requests a second through for each owner; refused ones cost nothing.

    The bucket holds a tenth of a second's worth (at least one) unless told otherwise: with so small a burst,
    N requests take N / qps seconds, and a test can compare a run with what the limit allows.
    """

    def __init__(
        self,
        qps: float,
        burst: float | None = None,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self._qps = qps
        self._burst = burst if burst is not None else max(1.0, qps / 10)
        self._timer = timer
        self._buckets: dict[str, _Bucket] = {}

    def wait_s(self, owner: str) -> float:
        """0 if a request may pass now (it is then counted), else seconds until one may."""
        now = self._timer()
        bucket = self._buckets.setdefault(owner, _Bucket(self._burst, now))
        grown = bucket.tokens + (now - bucket.filled_at) * self._qps
        bucket.tokens = min(self._burst, grown)
        bucket.filled_at = now
        if bucket.tokens >= 1.0:
            bucket.tokens -= 1.0
            return 0.0
        return (1.0 - bucket.tokens) / self._qps
