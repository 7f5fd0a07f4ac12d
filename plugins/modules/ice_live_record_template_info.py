#!/usr/bin/python
# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: ice_live_record_template_info
short_description: Gather recording templates of Intelligent Media Services
version_added: 1.0.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Lists the live recording templates of a region of Alibaba Cloud Intelligent Media Services (ICE), those of the
    service and those of the account.
  - The list is complete. A template that matches from before the first request until after the last one is returned,
    once. Templates can be deleted, so a list of more than one page is read repeatedly until two readings agree. If they
    never do, the task fails. A part of the list is never returned as if it were all of it.
  - With O(job_id), one template is returned as the job uses it. To update a template changes it for later jobs only,
    and nothing else shows what an earlier job uses. This works for deleted templates, too.
  - Needs permission for the RAM action C(ice:ListLiveRecordTemplates). With O(job_id), needs
    C(ice:GetLiveRecordTemplate) instead.
  - R(The guide,ansible_collections.mediaops.alicloud.docsite.guide_permissions) has the RAM policy as JSON.
  - Values that come from the API are data. Do not use them in templates or shells without quoting them.
extends_documentation_fragment:
  - mediaops.alicloud._attributes
  - mediaops.alicloud._attributes.info_module
  - mediaops.alicloud._attributes.action_group
  - mediaops.alicloud._connection
  - mediaops.alicloud._reading
  - mediaops.alicloud._reading.modules
options:
  template_ids:
    description:
      - Only templates with these ids. Ids that do not exist are ignored.
    type: list
    elements: str
  job_id:
    description:
      - The id of a job. O(template_ids) must be just the id of the template that it uses, which is C(template_id) of
        the job. It is an error if the job uses another one.
      - The template is returned as it was when the job was submitted. It can be combined with O(query) and
        O(query_only). O(keyword), O(type), O(where), O(limit) and O(page_no) are errors.
    type: str
  keyword:
    description:
      - Only templates with this id, or with this text in their name.
    type: str
  type:
    description:
      - Only templates of this type. V(system) templates belong to the service, V(custom) templates to the account.
    type: str
    choices: [system, custom]
  sort_by:
    description:
      - The order by time of creation. V(desc) returns the newest template first.
    type: str
    choices: [asc, desc]
    default: desc
  page_size:
    description:
      - How many templates to ask for in one request, V(1) to V(100). If the server returns fewer, it is lowered
        automatically.
    type: int
    default: 100
seealso:
  - module: mediaops.alicloud.ice_live_record_template
  - name: ListLiveRecordTemplates
    description: The API operation behind this module.
    link: https://www.alibabacloud.com/help/en/ims/developer-reference/api-ice-2020-11-09-listliverecordtemplates
"""

EXAMPLES = r"""
- name: Gather all recording templates of a region
  mediaops.alicloud.ice_live_record_template_info:
    region: cn-shanghai
  register: result

- name: Find the id of a template by its name
  mediaops.alicloud.ice_live_record_template_info:
    region: cn-shanghai
    keyword: test template
    where: name == 'test template'
    query: "[0].template_id"
  register: found

- name: Look up the template by its id
  mediaops.alicloud.ice_live_record_template_info:
    region: cn-shanghai
    template_ids:
      - "{{ found.query_result }}"
  register: template

- name: Find templates that record into files of more than an hour
  mediaops.alicloud.ice_live_record_template_info:
    region: cn-shanghai
    type: custom
    where: record_format_list[?cycle_duration > `3600`]
  register: long

- name: Return the formats that a job records in, whatever has become of its template
  mediaops.alicloud.ice_live_record_template_info:
    region: cn-shanghai
    template_ids: [69e1f9fe-1e97-11ed-ba64-0c42a1b73d66]
    job_id: ab0e3e76-1e9d-11ed-ba64-0c42a1b73d66
    query: "[0].record_format_list"
  register: formats
"""

RETURN = r"""
record_template_list:
  description:
    - The templates, in the order of O(sort_by), each once. Their fields are those of the API in snake case, including
      new ones.
  returned: success, without O(query_only)
  type: list
  elements: dict
  contains:
    template_id:
      description: The template's id.
      returned: success
      type: str
      sample: 69e1f9fe-1e97-11ed-ba64-0c42a1b73d66
    name:
      description: The template's name. Several templates may have the same name.
      returned: success
      type: str
      sample: hls-six-hours
    type:
      description: V(custom), or V(system) if it belongs to the service.
      returned: success
      type: str
      sample: custom
    create_time:
      description: When the template was created, in UTC.
      returned: success
      type: str
      sample: "2022-07-20T02:48:58Z"
    last_modified:
      description: When the template was last changed, in UTC.
      returned: success
      type: str
      sample: "2022-07-20T02:48:58Z"
    record_format_list:
      description: What the template records.
      returned: success
      type: list
      elements: dict
      contains:
        format:
          description: The format, V(m3u8), V(flv) or V(mp4).
          returned: success
          type: str
          sample: m3u8
        oss_object_prefix:
          description: The name of recorded files in the storage.
          returned: success
          type: str
          sample: "record/{JobId}/{Sequence}_{EscapedStartTime}_{EscapedEndTime}"
        slice_oss_object_prefix:
          description: The name of slices in the storage.
          returned: for format m3u8
          type: str
          sample: "record/{JobId}/{UnixTimestamp}_{Sequence}"
        cycle_duration:
          description: Seconds that one recorded file lasts.
          returned: success
          type: int
          sample: 21600
        slice_duration:
          description: Seconds that one slice lasts.
          returned: for format m3u8
          type: int
          sample: 30
query_result:
  description: The value of O(query) over RV(record_template_list).
  returned: when O(query) is set
  type: raw
  sample: 69e1f9fe-1e97-11ed-ba64-0c42a1b73d66
total_count:
  description:
    - How many templates match the filters of the API (not O(where)).
    - If the list is complete, as many as were read. If the server counts otherwise, although its list only grows, a
      warning gives both figures. If the list is not complete, what the server counts.
  returned: success
  type: int
  sample: 42
complete:
  description:
    - Whether it is shown that RV(record_template_list) has all templates that match. V(false) if O(limit) or O(page_no)
      left some out, or if O(on_incomplete=warn) returned a list that may be incomplete.
  returned: success
  type: bool
  sample: true
stats:
  description: What it cost to read the list.
  returned: success
  type: dict
  contains:
    requests:
      description: Requests sent, retries included.
      returned: success
      type: int
      sample: 3
    pages:
      description: Pages read.
      returned: success
      type: int
      sample: 2
    page_size:
      description: The page size that was used last; the server may lower it.
      returned: success
      type: int
      sample: 100
    slices:
      description: Slices that the time range was cut into.
      returned: success
      type: int
      sample: 1
    retries:
      description: Requests that were tried again.
      returned: success
      type: int
      sample: 1
    throttled:
      description: Requests that the server refused because there were too many.
      returned: success
      type: int
      sample: 0
    duplicates:
      description: Entries that were received more than once and dropped.
      returned: success
      type: int
      sample: 0
    templates_read:
      description: Different templates that were read, before O(where).
      returned: success
      type: int
      sample: 42
    templates_matched:
      description: Those of them for which O(where) is true; all of them without it.
      returned: success
      type: int
      sample: 42
    elapsed:
      description: Seconds from the first request to the last answer.
      returned: success
      type: float
      sample: 0.21
request_ids:
  description: The ids that the server assigned to the requests, for support tickets.
  returned: success
  type: list
  elements: str
  sample: [A27DFFA4-F272-5563-8363-CB0BC42740BA]
region:
  description: The region that was read.
  returned: success
  type: str
  sample: cn-shanghai
endpoint:
  description: The URL of the server that was asked.
  returned: success
  type: str
  sample: https://ice.cn-shanghai.aliyuncs.com
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

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import ConnectionOptions
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.job_templates import read_list_of_job
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import TemplateListingOptions, read_list
from ansible_collections.mediaops.alicloud.plugins.module_utils._module import (
    CONNECTION_SPEC,
    QUERY_ONLY_NEEDS,
    QUERY_ONLY_SPEC,
    argument_spec,
    errors_as_failures,
    exit_with_list,
    options_from,
    progress_to_file,
)


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            **CONNECTION_SPEC,
            **QUERY_ONLY_SPEC,
            **argument_spec(TemplateListingOptions, keyword={"no_log": False}),
            "job_id": {"type": "str"},
        },
        required_if=QUERY_ONLY_NEEDS,
        supports_check_mode=True,
    )
    with errors_as_failures(module):
        connection = options_from(module, ConnectionOptions)
        options = options_from(module, TemplateListingOptions)
        if module.params["job_id"] is None:
            result = read_list(connection, options, progress_to_file())
        else:
            result = read_list_of_job(connection, options, module.params["job_id"])
    exit_with_list(module, connection, result, "record_template_list")


if __name__ == "__main__":
    main()
