#!/usr/bin/python
# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: ice_live_record_job_info
short_description: Gather live recording jobs of Intelligent Media Services
version_added: 1.0.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Lists the live recording jobs of a region of Alibaba Cloud Intelligent Media Services (ICE).
  - The list is complete. A job that matches from before the first request until after the last one is returned, once,
    even if the list changes meanwhile. If that cannot be shown, the task fails. A part of the list is never returned as
    if it were all of it.
  - Pages are read concurrently, and each request is retried by itself. While the server throttles, fewer requests run
    at the same time.
  - The API takes time ranges of at most 30 days. Longer ranges are read in slices.
  - Needs permission for the RAM action C(ice:ListLiveRecordJobs).
  - R(The guide,ansible_collections.mediaops.alicloud.docsite.guide_permissions) has the RAM policy as JSON.
  - Values that come from the API are data. Do not use them in templates or shells without quoting them.
extends_documentation_fragment:
  - mediaops.alicloud._attributes
  - mediaops.alicloud._attributes.info_module
  - mediaops.alicloud._attributes.action_group
  - mediaops.alicloud._connection
  - mediaops.alicloud._listing
  - mediaops.alicloud._reading
  - mediaops.alicloud._reading.modules
  - mediaops.alicloud._times
notes:
  - The module calls the API from the host that the task runs on. Use C(localhost), C(connection=local) or
    C(delegate_to) to call it from the controller.
  - Filter with O(where) instead of in the playbook. Jobs that it drops cost the controller nothing, whereas Ansible
    needs much longer to register 100,000 jobs than to read them.
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

- name: Show the streams to look at
  ansible.builtin.debug:
    msg: "{{ paused.live_record_jobs | map(attribute='stream_input.url') | unique }}"

- name: Gather only jobs that write to one bucket and have not started within ten minutes
  mediaops.alicloud.ice_live_record_job_info:
    region: cn-shanghai
    where: >-
      record_output.bucket == 'imsbucket1' && status == 'initial' && age(create_time) > duration('10m')
  register: stuck

- name: Gather the five newest jobs whose name begins with a prefix
  mediaops.alicloud.ice_live_record_job_info:
    region: cn-shanghai
    where: matches('^studio-', name)
    limit: 5
  register: newest

- name: Gather recordings that have stopped, without the paused jobs of those that were submitted again
  mediaops.alicloud.ice_live_record_job_info:
    region: cn-shanghai
    status: paused
    current_only: true
  register: stopped

- name: Return only the id and the state of each job
  mediaops.alicloud.ice_live_record_job_info:
    region: cn-shanghai
    start_time: -7d
    query: "[].{id: job_id, state: status}"
  register: states

- name: Make sure that the list is complete before it is used in an audit
  ansible.builtin.assert:
    that:
      - states.complete
      - states.live_record_jobs | length == states.total_count

- name: Look up one job by its id
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

- name: Read one page only, as the API returns it
  mediaops.alicloud.ice_live_record_job_info:
    region: cn-shanghai
    page_no: 2
    page_size: 20
  register: page
"""

RETURN = r"""
live_record_jobs:
  description:
    - The jobs, in the order of O(sort_by), each once. Their fields are those of the API in snake case, including new
      ones. The API may omit fields.
  returned: success, without O(query_only)
  type: list
  elements: dict
  contains:
    job_id:
      description: The job's id.
      returned: success
      type: str
      sample: ab0e3e76-1e9d-11ed-ba64-0c42a1b73d66
    name:
      description: The job's name. Several jobs may have the same name.
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
      description: The callback URL.
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
    - How many jobs match the filters of the API (keyword, state and times; not O(where)).
    - With O(current_only), how many jobs were compared. These are of all states, superseded ones too.
    - If the list is complete, as many as were read. If the server counts otherwise, although its list only grows, a
      warning gives both figures. If the list is not complete, what the server counts.
    - V(none) if O(limit) was reached before all slices of a range over 30 days were read, or if the count is less than
      what was read.
  returned: success
  type: int
  sample: 180
complete:
  description:
    - Whether it is shown that RV(live_record_jobs) has all jobs that match. V(false) if O(limit) or O(page_no) left
      some out, or if O(on_incomplete=warn) returned a list that may be incomplete.
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
      description: Jobs that were received more than once and dropped.
      returned: success
      type: int
      sample: 0
    jobs_read:
      description: Different jobs that were read, before O(current_only) and O(where).
      returned: success
      type: int
      sample: 180
    jobs_matched:
      description:
        - Those of them for which O(where) is true; all of them without it. With O(current_only), only current jobs are
          counted.
      returned: success
      type: int
      sample: 180
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
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import JobListingOptions, read_list
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
            **argument_spec(JobListingOptions, keyword={"no_log": False}),
        },
        required_if=QUERY_ONLY_NEEDS,
        supports_check_mode=True,
    )
    with errors_as_failures(module):
        connection = options_from(module, ConnectionOptions)
        result = read_list(connection, options_from(module, JobListingOptions), progress_to_file())
    exit_with_list(module, connection, result, "live_record_jobs")


if __name__ == "__main__":
    main()
