# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An event loop whose clock jumps to whatever comes next: waiting takes no time, and can be measured exactly."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from types import SimpleNamespace
from typing import Any, TypeVar
from unittest import mock

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice import deadline

Result = TypeVar("Result")


class VirtualTime:
    """Use as a context manager; the deadlines of the engine go by this clock too."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._patch = mock.patch.object(deadline, "time", SimpleNamespace(monotonic=lambda: self.now))

    def __enter__(self) -> VirtualTime:
        self._patch.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._patch.stop()

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Run a coroutine to its end. :raises AssertionError: where it waits for what never comes"""
        with asyncio.Runner(loop_factory=lambda: _Loop(self)) as runner:
            return runner.run(work)


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self, clock: VirtualTime) -> None:
        self._virtual_clock = clock
        super().__init__(_Selector(clock))

    def time(self) -> float:
        return self._virtual_clock.now


class _Selector(selectors.DefaultSelector):
    def __init__(self, clock: VirtualTime) -> None:
        super().__init__()
        self._virtual_clock = clock

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        assert timeout is not None, "everything waits, and nothing will ever wake it"
        self._virtual_clock.now += max(0.0, timeout)
        return super().select(0)
