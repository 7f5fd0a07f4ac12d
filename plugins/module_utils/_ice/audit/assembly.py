# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From what was read and judged to a report: findings of all kinds of rules, and what became of each rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .. import reports
from ..drift import RegionJobs, compare
from ..errors import InputError
from ..reports import Coverage, Drift, Finding
from ..times import format_time
from .builtin_rules import SUPPRESSION_EXPIRED, SUPPRESSION_UNUSED
from .findings import Findings
from .judge import Judgement, shown_of
from .prepared import PreparedAudit
from .region_read import RegionRead
from .rule import ACCOUNT, RECORDING, Rule
from .suppressions import EXPIRED, UNUSED
from .unknown import UnknownFieldError


class Assembly:
    """Puts the parts of a report together.

    :param reads: all regions
    """

    def __init__(self, audit: PreparedAudit, reads: Sequence[RegionRead]) -> None:
        self._audit, self._reads = audit, reads
        self.findings = Findings(audit.suppressions, audit.earlier, format_time(audit.now))
        self._asked = [rule for rule in audit.rules if not rule.not_given]
        self._add_recordings()
        for rule in self._asked:
            if rule.query is not None:
                self._add_query(rule)
            elif rule.about == ACCOUNT:
                self._add_account(rule)
        self.drift = self._add_drift()
        self._judged: Mapping[str, int] = {}  # recordings, by the rules about what was recorded
        self.coverage, self.remarks = self._add_coverage()
        self._add_incomplete()
        self.suppressions = audit.suppressions.report(self.findings.used)
        self._add_suppressions()

    def _add_recordings(self) -> None:
        for read in self._reads:
            judge = read.judge
            for judgement in sorted(judge.judgements(), key=_place_in_order):  # and not as they came, which varies
                for fired in judgement.fired:
                    self.findings.add(
                        fired.rule,
                        fired.message,
                        account=judge.account,
                        region=judge.region,
                        job=judgement.job,
                        suppressed_by=fired.suppressed_by,
                    )
                for rule, reason in judgement.undecided:
                    self.findings.cannot_decide(rule, judge.account, judge.region, reason, 1)

    def _add_query(self, rule: Rule) -> None:
        """A rule about the list of all current recordings: what it returns fires."""
        jobs = [job for read in self._reads for job in read.judge.current_jobs()]
        jobs.sort(key=lambda job: (str(dict.get(job, "create_time")), str(dict.get(job, "job_id"))))
        accounts = {read.judge.region: read.judge.account for read in self._reads}
        try:
            for job in _jobs_of(rule, jobs):
                region = str(job["region"])
                self.findings.add(
                    rule,
                    rule.message.about(job),
                    account=accounts[region],
                    region=region,
                    job=shown_of(job),
                    suppressed_by=self._audit.suppressions.of(rule.id, job),
                )
        except UnknownFieldError as error:
            for read in self._reads:
                self.findings.cannot_decide(rule, read.judge.account, read.judge.region, error.reason)

    def _add_account(self, rule: Rule) -> None:
        """What is known of all regions together: if it fires for what was seen, more would not change that."""
        regions = [read.judge.region for read in self._reads]
        account: dict[str, Any] = {
            "active_jobs": sum(read.judge.active_jobs for read in self._reads),
            "regions": regions,
        }
        first = self._reads[0].judge.account if self._reads else ""
        if rule.where is not None and rule.where.is_true_for(account):
            self.findings.add(
                rule,
                rule.message.about(account),
                account=first,
                identity=[],
                suppressed_by=self._audit.suppressions.of(rule.id, account),
            )
        elif self._audit.options.partial:
            for read in self._reads:
                self.findings.cannot_decide(rule, read.judge.account, read.judge.region, self._audit.options.partial)

    def _add_drift(self) -> Drift | None:
        declaration = self._audit.declaration
        if declaration is None:
            return None
        rules = {rule.id: rule for rule in self._asked}
        partial = self._audit.options.partial
        regions = [
            RegionJobs(
                account=read.judge.account,
                region=read.judge.region,
                jobs=read.judge.jobs_to_compare(),
                unknown=read.why_incomplete or partial,
                templates=read.judge.joined.templates,
            )
            for read in self._reads
        ]
        comparison = compare(declaration, regions)
        for each in comparison.findings:
            if each.rule in rules:
                job = {**each.job, "region": each.region}
                self.findings.add(
                    rules[each.rule],
                    each.message,
                    account=each.account,
                    region=each.region,
                    job=job,
                    suppressed_by=self._audit.suppressions.of(each.rule, job),
                    location=each.location,
                )
        for open_one in comparison.undecided:
            if open_one.rule in rules:
                self.findings.cannot_decide(
                    rules[open_one.rule], open_one.account, open_one.region, open_one.reason, open_one.recordings
                )
        return comparison.drift

    def _add_coverage(self) -> tuple[Coverage | None, list[str]]:
        """What was recorded, and what the user should know beside it."""
        if self._audit.coverage is None:
            return None, []
        from .coverage_findings import CoverageFindings  # here, since most audits do not need it

        found = CoverageFindings(self._audit, self._audit.coverage, self._reads, self._asked, self.findings)
        self._judged = found.judged
        return found.coverage, found.remarks

    def _add_incomplete(self) -> None:
        for read in self._reads:
            reason = read.why_incomplete
            for rule in self._asked if reason else ():
                if rule.id not in (SUPPRESSION_EXPIRED, SUPPRESSION_UNUSED):
                    self.findings.cannot_decide(rule, read.judge.account, read.judge.region, str(reason))

    def _add_suppressions(self) -> None:
        rules = {rule.id: rule for rule in self._asked}
        undecided = {rule_id for rule_id, *_rest in self.findings.undecided}
        for entry, shown in zip(self._audit.suppressions.entries, self.suppressions):
            about = f"name {entry.name}" if entry.name is not None else f"where {entry.where_text}"
            what = f"The suppression of {entry.rule} ({about}; owner {entry.owner})"
            if shown["state"] == EXPIRED and SUPPRESSION_EXPIRED in rules:
                rule, text = rules[SUPPRESSION_EXPIRED], f"{what} expired: {entry.expires}."
            elif shown["state"] == UNUSED and SUPPRESSION_UNUSED in rules:
                rule, text = rules[SUPPRESSION_UNUSED], f"{what} suppresses nothing."
                if entry.rule in undecided:
                    for read in self._reads:
                        reason = f"Whether a suppression is used is not known, since {entry.rule} could not be decided."
                        self.findings.cannot_decide(rule, read.judge.account, read.judge.region, reason)
                    continue
            else:
                continue
            self.findings.add(rule, text, identity=entry.identity, location=entry.location)

    def compared(self) -> tuple[list[Finding], list[Finding]]:
        """Compare with the earlier report. :returns: what was mended, and what could not be decided"""
        asked = {rule.id for rule in self._asked}
        places = {(read.judge.account, read.judge.region) for read in self._reads}
        accounts = {account for account, _region in places}
        undecided = {(rule, account, region) for rule, account, region, _reason in self.findings.undecided}
        doubtful = {rule for rule, *_place in undecided}
        limited = bool(self._audit.options.partial) or not self._audit.scope.is_everything

        def is_decided(finding: Finding) -> bool | None:
            place = (finding["account"], finding["region"])
            if finding["rule"] not in asked:
                return None
            if not finding["region"]:  # about no region
                return None if place[0] and place[0] not in accounts else finding["rule"] not in doubtful
            if place not in places:
                return None
            return not limited and (finding["rule"], *place) not in undecided

        return self._audit.earlier.compare(self.findings.all, is_decided)

    def rules(self) -> list[reports.Rule]:
        """What became of each rule."""
        fired = Counter(finding["rule"] for finding in self.findings.all)
        suppressed = Counter(finding["rule"] for finding in self.findings.all if finding["suppressed"])
        undecided = {rule_id for rule_id, *_rest in self.findings.undecided}
        seen = {rule.id: self._seen(rule) for rule in self._audit.rules}
        return [
            {
                "id": rule.id,
                "title": rule.title,
                "description": rule.description,
                "severity": rule.severity,
                "remediation": rule.remediation,
                "origin": rule.origin,
                "location": rule.location,
                "parameters": dict(rule.parameters),
                "seen": seen[rule.id],
                "fired": fired[rule.id],
                "suppressed": suppressed[rule.id],
                "state": (
                    "failed"
                    if fired[rule.id] > suppressed[rule.id]
                    else "inconclusive"
                    if rule.id in undecided
                    else "passed"
                    if seen[rule.id]
                    else "unused"
                ),
            }
            for rule in self._audit.rules
        ]

    def _seen(self, rule: Rule) -> int:
        if rule.not_given:
            return 0
        if rule.id in (SUPPRESSION_EXPIRED, SUPPRESSION_UNUSED):
            return len(self.suppressions)
        if rule.id in self._judged:
            return self._judged[rule.id]
        if rule.about != RECORDING or rule.query is not None:
            return sum(read.judge.recordings for read in self._reads)
        undecided = sum(
            count or 0 for (rule_id, *_rest), count in self.findings.undecided.items() if rule_id == rule.id
        )
        return sum(read.judge.asked for read in self._reads) - undecided


def _place_in_order(judgement: Judgement) -> tuple[str, str]:
    job = judgement.job or {}
    return str(job.get("create_time")), str(job.get("job_id"))


def _jobs_of(rule: Rule, jobs: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The jobs that a rule's query returns. :raises InputError: if it returns something else"""
    known = {(str(dict.get(job, "region")), str(dict.get(job, "job_id"))): job for job in jobs}
    of_id = {job_id: job for (_region, job_id), job in known.items()}
    found = rule.query.search(list(jobs)) if rule.query is not None else []
    if found is None:
        return
    if not isinstance(found, list):
        raise InputError(f"{rule.place}: query must return jobs, and returned {type(found).__name__}. {_HOW}")
    for number, item in enumerate(found, 1):
        job_id = item.get("job_id") if isinstance(item, dict) else None
        job = known.get((str(item.get("region")), str(job_id))) or of_id.get(str(job_id)) if job_id else None
        if job is None:
            raise InputError(f"{rule.place}: query must return jobs, and item {number} of its list is none. {_HOW}")
        yield job


_HOW = "Write it as in [?status == 'paused'], so that whole jobs are left."
