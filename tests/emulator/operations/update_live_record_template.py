# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""UpdateLiveRecordTemplate: name and formats of a custom template, both in full."""

from __future__ import annotations

from .operation import Call, Operation
from .template_parameters import name_and_formats, own_template_named


def _update(call: Call) -> str:
    services = call.services
    template = own_template_named(call)
    name, formats = name_and_formats(call)
    now = int(services.clock.now())
    with services.database.transaction():
        services.templates.change(template, name, formats, now, last_sequence=services.store.last_sequence())
    return "{}"


UPDATE_LIVE_RECORD_TEMPLATE = Operation(
    "UpdateLiveRecordTemplate", "POST", ("TemplateId", "Name", "RecordFormat"), _update
)
