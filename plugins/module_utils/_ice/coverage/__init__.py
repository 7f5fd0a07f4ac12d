# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was really recorded: which times files cover, for each recording, and what is missing."""

from __future__ import annotations

from .coverage import CoverageResult, read_coverage, read_coverage_async
from .options import CoverageOptions
from .shape import IDENTITY, RECORDING

__all__ = ["IDENTITY", "RECORDING", "CoverageOptions", "CoverageResult", "read_coverage", "read_coverage_async"]
