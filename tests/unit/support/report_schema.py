# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The JSON Schema of reports, made of their classes. Run it to renew docs/schemas/audit-report.json."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports import report as classes
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports.shape import (
    PATTERNS,
    WORDS,
    fields_of,
    is_class,
    item_of,
)

FILE = Path(__file__).parents[3] / "docs" / "schemas" / "audit-report.json"
_TYPES = {"str": "string", "int": "integer", "float": "number", "bool": "boolean"}


def schema() -> dict[str, Any]:
    names = [name for name in vars(classes) if is_class(name)]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://github.com/mediaops/alicloud/blob/main/docs/schemas/audit-report.json",
        "$comment": "Made of plugins/module_utils/_ice/reports/report.py by tests/unit/support/report_schema.py.",
        **_object("Report"),
        "title": "Report of an audit of live recordings",
        "$defs": {name: _object(name) for name in sorted(names) if name != "Report"},
    }


def text() -> str:
    return json.dumps(schema(), indent=2) + "\n"


def _object(name: str) -> dict[str, Any]:
    fields = fields_of(name)
    return {
        "title": name,
        "description": inspect.cleandoc(getattr(classes, name).__doc__).replace("``", '"'),
        "type": "object",
        "required": list(fields),
        "additionalProperties": False,
        "properties": {field: _field(name, field, annotation) for field, annotation in fields.items()},
    }


def _field(name: str, field: str, annotation: str) -> dict[str, Any]:
    kind = _kind(annotation)
    if words := WORDS.get((name, field)):
        kind["enum"] = list(words)
    if pattern := PATTERNS.get((name, field)):
        kind["pattern"] = pattern
    return kind


def _kind(annotation: str) -> dict[str, Any]:
    if annotation.endswith(" | None"):
        inner = _kind(annotation.removesuffix(" | None"))
        return {**inner, "type": [inner["type"], "null"]} if "type" in inner else {"anyOf": [inner, {"type": "null"}]}
    if annotation in _TYPES:
        return {"type": _TYPES[annotation]}
    if is_class(annotation):
        return {"$ref": f"#/$defs/{annotation}"}
    if held := item_of(annotation):
        kind, item = held
        return (
            {"type": "array", "items": _kind(item)}
            if kind == "list"
            else ({"type": "object", "additionalProperties": _kind(item)})
        )
    assert annotation == "Any", annotation
    return {}


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
