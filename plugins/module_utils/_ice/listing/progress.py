# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far a listing is, for those who want to show it."""

from __future__ import annotations

from typing import Callable, Optional

OnPage = Optional[Callable[[int, int], None]]


class Progress:
    """Counts the pages of all lists that are read together.

    :param on_page: called after each page with the number of pages read, and the number expected by now; that number
        grows when slices turn out to hold more than a page
    """

    def __init__(self, on_page: OnPage = None) -> None:
        self._on_page = on_page
        self._read = 0
        self._expected = 0

    def expect(self, pages: int) -> None:
        """Announce that many more pages."""
        self._expected += pages

    def page_read(self) -> None:
        """Count one more page, whether it was announced or not."""
        self._read += 1
        self._expected = max(self._expected, self._read)
        if self._on_page:
            self._on_page(self._read, self._expected)
