# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which files may go: old ones, of each recording all but the last, none that is held, and not too many at once.

Files come in any order, and may be a million. What is kept of them are the newest of each recording, and the oldest of
those that may go.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from typing import Any, NamedTuple

from ..coverage import Span
from ..listing import Row
from ..times import format_time
from .retention_rules import RetentionRules, fields_of, lacks

_SHOWN = ("record_id", "job_id", "job_name", "format", "start_time", "end_time", "duration", "record_url")


class DueFile(NamedTuple):
    """A file that may go, the oldest first.

    :ivar facts: ``region`` and the fields that tell people which file it is
    """

    end: int
    region: str
    record_id: str
    recording: str
    facts: dict[str, Any]

    @property
    def day(self) -> str:
        """The day in UTC on which it ends."""
        return format_time(self.end)[:10]


class _Seen(NamedTuple):
    end: int
    record_id: str
    may_go: bool
    file: DueFile


class RetentionChoice:
    """Sees all files, and chooses.

    :ivar counts: ``files``, and of them ``young``, ``held``, ``not_meant`` (by ``where``), ``kept_last``, and ``due``
    :ivar recordings: by a key: ``region``, ``name``, ``stream_url``, ``record_output`` of the recordings that have old
        files, and how many of these are ``due``
    """

    def __init__(self, rules: RetentionRules) -> None:
        self._rules = rules
        self._names_in_where = fields_of(rules.where)
        self._newest: defaultdict[tuple[str, str], list[_Seen]] = defaultdict(list)
        self._oldest: list[DueFile] = []
        self.counts = Counter(dict.fromkeys(("files", "young", "held", "not_meant", "kept_last", "due"), 0))
        self.recordings: dict[str, dict[str, Any]] = {}

    def take(self, region: str, file: Row, span: Span) -> None:
        """See a file."""
        self.counts["files"] += 1
        row = {"region": region, **file}
        self._rules.names.see([row])
        may_go = self._may_go(row, span[1])
        identity = {
            "region": region,
            "name": file.get("job_name"),
            "stream_url": file.get("stream_url"),
            "record_output": file.get("record_output"),
        }
        recording = repr(identity)
        if may_go:
            self.recordings.setdefault(recording, {**identity, "due": 0})
        facts = {"region": region, **{name: file[name] for name in _SHOWN if file.get(name) is not None}}
        record_id = str(file["record_id"])
        seen = _Seen(span[1], record_id, may_go, DueFile(span[1], region, record_id, recording, facts))
        newest = self._newest[recording, str(file.get("format"))]
        # What is pushed out has as many newer ones as are to be kept.
        heapq.heappush(newest, seen)
        if len(newest) > self._rules.options.keep_last:
            pushed_out = heapq.heappop(newest)
            if pushed_out.may_go:
                self._add(pushed_out.file)

    def chosen(self) -> list[DueFile]:
        """To be called when all were seen: those that go in this run, the oldest first.

        :raises InputError: if a condition names a field that no file has
        """
        self.counts["kept_last"] = sum(seen.may_go for newest in self._newest.values() for seen in newest)
        allowed = self._rules.allowed(self.counts["files"])
        return sorted(self._oldest)[:allowed]

    def _may_go(self, row: Row, end: int) -> bool:
        held = [hold for hold in self._rules.holds if hold.holds(row)]
        if end >= self._rules.cutoff:
            self.counts["young"] += 1
        elif held:
            self.counts["held"] += 1
        elif not self._is_meant(row):
            self.counts["not_meant"] += 1
        else:
            return True
        return False

    def _is_meant(self, row: Row) -> bool:
        where = self._rules.where
        return where is None or (not lacks(row, self._names_in_where) and where.is_true_for(row))

    def _add(self, file: DueFile) -> None:
        self.counts["due"] += 1
        self.recordings[file.recording]["due"] += 1
        self._oldest.append(file)
        most = self._rules.options.max_deletions
        if len(self._oldest) >= 2 * most + 1000:
            self._oldest.sort()
            del self._oldest[most:]
