#!/usr/bin/python
# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: ice_live_record_template
short_description: Manage recording templates of Intelligent Media Services
version_added: 1.0.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Creates, updates or deletes a live recording template.
  - A template is identified by O(template_id), or else by O(name). The API allows several templates of the same name.
    If there are two, the task fails and names both.
  - Formats are checked by the rules of the API (prefixes, variables, lengths, durations) before any request. An error
    names the rule.
  - A request that gets no answer, or an answer without the id of the new template, is never sent again. The module
    checks its effect instead. If it sees none, the task fails and says so.
  - A template is read again after it was changed. If it is not as asked for, the task fails.
  - Recording jobs keep the template as it was when they were submitted.
  - Needs permission for the RAM actions C(ice:ListLiveRecordTemplates), C(ice:CreateLiveRecordTemplate),
    C(ice:UpdateLiveRecordTemplate) and C(ice:DeleteLiveRecordTemplate).
  - R(The guide,ansible_collections.mediaops.alicloud.docsite.guide_permissions) has the RAM policy as JSON.
extends_documentation_fragment:
  - mediaops.alicloud._attributes
  - mediaops.alicloud._attributes.action_group
  - mediaops.alicloud._connection
attributes:
  check_mode:
    support: full
  diff_mode:
    support: full
  idempotent:
    support: full
options:
  template_id:
    description:
      - The template's id. One of O(template_id) and O(name) is required.
      - The API assigns the ids of new templates. So it is an error if no template has this id, unless O(state=absent).
    type: str
  name:
    description:
      - The template's name. Together with O(template_id), the name to give to the template. With O(template_id) and
        O(state=absent), it has no effect.
    type: str
  record_format:
    description:
      - What the template records, one dictionary for each format. Their order has no effect. Required to create a
        template. If omitted, the formats stay as they are.
      - What M(mediaops.alicloud.ice_live_record_template_info) returns as C(record_format_list) can be given here as it
        is. Values that are null or empty count as omitted. Other keys have no effect, which is a warning.
      - C(format) is the format of recorded files, V(m3u8), V(flv) or V(mp4), each once. It is required.
      - C(oss_object_prefix) is the name of recorded files in the storage, less than 256 bytes. It must contain
        V({StartTime}) or V({EscapedStartTime}), and V({EndTime}) or V({EscapedEndTime}); it may contain V({JobId})
        and V({Sequence}). If omitted, it stays as it is; a new template needs it.
      - C(slice_oss_object_prefix) is the name of slices in the storage, less than 256 bytes. It is required for
        V(m3u8), and has no effect otherwise. It must contain V({UnixTimestamp}) (also written V({UnixTimeStamp})) and
        V({Sequence}); it may contain V({JobId}).
      - C(cycle_duration) is the number of seconds after which a new file begins. The default of the API is V(21600),
        six hours.
      - C(slice_duration) is the length of a slice in seconds, V(5) to V(30). The default of the API is V(30). It has an
        effect for V(m3u8) only.
    type: list
    elements: dict
  state:
    description:
      - V(present) creates the template if there is none, and changes it if something that is set here differs.
      - V(absent) deletes it.
      - Templates of the service itself (type C(system)) can be neither changed nor deleted; that is an error.
    type: str
    choices: [present, absent]
    default: present
notes:
  - Runs of one user on one machine are safe, also if they create or change the same template at the same time. They use
    a lock in C(~/.ansible/mediaops_alicloud/locks) on the machine where the module runs. If the home folder cannot be
    used, there is a warning and no lock.
  - Several machines or users are not safe, since the API has neither locks nor unique names. Two of them can create a
    template each, and the next run finds both and says so. Of two changes of a template, one can be lost; this is an
    error if it is seen.
  - Braces within names of files are the API's variables, not Jinja2's; a single pair needs no quoting but YAML's own.
seealso:
  - module: mediaops.alicloud.ice_live_record_template_info
  - module: mediaops.alicloud.ice_live_record_job
"""

EXAMPLES = r"""
- name: Create a template that records HLS and MP4
  mediaops.alicloud.ice_live_record_template:
    region: cn-shanghai
    name: hls-and-mp4
    record_format:
      - format: m3u8
        oss_object_prefix: "record/{JobId}/{Sequence}_{EscapedStartTime}_{EscapedEndTime}"
        slice_oss_object_prefix: "record/{JobId}/{UnixTimestamp}_{Sequence}"
        slice_duration: 10
      - format: mp4
        oss_object_prefix: "record/{JobId}/{Sequence}_{EscapedStartTime}_{EscapedEndTime}"
        cycle_duration: 3600
  register: template

- name: Rename it
  mediaops.alicloud.ice_live_record_template:
    region: cn-shanghai
    template_id: "{{ template.record_template.template_id }}"
    name: hls-and-hourly-mp4

- name: Record a stream with it
  mediaops.alicloud.ice_live_record_job:
    region: cn-shanghai
    name: studio-1
    stream_input:
      url: rtmp://example-live.com/live/stream1
    record_output:
      bucket: imsbucket1
      endpoint: oss-cn-hangzhou.aliyuncs.com
    template_id: "{{ template.record_template.template_id }}"

- name: Delete it
  mediaops.alicloud.ice_live_record_template:
    region: cn-shanghai
    name: hls-and-hourly-mp4
    state: absent
"""

RETURN = r"""
record_template:
  description:
    - The template, with fields as M(mediaops.alicloud.ice_live_record_template_info) returns them.
    - In check mode, a template that would be created has no C(template_id).
  returned: success, with O(state=present)
  type: dict
  sample:
    template_id: 69e1f9fe-1e97-11ed-ba64-0c42a1b73d66
    name: hls-six-hours
    type: custom
    record_format_list:
      - format: m3u8
        slice_oss_object_prefix: "record/{JobId}/{UnixTimestamp}_{Sequence}"
        slice_duration: 30
template_ids:
  description: The templates that caused the error.
  returned: failure, if several templates have the name, or the template cannot be changed
  type: list
  elements: str
  sample: [69e1f9fe-1e97-11ed-ba64-0c42a1b73d66]
request_ids:
  description: The ids that the server assigned to the requests, for support tickets.
  returned: success
  type: list
  elements: str
  sample: [A27DFFA4-F272-5563-8363-CB0BC42740BA]
error_code:
  description: The error code of the API.
  returned: failure, if the server returned one
  type: str
  sample: NoPermission
request_id:
  description: The id of the request that failed.
  returned: failure, if the server returned one
  type: str
  sample: A27DFFA4-F272-5563-8363-CB0BC42740BA
http_status:
  description: The HTTP status of the request that failed.
  returned: failure, if the server answered
  type: int
  sample: 403
access_denied_detail:
  description:
    - What RAM says about a permission that is missing. C(no_permission_type) is V(ImplicitDeny) if nothing allows
      the action, and V(ExplicitDeny) if a policy denies it, which no other policy can overrule.
  returned: failure, if the server returned it
  type: dict
  sample:
    auth_action: ice:ListLiveRecordJobs
    auth_principal_display_name: editor
    auth_principal_type: SubUser
    no_permission_type: ImplicitDeny
    policy_type: AccountLevelIdentityBasedPolicy
"""

from typing import Any

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.changes.template import (
    STATES,
    ensure_template,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.changes.template_wanted import WantedTemplate
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import ConnectionOptions
from ansible_collections.mediaops.alicloud.plugins.module_utils._module import (
    CONNECTION_SPEC,
    errors_as_failures,
    options_from,
)

TEMPLATE_SPEC: dict[str, Any] = {
    "template_id": {"type": "str"},
    "name": {"type": "str"},
    "record_format": {"type": "list", "elements": "dict"},
    "state": {"type": "str", "choices": list(STATES), "default": "present"},
}


def main() -> None:
    module = AnsibleModule(
        argument_spec={**CONNECTION_SPEC, **TEMPLATE_SPEC},
        required_one_of=[("template_id", "name")],
        supports_check_mode=True,
    )
    wanted = WantedTemplate(
        template_id=module.params["template_id"],
        name=module.params["name"],
        record_format=module.params["record_format"],
    )
    with errors_as_failures(module):
        result = ensure_template(
            options_from(module, ConnectionOptions), wanted, state=module.params["state"], dry_run=module.check_mode
        )
    for warning in result.warnings:
        module.warn(warning)
    facts = {} if result.after is None else {"record_template": result.after}
    module.exit_json(changed=result.changed, request_ids=result.request_ids, diff=result.diff, **facts)


if __name__ == "__main__":
    main()
