# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What makes reports."""

from __future__ import annotations

from .report import Tool

TOOL: Tool = {"name": "mediaops.alicloud", "version": "1.0.0"}  # the version of galaxy.yml, which a test compares
