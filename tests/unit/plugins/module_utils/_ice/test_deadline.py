# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One deadline over all: errors at once, rather than sleeps that are for nothing."""

from __future__ import annotations

import asyncio

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.deadline import Deadline
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import DeadlineError
from ansible_collections.mediaops.alicloud.tests.unit.support.virtual_time import VirtualTime


def test_the_time_that_remains_goes_down_and_below_zero() -> None:
    with VirtualTime() as time:
        deadline = Deadline(10)
        assert deadline.remaining == 10
        time.now += 4
        assert deadline.remaining == 6
        time.now += 7
        assert deadline.remaining == -1


def test_a_sleep_that_fits_is_slept() -> None:
    async def work() -> float:
        deadline = Deadline(10)
        await deadline.sleep(4)
        await deadline.sleep(5.5)
        return deadline.remaining

    with VirtualTime() as time:
        assert time.run(work()) == 0.5


@pytest.mark.parametrize("seconds", [10, 11, 1e9, float("inf")])
def test_a_sleep_that_does_not_fit_is_an_error_at_once(seconds) -> None:
    async def work() -> None:
        await Deadline(10).sleep(seconds, "the server wants a break")

    with VirtualTime() as time:
        with pytest.raises(DeadlineError) as caught:
            time.run(work())
        assert time.now == 1000
    assert "deadline of 10 seconds" in caught.value.message
    assert "the server wants a break" in caught.value.message


def test_after_the_deadline_not_even_a_moment_is_slept() -> None:
    async def work() -> None:
        deadline = Deadline(1)
        await asyncio.sleep(2)
        await deadline.sleep(0)

    with VirtualTime() as time, pytest.raises(DeadlineError):
        time.run(work())


def test_the_error_says_what_to_change_and_that_nothing_is_returned() -> None:
    message = Deadline(2.5).error("there was too much to read").message
    for part in ("2.5 seconds", "there was too much to read", "Nothing is returned", "Raise deadline", "limit"):
        assert part in message
