# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was really recorded: which times files cover, for each recording, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lazy_face import loaded_when_asked_for
from .options import CoverageOptions, CoveragePlan, plan_coverage
from .shape import IDENTITY, MISSING, PENDING, RECORDING, UNKNOWN

if TYPE_CHECKING:
    from .coverage import CoverageResult, read_coverage, read_coverage_async
    from .file_reading import FileReading
    from .file_windows import LONGEST_FILE
    from .inspected import Inspected, inspect_recording
    from .moments import moment_in
    from .region import RegionReader, RegionReading
    from .spans import Span

__all__ = [
    "IDENTITY",
    "LONGEST_FILE",
    "MISSING",
    "PENDING",
    "RECORDING",
    "UNKNOWN",
    "CoverageOptions",
    "CoveragePlan",
    "CoverageResult",
    "FileReading",
    "Inspected",
    "RegionReader",
    "RegionReading",
    "Span",
    "inspect_recording",
    "moment_in",
    "plan_coverage",
    "read_coverage",
    "read_coverage_async",
]

_FILES = {
    "FileReading": "file_reading",
    "LONGEST_FILE": "file_windows",
    "Span": "spans",
    "moment_in": "moments",
    **dict.fromkeys(("CoverageResult", "read_coverage", "read_coverage_async"), "coverage"),
    **dict.fromkeys(("Inspected", "inspect_recording"), "inspected"),
    **dict.fromkeys(("RegionReader", "RegionReading"), "region"),
}

# What reads files: an audit of given jobs needs the options only.
__getattr__ = loaded_when_asked_for(__name__, _FILES)
