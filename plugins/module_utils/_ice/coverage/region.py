# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads one region: its jobs, their files, and the cycles of those that may still write one."""

from __future__ import annotations

from dataclasses import dataclass

from ..client import Calls
from ..errors import IncompleteError
from ..listing import JobListingOptions, ListingResult, Progress, Row, read_rows
from .cycles import DELAY, LONGEST_CYCLE, find_cycles
from .files_of_region import FilesOfRegion
from .options import CoveragePlan
from .spans import FOREVER, Span, joined
from .stitched import StitchedRecording, Stitching

_EVERYWHERE: Span = (-FOREVER, FOREVER)


@dataclass(frozen=True)
class RegionReading:
    """What was found in a region.

    :ivar doubts: why jobs or files may be missing; clauses
    :ivar remarks: what the server said that contradicts its rows, that of the list of jobs too; sentences
    :ivar doubtful: where files may be that were not read
    :ivar counts: what was read: ``jobs_read``, ``files_read`` and so on
    """

    region: str
    recordings: list[StitchedRecording]
    doubts: list[str]
    remarks: list[str]
    doubtful: list[Span]
    counts: dict[str, int]


class RegionReader:
    """Reads the files of a region, for jobs that somebody lists, who may have other uses for them, too."""

    def __init__(self, client: Calls, region: str, plan: CoveragePlan, progress: Progress) -> None:
        self._client, self._region, self._plan, self._progress = client, region, plan, progress
        self._stitching = Stitching(region, plan.last, plan.options.tolerance)

    def take(self, row: Row) -> None:
        """Take a job as the list has it; each once."""
        self._stitching.take(row)

    async def read(self, jobs: ListingResult) -> RegionReading:
        """Read the files, when all jobs were taken.

        :param jobs: what is known of the list of jobs
        :raises IceError: if they could not be read, or ``on_incomplete`` is ``fail`` and something may be missing
        """
        client, plan, stitching = self._client, self._plan, self._stitching
        doubts, doubtful = list(jobs.doubts), [_EVERYWHERE] if jobs.doubts else []
        if stitching.without_times and plan.start is None:
            doubts.append("the server returns jobs without their create_time (start_time helps)")
            doubtful.append(_EVERYWHERE)
        files = FilesOfRegion(client, plan, stitching, self._progress)
        await files.run()
        doubts = list(dict.fromkeys([*doubts, *files.reading.doubts]))
        if doubts and plan.options.on_incomplete == "fail":
            raise IncompleteError(
                f"That no file of {self._region} is missing cannot be shown, because {'; '.join(doubts)}. Try again, "
                "narrow the time range, or set on_incomplete: warn to get what was read, with gaps that are unknown."
            )
        recordings = list(stitching.recordings)
        await _find_cycles(client, plan, recordings)
        return RegionReading(
            region=self._region,
            recordings=recordings,
            doubts=doubts,
            remarks=[*jobs.remarks, *_of_unlisted_jobs(self._region, *files.unlisted)],
            doubtful=joined([*doubtful, *files.reading.doubtful]),
            counts={
                "jobs_read": int(jobs.stats["jobs_read"]),
                "files_read": files.reading.read,
                "files_of_other_jobs": files.strays,
                "windows": files.reading.windows,
            },
        )


async def read_region(client: Calls, region: str, plan: CoveragePlan, progress: Progress) -> RegionReading:
    """List its jobs, and read their files.

    :raises IceError: if it could not be read, or ``on_incomplete`` is ``fail`` and something may be missing
    """
    reader = RegionReader(client, region, plan, progress)
    asked = JobListingOptions(keyword=plan.options.keyword, on_incomplete=plan.options.on_incomplete)
    return await reader.read(await read_rows(client, asked, progress, reader.take))


def _of_unlisted_jobs(region: str, number: int, job_id: str) -> list[str]:
    if not number:
        return []
    listed = f"The list of jobs lacks jobs that have files: {number} of the files of {region}, as of the job {job_id}."
    return [f"{listed} What these have recorded is in no recording."]


async def _find_cycles(client: Calls, plan: CoveragePlan, recordings: list[StitchedRecording]) -> None:
    """The cycles of all recordings that may still get a file for the time that is asked for."""
    since = plan.now - LONGEST_CYCLE - DELAY
    wanted = [
        each for each in recordings if plan.last >= since and (each.is_active or (each.last_moment or 0) >= since)
    ]
    await find_cycles(client, wanted, plan.options.format)
