# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The time that files are read for, in windows that each fit one request of the API.

The reference does not say what the time range of ListLiveRecordFiles is about: when a file begins, when it ends, when
it was created. So the files that *begin* in a window are asked for with a range that also holds the time until they
surely exist. Each file belongs to the one window in which it begins, so that no list of all files has to be kept to
count each of them once.
"""

from __future__ import annotations

from typing import NamedTuple

from ..operations import LIST_LIVE_RECORD_FILES
from .spans import FOREVER, Span

LONGEST_FILE = LIST_LIVE_RECORD_FILES.longest_row  # seconds from its beginning until it surely exists
_LONGEST_WINDOW = LIST_LIVE_RECORD_FILES.longest_range - LONGEST_FILE


class FileWindow(NamedTuple):
    """A window.

    :ivar begins: a file that begins in this span belongs to it
    :ivar asked: what to ask the API for
    :ivar covers: what its files may cover
    """

    begins: Span
    asked: Span
    covers: Span


def file_windows(start: int, end: int, now: int) -> list[FileWindow]:
    """The windows for all files that may cover something from ``start`` to ``end``, in order of time.

    :param now: nothing is later
    """
    first, last = max(0, start - LONGEST_FILE), max(start, min(end, now)) + 1
    edges = [*range(first, last, _LONGEST_WINDOW), last]
    windows = []
    for low, high in zip(edges, edges[1:]):
        begins = (-FOREVER if low == first else low, FOREVER if high == last else high)
        windows.append(FileWindow(begins, (low, high + LONGEST_FILE), (begins[0], high + LONGEST_FILE)))
    return windows
