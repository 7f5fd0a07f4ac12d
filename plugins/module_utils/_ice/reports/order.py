# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The order in which findings are shown, for all formats: what matters most comes first."""

from __future__ import annotations

from collections.abc import Iterable

from .report import SEVERITIES, Finding

_RANK = {severity: -number for number, severity in enumerate(SEVERITIES)}


def gravest_first(findings: Iterable[Finding]) -> list[Finding]:
    """Those that are suppressed last; the gravest first; new ones before others; the same order in each run."""
    return sorted(
        findings,
        key=lambda finding: (
            finding["suppressed"],
            _RANK[finding["severity"]],
            finding["state"] != "new",
            finding["rule"],
            finding["region"],
            finding["fingerprint"],
        ),
    )


def is_counted(finding: Finding) -> bool:
    """Whether it counts for the verdict."""
    return not finding["suppressed"]
