# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was recorded: seconds by bucket and by day, and what the service counts beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .stitched import StitchedRecording

_OUTPUT = ("type", "bucket", "endpoint")


def usage_of(recordings: Iterable[StitchedRecording]) -> dict[str, Any]:
    """``seconds``, ``by_bucket`` (each with ``region``, ``type``, ``bucket`` and ``endpoint``) and ``by_day``.

    What several jobs or formats of the same recording have at the same time counts once.
    """
    buckets: dict[str, dict[str, Any]] = {}
    days: dict[str, int] = {}
    for recording in recordings:
        output = recording.facts.get("record_output")
        known = output if isinstance(output, Mapping) else {}
        place = {"region": recording.facts["region"], **{name: known.get(name) for name in _OUTPUT}}
        bucket = buckets.setdefault(repr(place), {**place, "seconds": 0, "files": 0})
        bucket["seconds"] += recording.track.seconds
        bucket["files"] += recording.track.files
        for day, seconds in recording.track.days.items():
            days[day] = days.get(day, 0) + seconds
    in_order = [bucket for _key, bucket in sorted(buckets.items()) if bucket["files"]]
    return {
        "seconds": sum(days.values()),
        "by_bucket": in_order,
        "by_day": [{"day": day, "seconds": seconds} for day, seconds in sorted(days.items())],
    }


def reconciliation(recordings: Iterable[StitchedRecording], metered: float) -> dict[str, float]:
    """Both figures, in minutes, and how much more the service counts. Jobs that record the same count one by one."""
    recorded = round(sum(recording.track.job_seconds for recording in recordings) / 60, 3)
    return {
        "recorded_minutes": recorded,
        "metered_minutes": metered,
        "difference_minutes": round(metered - recorded, 3),
    }
