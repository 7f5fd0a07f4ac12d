# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
name: live_record_remediation_faults
short_description: Check the parameters of a remediation of live recording jobs
version_added: 1.0.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Used by the role P(mediaops.alicloud.live_record_remediate#role), before the first request.
  - What it returns shows neither the address nor the headers of a webhook.
options:
  _input:
    description: The variables of the role, without the prefix C(live_record_remediate_).
    type: dict
    required: true
  folder:
    description: Where relative paths of files with tasks start.
    type: path
    required: true
"""

EXAMPLES = r"""
- name: Show what is wrong
  ansible.builtin.debug:
    msg: "{{ parameters | mediaops.alicloud.live_record_remediation_faults(folder=playbook_dir) }}"
  vars:
    parameters:
      max_changes: -1
      webhook_timeout: 30
      grace_period: 5m
      regions: []
      endpoints: {}
      report_mode: "0600"
      rules:
        - name: stopped
          where: status == 'paused'
          actions: [submit_again]
"""

RETURN = r"""
_value:
  description: Sentences that say what is wrong, each with the name of the variable. Empty if everything is right.
  type: list
  elements: str
"""

from typing import Any

from ansible_collections.mediaops.alicloud.plugins.plugin_utils._remediation_checks import faults_in


class FilterModule:
    def filters(self) -> dict[str, Any]:
        return {"live_record_remediation_faults": faults_in}
