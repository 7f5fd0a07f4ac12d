# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known of a job between two polls, and what makes an event of it."""

from __future__ import annotations

from typing import NamedTuple

ACTIVE = ("initial", "started")  # in the order that a job goes through them


class KnownJob(NamedTuple):
    """A job as it was seen last.

    :ivar status: in small letters, as the API documents it
    :ivar previous: the status before that; None if the job was never seen in another one
    :ivar events: how many events there were about it
    :ivar told: whether nothing is left to be said about the present status
    :ivar created: as the API writes it; None if it does not say
    :ivar told_at: when there was an event last, in seconds since the epoch; None if there was none
    """

    status: str
    previous: str | None = None
    events: int = 0
    told: bool = False
    created: str | None = None
    told_at: int | None = None

    @property
    def is_active(self) -> bool:
        """Whether it records, or waits for its stream."""
        return self.status in ACTIVE

    def after_event(self, now: int) -> KnownJob:
        """The same job once an event about it was sent."""
        return self._replace(events=self.events + 1, told=True, told_at=now)

    def is_to_be_reminded_of(self, now: int, remind_after: float | None) -> bool:
        """Whether the last event about it is too long ago. If the clock was set back, it is not."""
        return remind_after is not None and self.told_at is not None and now - self.told_at >= remind_after


def seen_with(before: KnownJob | None, status: str, created: str | None) -> KnownJob:
    """The job after it was seen with this status."""
    if before is None:
        return KnownJob(status, created=created)
    if before.status == status:
        return before
    return before._replace(status=status, previous=before.status, told=False)
