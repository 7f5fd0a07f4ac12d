# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An audit, from its options to its report."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..connection import ConnectionOptions, Location, check_distinct_hosts, locate
from ..errors import IceError
from ..masking import mask, masked
from ..reports import SCHEMA_VERSION, TOOL, Day, Report, gate_of, summary_of
from ..shapes import JOB_STATUSES
from ..times import format_time
from .assembly import Assembly
from .fingerprints import account_hash
from .given_jobs import check_jobs, judge_jobs
from .judge import NO_STATE, Judge
from .options import AuditOptions
from .prepared import PreparedAudit, prepare
from .region_read import RegionRead


@dataclass(frozen=True)
class AuditResult:
    """What came of an audit.

    :ivar report: without secrets
    :ivar warnings: what the user should be told beside it; sentences
    :ivar error: why nothing at all could be read; None if something was
    """

    report: Report = field(repr=False)
    warnings: list[str]
    error: IceError | None = None


def audit(
    options: AuditOptions,
    connections: Sequence[ConnectionOptions],
    *,
    region: str | None = None,
    on_page: Any = None,
    began: float | None = None,
    now: int | None = None,
) -> AuditResult:
    """Carry out an audit.

    :param connections: to each region that is read; not used if jobs are given
    :param region: of given jobs that do not say
    :param on_page: called after each page with the number of pages read, and the number expected
    :param began: when the deadlines began to run (``time.monotonic()``); by default now
    :param now: seconds since the epoch; by default the present
    :raises InputError: before any request, if an option is invalid; after the last one, if a rule names a field that no
        job has, or a query does not return jobs
    """
    began = time.monotonic() if began is None else began
    now = int(time.time()) if now is None else now
    if options.jobs is None:
        locations = [locate(each) for each in connections]
        check_distinct_hosts(locations)
        prepared = prepare(options, [place.region for place in locations], now)
        places = list(zip(connections, locations))
        reads = _read(prepared, places, began, on_page)
    else:
        given = check_jobs(options.jobs, region)
        prepared = prepare(options, [*dict.fromkeys([*given, *([region] if region else ())])], now)
        reads = _judge_given(prepared, given)
    warnings = [*prepared.warnings, *prepared.doubts.check(), *(each for read in reads for each in read.remarks)]
    warnings += _new_states(reads)
    assembly = Assembly(prepared, reads)
    warnings += assembly.remarks
    failed = [read.error for read in reads if read.error is not None]
    report = _report(prepared, reads, assembly)
    if options.source_root is not None:
        _relocate(report, options.source_root, set())
    mask(report)
    return AuditResult(report, masked(warnings), failed[0] if failed and len(failed) == len(reads) else None)


def _read(
    prepared: PreparedAudit, places: Sequence[tuple[ConnectionOptions, Location]], began: float, on_page: Any
) -> list[RegionRead]:
    from .reading import read_regions  # here, since what only judges given jobs needs no HTTP library

    label = prepared.options.account
    regions = [
        (connection, _judge(prepared, place.region, _account(place, label)), place.endpoint.url)
        for connection, place in places
    ]
    return read_regions(
        regions,
        prepared.options,
        needs_templates=prepared.needs_templates,
        coverage=prepared.coverage,
        began=began,
        on_page=on_page,
    )


def _judge_given(prepared: PreparedAudit, given: dict[str, list[dict[str, Any]]]) -> list[RegionRead]:
    account = account_hash(prepared.options.account or "jobs")
    return judge_jobs(
        given,
        lambda region: _judge(prepared, region, account, looks_up=False),
        complete=prepared.options.jobs_complete,
    )


def _account(location: Location, label: str | None) -> str:
    return account_hash(label or location.credentials.account)


def _judge(prepared: PreparedAudit, region: str, account: str, *, looks_up: bool = True) -> Judge:
    return Judge(
        prepared.rules,
        region=region,
        account=account,
        suppressions=prepared.suppressions,
        earlier=prepared.earlier,
        needs=prepared.needs,
        doubts=prepared.doubts,
        scope=prepared.scope,
        partial=prepared.options.partial,
        looks_up=looks_up,
    )


def _report(prepared: PreparedAudit, reads: Sequence[RegionRead], assembly: Assembly) -> Report:
    fixed, undecided = assembly.compared()
    findings, rules, options = assembly.findings.in_order(), assembly.rules(), prepared.options
    inconclusive = assembly.findings.inconclusive()
    evidence = [read.evidence() for read in reads]
    states = {rule["state"] for rule in rules}
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {**TOOL},
        "audited_at": format_time(prepared.now),
        "compared_with": prepared.earlier.audited_at,
        "compliant": False if "failed" in states else None if inconclusive else True,
        "complete": all(each["complete"] for each in evidence),
        "gate": gate_of(
            findings,
            inconclusive,
            evidence,
            fail_on=options.fail_on,
            fail_on_new_only=options.fail_on_new_only,
            on_inconclusive=options.decided_on_inconclusive,
        ),
        "summary": summary_of(evidence, rules, findings, fixed),
        "evidence": evidence,
        "rules": rules,
        "findings": findings,
        "fixed": fixed,
        "undecided": undecided,
        "drift": assembly.drift,
        "suppressions": assembly.suppressions,
        "inconclusive": inconclusive,
        "coverage": assembly.coverage,
        "jobs_by_day": _jobs_by_day([read.judge.jobs_by_day for read in reads]),
    }


def _new_states(reads: Sequence[RegionRead]) -> list[str]:
    """What a later version of the API may add: no rule that asks for another state fires for such a job."""
    states: Counter[str] = Counter()
    for read in reads:
        states.update(read.judge.jobs_by_state)
    return [
        f"{states[state]} job(s) have the status {state[:50]!r}, which is none of {', '.join(JOB_STATUSES)}. Rules "
        "that ask for one of these do not fire for them."
        for state in sorted(states)
        if state not in (*JOB_STATUSES, NO_STATE)
    ]


def _relocate(value: Any, root: str, done: set[int]) -> None:
    """Make the files of all locations relative to a folder, if they are in it: reports are read on other machines.

    :param done: the identities of those that were done; findings share the locations of their rules
    """
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict) and value.keys() == {"file", "line"}:
        path = os.path.relpath(value["file"], root)
        if id(value) not in done and not path.startswith(os.pardir):
            value["file"] = path
        done.add(id(value))
        return
    for item in items:
        if isinstance(item, (dict, list)):
            _relocate(item, root, done)


def _jobs_by_day(regions: Sequence[Mapping[str, Counter[str]]]) -> list[Day]:
    days: dict[str, Counter[str]] = {}
    for region in regions:
        for day, states in region.items():
            days.setdefault(day, Counter()).update(states)
    return [
        {"day": day, "jobs_by_state": {**dict.fromkeys(("paused", "initial", "started"), 0), **days[day]}}
        for day in sorted(days)
    ]
