# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``make screenshots``: the pictures of the HTML report in docs/images."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser

from .chromium import NoBrowserError, a_browser, install
from .report_page import opened
from .story import story

IMAGES = Path(__file__).parents[2] / "docs" / "images"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SIZE = {"width": 1280, "height": 1000}
LARGEST = 200_000  # bytes that a picture in a README may have


def main() -> int:
    """Make the pictures; the same report and the same browser give the same ones."""
    install("fonts-inter")  # where it cannot be had, the pictures have the fonts of this machine
    IMAGES.mkdir(parents=True, exist_ok=True)
    try:
        with a_browser() as browser:
            sizes = [_picture(browser, scheme) for scheme in SCHEMES]
    except NoBrowserError as error:
        print(error, file=sys.stderr)
        return 1
    return 0 if max(sizes) <= LARGEST else 1


def _picture(browser: Browser, scheme: Literal["light", "dark"]) -> int:
    file = IMAGES / f"audit-report-{scheme}.png"
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(browser, story(), Path(folder), viewport=SIZE, color_scheme=scheme) as report,
    ):
        report.page.screenshot(path=file)
    size = file.stat().st_size
    print(f"{file.relative_to(IMAGES.parents[1])}: {size:,} bytes")
    return size


if __name__ == "__main__":
    sys.exit(main())
