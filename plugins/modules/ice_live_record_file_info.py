#!/usr/bin/python
# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: ice_live_record_file_info
short_description: Gather recorded files of Intelligent Media Services
version_added: 1.0.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Lists the files that live recording jobs have recorded in a region of Alibaba Cloud Intelligent Media Services
    (ICE).
  - The list is complete. A file that matches from before the first request until after the last one is returned, once,
    even if the list changes meanwhile. If that cannot be shown, the task fails. A part of the list is never returned as
    if it were all of it.
  - The API takes time ranges of at most four days. Longer ranges are read in slices.
  - Needs permission for the RAM action C(ice:ListLiveRecordFiles).
  - R(The guide,ansible_collections.mediaops.alicloud.docsite.guide_permissions) has the RAM policy as JSON.
  - Values that come from the API are data. Do not use them in templates or shells without quoting them.
extends_documentation_fragment:
  - mediaops.alicloud._attributes
  - mediaops.alicloud._attributes.info_module
  - mediaops.alicloud._attributes.action_group
  - mediaops.alicloud._connection
  - mediaops.alicloud._reading
  - mediaops.alicloud._reading.modules
  - mediaops.alicloud._times
options:
  job_ids:
    description:
      - Only files of these recording jobs. The ids are part of the URL of a request, so use a time range and O(where)
        instead of very many ids.
    type: list
    elements: str
  record_format:
    description:
      - Only files of this format.
    type: str
    choices: [m3u8, flv, mp4]
  sort_by:
    description:
      - The order by time of creation. V(asc) returns the oldest file first; this is also the default of the API.
    type: str
    choices: [asc, desc]
    default: asc
  page_size:
    description:
      - How many files to ask for in one request, V(5) to V(30). If the server returns fewer, it is lowered
        automatically.
    type: int
    default: 30
seealso:
  - module: mediaops.alicloud.ice_live_record_file
  - module: mediaops.alicloud.ice_live_record_job_info
  - name: ListLiveRecordFiles
    description: The API operation behind this module.
    link: https://www.alibabacloud.com/help/en/ims/developer-reference/api-ice-2020-11-09-listliverecordfiles
"""

EXAMPLES = r"""
- name: Gather the recorded files of two weeks
  mediaops.alicloud.ice_live_record_file_info:
    region: cn-shanghai
    start_time: now-2w
  register: result

- name: Gather the files of one recording job
  mediaops.alicloud.ice_live_record_file_info:
    region: cn-shanghai
    job_ids:
      - ab0e3e76-1e9d-11ed-ba64-0c42a1b73d66
  register: files

- name: Show where they can be played
  ansible.builtin.debug:
    msg: "{{ files.files | map(attribute='record_url') }}"

- name: List the bucket and the length in seconds of each recording of a week
  mediaops.alicloud.ice_live_record_file_info:
    region: cn-shanghai
    start_time: now-1w
    record_format: mp4
    query: "[].{bucket: record_output.bucket, seconds: duration}"
  register: lengths

- name: Find files older than 90 days
  mediaops.alicloud.ice_live_record_file_info:
    region: cn-shanghai
    end_time: now-90d
    query: "[].record_id"
  register: old
"""

RETURN = r"""
files:
  description:
    - The files, in the order of O(sort_by), each once. Their fields are those of the API in snake case, including new
      ones. The API may omit fields.
  returned: success, without O(query_only)
  type: list
  elements: dict
  contains:
    record_id:
      description: The file's id.
      returned: success
      type: str
      sample: 13cbb83e-043c-4728-ac35-0c42a1b73d66
    job_id:
      description: The id of the recording job.
      returned: success
      type: str
      sample: ab0e3e76-1e9d-11ed-ba64-0c42a1b73d66
    job_name:
      description: The name of the recording job.
      returned: success
      type: str
      sample: studio-1
    format:
      description: The file's format, V(m3u8), V(flv) or V(mp4).
      returned: success
      type: str
      sample: m3u8
    record_url:
      description: The file's address.
      returned: success
      type: str
      sample: https://imsbucket1.oss-cn-hangzhou.aliyuncs.com/record/1.m3u8
    stream_url:
      description: The stream's URL.
      returned: success
      type: str
      sample: rtmp://example-live.com/live/stream1
    record_output:
      description: Where the file is kept. The API returns it as JSON in a string; here it is a dictionary.
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
    create_time:
      description: When the file was created, in UTC.
      returned: success
      type: str
      sample: "2022-07-20T03:36:36Z"
    start_time:
      description: When the recording in the file begins, in UTC.
      returned: success
      type: str
      sample: "2022-07-20T03:26:36Z"
    end_time:
      description: When the recording in the file ends, in UTC.
      returned: success
      type: str
      sample: "2022-07-20T03:36:36Z"
    duration:
      description: How long the recording is, in seconds.
      returned: success
      type: float
      sample: 600.0
    width:
      description: The width of the picture.
      returned: success
      type: int
      sample: 1920
    height:
      description: The height of the picture.
      returned: success
      type: int
      sample: 1080
query_result:
  description: The value of O(query) over RV(files).
  returned: when O(query) is set
  type: raw
  sample: [13cbb83e-043c-4728-ac35-0c42a1b73d66]
total_count:
  description:
    - How many files match the filters of the API (not O(where)).
    - If the list is complete, as many as were read. If the server counts otherwise, although its list only grows, a
      warning gives both figures. If the list is not complete, what the server counts.
    - V(none) if O(limit) was reached before all slices of a range over four days were read, or if the count is less
      what was read.
  returned: success
  type: int
  sample: 42
complete:
  description:
    - Whether it is shown that RV(files) has all files that match. V(false) if O(limit) or O(page_no) left some
      out, or if O(on_incomplete=warn) returned a list that may be incomplete.
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
      sample: 30
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
    files_read:
      description: Different files that were read, before O(where).
      returned: success
      type: int
      sample: 42
    files_matched:
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
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import FileListingOptions, read_list
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
        argument_spec={**CONNECTION_SPEC, **QUERY_ONLY_SPEC, **argument_spec(FileListingOptions)},
        required_if=QUERY_ONLY_NEEDS,
        supports_check_mode=True,
    )
    with errors_as_failures(module):
        connection = options_from(module, ConnectionOptions)
        result = read_list(connection, options_from(module, FileListingOptions), progress_to_file())
    exit_with_list(module, connection, result, "files")


if __name__ == "__main__":
    main()
