# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was recorded, judged: the rules about coverage, and their part of the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, cast

from ..coverage import MISSING, UNKNOWN, CoveragePlan, Inspected, RegionReading, inspect_recording
from ..drift import recording_for_report
from ..recordings import is_active
from ..reports import Coverage, NotRecorded, Recorded
from ..times import format_time, parse_duration
from .builtin_rules import DURATIONS, EXPECTED_NOT_RECORDED, GAP, NOTHING_WRITTEN
from .coverage_messages import empty_windows_message, gaps_message, nothing_message, unused_message
from .findings import Findings
from .prepared import PreparedAudit
from .region_read import RegionRead
from .rule import Rule

Job = Mapping[str, Any]


class CoverageFindings:
    """Those of one audit; they are added to the others.

    :param reads: all regions
    :param asked: all rules that are asked
    :ivar coverage: for the report
    :ivar judged: how many recordings each of the rules has judged
    :ivar remarks: what the user should know; sentences
    """

    def __init__(
        self,
        audit: PreparedAudit,
        plan: CoveragePlan,
        reads: Sequence[RegionRead],
        asked: Sequence[Rule],
        findings: Findings,
    ) -> None:
        self._audit, self._plan, self._findings = audit, plan, findings
        ids = (GAP, NOTHING_WRITTEN, EXPECTED_NOT_RECORDED)
        self._rules = {rule.id: rule for rule in asked if rule.id in ids}
        self._seconds = {
            rule.id: parse_duration(rule.parameters[DURATIONS[rule.id]])
            for rule in self._rules.values()
            if rule.id in DURATIONS
        }
        self._counts: Counter[str] = Counter()
        self.remarks: list[str] = []
        recordings = [each for read in reads for each in self._of_region(read)]
        doubts = [doubt for read in reads for doubt in _doubts(read)]
        unused = plan.expected.check()
        windows = plan.expected.used()
        self._add_unused(windows, unused, reads)
        self.judged = {rule_id: self._counts[rule_id] for rule_id in self._rules}
        self.coverage: Coverage = {
            "start": None if plan.start is None else format_time(plan.start),
            "end": format_time(plan.last),
            "tolerance": plan.options.tolerance,
            "format": plan.options.format,
            "windows": [{"window": text, "recordings": number} for text, number in windows],
            "complete": not doubts,
            "doubts": doubts,
            "recordings": recordings,
        }

    def _of_region(self, read: RegionRead) -> list[Recorded]:
        reading, judge = read.recorded, read.judge
        if reading is None:
            for rule in self._rules.values() if read.why_not_recorded else ():
                reason = str(read.why_not_recorded)
                self._findings.cannot_decide(rule, judge.account, judge.region, reason, judge.asked)
            return []
        inspected = [inspect_recording(each, self._plan, reading.doubtful) for each in reading.recordings]
        inspected.sort(
            key=lambda each: tuple(str(each.row[name]) for name in ("name", "stream_input", "record_output"))
        )
        found = []
        for each in inspected:
            job = {name: each.row[name] for name in ("region", "name", "stream_input", "record_output")}
            job.update(each.job)
            if self._audit.scope.is_everything or self._audit.scope.holds(job):
                self._judge(each, job, judge.account, reading)
            if each.row["intervals"] or each.expected or is_active(job):  # and not what had ended before
                found.append(_for_report(each, job, judge.account))
        return found

    def _judge(self, found: Inspected, job: Job, account: str, reading: RegionReading) -> None:
        """Ask each rule. A message says that it fires; what is not known then is why it cannot be decided."""
        row, is_doubtful = found.row, found.is_doubtful
        if GAP in self._rules:
            longer = [gap for gap in row["gaps"] if gap["seconds"] > self._seconds[GAP]]
            missing = [gap for gap in longer if gap["state"] == MISSING]
            # What is expected without the option follows from the files, too.
            may_lack = any(gap["state"] == UNKNOWN for gap in longer) or not self._plan.expected.is_given
            said = gaps_message(row, missing, self._seconds[GAP]) if missing else None
            self._tell(GAP, job, account, reading, said, is_open=is_doubtful and may_lack)
        if NOTHING_WRITTEN in self._rules and self._plan.reaches_now:
            nothing = found.has_written_nothing(self._seconds[NOTHING_WRITTEN])
            said = nothing_message(row, found.job) if nothing and not is_doubtful else None
            self._tell(NOTHING_WRITTEN, job, account, reading, said, is_open=nothing and is_doubtful)
        if EXPECTED_NOT_RECORDED in self._rules and found.windows:
            said = empty_windows_message(row, found.empty, found.windows) if found.empty else None
            self._tell(EXPECTED_NOT_RECORDED, job, account, reading, said, is_open=bool(found.perhaps_empty))

    def _tell(
        self, rule_id: str, job: Job, account: str, reading: RegionReading, message: str | None, *, is_open: bool
    ) -> None:
        """Add a finding, or say that there may be one.

        :param message: None if the rule does not fire
        """
        rule, region = self._rules[rule_id], reading.region
        if message is not None:
            suppressed_by = self._audit.suppressions.of(rule_id, job)
            self._findings.add(rule, message, account=account, region=region, job=job, suppressed_by=suppressed_by)
        elif is_open:
            self._findings.cannot_decide(rule, account, region, _why(reading), 1)
            return
        self._counts[rule_id] += 1

    def _add_unused(self, windows: Sequence[tuple[str, int]], remarks: list[str], reads: Sequence[RegionRead]) -> None:
        """What is expected and is about no recording: nobody has submitted it."""
        rule = self._rules.get(EXPECTED_NOT_RECORDED)
        if rule is None:
            self.remarks += [f"coverage: {remark}" for remark in remarks]
            return
        unused = [text for text, recordings in windows if not recordings]
        if not unused or any(read.recorded is None or read.recorded.doubts for read in reads):
            return  # what was not read makes the rule inconclusive already
        partial = self._audit.options.partial
        for read in reads if partial else ():
            self._findings.cannot_decide(rule, read.judge.account, read.judge.region, str(partial))
        for text in () if partial else unused:
            about: Job = {}
            suppressed_by = self._audit.suppressions.of(rule.id, about)
            self._findings.add(rule, unused_message(text), identity=[text], suppressed_by=suppressed_by)


def _why(reading: RegionReading) -> str:
    return f"Files may be missing: {'; '.join(reading.doubts)}."


def _doubts(read: RegionRead) -> list[NotRecorded]:
    reasons = [reason for reason in (read.why_incomplete, read.why_not_recorded) if reason]
    if read.recorded is not None and read.recorded.doubts and not reasons:
        reasons.append(_why(read.recorded))
    return [{"account": read.judge.account, "region": read.judge.region, "reasons": reasons}] if reasons else []


def _for_report(found: Inspected, job: Job, account: str) -> Recorded:
    row = found.row
    return {
        "account": account,
        "region": row["region"],
        "recording": recording_for_report(job),
        "job_id": job["job_id"],
        "status": None if job["status"] is None else str(job["status"]),
        "intervals": row["intervals"],
        "expected": cast(Any, found.expected),
        "gaps": row["gaps"],
        "seconds": row["seconds"],
        "expected_seconds": row["expected_seconds"],
        "coverage": row["coverage"],
        "files": row["files"],
    }
