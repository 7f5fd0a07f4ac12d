# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports of audits: what they hold, and each format that they are written in."""

from __future__ import annotations

from .gate import FAIL_ON, ON_INCONCLUSIVE, gate_of
from .report import (
    SCHEMA_VERSION,
    SEVERITIES,
    Day,
    Drift,
    Evidence,
    Failure,
    Finding,
    Inconclusive,
    Location,
    Recording,
    Report,
    Rule,
    Suppression,
)
from .summary import summary_of

__all__ = [
    "FAIL_ON",
    "ON_INCONCLUSIVE",
    "SCHEMA_VERSION",
    "SEVERITIES",
    "Day",
    "Drift",
    "Evidence",
    "Failure",
    "Finding",
    "Inconclusive",
    "Location",
    "Recording",
    "Report",
    "Rule",
    "Suppression",
    "gate_of",
    "summary_of",
]
