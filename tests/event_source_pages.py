# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is made of the event source's description of its arguments: its JSON Schema, and its page.

``make event-pages`` writes both; a test sees that they are what is written. Nothing makes pages of event sources by
itself, and tools that show a form for their arguments read the schema.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from ansible_collections.mediaops.alicloud.extensions.eda.plugins.event_source import ice_live_record_jobs as source
from ansible_collections.mediaops.alicloud.plugins.doc_fragments._connection import ModuleDocFragment
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.watching import SECRETS
from ansible_collections.mediaops.alicloud.tests.permissions.pages import in_rst as in_rst_of_permissions
from ansible_collections.mediaops.alicloud.tests.permissions.table import entry

CHECKOUT = Path(__file__).resolve().parents[1]
SCHEMA = CHECKOUT / "extensions/eda/plugins/event_source/schemas/ice_live_record_jobs.json"
PAGE = CHECKOUT / "docs/docsite/rst/event_source_ice_live_record_jobs.rst"

_JSON_TYPES: dict[str, dict[str, Any]] = {
    "str": {"type": "string"},
    "path": {"type": "string"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "bool": {"type": "boolean"},
    "list": {"type": "array", "items": {"type": "string"}},
    "dict": {"type": "object", "additionalProperties": {"type": "string"}},
}
_LINK = re.compile(r"\bR\(([^,)]+),([^)]+)\)")
_MARKUP = re.compile(r"\b[VOECM]\(((?:\\.|[^)\\])*)\)")
_HEAD = """\
..
  Copyright (c) mediaops maintainers
  GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
  SPDX-License-Identifier: GPL-3.0-or-later

.. This page is made by: make event-pages

.. _ansible_collections.mediaops.alicloud.docsite.event_source_ice_live_record_jobs:

"""


def documented() -> dict[str, dict[str, Any]]:
    """The arguments, in the order of the page: the source's own first."""
    own = yaml.safe_load(source.DOCUMENTATION)["options"]
    return {**own, **yaml.safe_load(ModuleDocFragment.DOCUMENTATION)["options"]}


def schema() -> str:
    """The arguments as JSON Schema, as ansible.eda has it for its sources."""
    page = yaml.safe_load(source.DOCUMENTATION)
    arguments = documented()
    content = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://github.com/mediaops/alicloud/event_source/ice_live_record_jobs.json",
        "title": "Live recording jobs of Alibaba Cloud",
        "description": page["short_description"] + ".",
        "type": "object",
        "properties": {name: _property(name, rules) for name, rules in arguments.items()},
        "required": [name for name, rules in arguments.items() if rules.get("required")],
        "additionalProperties": False,
    }
    return json.dumps(content, indent=4) + "\n"


def _property(name: str, rules: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "title": name.replace("_", " ").capitalize(),
        "description": " ".join(plain(text) for text in rules["description"]),
        **_JSON_TYPES[rules["type"]],
    }
    if rules.get("choices"):
        found["enum"] = list(rules["choices"])
    if "default" in rules:
        found["default"] = rules["default"]
    if name in SECRETS:
        found["format"] = "password"
    return found


def plain(text: str) -> str:
    """A description without its markup."""
    return _MARKUP.sub(lambda found: found[1].replace("\\", ""), text)


def in_rst(text: str) -> str:
    """A description with the markup of a page."""
    linked = _LINK.sub(r":ref:`\1 <\2>`", text)
    return _MARKUP.sub(lambda found: f"``{found[1]}``".replace("\\", ""), linked)


def page() -> str:
    """The page of the source."""
    described = yaml.safe_load(source.DOCUMENTATION)
    title = "Event source mediaops.alicloud.ice_live_record_jobs"
    lines = [title, "=" * len(title), "", in_rst(described["short_description"]) + ".", ""]
    lines += [".. contents::", "   :local:", "   :depth: 1", "", *_section("Synopsis")]
    lines += [f"- {in_rst(text)}" for text in described["description"]]
    lines += [
        "",
        "The guide :ref:`ansible_collections.mediaops.alicloud.docsite.guide_events` shows how to use it.",
        "",
    ]
    lines += [*_section("Requirements"), "- ansible-rulebook >= 1.3, and Java 17 or newer for it"]
    lines += [f"- {text}" for text in yaml.safe_load(ModuleDocFragment.DOCUMENTATION)["requirements"]]
    lines += ["- jmespath >= 1.0 (for ``where``)", "", *_section("Arguments"), *_table(), *_section("Events")]
    lines += [*EVENTS.splitlines(), "", *_section("Permissions")]
    lines += in_rst_of_permissions(entry("event_source", "ice_live_record_jobs"))
    lines += [*_section("Example"), ".. code-block:: yaml+jinja", ""]
    lines += [f"    {line}".rstrip() for line in source.EXAMPLES.strip().splitlines()]
    return _HEAD + "\n".join(lines) + "\n"


def _section(title: str) -> list[str]:
    return [title, "-" * len(title), ""]


def _table() -> Iterator[str]:
    yield from (".. list-table::", "   :header-rows: 1", "   :widths: 25 75", "", "   * - Argument", "     - Meaning")
    for name, rules in documented().items():
        kind = f"list of {rules['elements']}" if rules["type"] == "list" else str(rules["type"])
        yield f"   * - ``{name}``"
        yield ""
        yield f"       {kind}{', secret' if name in SECRETS else ''}"
        for number, text in enumerate(rules["description"]):
            yield f"     {' ' if number else '-'} {in_rst(text)}"
            yield ""
        for word in ("choices", "default"):
            if word in rules:
                value = rules[word]
                shown = ", ".join(f"``{each}``" for each in (value if isinstance(value, list) else [_shown(value)]))
                yield f"       {word.capitalize()}: {shown}"
                yield ""
    yield ""


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


EVENTS = """\
An event about a job:

.. code-block:: text

    live_record_job:            # as ice_live_record_job_info returns it
      job_id: ab0e3e76-1e9d-11ed-ba64-0c42a1b73d66
      name: studio-1
      status: paused
      ...
    change:
      type: status_changed      # or created, or reminder
      from: started             # null if the job was not seen before
      to: paused
      observed_at: 2026-11-26T08:00:00Z
      region: cn-shanghai
    meta:
      uuid: 6f1d...             # the same whenever the same event is sent, also after a restart

Other events have no ``live_record_job``. ``change.type`` tells them apart:

.. list-table::
   :header-rows: 1

   * - ``change.type``
     - When
     - Beside ``change``
   * - ``outage``
     - a region cannot be read, its list cannot be shown to be complete, ``where`` cannot be evaluated for a job, or the
       state file cannot be written; once, however long it lasts
     - ``error``: ``message``, and if known ``error_code``, ``request_id``, ``http_status``
   * - ``recovered``
     - a poll of that region succeeded again
     - ``error``: ``message``
   * - ``started_anew``
     - what was seen before this start is not known, or not all of it
     - ``state``: ``reason`` (``no_state_file``, ``first_start``, ``lost``, ``foreign`` or ``damaged``), ``message``,
       ``known_jobs``
   * - ``heartbeat``
     - there was no event for ``heartbeat`` seconds
     - ``heartbeat``: ``last_complete_poll`` by region, null if there was none"""


def main() -> int:
    """Write both."""
    SCHEMA.parent.mkdir(exist_ok=True)
    SCHEMA.write_text(schema(), encoding="utf-8")
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
