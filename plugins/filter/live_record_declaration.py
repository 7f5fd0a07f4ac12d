# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
name: live_record_declaration
short_description: Make a first declaration of live recordings from what runs
version_added: 1.0.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Makes the entries of a declaration, as C(declared_files) of M(mediaops.alicloud.ice_live_record_audit) has them, of
    the jobs that are active (V(initial) or V(started)). Of each recording, one job counts.
  - URLs are as the API has them, with all keys and passwords that are in them. Without these, nothing could be
    submitted. Keep the file where secrets may be, or take the keys out of it.
  - The playbook C(mediaops.alicloud.write_declaration) uses it.
options:
  _input:
    description:
      - For each region, what M(mediaops.alicloud.ice_live_record_job_info) returned; its C(region) and
        C(live_record_jobs) are used. These have to be all the jobs that are active there.
    type: list
    elements: dict
    required: true
"""

EXAMPLES = r"""
- name: Gather what runs
  mediaops.alicloud.ice_live_record_job_info:
    region: cn-shanghai
    current_only: true
  register: running

- name: Show what it declares
  ansible.builtin.debug:
    msg: "{{ ([running] | mediaops.alicloud.live_record_declaration).entries | map(attribute='name') }}"
"""

RETURN = r"""
_value:
  description:
    - C(entries), by region and name; and C(unclear), the ids of active jobs that do not show their name, stream and
      template, so that they cannot be declared.
  type: dict
"""

from collections.abc import Iterable, Mapping
from typing import Any

from ansible_collections.mediaops.alicloud.plugins.plugin_utils._plain import plain


def live_record_declaration(listings: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    # Only now, since Ansible loads all filters of a collection with the first one, and most need no declaration
    from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.drift import declaration_of_jobs

    made = [declaration_of_jobs(plain(each["live_record_jobs"]), str(each["region"])) for each in listings]
    return {
        "entries": [entry for entries, _unclear in made for entry in entries],
        "unclear": [job_id for _entries, unclear in made for job_id in unclear],
    }


class FilterModule:
    def filters(self) -> dict[str, Any]:
        return {"live_record_declaration": live_record_declaration}
