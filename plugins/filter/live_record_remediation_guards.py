# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
name: live_record_remediation_guards
short_description: Tell what the delegated tasks of a file register
version_added: 1.0.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Used by the role P(mediaops.alicloud.live_record_remediate#role), to see whether the hosts that tasks are delegated
    to were reached.
options:
  _input:
    description: A file with tasks.
    type: path
    required: true
"""

EXAMPLES = r"""
- name: Show what the role looks at
  ansible.builtin.debug:
    msg: "{{ (playbook_dir ~ '/tasks/open_ticket.yml') | mediaops.alicloud.live_record_remediation_guards }}"
"""

RETURN = r"""
_value:
  description:
    - Names of variables. Null if the file includes roles, or files whose names are templates, and so is not known.
  type: list
  elements: str
"""

from pathlib import Path
from typing import Any

from ansible_collections.mediaops.alicloud.plugins.plugin_utils._remediation_tasks_file import look_at


def live_record_remediation_guards(path: str) -> list[str] | None:
    found = look_at(Path(path))
    return found.registered if found.is_known else None


class FilterModule:
    def filters(self) -> dict[str, Any]:
        return {"live_record_remediation_guards": live_record_remediation_guards}
