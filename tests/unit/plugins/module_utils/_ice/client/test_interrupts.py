# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ctrl-C ends the work in an orderly way, whatever version of Python runs it."""

from __future__ import annotations

import asyncio
import signal
from types import SimpleNamespace

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client import interrupts
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client.threads import run


def break_off(_number, _frame):
    """As Python's own, but asyncio.run of the Python that runs this leaves it alone, as older ones do."""
    raise KeyboardInterrupt


@pytest.fixture(params=["ours", "asyncio's"], autouse=True)
def _whose(request, monkeypatch):
    handler = signal.default_int_handler
    if request.param == "ours":
        handler = break_off
        monkeypatch.setattr(interrupts.sys, "version_info", (3, 9))
        monkeypatch.setattr(interrupts, "signal", SimpleNamespace(**{**vars(signal), "default_int_handler": break_off}))
    before = signal.signal(signal.SIGINT, handler)  # shells start what runs in the background with Ctrl-C ignored
    yield
    signal.signal(signal.SIGINT, before)


def press_ctrl_c():
    # Sent to the process, it may reach another thread, and this one later: after the test, where it ends pytest.
    signal.raise_signal(signal.SIGINT)


@pytest.fixture
def ended():
    return []


async def hold_a_lock(lock, ended):
    async with lock:
        press_ctrl_c()
        ended.append("not broken off here")
        try:
            await asyncio.sleep(60)
        finally:
            ended.append("cancelled")


def test_nothing_is_broken_off_that_does_not_wait(ended):
    async def main():
        lock = asyncio.Lock()
        try:
            await asyncio.gather(hold_a_lock(lock, ended), asyncio.sleep(60))
        finally:
            await asyncio.wait_for(lock.acquire(), 5)  # as whoever closes what it has open

    with pytest.raises(KeyboardInterrupt):
        run(main())
    assert ended == ["not broken off here", "cancelled"]


def test_the_second_time_ends_it_at_once(ended):
    async def main():
        press_ctrl_c()
        press_ctrl_c()
        ended.append("went on")

    with pytest.raises(KeyboardInterrupt):
        run(main())
    assert not ended


def test_what_is_cancelled_by_somebody_else_is_not_interrupted():
    async def main():
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        run(main())


def test_whoever_took_interrupts_before_takes_them_again():
    async def main():
        return 1

    before = signal.getsignal(signal.SIGINT)
    assert run(main()) == 1
    assert signal.getsignal(signal.SIGINT) is before


def test_an_interrupt_that_is_taken_by_others_is_theirs(monkeypatch, ended):
    async def main():
        press_ctrl_c()
        return "went on"

    before = signal.signal(signal.SIGINT, lambda *_: ended.append("theirs"))
    try:
        assert run(main()) == "went on"
    finally:
        signal.signal(signal.SIGINT, before)
    assert ended == ["theirs"]
