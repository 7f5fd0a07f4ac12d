# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One deadline for everything that a task does, retries and waits included."""

from __future__ import annotations

import time

from .errors import DeadlineError

ASK_FOR_LESS = (
    "Nothing is returned, since a part would look like the whole. Raise deadline, or ask for less (start_time, "
    "keyword, limit)."
)


class Deadline:
    """All the time there is.

    :param seconds: how much that is
    :param began: when it began to run (``time.monotonic()``); by default now
    """

    def __init__(self, seconds: float, began: float | None = None) -> None:
        self._seconds = seconds
        self._end = (time.monotonic() if began is None else began) + seconds

    @property
    def remaining(self) -> float:
        """Seconds left; negative once it has passed."""
        return self._end - time.monotonic()

    def error(self, doing: str, advice: str = ASK_FOR_LESS) -> DeadlineError:
        """The error to raise if the time is not sufficient.

        :param advice: what to do about it, if that is not to read less of a list
        """
        return DeadlineError(f"The deadline of {self._seconds:g} seconds does not suffice: {doing}. {advice}")

    async def sleep(
        self, seconds: float, doing: str = "the server asks to wait longer than is left", *, in_all: float = 0.0
    ) -> None:
        """Wait.

        :param in_all: how long it takes at least, if this is a part of a longer wait
        :raises DeadlineError: at once, if the deadline would pass before the wait is over
        """
        if max(seconds, in_all) >= self.remaining:
            raise self.error(doing)
        import asyncio  # which takes time to load, and whoever needs no waiting does not need it

        await asyncio.sleep(seconds)
