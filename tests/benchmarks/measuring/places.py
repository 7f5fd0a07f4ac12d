# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where things are."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).resolve().parents[1]  # tests/benchmarks
CHECKOUT = HERE.parents[1]
COLLECTIONS = CHECKOUT / ".venv" / "collections"
PINS = CHECKOUT / "requirements" / "dev.txt"
DOCS = CHECKOUT / "docs"
CACHE = CHECKOUT / ".cache" / "bench"
