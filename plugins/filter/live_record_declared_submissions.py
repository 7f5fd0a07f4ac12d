# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
name: live_record_declared_submissions
short_description: Tell what has to be submitted so that live recordings are as declared
version_added: 1.0.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Takes the steps of a plan that say V(submit), and returns for each the options of
    M(mediaops.alicloud.ice_live_record_job).
  - Secrets in the URLs of a report are masked, and so are those in its plan. So the plan only says which entries are
    meant, by file and line, and everything but the id of the template is taken from the files of the declaration.
  - The playbook C(mediaops.alicloud.apply_declaration) uses it.
positional: _input, files
options:
  _input:
    description:
      - C(plan) of RV(mediaops.alicloud.ice_live_record_audit#module:drift), all of it.
    type: list
    elements: dict
    required: true
  files:
    description:
      - The files of the declaration, as C(declared_files) of M(mediaops.alicloud.ice_live_record_audit) had them. Each
        of their entries has to be on lines of its own.
      - If an entry is no longer where the plan says, because a file was changed since, this is an error.
    type: list
    elements: str
    required: true
"""

EXAMPLES = r"""
- name: Show that nothing has to be submitted
  ansible.builtin.debug:
    msg: "{{ [] | mediaops.alicloud.live_record_declared_submissions(['recordings.yml']) }}"
"""

RETURN = r"""
_value:
  description:
    - C(name), C(region), C(stream_input), C(record_output), C(template_id), C(notify_url) (if it is declared), and
      C(state), which is V(recording).
  type: list
  elements: dict
"""

from collections.abc import Mapping, Sequence
from typing import Any

from ansible.errors import AnsibleFilterError

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import IceError
from ansible_collections.mediaops.alicloud.plugins.plugin_utils._plain import plain


def live_record_declared_submissions(plan: Sequence[Mapping[str, Any]], files: Sequence[str]) -> list[dict[str, Any]]:
    # Only now, since Ansible loads all filters of a collection with the first one, and most need no declaration
    from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.drift import submissions_of_plan

    try:
        return submissions_of_plan(plain(plan), [str(path) for path in files])
    except IceError as error:
        raise AnsibleFilterError(error.message) from None  # Ansible prints each link of a chain


class FilterModule:
    def filters(self) -> dict[str, Any]:
        return {"live_record_declared_submissions": live_record_declared_submissions}
