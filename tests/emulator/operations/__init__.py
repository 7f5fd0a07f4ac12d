# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The operations that the emulator knows. A new one is a file beside this one and a line below."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .get_live_record_job import GET_LIVE_RECORD_JOB
from .list_live_record_jobs import LIST_LIVE_RECORD_JOBS
from .operation import Call, Operation
from .submit_live_record_job import SUBMIT_LIVE_RECORD_JOB

__all__ = ["OPERATIONS", "Call", "Operation"]

OPERATIONS: Mapping[str, Operation] = MappingProxyType(
    {
        operation.name: operation
        for operation in (
            GET_LIVE_RECORD_JOB,
            LIST_LIVE_RECORD_JOBS,
            SUBMIT_LIVE_RECORD_JOB,
        )
    }
)
