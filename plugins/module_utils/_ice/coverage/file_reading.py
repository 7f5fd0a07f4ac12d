# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the files of a region, window after window, and hands each on; nothing of a file is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Callable

from ..client import Calls
from ..listing import FileListingOptions, Progress, Row, read_rows, run_concurrently
from ..times import format_time
from .file_span import span_of
from .file_windows import FileWindow, file_windows
from .spans import Span

# Windows that are read side by side; the first one shows how many files they hold. Until a window is read, the ids of
# its files are kept.
_MOST_AT_ONCE = 16
_MANY_FILES = 20_000


@dataclass
class FileReading:
    """Reads them once.

    :param take: takes each file, once, with the span that it covers, in no order
    :param settle: called from time to time with a moment: no file that begins earlier will come
    :param batches: ids of jobs whose files to read; of each batch all files are asked for at once. None for all jobs
    :ivar read: how many files there were
    :ivar windows: how many windows
    :ivar doubts: why some may not have been read; clauses
    :ivar doubtful: where those would be
    """

    client: Calls
    progress: Progress
    take: Callable[[Row, Span], None]
    settle: Callable[[int], None]
    batches: Sequence[Sequence[str] | None] = (None,)
    record_format: str | None = None
    on_incomplete: str = "fail"
    read: int = 0
    windows: int = 0
    doubts: list[str] = field(default_factory=list)
    doubtful: list[Span] = field(default_factory=list)

    async def run(self, start: int, end: int, now: int) -> None:
        """Read all files that may cover something from ``start`` to ``end`` (seconds since the epoch).

        :raises IceError: if they could not be read, or ``on_incomplete`` is ``fail`` and they may not be all
        """
        windows = file_windows(start, end, now)
        self.windows = len(windows)
        at_once = 1
        while windows:
            group, windows = windows[:at_once], windows[at_once:]
            before = self.read
            wanted = [(window, ids) for window in group for ids in self.batches]
            await run_concurrently(wanted, self._read_window, self.client.max_concurrency)
            self.settle(group[-1].begins[1])
            crowded = self.read - before > _MANY_FILES
            at_once = max(1, at_once // 2) if crowded else min(_MOST_AT_ONCE, at_once * 2)

    async def _read_window(self, wanted: tuple[FileWindow, Sequence[str] | None]) -> None:
        window, job_ids = wanted
        options = FileListingOptions(
            job_ids=job_ids,
            record_format=self.record_format,
            start_time=format_time(window.asked[0]),
            end_time=format_time(window.asked[1]),
            on_incomplete=self.on_incomplete,
        )
        without_times: list[str] = []
        without_job: list[str] = []

        def take(file: Row) -> None:
            span = span_of(file)
            if not _is_id(file.get("job_id")):
                without_job.append(str(file.get("record_id")))
            elif span is None:
                without_times.append(str(file.get("record_id")))
            elif window.begins[0] <= span[0] < window.begins[1]:
                self.read += 1
                self.take(file, span)

        result = await read_rows(self.client, options, self.progress, take)
        doubts = list(result.doubts)
        if without_times:
            doubts.append(f"the server returns files without the times of their recording, as {without_times[0]}")
        if without_job:
            doubts.append(f"the server returns files without their job_id, as {without_job[0]}")
        if doubts:
            self.doubts += [doubt for doubt in doubts if doubt not in self.doubts]
            self.doubtful.append(window.covers)


def _is_id(value: object) -> bool:
    return bool(value) and isinstance(value, (str, int)) and not isinstance(value, bool)
