# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One recording as users get it: plain values, times as the API writes them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from ..times import format_time
from .cycles import DELAY, LONGEST_CYCLE
from .gaps import Gap, find_gaps, still_to_come
from .options import CoveragePlan
from .shape import PENDING
from .spans import FOREVER, Span, Spans, intersection, joined, length, without
from .stitched import STARTED, StitchedRecording


def recording_row(recording: StitchedRecording, plan: CoveragePlan, doubtful: Spans) -> dict[str, Any]:
    """See :data:`.shape.RECORDING`.

    :param doubtful: where files may be that were not read
    """
    return row_of(recording, plan, *look_at(recording, plan, doubtful))


def look_at(recording: StitchedRecording, plan: CoveragePlan, doubtful: Spans) -> tuple[list[Span], list[Gap]]:
    """When it was expected, and its gaps. To be called once for each recording."""
    track = recording.track
    expected = plan.expected.spans(recording.identity, asked_of(recording, plan), track.intervals)
    pending = _pending(recording, plan)
    return expected, find_gaps(expected, track.intervals, plan.options.tolerance, pending, doubtful)


def row_of(recording: StitchedRecording, plan: CoveragePlan, expected: Spans, gaps: Sequence[Gap]) -> dict[str, Any]:
    """The row, of what :func:`look_at` has found."""
    track, identity = recording.track, recording.identity
    due = without(expected, joined(gap.span for gap in gaps if gap.state == PENDING))
    covered, wanted = length(intersection(due, track.intervals)), length(due)
    return {
        **identity,
        "intervals": [shown_span(span) for span in track.intervals],
        "gaps": [_gap(gap) for gap in gaps],
        "overlaps": [shown_span(span) for span in track.overlaps],
        "lacking": [
            {"format": name, **shown_span(part)}
            for name, span in track.lacking()
            for part in without([span], _unfinished(recording, plan))
        ],
        "seconds": track.seconds,
        "expected_seconds": wanted,
        "coverage": math.floor(covered / wanted * 1e6) / 1e6 if wanted else None,  # 1 only if nothing is missing
        "days": [{"day": day, "seconds": seconds} for day, seconds in sorted(track.days.items())],
        "files": track.files,
        "last_file": track.last_file,
        "cycle": recording.cycle,
        "silent_seconds": _silence(recording, plan),
        "nothing_written": has_written_nothing(recording, plan),
    }


def asked_of(recording: StitchedRecording, plan: CoveragePlan) -> Span:
    """The time that is asked for, as far as the recording existed in it."""
    intervals = recording.track.intervals
    created = recording.created if recording.created is not None else intervals[0][0] if intervals else plan.last
    return (created if plan.start is None else max(created, plan.start), plan.last)


def _pending(recording: StitchedRecording, plan: CoveragePlan) -> list[Span]:
    if recording.cycle is None:
        return []
    return still_to_come(
        is_active=recording.is_active,
        cycle=recording.cycle,
        last_end=recording.track.last_end,
        created=recording.created,
        now=plan.now,
    )


def _unfinished(recording: StitchedRecording, plan: CoveragePlan) -> list[Span]:
    """Where one format may have a file already and another not yet, since its cycle is longer."""
    return [] if recording.cycle is None else [(plan.now - recording.cycle - DELAY, FOREVER)]


def _silence(recording: StitchedRecording, plan: CoveragePlan) -> int | None:
    """Seconds since the end of the last file; if there is none, since there could have been one."""
    if not plan.reaches_now:
        return None
    last = recording.last_moment
    since = max(last or 0, plan.start or 0) if recording.track.last_end is None else last
    return None if not since else max(0, plan.now - since)


def has_written_nothing(recording: StitchedRecording, plan: CoveragePlan, grace: int = DELAY) -> bool:
    """Whether its job is started, and should have written a file by now, and has not.

    :param grace: seconds after the end of its cycle
    """
    job = recording.current
    if not plan.reaches_now or job.status != STARTED or job.job_id in recording.track.jobs:
        return False
    began = max(job.created or 0, plan.start or 0)
    return began + (recording.cycle or LONGEST_CYCLE) + grace < plan.now


def shown_span(span: Span) -> dict[str, Any]:
    """As users see it."""
    return {"start": format_time(span[0]), "end": format_time(span[1]), "seconds": span[1] - span[0]}


def _gap(gap: Gap) -> dict[str, Any]:
    return {**shown_span(gap.span), "state": gap.state}
