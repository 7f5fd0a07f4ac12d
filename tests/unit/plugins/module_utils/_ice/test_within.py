# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A limit for how long something may take, which never forgets that it was cancelled."""

from __future__ import annotations

import asyncio

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice import within as module
from ansible_collections.mediaops.alicloud.tests.unit.support.virtual_time import VirtualTime


@pytest.fixture(params=["_with_a_timeout", "_with_a_task"])  # of Python 3.11 and newer, and of those before
def within(request):
    return getattr(module, request.param)


@pytest.mark.parametrize(("version", "used"), [((3, 10), "_with_a_task"), ((3, 11), "_with_a_timeout")])
def test_each_python_uses_what_it_has(monkeypatch, version, used):
    ways, limit = [], getattr(module, used)

    async def note(seconds, work):
        ways.append(used)
        return await limit(seconds, work)

    monkeypatch.setattr(module, used, note)
    monkeypatch.setattr(module.sys, "version_info", version)
    assert run(module.within(5, after(3))) == ("result", 3)
    assert ways == [used]


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


def test_in_time(within):
    assert run(within(5, after(3))) == ("result", 3)


def test_too_late(within):
    async def work():
        ended = []
        with pytest.raises(asyncio.TimeoutError):
            await within(3, after(5, ended))
        return ended

    assert run(work()) == ([True], 3)


def test_an_error_is_the_work_s_own(within):
    async def fail():
        raise KeyError("x")

    with pytest.raises(KeyError, match="x"):
        run(within(3, fail()))


@pytest.mark.parametrize("is_done", [False, True])
def test_cancelled_also_if_the_work_ends_just_then(within, is_done):
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
