# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page that leads to the right one knows all of them."""

from __future__ import annotations

import re
from pathlib import Path

PAGES = Path(__file__).parents[3] / "docs" / "docsite" / "rst"


def test_every_guide_is_in_the_overview():
    overview = PAGES / "guide_overview.rst"
    led_to = set(re.findall(r"alicloud\.docsite\.(\w+)`", overview.read_text(encoding="utf-8")))
    assert {file.stem for file in PAGES.glob("*.rst")} - {overview.stem} == led_to
