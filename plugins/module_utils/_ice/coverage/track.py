# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the files of one recording cover, as files arrive in any order; memory follows breaks, not files.

Files wait until it is known that no other can begin before a certain moment. Up to there they are *settled*: the spans
that they cover are joined to those before, breaks that are no longer than the tolerance are closed, and what the exact
spans amount to is counted by day. Of the files themselves nothing is left.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from .spans import FOREVER, Span, Spans, covered_twice, joined, length, longer_than, without

CountDays = Callable[[Span, "dict[str, int]"], None]
_Part = tuple[str, str]  # of a recording: a job, and a format that it writes


class Track:
    """The files of one recording.

    :param tolerance: seconds between two files that are no gap
    :ivar intervals: what is covered, joined with the tolerance
    :ivar overlaps: what more than one file of the same format covers, longer than the tolerance
    :ivar days: seconds that are covered, by day
    :ivar job_seconds: the same without the days, where jobs that record side by side count one by one
    :ivar files: how many files there are
    :ivar last_end: when the last file ends; None if there is none
    :ivar last_file: that file
    """

    def __init__(self, tolerance: int) -> None:
        self.intervals: list[Span] = []
        self.overlaps: list[Span] = []
        self.days: dict[str, int] = {}
        self.job_seconds = 0
        self.files = 0
        self.last_end: int | None = None
        self.last_file: dict[str, Any] | None = None
        self._tolerance = tolerance
        self._waiting: defaultdict[_Part, array[int]] = defaultdict(lambda: array("q"))
        self._settled: defaultdict[_Part, list[Span]] = defaultdict(list)

    @property
    def seconds(self) -> int:
        """Seconds that are covered."""
        return sum(self.days.values())

    @property
    def jobs(self) -> set[str]:
        """The jobs that have files."""
        return {job_id for job_id, _format in (*self._settled, *self._waiting)}

    def see_last(self, end: int, file: dict[str, Any]) -> None:
        """Keep the file that ends last; it need not be within the time that is asked for."""
        self.last_end, self.last_file = end, file

    def add(self, job_id: str, file_format: str, span: Span) -> None:
        """Add a file. Its span must not begin before the moment that was settled last."""
        self.files += 1
        self._waiting[job_id, file_format].extend(span)

    def settle(self, until: int, count_days: CountDays) -> None:
        """Settle what is before a moment: no file that begins earlier will be added.

        :param count_days: adds the seconds of a span to those of the days that it is on
        """
        if not self._waiting:
            return
        now: dict[_Part, list[Span]] = {}
        later: defaultdict[_Part, array[int]] = defaultdict(lambda: array("q"))
        for part, flat in self._waiting.items():
            now[part] = []
            for span in zip(flat[::2], flat[1::2]):
                now[part].append((span[0], min(span[1], until)))
                if span[1] > until:
                    later[part].extend((max(span[0], until), span[1]))
        self._waiting = later
        covered = joined(span for spans in now.values() for span in spans)
        for span in covered:
            count_days(span, self.days)
        self._append(self.intervals, covered)
        for part, spans in now.items():
            self._append(self._settled[part], joined(spans))
        self.job_seconds += sum(length(joined(spans)) for spans in _by(now, 0))
        twice = [each for spans in _by(now, 1) for each in covered_twice(spans)]
        # An overlap that ends here may go on.
        self.overlaps = [
            span for span in joined([*self.overlaps, *twice]) if span[1] - span[0] > self._tolerance or span[1] == until
        ]

    def finish(self, count_days: CountDays) -> None:
        """Settle everything."""
        self.settle(FOREVER, count_days)
        self.overlaps = longer_than(self.overlaps, self._tolerance)

    def lacking(self) -> list[tuple[str, Span]]:
        """What a format lacks that another one has, of the same job: longer than the tolerance, by time."""
        jobs: defaultdict[str, dict[str, Spans]] = defaultdict(dict)
        for (job_id, file_format), spans in self._settled.items():
            jobs[job_id][file_format] = spans
        found = [
            (file_format, span)
            for formats in jobs.values()
            for file_format, spans in formats.items()
            for span in longer_than(
                without(joined(each for others in formats.values() for each in others), spans), self._tolerance
            )
        ]
        return sorted(found, key=lambda each: (each[1], each[0]))

    def _append(self, spans: list[Span], more: Iterable[Span]) -> None:
        """Append spans, none of which begins before those that there are; breaks within the tolerance are closed."""
        for start, end in more:
            if spans and start <= spans[-1][1] + self._tolerance:
                spans[-1] = (spans[-1][0], max(spans[-1][1], end))
            else:
                spans.append((start, end))


def _by(parts: dict[_Part, list[Span]], which: int) -> Iterable[list[Span]]:
    """The spans of each job (0), or of each format (1)."""
    found: defaultdict[str, list[Span]] = defaultdict(list)
    for part, spans in parts.items():
        found[part[which]].extend(spans)
    return found.values()
