# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How what runs differs from what is declared, and what would have to be done about it. No request to the API."""

from __future__ import annotations

from .applying import submissions_of_plan
from .comparison import Comparison, DriftFinding, Undecided
from .declaration import Declaration, DeclarationOptions
from .declared import ABSENT, FIELDS, RECORDING, DeclaredRecording
from .engine import compare
from .one_entry import recording_for_report
from .region_jobs import RegionJobs
from .written import declaration_of_jobs

__all__ = [
    "ABSENT",
    "FIELDS",
    "RECORDING",
    "Comparison",
    "Declaration",
    "DeclarationOptions",
    "DeclaredRecording",
    "DriftFinding",
    "RegionJobs",
    "Undecided",
    "compare",
    "declaration_of_jobs",
    "recording_for_report",
    "submissions_of_plan",
]
