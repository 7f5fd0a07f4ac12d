# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is kept of lists in a cache: packed, and unpacked again."""

from __future__ import annotations

import gc

import pytest

from ansible_collections.mediaops.alicloud.plugins.plugin_utils._cache_entry import packed, unpacked

ANSWERS = [[{"job_id": "a", "name": 'caf\u00e9 "{{ x }}" \\', "tags": [1, None, True]}] * 50]


def test_what_is_unpacked_is_what_was_packed_in_less_space() -> None:
    text = packed(ANSWERS)
    assert unpacked(text) == ANSWERS
    assert len(text) < 500
    assert '"' not in text


@pytest.mark.parametrize("text", ["", "[[]]", "AAAA", packed(ANSWERS)[:-8], packed(ANSWERS)[8:], "\u00e9"])
def test_what_was_damaged_is_no_answer(text) -> None:
    with pytest.raises(Exception, match=r".+"):
        unpacked(text)
    assert gc.isenabled()


def test_whoever_collects_no_garbage_goes_on_doing_so() -> None:
    gc.disable()
    try:
        unpacked(packed([]))
        assert not gc.isenabled()
    finally:
        gc.enable()
