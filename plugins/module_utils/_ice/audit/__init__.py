# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules, and what they say of the recordings of an account."""

from __future__ import annotations

from .audit import AuditResult, audit
from .chosen_rules import BUILT_IN_IDS, BUILT_IN_RULES
from .options import COVERAGE_OPTIONS, AuditOptions

__all__ = ["BUILT_IN_IDS", "BUILT_IN_RULES", "COVERAGE_OPTIONS", "AuditOptions", "AuditResult", "audit"]
