# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of the guide that describes the rules that are built in, as it has to be.

``python -m ansible_collections.mediaops.alicloud.tests.unit.support.builtin_rules_page`` writes it into the guide.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.audit import BUILT_IN_RULES

GUIDE = Path(__file__).parents[3] / "docs" / "docsite" / "rst" / "guide_audits.rst"
_BEGIN, _END = ".. list of rules: begin", ".. list of rules: end"


def page() -> str:
    """The list, in reStructuredText."""
    lines = [_BEGIN, "", ".. list-table::", "   :header-rows: 1", "   :widths: 24 10 66", ""]
    lines += ["   * - Rule", "     - Severity", "     - What it finds"]
    for _about, value in BUILT_IN_RULES:
        lines += [
            f"   * - ``{value['id']}``",
            f"     - {value['severity']}",
            f"     - {value['title']}. {value['description']}",
        ]
        for name, default in (value.get("params") or {}).items():
            lines += ["", f"       Parameter ``{name}``: {_default(default)}"]
        if value.get("where"):
            lines += ["", f"       ``{' '.join(value['where'].split())}``"]
    return "\n".join([*lines, "", _END])


def _default(value: Any) -> str:
    return "has to be given" if value is None else f"``{json.dumps(value)}`` by default".replace('"', "")


def with_list(text: str) -> str:
    """The guide with the list as it has to be."""
    if _BEGIN not in text:
        return text.replace("BUILT_IN_RULES", page())
    return re.sub(f"{re.escape(_BEGIN)}.*?{re.escape(_END)}", lambda _found: page(), text, flags=re.DOTALL)


if __name__ == "__main__":
    GUIDE.write_text(with_list(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
