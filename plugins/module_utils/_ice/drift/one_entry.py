# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One entry of a declaration, compared with what was found for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..recordings import job_id
from .comparison import DIFFERENT, DUPLICATED, MISSING, UNEXPECTED, DriftFinding, Undecided
from .declared import ABSENT, DeclaredRecording
from .region_jobs import Found, Job, RegionJobs
from .templates import DeclaredTemplate, resolve

if TYPE_CHECKING:  # its formats take long to load
    from ..reports import Difference, Duplicated, Missing, Recording, Step, Unexpected

NO_STOP = "No call of the API stops a job; it is paused some minutes after its stream has ended."


@dataclass
class Parts:
    """The parts of a comparison, while they grow.

    :ivar as_declared: for each entry whether it is as declared; None if that is not known
    """

    missing: list[Missing] = field(default_factory=list)
    unexpected: list[Unexpected] = field(default_factory=list)
    different: list[Difference] = field(default_factory=list)
    duplicated: list[Duplicated] = field(default_factory=list)
    plan: list[Step] = field(default_factory=list)
    findings: list[DriftFinding] = field(default_factory=list)
    undecided: list[Undecided] = field(default_factory=list)
    as_declared: list[bool | None] = field(default_factory=list)


@dataclass(frozen=True)
class EntryComparison:
    """Adds what is to say about one entry."""

    entry: DeclaredRecording
    found: Found
    read: RegionJobs
    parts: Parts

    def add(self) -> None:
        """Add it to the parts."""
        template = resolve(self.entry, self.read.templates)
        if self.entry.state == ABSENT:
            self._add_absent()
        elif self.found.running is not None:
            self._add_running(self.found.running, template)
        elif self.found.doubtful:
            self._add_doubtful()
        elif self.read.unknown is not None:
            self._unknown(self.read.unknown)
        else:
            self._add_missing(template)

    # --- the cases ---

    def _add_absent(self) -> None:
        job = self.found.newest
        if self.found.running is None or job is None:
            if self.read.unknown is not None:
                self._unknown(self.read.unknown)
            else:
                self._step("none", "It does not run.", as_declared=True)
            return
        reason = "It is declared to be absent."
        self.parts.unexpected.append(
            {
                "account": self.read.account,
                "region": self.read.region,
                "recording": recording_for_report(job),
                "job_id": job_id(job),
                "status": str(job.get("status")),
                "reason": reason,
                "location": self.entry.location,
            }
        )
        self._finding(UNEXPECTED, job, f"{self._who} runs in {self.entry.region}, and is declared to be absent.")
        self._step("cannot", f"{reason} {NO_STOP}", as_declared=False)

    def _add_missing(self, template: DeclaredTemplate) -> None:
        newest = self.found.newest
        reason = "There is no job for it."
        if newest is not None:
            reason = f"Its newest job {job_id(newest)} is {newest.get('status')}."
        self.parts.missing.append(
            {
                "account": self.read.account,
                "region": self.read.region,
                "recording": recording_for_report(self.entry.as_job()),
                "reason": reason,
                "location": self.entry.location,
            }
        )
        # What identifies it is what is declared, whether there was a job before or not.
        self._finding(
            MISSING,
            {**(newest or {}), **self.entry.as_job()},
            f"{self._who} does not run in {self.entry.region}. {reason}",
        )
        if template.template_id is None:
            self._step("cannot", f"{reason} {template.problem}", as_declared=False)
        else:
            self._step("submit", reason, as_declared=False, template_id=template.template_id)

    def _add_doubtful(self) -> None:
        ids = ", ".join(sorted(job_id(job) for job in self.found.doubtful))
        reason = f"Active jobs may be it, but do not show all of their name, stream and output: {ids}."
        self.parts.undecided.append(Undecided(MISSING, self.read.account, self.read.region, reason))
        self._unknown(reason)

    def _add_running(self, job: Job, template: DeclaredTemplate) -> None:
        ids = self.found.active_ids
        if len(ids) > 1:
            self.parts.duplicated.append(
                {
                    "account": self.read.account,
                    "region": self.read.region,
                    "recording": recording_for_report(job),
                    "job_ids": ids,
                    "location": self.entry.location,
                }
            )
            told = f"{len(ids)} jobs record {self.entry.name!r} in {self.entry.region} at the same time"
            self._finding(DUPLICATED, job, f"{told}: {', '.join(ids)}.")
        differences, unknown = self._differences(job, template)
        for name, declared, actual in differences:
            self.parts.different.append(
                {
                    "account": self.read.account,
                    "region": self.read.region,
                    "recording": recording_for_report(job),
                    "job_id": job_id(job),
                    "field": name,
                    "declared": declared,
                    "actual": actual,
                    "location": self.entry.location,
                }
            )
        if differences:
            said = "; ".join(f"{name} is {_said(actual)}, declared {_said(want)}" for name, want, actual in differences)
            self._finding(DIFFERENT, job, f"{self._who} in {self.entry.region} is not as declared: {said}.")
        if unknown:
            self.parts.undecided.append(Undecided(DIFFERENT, self.read.account, self.read.region, unknown))
        self._plan_running(ids, differences, unknown, template)

    def _plan_running(
        self, ids: list[str], differences: list[tuple[str, Any, Any]], unknown: str | None, template: DeclaredTemplate
    ) -> None:
        if len(ids) > 1:
            self._step("cannot", f"{len(ids)} jobs record it at the same time. {NO_STOP}", as_declared=False)
        elif differences and template.template_id is None:
            self._step("cannot", str(template.problem), as_declared=False)
        elif differences:
            names = ", ".join(name for name, _declared, _actual in differences)
            reason = f"A job cannot be changed ({names}). Submit it again once the job that runs is paused. {NO_STOP}"
            self._step("replace", reason, as_declared=False, template_id=template.template_id)
        elif unknown:
            self._step("cannot", unknown, as_declared=None)
        else:
            self._step("none", "It runs as declared.", as_declared=True)

    # --- what they are made of ---

    def _differences(self, job: Job, template: DeclaredTemplate) -> tuple[list[tuple[str, Any, Any]], str | None]:
        """Fields with what is declared and what is; and why something cannot be compared."""
        found: list[tuple[str, Any, Any]] = []
        for name, declared in self.entry.compared_fields():
            actual = _value(job, name)
            # What is not declared is not compared; what a job does not show is not known to differ, but for a URL.
            if declared is None or self.entry.ignores(name) or (actual is None and name != "notify_url"):
                continue
            if (actual or "") != declared:
                found.append((name, declared, actual))
        if self.entry.ignores("template"):
            return found, None
        differs = template.differs_from(job, self.entry)
        if differs:
            found.append(("template", self.entry.template, _template_of(job, self.entry)))
        if differs is not None:
            return found, None
        return found, template.problem or f"Job {job_id(job)} does not tell its template."

    def _unknown(self, why: str) -> None:
        reason = f"Whether it runs is not known, and a twin could not be stopped. {why}"
        self._step("cannot", reason, as_declared=None)

    def _step(self, action: str, reason: str, *, as_declared: bool | None, template_id: str | None = None) -> None:
        self.parts.as_declared.append(as_declared)
        self.parts.plan.append(
            {
                "action": action,
                "account": self.read.account,
                "region": self.read.region,
                "recording": recording_for_report(self.entry.as_job()),
                "reason": reason,
                "options": self.entry.options(template_id) if action in ("submit", "replace") else {},
                "location": self.entry.location,
            }
        )

    def _finding(self, rule: str, job: Mapping[str, Any], message: str) -> None:
        self.parts.findings.append(
            DriftFinding(rule, self.read.account, self.read.region, dict(job), message, self.entry.location)
        )

    @property
    def _who(self) -> str:
        return f"The recording {self.entry.name!r}"


def recording_for_report(job: Mapping[str, Any]) -> Recording:
    """What identifies a recording, as reports have it."""

    def part(name: str) -> dict[str, Any]:
        value = job.get(name)
        return dict(value) if isinstance(value, Mapping) else {}

    name = job.get("name")
    return {
        "name": None if name is None else str(name),
        "stream_input": part("stream_input"),
        "record_output": part("record_output"),
    }


def _value(job: Mapping[str, Any], name: str) -> Any:
    value: Any = job
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _template_of(job: Job, entry: DeclaredRecording) -> Any:
    """The template in the way that the entry names its own: by name, or by id."""
    return (job.get("template_name") if entry.needs_templates else None) or job.get("template_id")


def _said(value: Any) -> str:
    return "not set" if value in (None, "") else repr(value)
