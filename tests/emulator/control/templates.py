# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the control API does with templates."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping

from ansible_collections.mediaops.alicloud.tests.emulator.api_error import ApiError
from ansible_collections.mediaops.alicloud.tests.emulator.operations.record_formats import check_record_formats
from ansible_collections.mediaops.alicloud.tests.emulator.region.regions import Regions
from ansible_collections.mediaops.alicloud.tests.emulator.store.template_store import TEMPLATE_TYPES

from .fields import ControlError, known_fields, moment, text_fields

_TEXTS = ("name", "type", "template_id", "create_time", "owner", "region")
_FORMATS = "record_formats"
_DEFAULT_FORMATS = [{"Format": "mp4", "OssObjectPrefix": "record/{JobId}/{Sequence}_{StartTime}_{EndTime}"}]


def every_template(regions: Regions) -> Iterator[str]:
    """JSON text of all templates, oldest first, with the fields Owner and Region added."""
    for services in regions:
        services.tenant_of(None)  # A tenant has its first templates once it is known.
    for owner, region, template in regions.first.templates.every_template():
        added = json.dumps({"Owner": owner, "Region": region})
        yield f"{template.text()[:-1]},{added[1:]}"


def add_template(regions: Regions, document: Mapping[str, object]) -> str:
    """Add one template; every field has a default. Returns its JSON text."""
    fields = known_fields(document, "template", (*_TEXTS, _FORMATS))
    try:
        formats = check_record_formats(fields.pop(_FORMATS, _DEFAULT_FORMATS))
    except ApiError as error:
        raise ControlError(error.message) from error
    texts = text_fields(fields, "template", _TEXTS)
    services = regions.named(texts.get("region"))
    templates = services.templates
    kind = texts.get("type", "custom")
    if kind not in TEMPLATE_TYPES:
        raise ControlError(f"type must be one of {', '.join(TEMPLATE_TYPES)}")
    template_id = texts.get("template_id") or str(uuid.uuid4())
    if templates.has_id(template_id):
        raise ControlError(f"there is, or was, a template {template_id}")
    now = int(services.clock.now())
    created = moment("create_time", texts["create_time"]) if "create_time" in texts else now
    tenant = services.tenant_of(texts.get("owner"))
    templates.add(tenant, template_id, texts.get("name", "added by hand"), kind, formats, created)
    template = templates.find(tenant, template_id)
    assert template is not None
    return template.text()
