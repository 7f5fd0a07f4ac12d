#!/usr/bin/python
# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: ice_live_record_job_info
short_description: Gather live recording jobs of Intelligent Media Services
version_added: 0.1.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Lists the live recording jobs of a region of Alibaba Cloud Intelligent Media Services (ICE), all of them or those
    asked for.
  - The list is complete. A job that matches from before the first request until after the last one is returned, once,
    however the list moves meanwhile; where that cannot be shown, the task fails. A part is never returned as the whole.
  - Pages are read side by side, each request is retried by itself, and the number of requests under way follows what
    the server bears.
  - Needs permission for the RAM action C(ice:ListLiveRecordJobs).
  - Values that come from the API are data. Do not feed them to templates or shells unquoted.
extends_documentation_fragment:
  - mediaops.alicloud._attributes
  - mediaops.alicloud._attributes.info_module
  - mediaops.alicloud._attributes.action_group
  - mediaops.alicloud._connection
  - mediaops.alicloud._listing
notes:
  - The module runs where the task runs; use C(localhost), C(connection=local) or C(delegate_to) unless the API shall
    be called from elsewhere.
  - What is dropped by O(where) costs the controller nothing. To register 100,000 jobs and filter them in the playbook
    takes Ansible itself many times longer than to read them.
seealso:
  - name: ListLiveRecordJobs
    description: The API operation behind this module.
    link: https://www.alibabacloud.com/help/en/ims/developer-reference/api-ice-2020-11-09-listliverecordjobs
"""

EXAMPLES = r"""
- name: Gather all live recording jobs of a region
  mediaops.alicloud.ice_live_record_job_info:
    region: cn-shanghai
  register: result

- name: Gather paused jobs of the last three months
  mediaops.alicloud.ice_live_record_job_info:
    region: cn-shanghai
    status: paused
    start_time: now-90d
  register: paused

- name: Name the streams that need a look
  ansible.builtin.debug:
    msg: "{{ paused.live_record_jobs | map(attribute='stream_input.url') | unique }}"

- name: Keep only jobs that write to one bucket and have not started within ten minutes
  mediaops.alicloud.ice_live_record_job_info:
    region: cn-shanghai
    where: >-
      record_output.bucket == 'imsbucket1' && status == 'initial' && age(create_time) > duration('10m')
  register: stuck

- name: Find the five newest jobs whose name begins with a prefix
  mediaops.alicloud.ice_live_record_job_info:
    region: cn-shanghai
    where: matches('^studio-', name)
    limit: 5
  register: newest

- name: Map each job's id to its state
  mediaops.alicloud.ice_live_record_job_info:
    region: cn-shanghai
    start_time: -7d
    query: "[].{id: job_id, state: status}"
  register: states

- name: Prove that the list is complete before it goes into an audit
  ansible.builtin.assert:
    that:
      - states.complete
      - states.live_record_jobs | length == states.total_count

- name: Look one job up by its id
  mediaops.alicloud.ice_live_record_job_info:
    region: cn-shanghai
    keyword: ab0e3e76-1e9d-11ed-ba64-0c42a1b73d66
  register: job

- name: Set credentials and region once for all modules of the collection
  module_defaults:
    group/mediaops.alicloud.ice:
      region: cn-shanghai
      profile: "{{ lookup('ansible.builtin.env', 'ALIBABA_CLOUD_PROFILE') or omit }}"
      deadline: 600
  block:
    - name: Gather running jobs, oldest first
      mediaops.alicloud.ice_live_record_job_info:
        status: started
        sort_by: asc
      register: running

- name: Read one page, as the API would
  mediaops.alicloud.ice_live_record_job_info:
    region: cn-shanghai
    page_no: 2
    page_size: 20
  register: page
"""

RETURN = r"""
live_record_jobs:
  description:
    - The jobs, in the order asked for, each once. Fields are those of the API in snake case, new ones included; the
      API may leave fields out.
  returned: success
  type: list
  elements: dict
  contains:
    job_id:
      description: The job's id.
      returned: success
      type: str
      sample: ab0e3e76-1e9d-11ed-ba64-0c42a1b73d66
    name:
      description: The job's name; it need not be unique.
      returned: success
      type: str
      sample: studio-1
    status:
      description: The job's state, V(paused), V(initial) or V(started).
      returned: success
      type: str
      sample: paused
    create_time:
      description: When the job was created, in UTC.
      returned: success
      type: str
      sample: "2022-07-20T03:26:36Z"
    stream_input:
      description: The live stream that is recorded.
      returned: success
      type: dict
      contains:
        type:
          description: The type of the stream's URL.
          returned: success
          type: str
          sample: rtmp
        url:
          description: The stream's URL.
          returned: success
          type: str
          sample: rtmp://example-live.com/live/stream1
    record_output:
      description: Where the recording is kept.
      returned: success
      type: dict
      contains:
        type:
          description: The type of storage, V(oss) or V(vod).
          returned: success
          type: str
          sample: oss
        bucket:
          description: The bucket's name.
          returned: success
          type: str
          sample: imsbucket1
        endpoint:
          description: The endpoint of the storage service.
          returned: success
          type: str
          sample: oss-cn-hangzhou.aliyuncs.com
    template_id:
      description: The id of the recording template.
      returned: success
      type: str
      sample: 69e1f9fe-1e97-11ed-ba64-0c42a1b73d66
    template_name:
      description: The name of the recording template.
      returned: success
      type: str
      sample: test template
    notify_url:
      description: The URL that is called back.
      returned: success
      type: str
      sample: https://example.com/imsnotify
query_result:
  description: The value of O(query) over RV(live_record_jobs).
  returned: when O(query) is set
  type: raw
  sample: [{"id": "ab0e3e76-1e9d-11ed-ba64-0c42a1b73d66", "state": "paused"}]
total_count:
  description:
    - How many jobs the server counts for its own filters (keyword, state and times; not O(where)).
    - V(none) where O(limit) was reached before all slices of a range over 30 days were asked about.
  returned: success
  type: int
  sample: 180
complete:
  description:
    - Whether RV(live_record_jobs) are shown to be all that match. V(false) where O(limit) or O(page_no) left some
      out, or O(on_incomplete=warn) let an unproven list pass.
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
      description: Jobs asked for in one request, after the server's word on it.
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
      description: Jobs that came more than once and were dropped.
      returned: success
      type: int
      sample: 0
    jobs_read:
      description: Different jobs that were read, before O(where).
      returned: success
      type: int
      sample: 180
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
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import JobListingOptions, read_list
from ansible_collections.mediaops.alicloud.plugins.module_utils._module import (
    CONNECTION_SPEC,
    argument_spec,
    errors_as_failures,
    exit_with_list,
    options_from,
)


def main() -> None:
    module = AnsibleModule(
        argument_spec={**CONNECTION_SPEC, **argument_spec(JobListingOptions, keyword={"no_log": False})},
        supports_check_mode=True,
    )
    with errors_as_failures(module):
        result = read_list(options_from(module, ConnectionOptions), options_from(module, JobListingOptions))
    exit_with_list(module, result, "live_record_jobs")


if __name__ == "__main__":
    main()
