# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The counts of a report, made of its other parts: one place for audits and for merged reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .report import SEVERITIES, Evidence, Finding, Rule, Summary


def summary_of(
    evidence: Sequence[Evidence], rules: Sequence[Rule], findings: Sequence[Finding], fixed: Sequence[Finding]
) -> Summary:
    """The summary. Each severity is counted, and each rule by its id, also if the count is 0."""
    counted = [finding for finding in findings if not finding["suppressed"]]
    states = Counter(finding["state"] for finding in counted)
    return {
        "jobs": sum(each["jobs"] for each in evidence),
        "recordings": sum(each["recordings"] for each in evidence),
        "rules": len(rules),
        "rules_passed": sum(rule["state"] == "passed" for rule in rules),
        "by_severity": {
            **dict.fromkeys(reversed(SEVERITIES), 0), **Counter(finding["severity"] for finding in counted)
        },
        "by_rule": {**{rule["id"]: 0 for rule in rules}, **Counter(finding["rule"] for finding in counted)},
        "by_state": {
            "new": states["new"],
            "unchanged": states["unchanged"],
            "fixed": len(fixed),
            "suppressed": len(findings) - len(counted),
        },
    }  # fmt: skip
