# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the operations on templates read alike."""

from __future__ import annotations

from ansible_collections.mediaops.alicloud.tests.emulator.api_error import ApiError
from ansible_collections.mediaops.alicloud.tests.emulator.store.template_store import Template

from .operation import Call
from .parameters import json_value, required_text
from .record_formats import check_record_formats

LONGEST_NAME = 128


def name_and_formats(call: Call) -> tuple[str, list[dict[str, object]]]:
    """Name and formats of a template that is created or changed."""
    name = required_text(call.parameters, "Name", longest=LONGEST_NAME)
    return name, check_record_formats(json_value(call.parameters, "RecordFormat"))


def template_named(call: Call, *, even_deleted: bool = False) -> Template:
    """The template that TemplateId names."""
    template_id = required_text(call.parameters, "TemplateId")
    template = call.services.templates.find(call.tenant, template_id, even_deleted=even_deleted)
    if template is None:
        raise template_not_found(template_id)
    return template


def own_template_named(call: Call) -> Template:
    """The template that TemplateId names, which must not be one of the service's own."""
    template = template_named(call)
    if template.kind == "system":
        message = f"The template {template.template_id} is a system template, which cannot be changed or deleted."
        raise ApiError(403, "OperationDenied.SystemTemplate", message)
    return template


def template_not_found(template_id: str) -> ApiError:
    """There is no such template."""
    return ApiError(404, "TemplateNotFound", f"The template {template_id} does not exist.")
