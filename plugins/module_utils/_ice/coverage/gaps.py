# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gaps, and what may be said about them."""

from __future__ import annotations

from typing import NamedTuple

from .cycles import DELAY
from .shape import MISSING, PENDING, UNKNOWN
from .spans import FOREVER, Span, Spans, intersection, joined, longer_than, without


class Gap(NamedTuple):
    """A time that was expected and that no file covers.

    :ivar state: ``missing``; ``pending``, if a file for it may still come; ``unknown``, if the list of files is not
        shown to be whole there
    """

    span: Span
    state: str


def find_gaps(expected: Spans, covered: Spans, tolerance: int, pending: Spans, doubtful: Spans) -> list[Gap]:
    """What is expected and not covered, for longer than the tolerance, in order of time.

    :param pending: where files may still come
    :param doubtful: where files may be that were not read
    """
    gaps = longer_than(without(expected, covered), tolerance)
    due = without(gaps, pending)
    found = [
        *(Gap(span, PENDING) for span in intersection(gaps, pending)),
        *(Gap(span, UNKNOWN) for span in intersection(due, doubtful)),
        *(Gap(span, MISSING) for span in without(due, doubtful)),
    ]
    return sorted(found)


def still_to_come(*, is_active: bool, cycle: int, last_end: int | None, created: int | None, now: int) -> list[Span]:
    """Where files may still come, since the cycle that they belong to may not have ended, or only just.

    A job that is active writes now, what it has written since its last file ended is in no file yet. One that is paused
    has written its last file, though nobody knows when: it may be the one after the last that is listed.

    :param cycle: seconds
    :param last_end: when the last file ends; None if there is none
    :param created: when the first job was submitted
    """
    last = last_end if last_end is not None else created or 0
    since = now - cycle - DELAY
    if is_active:
        return [(max(last, since), FOREVER)]
    return joined([(last, FOREVER)]) if last >= since else []
