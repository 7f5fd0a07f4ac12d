# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
name: live_record_fleet_report
short_description: Merge the live recording jobs of many accounts and regions
version_added: 1.0.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Used by the playbook C(fleet_merge.yml).
  - The report is complete only if all hosts were read in the same run, with the same filters, each account and region
    by one host, and each list is complete.
positional: _input, hostvars, run_id
options:
  _input:
    description: The hosts that shall be in the report.
    type: list
    elements: str
    required: true
  hostvars:
    description: The facts of each host, as C(fleet.yml) sets them.
    type: dict
    required: true
  run_id:
    description: The run that is meant. The default is the one that began last.
    type: str
"""

EXAMPLES = r"""
- name: Show why a report is incomplete
  ansible.builtin.debug:
    msg: "{{ (ansible_play_hosts_all | mediaops.alicloud.live_record_fleet_report(hostvars)).incomplete_because }}"
"""

RETURN = r"""
_value:
  description:
    - C(complete), C(incomplete_because) (a list of sentences), C(run), C(jobs) (how many there are), and C(accounts)
      with what each host has read. A job that several hosts have read is there once.
    - Hosts that were not read in this run are not in C(accounts).
  type: dict
"""

from typing import Any

from ansible_collections.mediaops.alicloud.plugins.plugin_utils._fleet_merge import merge_facts


class FilterModule:
    def filters(self) -> dict[str, Any]:
        return {"live_record_fleet_report": merge_facts}
