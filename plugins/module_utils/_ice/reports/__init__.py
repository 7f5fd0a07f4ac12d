# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports of audits: what they hold, and each format that they are written in."""

from __future__ import annotations

from .files import check_paths, write_reports
from .formats import FORMATS
from .gate import FAIL_ON, ON_INCONCLUSIVE, chosen_on_inconclusive, gate_of
from .merge import Named, NotAudited, merge_reports
from .reading import read_report, report_of
from .report import (
    SCHEMA_VERSION,
    SEVERITIES,
    Coverage,
    Day,
    Difference,
    Drift,
    Duplicated,
    Evidence,
    Failure,
    Finding,
    Inconclusive,
    Location,
    Missing,
    NotRecorded,
    Recorded,
    Recording,
    Report,
    Rule,
    Span,
    Step,
    Suppression,
    Unexpected,
)
from .summary import summary_of
from .texts import length_of_time
from .tool import TOOL

__all__ = [
    "FAIL_ON",
    "FORMATS",
    "ON_INCONCLUSIVE",
    "SCHEMA_VERSION",
    "SEVERITIES",
    "TOOL",
    "Coverage",
    "Day",
    "Difference",
    "Drift",
    "Duplicated",
    "Evidence",
    "Failure",
    "Finding",
    "Inconclusive",
    "Location",
    "Missing",
    "Named",
    "NotAudited",
    "NotRecorded",
    "Recorded",
    "Recording",
    "Report",
    "Rule",
    "Span",
    "Step",
    "Suppression",
    "Unexpected",
    "check_paths",
    "chosen_on_inconclusive",
    "gate_of",
    "length_of_time",
    "merge_reports",
    "read_report",
    "report_of",
    "summary_of",
    "write_reports",
]
