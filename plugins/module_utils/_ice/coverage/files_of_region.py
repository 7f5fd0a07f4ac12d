# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the files of a region, window after window, and gives each to the recording that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..client import Calls
from ..listing import FileListingOptions, Progress, Row, read_rows, run_concurrently
from ..times import format_time
from .file_span import shown, span_of
from .file_windows import FileWindow, file_windows
from .options import CoveragePlan
from .spans import Span
from .stitched import Stitching
from .zones import by_day

# Windows that are read side by side. What is kept of a file until its windows are settled takes some hundred bytes.
_AT_ONCE, _MOST_AT_ONCE = 4, 16
_MANY_FILES = 20_000
# The ids of jobs are a part of the URL of a request. A few jobs are asked for by their ids, of many all files are read.
_IDS_AT_ONCE, _MOST_BY_ID = 50, 200


@dataclass
class FilesOfRegion:
    """Reads them once.

    :ivar read: how many files there were, of any job
    :ivar strays: how many of them belong to no job that was read
    :ivar doubts: why some may not have been read; clauses
    :ivar doubtful: where those would be
    """

    client: Calls
    plan: CoveragePlan
    stitching: Stitching
    progress: Progress
    read: int = 0
    strays: int = 0
    windows: int = 0
    doubts: list[str] = field(default_factory=list)
    doubtful: list[Span] = field(default_factory=list)

    async def run(self) -> None:
        """Read all files that may lie in the time that is asked for.

        :raises IceError: if they could not be read, or ``on_incomplete`` is ``fail`` and they may not be all
        """
        start = self.stitching.created if self.plan.start is None else self.plan.start
        if start is None or not self.stitching.by_job:
            return
        batches = self._batches()
        windows = file_windows(start, self.plan.end, self.plan.now)
        self.windows = len(windows)
        at_once = _AT_ONCE
        while windows:
            group, windows = windows[:at_once], windows[at_once:]
            before = self.read
            wanted = [(window, ids) for window in group for ids in batches]
            await run_concurrently(wanted, self._read_window, self.client.max_concurrency)
            self._settle(group[-1].begins[1])
            crowded = self.read - before > _MANY_FILES
            at_once = max(1, at_once // 2) if crowded else min(_MOST_AT_ONCE, at_once * 2)
        for recording in self.stitching.recordings:
            recording.track.finish(self._count_days)

    def _batches(self) -> list[Sequence[str] | None]:
        ids = list(self.stitching.by_job)
        if self.plan.options.keyword is None or len(ids) > _MOST_BY_ID:
            return [None]
        return [ids[number : number + _IDS_AT_ONCE] for number in range(0, len(ids), _IDS_AT_ONCE)]

    async def _read_window(self, wanted: tuple[FileWindow, Sequence[str] | None]) -> None:
        window, job_ids = wanted
        options = FileListingOptions(
            job_ids=job_ids,
            record_format=self.plan.options.format,
            start_time=format_time(window.asked[0]),
            end_time=format_time(window.asked[1]),
            on_incomplete=self.plan.options.on_incomplete,
        )
        without_times: list[str] = []

        def take(file: Row) -> None:
            span = span_of(file)
            if span is None:
                without_times.append(str(file.get("record_id")))
            elif window.begins[0] <= span[0] < window.begins[1]:
                self._take(file, span)

        result = await read_rows(self.client, options, self.progress, take)
        doubts = list(result.doubts)
        if without_times:
            doubts.append(f"the server returns files without the times of their recording, as {without_times[0]}")
        if doubts:
            self.doubts += doubts
            self.doubtful.append(window.covers)

    def _take(self, file: Row, span: Span) -> None:
        self.read += 1
        job_id = str(file.get("job_id"))
        recording = self.stitching.by_job.get(job_id)
        if recording is None:
            self.strays += 1
            return
        start, end = span
        if start > self.plan.end:
            return
        track = recording.track
        if track.last_end is None or end > track.last_end:
            track.see_last(end, shown(file))
        first = start if self.plan.start is None else max(start, self.plan.start)
        if end >= first:
            track.add(job_id, str(file.get("format")), (first, min(end, self.plan.end)))

    def _settle(self, until: int) -> None:
        for recording in self.stitching.recordings:
            recording.track.settle(until, self._count_days)

    def _count_days(self, span: Span, days: dict[str, int]) -> None:
        for day, seconds in by_day(span, self.plan.zone):
            days[day] = days.get(day, 0) + seconds
