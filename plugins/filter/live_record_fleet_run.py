# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
name: live_record_fleet_run
short_description: Describe a run over many accounts and regions
version_added: 1.0.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Used by the playbook C(fleet.yml), before the first request.
  - Fails if hosts would read several regions from the same server, since each would get the same jobs.
positional: _input, hostvars, run_id
options:
  _input:
    description: The hosts that belong to the run, on all machines.
    type: list
    elements: str
    required: true
  hostvars:
    description:
      - The variables of each host. C(ice_profile), C(ice_region) and C(ice_endpoint) are used, and the environment.
    type: dict
    required: true
  run_id:
    description: What the run is called.
    type: str
    required: true
  to_read:
    description: The hosts that are read on this machine. Only these are checked.
    type: list
    elements: str
    required: true
  filters:
    description: What the lists are asked for.
    type: dict
    required: true
"""

EXAMPLES = r"""
- name: Describe a run of one host
  ansible.builtin.debug:
    msg: "{{ ['news'] | mediaops.alicloud.live_record_fleet_run(variables, 'nightly', to_read=['news'], filters={}) }}"
  vars:
    variables:
      news: {ice_region: cn-shanghai, ice_endpoint: ice.cn-shanghai.aliyuncs.com}
"""

RETURN = r"""
_value:
  description:
    - C(id), C(began_at) and C(filters), and for each of the C(hosts) its C(region), C(endpoint) and C(profile).
  type: dict
"""

from collections.abc import Mapping, Sequence
from typing import Any

from ansible.errors import AnsibleFilterError

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import IceError


def live_record_fleet_run(
    hosts: Sequence[str],
    hostvars: Mapping[str, Mapping[str, Any]],
    run_id: str,
    *,
    to_read: Sequence[str],
    filters: Mapping[str, Any],
) -> dict[str, Any]:
    # Only now, since Ansible loads all filters of a collection with the first one, and most need no connection
    from ansible_collections.mediaops.alicloud.plugins.plugin_utils._fleet_run import describe_run

    try:
        return describe_run(hosts, hostvars, str(run_id), to_read=to_read, filters=filters)
    except IceError as error:
        raise AnsibleFilterError(error.message) from None  # Ansible prints each link of a chain


class FilterModule:
    def filters(self) -> dict[str, Any]:
        return {"live_record_fleet_run": live_record_fleet_run}
