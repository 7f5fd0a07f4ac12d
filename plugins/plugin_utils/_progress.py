# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far a long listing is, for those who ask with ``-v``."""

from __future__ import annotations

import time

from ansible.utils.display import Display

_SECONDS_BETWEEN_MESSAGES = 2.0


class ShownProgress:
    """Shows a message every few seconds.

    :param noun: what is listed, as in ``recording jobs``
    """

    def __init__(self, noun: str) -> None:
        self._noun = noun
        self._shown_at = time.monotonic()

    def show(self, read: int, expected: int) -> None:
        """Tell how many pages were read of those that are expected by now."""
        if time.monotonic() - self._shown_at >= _SECONDS_BETWEEN_MESSAGES:
            self._shown_at = time.monotonic()
            Display().v(f"Live {self._noun}: {read} of {expected} pages read")
