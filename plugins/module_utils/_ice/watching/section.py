# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is remembered of one watched list: its jobs, and what its source of events has said."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..connection import Location
from .known_job import KnownJob

# Why a list is watched without knowing what was seen before
NO_FILE, FIRST_START, LOST, FOREIGN, DAMAGED = "no_state_file", "first_start", "lost", "foreign", "damaged"


@dataclass
class Section:
    """One list.

    :ivar key: what tells it from other lists: endpoint, account, region and filters
    :ivar since: when it was first watched, in seconds since the epoch
    :ivar anew: why what was seen before is not known, or not all of it; None once that was told
    :ivar is_based: whether all jobs were seen at least once
    :ivar outages: how many there were
    :ivar in_outage: whether the last of them was told, and its end not yet
    """

    key: Mapping[str, str | None]
    since: int
    anew: str | None
    is_based: bool = False
    outages: int = 0
    in_outage: bool = False
    jobs: dict[str, KnownJob] = field(default_factory=dict)

    def facts(self) -> dict[str, Any]:
        """All but the jobs."""
        return {
            "key": dict(self.key),
            "since": self.since,
            "anew": self.anew,
            "is_based": self.is_based,
            "outages": self.outages,
            "in_outage": self.in_outage,
        }


def key_of(place: Location, filters: Mapping[str, str | None]) -> dict[str, str | None]:
    """What tells a watched list from others. The account is not readable in it."""
    account = hashlib.sha256(place.credentials.account.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return {"endpoint": place.endpoint.url, "account": account, "region": place.region, **filters}
