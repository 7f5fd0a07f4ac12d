# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Windows of files: each file belongs to one, and is surely in what that one asks for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.coverage.file_windows import (
    LONGEST_FILE,
    file_windows,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.operations import LIST_LIVE_RECORD_FILES

DAY = 86_400
NOW = 20_000 * DAY


@given(st.integers(0, 60 * DAY), st.integers(0, 60 * DAY), st.integers(0, 130 * DAY), st.integers(0, LONGEST_FILE))
def test_a_file_belongs_to_one_window_and_is_found_there(before: int, length: int, offset: int, lasts: int) -> None:
    start, end = NOW - before, NOW - before + length
    windows = file_windows(start, end, NOW)
    begins = NOW - 65 * DAY + offset
    (window,) = [each for each in windows if each.begins[0] <= begins < each.begins[1]]
    assert all(each.asked[1] - each.asked[0] <= LIST_LIVE_RECORD_FILES.longest_range for each in windows)
    ends = begins + lasts
    if ends >= start and begins <= min(end, NOW):
        # Whatever the range is about, its beginning, its end, or its creation: all of them are in it.
        assert window.asked[0] <= begins <= ends <= window.asked[1]
        assert window.covers[0] <= begins <= ends <= window.covers[1]


def test_an_hour_is_one_request() -> None:
    assert len(file_windows(NOW - 3600, NOW, NOW)) == 1
