# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The operations that the emulator knows. A new one is a file beside this one and a line below."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .create_live_record_template import CREATE_LIVE_RECORD_TEMPLATE
from .delete_live_record_files import DELETE_LIVE_RECORD_FILES
from .delete_live_record_template import DELETE_LIVE_RECORD_TEMPLATE
from .describe_meter_ims_summary import DESCRIBE_METER_IMS_SUMMARY
from .get_live_record_job import GET_LIVE_RECORD_JOB
from .get_live_record_template import GET_LIVE_RECORD_TEMPLATE
from .list_live_record_files import LIST_LIVE_RECORD_FILES
from .list_live_record_jobs import LIST_LIVE_RECORD_JOBS
from .list_live_record_templates import LIST_LIVE_RECORD_TEMPLATES
from .operation import Call, Operation
from .submit_live_record_job import SUBMIT_LIVE_RECORD_JOB
from .update_live_record_template import UPDATE_LIVE_RECORD_TEMPLATE

__all__ = ["LISTS", "OPERATIONS", "Call", "Operation"]

LISTS = (LIST_LIVE_RECORD_FILES, LIST_LIVE_RECORD_JOBS, LIST_LIVE_RECORD_TEMPLATES)

OPERATIONS: Mapping[str, Operation] = MappingProxyType(
    {
        operation.name: operation
        for operation in (
            CREATE_LIVE_RECORD_TEMPLATE,
            DELETE_LIVE_RECORD_FILES,
            DELETE_LIVE_RECORD_TEMPLATE,
            DESCRIBE_METER_IMS_SUMMARY,
            GET_LIVE_RECORD_JOB,
            GET_LIVE_RECORD_TEMPLATE,
            *LISTS,
            SUBMIT_LIVE_RECORD_JOB,
            UPDATE_LIVE_RECORD_TEMPLATE,
        )
    }
)
