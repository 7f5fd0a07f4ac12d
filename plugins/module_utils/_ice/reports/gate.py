# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a task shall fail for what an audit found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from .report import SEVERITIES, Evidence, Finding, Gate, Inconclusive

NEVER = "none"
FAIL_ON = (NEVER, *SEVERITIES)
ON_INCONCLUSIVE = ("fail", "warn")
_SHOWN = 3  # rules and regions that a reason names


def chosen_on_inconclusive(chosen: str | None, fail_on: str) -> str:
    """What a user has chosen. Without a choice: whoever sets a gate wants to know; others get a report."""
    return chosen or ("warn" if fail_on == NEVER else "fail")


def gate_of(
    findings: Sequence[Finding],
    inconclusive: Sequence[Inconclusive],
    evidence: Sequence[Evidence],
    *,
    fail_on: str,
    fail_on_new_only: bool,
    on_inconclusive: str,
) -> Gate:
    """The gate, of findings of this severity or a graver one that are not suppressed, and of what is not known.

    :param fail_on: one of FAIL_ON
    :param on_inconclusive: ``fail``: what could not be decided fails, whatever ``fail_on`` is; ``warn``: it does not
    """
    reasons = list(_of_findings(findings, fail_on, fail_on_new_only))
    if on_inconclusive == "fail":
        reasons.extend(_of_what_is_not_known(inconclusive, evidence))
    return {
        "fail_on": fail_on,
        "fail_on_new_only": fail_on_new_only,
        "on_inconclusive": on_inconclusive,
        "passed": not reasons,
        "reasons": reasons,
    }


def _of_findings(findings: Sequence[Finding], fail_on: str, new_only: bool) -> Iterator[str]:
    if fail_on == NEVER:
        return
    grave = SEVERITIES[SEVERITIES.index(fail_on) :]
    counts = Counter(
        finding["severity"]
        for finding in findings
        if finding["severity"] in grave and not finding["suppressed"] and (finding["state"] == "new" or not new_only)
    )
    new = "new " if new_only else ""
    for severity in reversed(grave):
        if counts[severity]:
            finding = "finding" if counts[severity] == 1 else "findings"
            yield f"{counts[severity]} {new}{finding} of severity {severity}."


def _of_what_is_not_known(inconclusive: Sequence[Inconclusive], evidence: Sequence[Evidence]) -> Iterator[str]:
    regions = sorted({each["region"] for each in evidence if not each["complete"]})
    if regions:
        yield f"It is not shown that everything was read: {_some(regions)}."
    rules = sorted({each["rule"] for each in inconclusive})
    if rules:
        yield f"Rules that could not be decided: {_some(rules)}."


def _some(names: Sequence[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
