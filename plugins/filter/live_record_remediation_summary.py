# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
name: live_record_remediation_summary
short_description: Summarize the results of remediating live recording jobs
version_added: 1.0.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Used by the role P(mediaops.alicloud.live_record_remediate#role).
positional: _input, submissions, task_errors, notifications
options:
  _input:
    description: The plan of P(mediaops.alicloud.live_record_remediation_plan#filter).
    type: dict
    required: true
  submissions:
    description:
      - For each step of the plan, what P(mediaops.alicloud.live_record_remediation_results#filter) says of submitting.
    type: list
    elements: dict
    required: true
  task_errors:
    description: Why the tasks of the caller failed, by the number of the step.
    type: dict
    required: true
  notifications:
    description:
      - For each step of the plan, what P(mediaops.alicloud.live_record_remediation_results#filter) says of its
        notification.
    type: list
    elements: dict
    required: true
  check_mode:
    description: Whether the plan was only simulated.
    type: bool
    default: false
  journal_errors:
    description: Why the journal could not be written.
    type: list
    elements: str
    default: []
"""

EXAMPLES = r"""
- name: Show the summary of a plan that has no steps
  ansible.builtin.debug:
    msg: "{{ plan | mediaops.alicloud.live_record_remediation_summary([], {}, []) }}"
  vars:
    plan: {steps: [], waiting: [], postponed: [], dropped: [], damaged: [], superseded: 0, seen: 0, rules: []}
"""

RETURN = r"""
_value:
  description: The summary that the role P(mediaops.alicloud.live_record_remediate#role) documents.
  type: dict
"""

from typing import Any

from ansible_collections.mediaops.alicloud.plugins.plugin_utils._remediation_summary import summarize


class FilterModule:
    def filters(self) -> dict[str, Any]:
        return {"live_record_remediation_summary": summarize}
