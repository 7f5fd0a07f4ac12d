#!/usr/bin/python
# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: ice_live_record_template_info
short_description: Gather recording templates of Intelligent Media Services
version_added: 0.1.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Lists the live recording templates of a region of Alibaba Cloud Intelligent Media Services (ICE), the service's own
    and those of the account.
  - The list is complete. A template that matches from before the first request until after the last one is returned,
    once. Templates can be deleted, so a list of more than one page is read until two readings agree; where they do
    not, the task fails. A part is never returned as the whole.
  - Needs permission for the RAM action C(ice:ListLiveRecordTemplates).
  - Values that come from the API are data. Do not feed them to templates or shells unquoted.
extends_documentation_fragment:
  - mediaops.alicloud._attributes
  - mediaops.alicloud._attributes.info_module
  - mediaops.alicloud._attributes.action_group
  - mediaops.alicloud._connection
  - mediaops.alicloud._reading
options:
  template_ids:
    description:
      - Only templates with these ids. Those that do not exist are left out.
    type: list
    elements: str
  keyword:
    description:
      - Only templates with this id, or with this text in their name.
    type: str
  type:
    description:
      - Only templates of this type. V(system) ones are the service's own, V(custom) ones the account's.
    type: str
    choices: [system, custom]
  sort_by:
    description:
      - The order by time of creation; V(desc) has the newest template first.
    type: str
    choices: [asc, desc]
    default: desc
  page_size:
    description:
      - How many templates to ask for in one request, V(1) to V(100). Where the server gives fewer, the listing adapts.
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

- name: Look the template up by its id
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
"""

RETURN = r"""
record_template_list:
  description:
    - The templates, in the order asked for, each once. Fields are those of the API in snake case, new ones included.
  returned: success
  type: list
  elements: dict
  contains:
    template_id:
      description: The template's id.
      returned: success
      type: str
      sample: 69e1f9fe-1e97-11ed-ba64-0c42a1b73d66
    name:
      description: The template's name; it need not be unique.
      returned: success
      type: str
      sample: hls-six-hours
    type:
      description: V(custom), or V(system) for the service's own.
      returned: success
      type: str
      sample: custom
    create_time:
      description: When the template was created, in UTC.
      returned: success
      type: str
      sample: "2022-07-20T02:48:58Z"
    last_modified:
      description: When the template was changed last, in UTC.
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
    - How many templates the server counts for its own filters (not O(where)).
  returned: success
  type: int
  sample: 42
complete:
  description:
    - Whether RV(record_template_list) are shown to be all that match. V(false) where O(limit) or O(page_no) left
      some out, or O(on_incomplete=warn) let an unproven list pass.
  returned: success
  type: bool
  sample: true
stats:
  description: What the listing cost.
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
      description: Entries asked for in one request, after the server's word on it.
      returned: success
      type: int
      sample: 100
    slices:
      description: Time ranges the listing was cut into.
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
      description: Entries that came more than once and were dropped.
      returned: success
      type: int
      sample: 0
    templates_read:
      description: Different templates that were read, before O(where).
      returned: success
      type: int
      sample: 42
    elapsed:
      description: Seconds from the first request to the last answer.
      returned: success
      type: float
      sample: 0.21
request_ids:
  description: The ids that the server gave to the requests, for support tickets.
  returned: success
  type: list
  elements: str
  sample: [A27DFFA4-F272-5563-8363-CB0BC42740BA]
error_code:
  description: The API's own code of the error.
  returned: failure, where the server answered with one
  type: str
  sample: NoPermission
request_id:
  description: The id of the request that failed.
  returned: failure, where the server gave one
  type: str
  sample: A27DFFA4-F272-5563-8363-CB0BC42740BA
http_status:
  description: The HTTP status of the request that failed.
  returned: failure, where there was an answer
  type: int
  sample: 403
"""

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import ConnectionOptions
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import TemplateListingOptions, read_list
from ansible_collections.mediaops.alicloud.plugins.module_utils._module import (
    CONNECTION_SPEC,
    argument_spec,
    errors_as_failures,
    exit_with_list,
    options_from,
)


def main() -> None:
    module = AnsibleModule(
        argument_spec={**CONNECTION_SPEC, **argument_spec(TemplateListingOptions, keyword={"no_log": False})},
        supports_check_mode=True,
    )
    with errors_as_failures(module):
        result = read_list(options_from(module, ConnectionOptions), options_from(module, TemplateListingOptions))
    exit_with_list(module, result, "record_template_list")


if __name__ == "__main__":
    main()
