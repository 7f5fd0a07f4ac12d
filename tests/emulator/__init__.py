# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A local stand-in for Alibaba Cloud Intelligent Media Services (ICE, version 2020-11-09).

For tests, benchmarks, the demo, and anybody who wants to try a playbook without an account::

    with Emulator(jobs=1000) as emulator:
        emulator.set_faults(latency_ms=30)
        ...  # point a client at emulator.endpoint with ADMIN's key

It shares no code with the collection's plugins: what both sides got wrong could not be seen otherwise.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - else Python would name the first thing that it does not know
    raise ImportError(f"the emulator needs Python 3.11 or newer, and this is {sys.version.split()[0]}")

from .control.client import ControlClient, ControlRefusedError
from .emulator_process import Emulator, EmulatorError
from .region.accounts import (
    ADMIN,
    CANNED_ACCOUNTS,
    INACTIVE,
    NOBODY,
    READER,
    STS,
    STS_EXPIRED,
    Account,
)
from .region.request_log import RequestRecord

__all__ = [
    "ADMIN",
    "CANNED_ACCOUNTS",
    "INACTIVE",
    "NOBODY",
    "READER",
    "STS",
    "STS_EXPIRED",
    "Account",
    "ControlClient",
    "ControlRefusedError",
    "Emulator",
    "EmulatorError",
    "RequestRecord",
]
