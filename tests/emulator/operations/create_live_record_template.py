# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CreateLiveRecordTemplate: a new template, whatever others are called."""

from __future__ import annotations

import json
import uuid

from .operation import Call, Operation
from .template_parameters import name_and_formats


def _create(call: Call) -> str:
    name, formats = name_and_formats(call)
    template_id = str(uuid.uuid4())
    now = int(call.services.clock.now())
    call.services.templates.add(call.tenant, template_id, name, "custom", formats, now)
    return json.dumps({"TemplateId": template_id}, separators=(",", ":"))


CREATE_LIVE_RECORD_TEMPLATE = Operation("CreateLiveRecordTemplate", "POST", ("Name", "RecordFormat"), _create)
