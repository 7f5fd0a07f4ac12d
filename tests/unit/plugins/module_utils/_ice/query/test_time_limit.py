# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Work that has no end of its own is ended, and nobody else's timer is lost."""

from __future__ import annotations

import re
import signal
import threading
from types import FrameType

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.query import Query, functions
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.query.time_limit import (
    TookTooLongError,
    time_limit,
)

ENDLESS = r"^(\w+\s?)*$"
TEXT = "a" * 40 + "-"


class TimerOfOthersError(Exception):
    """What a timer that was set before raises."""


def test_a_search_is_ended() -> None:
    with pytest.raises(TookTooLongError), time_limit(0.05):
        re.search(ENDLESS, TEXT)
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) == signal.SIG_DFL


def test_a_timer_that_was_set_before_goes_on() -> None:
    def end(_signal: int, _frame: FrameType | None) -> None:
        raise TimerOfOthersError

    before = signal.signal(signal.SIGALRM, end)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        with pytest.raises(TookTooLongError), time_limit(0.05):
            re.search(ENDLESS, TEXT)
        with pytest.raises(TimerOfOthersError):
            re.search(ENDLESS, TEXT)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_another_thread_has_no_timer_and_works() -> None:
    found: list[bool] = []

    def search() -> None:
        found.append(Query("matches('^a', name)").search({"name": "a" * 30}))

    thread = threading.Thread(target=search)
    thread.start()
    thread.join()
    assert found == [True]


def test_the_message_says_which_expression_and_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(functions, "_LONGEST_SEARCH", 0.05)
    with pytest.raises(InputError, match=r"takes more than 0.05 seconds .*repeats a group"):
        Query(f"matches('{ENDLESS}', name)").search({"name": TEXT})
