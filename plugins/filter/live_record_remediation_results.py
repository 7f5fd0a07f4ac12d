# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
name: live_record_remediation_results
short_description: Tell what is settled by the results of remediating live recording jobs
version_added: 1.0.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Used by the role P(mediaops.alicloud.live_record_remediate#role).
positional: _input, outcomes
options:
  _input:
    description: The C(steps) of P(mediaops.alicloud.live_record_remediation_plan#filter).
    type: list
    elements: dict
    required: true
  outcomes:
    description:
      - For each step, what M(mediaops.alicloud.ice_live_record_job) returned; with O(submissions), what
        M(mediaops.alicloud.live_record_webhook) returned.
    type: list
    elements: dict
    required: true
  submissions:
    description: What this filter returned for the jobs that were submitted again.
    type: list
    elements: dict
"""

EXAMPLES = r"""
- name: Show what is settled, if there was nothing to do
  ansible.builtin.debug:
    msg: "{{ [] | mediaops.alicloud.live_record_remediation_results([]) }}"
"""

RETURN = r"""
_value:
  description:
    - For each step, C(job_id), C(rule), C(region), C(failed), C(msg), and C(actions), which do not have to be done
      again.
    - Without O(submissions), also C(submitted) and C(new_job_id).
  type: list
  elements: dict
"""

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.mediaops.alicloud.plugins.plugin_utils._remediation_results import (
    Result,
    notification_results,
    submission_results,
)


def live_record_remediation_results(
    steps: Sequence[Mapping[str, Any]],
    outcomes: Sequence[Mapping[str, Any]],
    submissions: Sequence[Result] | None = None,
) -> list[Result]:
    if submissions is None:
        return submission_results(steps, outcomes)
    return notification_results(steps, outcomes, submissions)


class FilterModule:
    def filters(self) -> dict[str, Any]:
        return {"live_record_remediation_results": live_record_remediation_results}
