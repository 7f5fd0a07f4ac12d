# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""DeleteLiveRecordTemplate: jobs that were submitted with it keep it."""

from __future__ import annotations

from .operation import Call, Operation
from .template_parameters import own_template_named


def _delete(call: Call) -> str:
    call.services.templates.delete(own_template_named(call))
    return "{}"


DELETE_LIVE_RECORD_TEMPLATE = Operation("DeleteLiveRecordTemplate", "POST", ("TemplateId",), _delete)
