# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report itself, as JSON. Its schema is docs/schemas/audit-report.json."""

from __future__ import annotations

from .json_text import document
from .report import Report

_LEVELS = 2  # each finding has a line of its own


def render(report: Report) -> str:
    """The report, and nothing else."""
    return document(report, _LEVELS) + "\n"
