# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was really recorded: which times files cover, for each recording, and what is missing."""

from __future__ import annotations

from .coverage import CoverageResult, read_coverage, read_coverage_async
from .file_reading import FileReading
from .file_windows import LONGEST_FILE
from .moments import moment_in
from .options import CoverageOptions
from .shape import IDENTITY, RECORDING
from .spans import Span

__all__ = [
    "IDENTITY",
    "LONGEST_FILE",
    "RECORDING",
    "CoverageOptions",
    "CoverageResult",
    "FileReading",
    "Span",
    "moment_in",
    "read_coverage",
    "read_coverage_async",
]
