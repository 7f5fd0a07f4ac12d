# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges the recordings of one region while its jobs arrive, in any order.

Of a recording counts its active job, or else its newest. Of all others only a few numbers are kept, so that memory
follows what was found and what is active, not the length of the list:

* A job that is not active is judged at once: nothing that comes later says more about it. If a better job of its
  recording comes, what was found is dropped.
* Active jobs are kept until all have come, since only then it is known what else they record, and then looked up.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from ..errors import InputError
from ..query import Doubts, SlowSearchError
from ..recordings import is_active, recording_of
from ..times import format_time, parse_time
from .earlier import Earlier
from .joined_fields import Joined, Needs, Row, Templates
from .rule import RECORDING, Rule
from .scope import Scope
from .suppressions import Suppressions
from .unknown import LOOK_UP, PartlyKnown, UnknownFieldError

NO_STATE = "unknown"  # what stands for a status that is missing, where jobs are counted
_MOST_ERRORS = 20  # of one rule; whatever is wrong with it then is wrong for all jobs
_MOST_SLOW = 5  # each takes seconds, and whoever chooses the names of streams must not hold up the audit
_ACTIVE_BIT = 1 << 40  # above each time in seconds
_SHOWN = ("job_id", "name", "status", "create_time", "stream_input", "record_output")


class Fired(NamedTuple):
    """A rule that fired. :ivar suppressed_by: the numbers of suppressions"""

    rule: Rule
    message: str
    suppressed_by: tuple[int, ...]


class Judgement(NamedTuple):
    """What came of a recording, if it is more than nothing.

    :ivar job: the fields that a finding shows; None if nothing fired
    :ivar undecided: rules that could not be decided, each with the reason
    """

    job: Row | None
    fired: tuple[Fired, ...]
    undecided: tuple[tuple[Rule, str], ...]


class _Best(NamedTuple):
    """The job of a recording that counts so far. The first two order jobs."""

    rank: int
    job_id: str
    judgement: Judgement | None


_EVERYTHING = Scope()
_NOT_ASKED = Judgement(None, (), ())


class Judge:
    """Judges one region.

    :param rules: all of the audit; asked are those about recordings
    :param account: as reports have it
    :param doubts: about names in the rules of all regions
    :param scope: judge only recordings that are in it
    :param partial: why jobs that do not come may be active, too; None if all come
    :param looks_up: whether requests can be made for single jobs
    """

    def __init__(
        self,
        rules: Sequence[Rule],
        *,
        region: str,
        account: str,
        suppressions: Suppressions,
        earlier: Earlier,
        needs: Needs,
        doubts: Doubts,
        scope: Scope = _EVERYTHING,
        partial: str | None = None,
        looks_up: bool = True,
    ) -> None:
        self.region = region
        self.account = account
        self.joined = Joined(region, needs, earlier, account=account, partial=partial, looks_up=looks_up)
        asked = [rule for rule in rules if rule.about == RECORDING and not rule.not_given]
        self._rules = [(rule, rule.where.is_true_for) for rule in asked if rule.where is not None]
        self._suppressions, self._needs, self._doubts, self._scope = suppressions, needs, doubts, scope
        self._seen: set[str] = set()
        self._best: dict[int, _Best] = {}
        self._waiting: dict[int, Row] = {}  # the current active jobs
        self._kept: dict[int, Row] = {}
        self._errors: Counter[str] = Counter()
        self._broken: dict[str, str] = {}
        self._same: dict[tuple[tuple[Rule, str], ...], Judgement] = {}
        self._active_rows: list[Row] = []
        self._declared: dict[int, Row] = {}
        self.jobs_by_state: Counter[str] = Counter()
        self.jobs_by_day: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def knows_templates(self, templates: Templates) -> None:
        """Tell it the templates by their ids, or why they are not known; before the first job."""
        self.joined.templates = templates

    # --- while jobs come ---

    def take(self, row: Row) -> None:
        """Take a job; one that was taken already is ignored."""
        job_id = row.get("job_id")
        identity = job_id if isinstance(job_id, str) and job_id else json.dumps(row, sort_keys=True)
        if identity in self._seen:
            return
        self._seen.add(identity)
        self._doubts.see((row,))
        seconds, active, key = _seconds(row.get("create_time")), is_active(row), _key(row, identity)
        self._count(row, seconds)
        if active:
            self.joined.count(row, key)
            if self._needs.declared is not None:
                self._active_rows.append(row)
        rank = seconds + _ACTIVE_BIT if active else seconds
        best = self._best.get(key)
        if best is not None and (rank, identity) <= best[:2]:
            return
        self._waiting.pop(key, None)
        self._kept.pop(key, None)
        if self._needs.declared is not None:
            self._keep_declared(key, row)
        judgement = None
        if active:
            self._waiting[key] = row
        else:
            judgement = self._judged(key, self.joined.of(row))
        self._best[key] = _Best(rank, identity, judgement)

    def _keep_declared(self, key: int, row: Row) -> None:
        recording = recording_of(row)
        if not is_active(row) and (recording.name, recording.stream_url) in (self._needs.declared or ()):
            self._declared[key] = row
        else:
            self._declared.pop(key, None)

    def _count(self, row: Row, seconds: int) -> None:
        status = str(row.get("status") or NO_STATE)
        self.jobs_by_state[status] += 1
        if seconds:
            day = str(row["create_time"])[:10]  # in UTC, unless a server has another idea of times
            day = day if row["create_time"][-1:] == "Z" else format_time(seconds)[:10]
            self.jobs_by_day[day][status] += 1

    @property
    def jobs(self) -> int:
        """How many different jobs came."""
        return len(self._seen)

    @property
    def recordings(self) -> int:
        """How many recordings they are of."""
        return len(self._best)

    # --- when all have come ---

    def ask_active(self) -> list[tuple[str, PartlyKnown]]:
        """Judge the active jobs, as far as they are known.

        :returns: fields that have to be looked up, each with its job; then ask again
        """
        wanted: list[tuple[str, PartlyKnown]] = []
        for key, row in list(self._waiting.items()):
            job = row if isinstance(row, PartlyKnown) else self.joined.of_active(row, key)
            try:
                self._look_at(job)
                judgement = self._judged(key, job)
            except UnknownFieldError as error:
                self._waiting[key] = job
                if isinstance(job, PartlyKnown):  # no other raises it
                    wanted.append((error.name, job))
            else:
                self._best[key] = self._best[key]._replace(judgement=judgement)
                del self._waiting[key]
        return wanted

    def _look_at(self, job: Row) -> None:
        """See that it has what rules about all recordings need. :raises UnknownFieldError: if it can be looked up"""
        unknown = job.unknown if isinstance(job, PartlyKnown) else {}
        for name in sorted(self._needs.for_all):
            if unknown.get(name) == LOOK_UP:
                raise UnknownFieldError(name, LOOK_UP)

    @property
    def asked(self) -> int:
        """How many recordings the rules were asked about."""
        return sum(best.judgement is not _NOT_ASKED for best in self._best.values())

    def judgements(self) -> Iterator[Judgement]:
        """What came of the recordings; those of which nothing came are left out."""
        return (best.judgement for best in self._best.values() if best.judgement and best.judgement is not _NOT_ASKED)

    def current_jobs(self) -> Iterable[Row]:
        """The job that counts of each recording, as rules see it, if the audit needs to keep them."""
        return self._kept.values()

    def jobs_to_compare(self) -> list[Row]:
        """What a comparison with a declaration needs: all active jobs, and the others that are declared."""
        return [*self._active_rows, *self._declared.values()]

    @property
    def active_jobs(self) -> int:
        """How many jobs are active."""
        return self.joined.active_jobs

    @property
    def oldest_paused(self) -> str | None:
        """The creation time of the oldest recording that is not active; None if there is none."""
        oldest = min((best.rank for best in self._best.values() if 0 < best.rank < _ACTIVE_BIT), default=None)
        return None if oldest is None else format_time(oldest)

    # --- one job ---

    def _judged(self, key: int, job: Row) -> Judgement | None:
        if not (self._scope.is_everything or self._scope.holds(dict(job))):
            return _NOT_ASKED
        if self._needs.keeps_all:
            self._kept[key] = job
        if "template" in job:
            self._doubts.see((job,))
        fired: list[Fired] = []
        undecided: list[tuple[Rule, str]] = []
        for rule, is_true_for in self._rules:
            if rule.id in self._broken:
                undecided.append((rule, self._broken[rule.id]))
                continue
            try:
                if is_true_for(job):
                    fired.append(Fired(rule, rule.message.about(job), self._suppressions.of(rule.id, job)))
            except UnknownFieldError as error:
                if error.can_be_looked_up:
                    raise
                undecided.append((rule, error.reason))
            except InputError as error:
                undecided.append((rule, error.message))
                self._note_error(rule, error)
        if not fired and not undecided:
            return None
        doubtful = tuple(undecided)
        if not fired:
            return self._same.setdefault(doubtful, Judgement(None, (), doubtful))
        return Judgement(shown_of(job), tuple(fired), doubtful)

    def _note_error(self, rule: Rule, error: InputError) -> None:
        self._errors[rule.id] += _MOST_ERRORS // _MOST_SLOW if isinstance(error, SlowSearchError) else 1
        if self._errors[rule.id] >= _MOST_ERRORS:
            self._broken[rule.id] = error.message


def shown_of(job: Row) -> Row:
    """The fields of a job that a finding shows; what is not known of them is left out."""
    found = {name: dict.get(job, name) for name in _SHOWN}
    return {name: dict(value) if isinstance(value, PartlyKnown) else value for name, value in found.items()}


def _key(row: Row, identity: str) -> int:
    """Eight bytes that stand for the recording; the job alone, if it does not show which recording it is of."""
    recording = recording_of(row)
    return hash(recording if recording.is_known else (identity,))


def _seconds(create_time: Any) -> int:
    """0 if it is no time."""
    if not isinstance(create_time, str) or not create_time[:1].isdigit():
        return 0
    try:
        return parse_time(create_time, now=0)
    except InputError:
        return 0
