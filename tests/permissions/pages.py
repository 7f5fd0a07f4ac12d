# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is made of the table of permissions: the guide, and the policies in the READMEs of the roles.

``make permission-pages`` writes them; a test sees that they are what is written.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from .table import ENTRIES, Entry, policy

CHECKOUT = Path(__file__).resolve().parents[2]
GUIDE = CHECKOUT / "docs/docsite/rst/guide_permissions.rst"
KINDS = {
    "module": "Modules",
    "lookup": "Lookup",
    "inventory": "Inventory",
    "event_source": "Event source",
    "role": "Roles",
}
_BEGIN = "<!-- This part is made by: make permission-pages -->"
_END = "<!-- end of that part -->"
_BLOCK = re.compile(rf"{re.escape(_BEGIN)}\n.*?{re.escape(_END)}\n", re.DOTALL)
_LABEL = "ansible_collections.mediaops.alicloud.docsite."

_HEAD = f"""\
..
  Copyright (c) mediaops maintainers
  GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
  SPDX-License-Identifier: GPL-3.0-or-later

.. This page is made by: make permission-pages

.. _{_LABEL}guide_permissions:

Least privilege: RAM policies
=============================

What a key must be allowed to do, for each part of the collection. Copy the policies of the parts that you use into one
custom policy, and attach it to the RAM user or the RAM role that the key belongs to. Tests of the collection run each
part with exactly its policy, and once more without each action of it.

The actions of the service take no other resource than ``*``: a policy cannot be for some recordings only.

.. contents::
   :local:
   :depth: 2

If an action is not allowed
---------------------------

The error names the action and the key. ``request_id`` of the result is what the support of Alibaba Cloud asks for:

.. code-block:: text

    ListLiveRecordJobs in cn-shanghai was refused: You are not authorized to do this action. You should be authorized
    by RAM: ice:ListLiveRecordJobs (NoPermission). Allow the RAM action ice:ListLiveRecordJobs for the owner of key
    LTAI5t...

Where the column *Without it* says something else than that the run fails, the action can be left out. All others are
needed by the runs that call them.

A role to assume
----------------

With ``role_arn`` all requests are made as that role, so the policies below are for the role. The key itself only needs
this:

.. code-block:: json

    {{
      "Version": "1",
      "Statement": [
        {{
          "Effect": "Allow",
          "Action": ["sts:AssumeRole"],
          "Resource": "acs:ram::1234567890123456:role/recorder"
        }}
      ]
    }}

Everything
----------

For those who use all of the collection:

"""


def guide() -> str:
    """The page with all policies."""
    everything = {action for each in ENTRIES for action in each.actions}
    lines = [*_json(policy(everything)), ""]
    for kind, title in KINDS.items():
        lines += [title, "-" * len(title), ""]
        for each in ENTRIES:
            if each.kind == kind and each.needs:
                lines += _section(each)
        idle = [f"``{each.name}``" for each in ENTRIES if each.kind == kind and not each.needs]
        if idle:
            lines += [f"Without requests to the API, hence without permissions: {', '.join(idle)}.", ""]
    return _HEAD + "\n".join(lines).rstrip() + "\n"


def in_rst(each: Entry) -> list[str]:
    """The actions of an entry, and its policy, as lines of a page."""
    return [*_table(each), *_json(policy(each.actions)), ""]


def readme(each: Entry, text: str) -> str:
    """The README of a role with its policy. :raises ValueError: if it has no place for it"""
    if len(_BLOCK.findall(text)) != 1:
        raise ValueError(f"{each.name}: the README needs one part from {_BEGIN} to {_END}")
    lines = [_BEGIN, "", "| RAM action | when | without it |", "|---|---|---|"]
    lines += [
        f"| `{need.action}` | {need.when or 'always'} | {need.without or 'the run fails'} |" for need in each.needs
    ]
    lines += ["", "```json", policy(each.actions), "```", "", _END]
    return _BLOCK.sub(lambda _found: "\n".join(lines) + "\n", text)


def readmes() -> Iterator[tuple[Entry, Path]]:
    """The roles that need permissions, and their READMEs."""
    for each in ENTRIES:
        if each.kind == "role" and each.needs:
            yield each, CHECKOUT / "roles" / each.name / "README.md"


def _section(each: Entry) -> list[str]:
    title = f"mediaops.alicloud.{each.name}"
    return [title, "^" * len(title), "", *in_rst(each)]


def _table(each: Entry) -> Iterator[str]:
    yield from (".. list-table::", "   :header-rows: 1", "   :widths: 30 35 35", "")
    yield from ("   * - RAM action", "     - Called", "     - Without it")
    for need in each.needs:
        yield f"   * - ``{need.action}``"
        yield f"     - {_ticked(need.when or 'always')}"
        yield f"     - {_ticked(need.without or 'the run fails')}"
    yield ""


def _ticked(text: str) -> str:
    return text.replace("`", "``")


def _json(text: str) -> list[str]:
    return [".. code-block:: json", "", *(f"    {line}" for line in text.splitlines())]


def main() -> int:
    """Write them all."""
    GUIDE.write_text(guide(), encoding="utf-8")
    for each, file in readmes():
        file.write_text(readme(each, file.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
