# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The comparison: for each region, each entry with what was found for it, and then what no entry names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..errors import InputError
from ..recordings import job_id
from .comparison import UNEXPECTED, Comparison, DriftFinding, Undecided
from .declaration import Declaration
from .one_entry import EntryComparison, Parts, recording_for_report
from .region_jobs import Job, RegionIndex, RegionJobs

if TYPE_CHECKING:  # its formats take long to load
    from ..reports import Drift

_RULES = ("drift-missing", "drift-unexpected", "drift-different", "drift-duplicated")


def compare(declaration: Declaration, regions: Sequence[RegionJobs]) -> Comparison:
    """Compare a declaration with what runs.

    What was not read is not missing: if a region could not be read, or its list may be incomplete, it is unknown
    whether a recording that was not seen runs. Then nothing is submitted either, since no call stops a twin.

    :param regions: all that the declaration names, and perhaps more; a region may be there for several accounts, which
        then all have to be as declared
    """
    parts = Parts()
    for read in regions:
        _compare_region(declaration, read, parts)
    count = len(parts.as_declared)
    unknown = any(each is None for each in parts.as_declared)
    coverage = None if unknown or not count else sum(each is True for each in parts.as_declared) / count
    drift: Drift = {
        "declared": count,
        "missing": parts.missing,
        "unexpected": parts.unexpected,
        "different": parts.different,
        "duplicated": parts.duplicated,
        "coverage": coverage,
        "plan": parts.plan,
    }
    return Comparison(drift, parts.findings, parts.undecided)


def _compare_region(declaration: Declaration, read: RegionJobs, parts: Parts) -> None:
    index = RegionIndex(read.jobs)
    entries = declaration.of(read.region)
    for entry, found in zip(entries, index.match(entries)):
        EntryComparison(entry, found, read, parts).add()
    if read.unknown is not None:
        parts.undecided += [
            Undecided(rule, read.account, read.region, read.unknown, recordings=None) for rule in _RULES
        ]
    for job in index.left():
        try:
            in_scope = declaration.scope.holds(job, read.region)
        except InputError as error:
            parts.undecided.append(Undecided(UNEXPECTED, read.account, read.region, error.message))
            continue
        if in_scope:
            _add_unexpected(declaration, read, job, parts)


def _add_unexpected(declaration: Declaration, read: RegionJobs, job: Job, parts: Parts) -> None:
    reason = "It is not declared."
    parts.unexpected.append(
        {
            "account": read.account,
            "region": read.region,
            "recording": recording_for_report(job),
            "job_id": job_id(job),
            "status": str(job.get("status")),
            "reason": reason,
            "location": None,
        }
    )
    message = f"The recording {job.get('name')!r} runs in {read.region}, and is not declared."
    parts.findings.append(DriftFinding(UNEXPECTED, read.account, read.region, job, message, declaration.location))
