# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A limit for how long something may take, which never forgets that it was cancelled."""

from __future__ import annotations

import asyncio

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.within import within
from ansible_collections.mediaops.alicloud.tests.unit.support.virtual_time import VirtualTime


def run(work):
    with VirtualTime() as clock:
        return clock.run(work), clock.now - 1000


async def after(seconds, ended=None):
    try:
        await asyncio.sleep(seconds)
    finally:
        if ended is not None:
            ended.append(True)
    return "result"


def test_in_time():
    assert run(within(5, after(3))) == ("result", 3)


def test_too_late():
    async def work():
        ended = []
        with pytest.raises(asyncio.TimeoutError):
            await within(3, after(5, ended))
        return ended

    assert run(work()) == ([True], 3)


def test_an_error_is_the_work_s_own():
    async def fail():
        raise KeyError("x")

    with pytest.raises(KeyError, match="x"):
        run(within(3, fail()))


@pytest.mark.parametrize("is_done", [False, True])
def test_cancelled_also_if_the_work_ends_just_then(is_done):
    async def work():
        inner = asyncio.get_running_loop().create_future()
        outer = asyncio.ensure_future(within(3, inner))
        await asyncio.sleep(1)
        if is_done:
            inner.set_result("result")
        outer.cancel()
        with pytest.raises(asyncio.CancelledError):
            await outer
        return inner.cancelled()

    assert run(work()) == (not is_done, 1)
