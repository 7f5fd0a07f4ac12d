# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an audit found, as plain JSON values: the one thing that every format is made of.

A report is what the JSON format writes, what the next run compares with, and what reports of several regions and
accounts are merged from. Texts of the API in it are data, and their secrets are masked already. Times are in UTC as the
API writes them (2022-07-20T03:26:36Z), durations in seconds. Lists have a fixed order, so that equal audits give equal
reports.
"""

from __future__ import annotations

from typing import Any, TypedDict

SCHEMA_VERSION = "1.0"
SEVERITIES = ("info", "low", "medium", "high", "critical")  # the gravest last


class Location(TypedDict):
    """Where a rule, a suppression or an entry of a declaration is written.

    ``file`` is as the user named it, relative where it can be; ``line`` begins with 1.
    """

    file: str
    line: int


class Tool(TypedDict):
    """What made the report."""

    name: str
    version: str


class Recording(TypedDict):
    """What identifies a recording within its account and region: fields of a job, in their own structure."""

    name: str | None
    stream_input: dict[str, Any]
    record_output: dict[str, Any]


class Failure(TypedDict):
    """Why a region could not be read."""

    message: str
    error_code: str | None
    request_id: str | None
    http_status: int | None


class Evidence(TypedDict):
    """What was read of one region of one account, and why it may be believed to be all of it.

    ``account`` is a hash (see Finding). ``source`` is ``api`` where the audit listed by itself, else ``jobs``.
    ``doubts`` are sentences that say why the list may be incomplete. ``jobs_by_state`` counts all jobs, superseded ones
    too; ``oldest_paused`` is the creation time of the oldest *recording* that is paused.
    """

    account: str
    region: str
    endpoint: str | None
    source: str
    complete: bool
    doubts: list[str]
    error: Failure | None
    began_at: str
    ended_at: str
    jobs: int
    recordings: int
    superseded: int
    jobs_by_state: dict[str, int]
    oldest_paused: str | None
    requests: int
    request_ids: list[str]


class Rule(TypedDict):
    """A rule that was asked, and what became of it.

    ``origin`` is ``builtin``, ``file`` or ``task``. ``seen`` counts the recordings that it judged. ``state`` is
    ``passed``, ``failed``, ``inconclusive``, or ``unused`` if there was no recording to judge.
    """

    id: str
    title: str
    description: str
    severity: str
    remediation: str
    origin: str
    location: Location | None
    parameters: dict[str, Any]
    seen: int
    fired: int
    suppressed: int
    state: str


class Finding(TypedDict):
    """A rule that fired for a recording.

    ``fingerprint`` (64 hexadecimal digits) is the same in each run: of rule, account, region and recording, never of
    the job's id. ``account`` is a hash of what is known of the account. ``state`` is ``new`` or ``unchanged``.
    ``first_seen`` is when this finding was first reported, ``status_since`` since when reports have known the job in
    its status.
    ``reason``, ``owner`` and ``expires`` (a date, or None) are those of the suppression. ``recording``, ``job_id``,
    ``status`` and ``create_time`` are None for what is about no single job.
    """

    rule: str
    severity: str
    title: str
    message: str
    remediation: str
    account: str
    region: str
    recording: Recording | None
    job_id: str | None
    status: str | None
    create_time: str | None
    first_seen: str
    status_since: str | None
    fingerprint: str
    state: str
    suppressed: bool
    reason: str | None
    owner: str | None
    expires: str | None
    location: Location | None


class Difference(TypedDict):
    """A field of a recording that is not as declared."""

    account: str
    region: str
    recording: Recording
    job_id: str
    field: str
    declared: Any
    actual: Any
    location: Location | None


class Missing(TypedDict):
    """A recording that is declared and does not run."""

    account: str
    region: str
    recording: Recording
    reason: str
    location: Location | None


class Unexpected(TypedDict):
    """A recording that runs and is not declared, or is declared to be absent."""

    account: str
    region: str
    recording: Recording
    job_id: str
    status: str
    reason: str
    location: Location | None


class Duplicated(TypedDict):
    """A declared recording with several active jobs."""

    account: str
    region: str
    recording: Recording
    job_ids: list[str]
    location: Location | None


class Step(TypedDict):
    """What would have to be done for one entry of the declaration.

    ``action`` is ``none``, ``submit``, ``replace`` or ``cannot``; ``reason`` says why. ``options`` are those of the
    module ice_live_record_job.
    """

    action: str
    account: str
    region: str
    recording: Recording
    reason: str
    options: dict[str, Any]
    location: Location | None


class Drift(TypedDict):
    """How what runs differs from what is declared.

    ``coverage`` is the share (0 to 1) of the declared recordings that are as declared; None if nothing is declared, or
    if it cannot be known.
    """

    declared: int
    missing: list[Missing]
    unexpected: list[Unexpected]
    different: list[Difference]
    duplicated: list[Duplicated]
    coverage: float | None
    plan: list[Step]


class Suppression(TypedDict):
    """A decision to accept findings. ``state`` is ``active``, ``expired`` or ``unused``; ``used`` counts findings."""

    rule: str
    name: str | None
    where: str | None
    reason: str
    owner: str
    expires: str | None
    used: int
    state: str
    location: Location | None


class Inconclusive(TypedDict):
    """A rule that could not be decided, for all recordings of a region or for some of them.

    ``recordings`` counts them; None if it is not known how many there are.
    """

    rule: str
    account: str
    region: str
    reason: str
    recordings: int | None


class Summary(TypedDict):
    """Counts.

    Those of findings leave out suppressed ones. ``by_state`` has ``new``, ``unchanged``, ``fixed`` and ``suppressed``.
    """

    jobs: int
    recordings: int
    rules: int
    rules_passed: int
    by_severity: dict[str, int]
    by_rule: dict[str, int]
    by_state: dict[str, int]


class Day(TypedDict):
    """Jobs that were created on a day (UTC), by their state now."""

    day: str
    jobs_by_state: dict[str, int]


class Span(TypedDict):
    """A time from ``start`` until ``end``."""

    start: str
    end: str
    seconds: int


class Gap(TypedDict):
    """A time that was expected and that no file covers.

    ``state`` is ``missing``; ``pending`` where a file may still come; ``unknown`` where the list of files is not shown
    to be whole.
    """

    start: str
    end: str
    seconds: int
    state: str


class Recorded(TypedDict):
    """What was recorded of a recording, within the time that was asked for.

    ``intervals`` are covered by files, ``expected`` is when there should be a recording. ``expected_seconds`` leaves
    out what is pending. ``coverage`` is the share (0 to 1) of that which files cover; None if nothing was expected yet.
    ``job_id`` and ``status`` are those of the job that counts.
    """

    account: str
    region: str
    recording: Recording
    job_id: str | None
    status: str | None
    intervals: list[Span]
    expected: list[Span]
    gaps: list[Gap]
    seconds: int
    expected_seconds: int
    coverage: float | None
    files: int


class ExpectedWindow(TypedDict):
    """An entry of what was expected each week, in words, and how many recordings it is about."""

    window: str
    recordings: int


class NotRecorded(TypedDict):
    """Why what was recorded in a region is not known, or not known to be all. ``reasons`` are sentences."""

    account: str
    region: str
    reasons: list[str]


class Coverage(TypedDict):
    """What was recorded from ``start`` (None: since the first job) until ``end``, as files show it.

    ``tolerance`` is how many seconds between two files are no gap, ``format`` the only one that counts (None: any).
    Each of these is None, too, if reports that were merged differ. ``complete`` says that it is shown to be all.
    """

    start: str | None
    end: str
    tolerance: int | None
    format: str | None
    windows: list[ExpectedWindow]
    complete: bool
    doubts: list[NotRecorded]
    recordings: list[Recorded]


class Gate(TypedDict):
    """What the user wants a task to fail for, and what came of it. ``reasons`` are sentences; empty if it passes."""

    fail_on: str
    fail_on_new_only: bool
    on_inconclusive: str
    passed: bool
    reasons: list[str]


class Report(TypedDict):
    """All that an audit found.

    ``compliant`` is True if each rule passed (suppressed findings do not count), False if one failed, and None if it
    cannot be known. ``audited_at`` is the time that ``age()`` and ``now()`` of its rules were computed with.
    ``compared_with`` is when the earlier report was made; None without one. ``undecided`` are findings of the earlier
    report which this audit could neither make again nor call fixed, since what they need was not known: the next audit
    must not take them for new. ``coverage`` is None if what was recorded was not asked for.
    """

    schema_version: str
    tool: Tool
    audited_at: str
    compared_with: str | None
    compliant: bool | None
    complete: bool
    gate: Gate
    summary: Summary
    evidence: list[Evidence]
    rules: list[Rule]
    findings: list[Finding]
    fixed: list[Finding]
    undecided: list[Finding]
    drift: Drift | None
    suppressions: list[Suppression]
    inconclusive: list[Inconclusive]
    coverage: Coverage | None
    jobs_by_day: list[Day]
