# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gives each file of a region to the recording that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from ..client import Calls
from ..listing import Progress, Row
from .file_reading import FileReading
from .file_span import shown
from .options import CoveragePlan
from .spans import Span
from .stitched import Stitching
from .zones import by_day

# The ids of jobs are a part of the URL of a request. A few jobs are asked for by their ids, of many all files are read.
_IDS_AT_ONCE, _MOST_BY_ID = 50, 200


class FilesOfRegion:
    """Reads them once.

    :ivar reading: how it was read
    :ivar strays: how many files belong to no job that was read
    :ivar unlisted: of how many of these the job should have been in the list, and one such job
    """

    def __init__(self, client: Calls, plan: CoveragePlan, stitching: Stitching, progress: Progress) -> None:
        self._plan = plan
        self._stitching = stitching
        self.strays = 0
        self.unlisted: tuple[int, str] = (0, "")
        self.reading = FileReading(
            client,
            progress,
            self._take,
            self._settle,
            batches=self._batches(),
            record_format=plan.options.format,
            on_incomplete=plan.options.on_incomplete,
        )

    async def run(self) -> None:
        """Read all files that may lie in the time that is asked for.

        :raises IceError: if they could not be read, or ``on_incomplete`` is ``fail`` and they may not be all
        """
        start = self._stitching.created if self._plan.start is None else self._plan.start
        if start is None or not self._stitching.by_job:
            return
        await self.reading.run(start, self._plan.end, self._plan.now)
        for recording in self._stitching.recordings:
            recording.track.finish(self._count_days)

    def _batches(self) -> list[Sequence[str] | None]:
        ids = list(self._stitching.by_job)
        if self._plan.options.keyword is None or len(ids) > _MOST_BY_ID:
            return [None]
        return [ids[number : number + _IDS_AT_ONCE] for number in range(0, len(ids), _IDS_AT_ONCE)]

    def _take(self, file: Row, span: Span) -> None:
        job_id = str(file.get("job_id"))
        recording = self._stitching.by_job.get(job_id)
        if recording is None:
            self.strays += 1
            if self._plan.options.keyword is None and span[0] <= self._plan.last:
                self.unlisted = (self.unlisted[0] + 1, job_id)
            return
        start, end = span
        if start > self._plan.end:
            return
        track = recording.track
        if track.last_end is None or end > track.last_end:
            track.see_last(end, shown(file))
        first = start if self._plan.start is None else max(start, self._plan.start)
        if first < end or first == start == end:
            track.add(job_id, str(file.get("format")), (first, min(end, self._plan.end)))

    def _settle(self, until: int) -> None:
        for recording in self._stitching.recordings:
            recording.track.settle(until, self._count_days)

    def _count_days(self, span: Span, days: dict[str, int]) -> None:
        for day, seconds in by_day(span, self._plan.zone):
            days[day] = days.get(day, 0) + seconds
