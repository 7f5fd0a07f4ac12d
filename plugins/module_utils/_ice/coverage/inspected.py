# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What those who judge a recording have to know beside its row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ..times import format_time
from .gaps import Gap
from .options import CoveragePlan
from .recording_row import asked_of, has_written_nothing, look_at, row_of, shown_span
from .shape import MISSING, UNKNOWN
from .spans import Span, Spans, intersection, joined, without
from .stitched import StitchedRecording


@dataclass(frozen=True)
class Inspected:
    """A recording.

    :ivar row: see :data:`.shape.RECORDING`
    :ivar job: of its current job what is known: ``job_id``, ``status``, ``create_time``, ``template_id``
    :ivar expected: when it was expected, as rows have spans
    :ivar windows: how many expected windows were looked at
    :ivar empty: those in which nothing at all was recorded
    :ivar perhaps_empty: those in which only files that may not have been read can have recorded something
    :ivar is_doubtful: whether some of its files may not have been read
    """

    row: dict[str, Any] = field(repr=False)
    job: dict[str, Any]
    expected: list[dict[str, Any]]
    windows: int
    empty: list[dict[str, Any]]
    perhaps_empty: list[dict[str, Any]]
    is_doubtful: bool
    _recording: StitchedRecording = field(repr=False)
    _plan: CoveragePlan = field(repr=False)

    def has_written_nothing(self, grace: int) -> bool:
        """Whether it is started, and should have written a file, and none was read.

        :param grace: seconds after the end of its cycle
        """
        return has_written_nothing(self._recording, self._plan, grace)


def inspect_recording(recording: StitchedRecording, plan: CoveragePlan, doubtful: Spans) -> Inspected:
    """Look at a recording. To be called once for each.

    :param doubtful: where files may be that were not read
    """
    expected, gaps = look_at(recording, plan, doubtful)
    windows = _windows(recording, plan)
    missing = _of_states(gaps, (MISSING,))
    empty = [span for span in windows if not without([span], missing)]
    perhaps = [span for span in windows if not without([span], _of_states(gaps, (MISSING, UNKNOWN)))]
    job = recording.current
    return Inspected(
        row=row_of(recording, plan, expected, gaps),
        job={
            "job_id": job.job_id,
            "status": job.status,
            "create_time": None if job.created is None else format_time(job.created),
            "template_id": job.template_id,
        },
        expected=[shown_span(span) for span in expected],
        windows=len(windows),
        empty=[shown_span(span) for span in empty],
        perhaps_empty=[shown_span(span) for span in perhaps if span not in empty],
        is_doubtful=bool(intersection([asked_of(recording, plan)], doubtful)),
        _recording=recording,
        _plan=plan,
    )


def _of_states(gaps: Iterable[Gap], states: tuple[str, ...]) -> list[Span]:
    return joined(gap.span for gap in gaps if gap.state in states)


def _windows(recording: StitchedRecording, plan: CoveragePlan) -> list[Span]:
    """The windows that can be looked at: as far as the recording existed, but not those that the user has cut."""
    first, last = asked_of(recording, plan)
    found = []
    for start, end in plan.expected.windows(recording.identity, (first, last)):
        cut = (plan.start is not None and start < plan.start) or (end > last and not plan.reaches_now)
        if not cut and max(start, first) < min(end, last):
            found.append((max(start, first), min(end, last)))
    return found
