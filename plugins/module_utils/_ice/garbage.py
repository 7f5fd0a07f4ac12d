# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Python's search for garbage, while many objects are made that are none."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

# New objects until the next search; Python's default is 700. A page of a list has 300. What really is garbage, such as
# errors and what they refer to, stays that much longer: at most a few MB.
_MANY = 50_000


@contextmanager
def fewer_searches() -> Iterator[None]:
    """Search more rarely until the end of the block: it takes a tenth of the time of a listing, and finds nothing."""
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], _MANY) if before[0] else 0, *before[1:])  # 0: it was switched off
    try:
        yield
    finally:
        gc.set_threshold(*before)


def no_search_at_exit() -> None:
    """Let this process end without a last search, which takes 40 ms: its memory goes back to the system anyway."""
    atexit.register(gc.freeze)
