# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls of libraries that know no deadline, as the one for Redis, which waits for a silent server for ever."""

from __future__ import annotations

import contextvars
import queue
import threading
from typing import Callable, TypeVar

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.deadline import Deadline

Value = TypeVar("Value")


def within(deadline: Deadline, doing: str, call: Callable[[], Value]) -> Value:
    """What the call returns or raises.

    :param doing: what the call waits for, for the message
    :raises DeadlineError: once the deadline has passed. The call cannot be ended; its thread ends with the process.
    """
    outcomes: queue.SimpleQueue[tuple[list[Value], Exception | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            outcomes.put(([call()], None))
        except Exception as error:  # noqa: BLE001 - raised again by the caller
            outcomes.put(([], error))

    threading.Thread(target=contextvars.copy_context().run, args=(run,), daemon=True).start()
    try:
        values, error = outcomes.get(timeout=max(0.0, deadline.remaining))
    except queue.Empty:
        raise deadline.error(doing) from None
    if error is not None:
        raise error
    return values[0]
