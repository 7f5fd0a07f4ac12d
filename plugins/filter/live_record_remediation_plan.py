# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
name: live_record_remediation_plan
short_description: Plan what to do about which live recording jobs
version_added: 1.0.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Used by the role P(mediaops.alicloud.live_record_remediate#role), which acts on the plan.
  - For each job, the first rule that is true for it applies. Steps of earlier rules come first, then those for older
    jobs.
  - Of all jobs with the same name, stream and output, only those that are C(initial) or C(started) are considered, or
    else the newest. The API deletes no job, and jobs that were submitted again stay C(paused).
  - If a condition is not JMESPath, the error names the rule and shows where, even if there are no jobs.
  - What an earlier run promised and did not do comes first, whatever has become of the job.
  - A job that is C(paused), and was created or seen C(started) within O(grace_period), waits. It may come back by
    itself.
positional: _input, rules, max_changes
options:
  _input:
    description:
      - Results of M(mediaops.alicloud.ice_live_record_job_info), each with its C(region) added. If a job is in several
        of them, the last one counts.
      - C(total_count) of those that have it is the number of jobs that the rules were tried on.
    type: list
    elements: dict
    required: true
  rules:
    description: The rules, with C(name), C(where), C(actions) and optionally C(max_changes).
    type: list
    elements: dict
    required: true
  max_changes:
    description: How many jobs may be submitted again or handed to tasks, at most.
    type: int
    required: true
  grace_period:
    description: How long a C(paused) job waits, as a duration like V(90s), V(5m) or V(1h30m). V(0s) is no wait.
    type: str
    default: 5m
  seen_started:
    description: For ids of jobs, when these were last seen C(started), in ISO 8601.
    type: dict
    default: {}
  journals:
    description:
      - Results of M(mediaops.alicloud.live_record_remediation_journal), each with its C(region) added.
    type: list
    elements: dict
    default: []
  by:
    description:
      - Who makes the plan, as the journals know it. What others promised under rules that are not in O(rules) is
        left to them.
    type: str
    default: ""
"""

EXAMPLES = r"""
- name: Show what would be submitted again
  ansible.builtin.debug:
    msg: "{{ [listing] | mediaops.alicloud.live_record_remediation_plan(rules, 10, grace_period='5m') }}"
  vars:
    rules:
      - name: stopped
        where: status == 'paused'
        actions: [submit_again]
    listing:
      region: cn-shanghai
      total_count: 1
      live_record_jobs:
        - {job_id: "1", name: studio-1, status: paused, create_time: "2022-07-20T03:26:36Z"}
"""

RETURN = r"""
_value:
  description:
    - C(steps), C(waiting) and C(postponed), lists of C(job), C(region), C(rule), C(rule_number) and C(actions). The
      latter two also have a C(reason).
    - Steps that an earlier run promised have C(owed_since), and in C(earlier) what it did. C(is_promised) tells whether
      the journal has them as they are.
    - C(dropped), what is owed by rules or actions that are no longer there; and C(damaged), sentences about lines of
      journals that could not be read.
    - C(superseded), the number of jobs that were ignored because another job does the same recording.
    - C(seen), the number of jobs that the rules were tried on; null if the server did not count them.
    - C(rules), for each rule its C(name), and how many jobs C(matched) or were C(superseded).
  type: dict
"""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from ansible.errors import AnsibleFilterError

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import IceError
from ansible_collections.mediaops.alicloud.plugins.plugin_utils._remediation import make_plan
from ansible_collections.mediaops.alicloud.plugins.plugin_utils._remediation_checks import grace_seconds


def live_record_remediation_plan(
    listings: Any,
    rules: Any,
    max_changes: int,
    grace_period: str = "5m",
    seen_started: Mapping[str, str] | None = None,
    journals: Sequence[Mapping[str, Any]] = (),
    by: str = "",
) -> dict[str, Any]:
    try:
        return make_plan(
            listings,
            rules,
            max_changes,
            grace_seconds=grace_seconds(grace_period),
            now=int(time.time()),
            seen_started=seen_started,
            journals=journals,
            by=by,
        )
    except IceError as error:
        raise AnsibleFilterError(error.message) from None  # Ansible prints each link of a chain


class FilterModule:
    def filters(self) -> dict[str, Any]:
        return {"live_record_remediation_plan": live_record_remediation_plan}
