#!/usr/bin/python
# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: ice_live_record_file_info
short_description: Gather recorded files of Intelligent Media Services
version_added: 0.1.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Lists the files that live recording jobs have recorded in a region of Alibaba Cloud Intelligent Media Services
    (ICE), all of them or those asked for.
  - The list is complete. A file that matches from before the first request until after the last one is returned, once,
    however the list moves meanwhile; where that cannot be shown, the task fails. A part is never returned as the whole.
  - Needs permission for the RAM action C(ice:ListLiveRecordFiles).
  - Values that come from the API are data. Do not feed them to templates or shells unquoted.
extends_documentation_fragment:
  - mediaops.alicloud._attributes
  - mediaops.alicloud._attributes.info_module
  - mediaops.alicloud._attributes.action_group
  - mediaops.alicloud._connection
  - mediaops.alicloud._reading
options:
  job_ids:
    description:
      - Only files of these recording jobs. They travel in the request's address; narrow very long lists by time and
        O(where) instead.
    type: list
    elements: str
  record_format:
    description:
      - Only files of this format.
    type: str
    choices: [m3u8, flv, mp4]
  sort_by:
    description:
      - The order by time of creation; V(asc) has the oldest file first, as the API does.
    type: str
    choices: [asc, desc]
    default: asc
  start_time:
    description:
      - Only files created at this time or after it.
      - ISO 8601 with any offset from UTC (V(2022-07-15T08:00:00Z), V(2022-07-15T10:00:00+02:00)); without an offset
        it is UTC.
      - Or relative to now, with the units C(s), C(m), C(h), C(d) and C(w), as in V(now-36h) or V(-7d).
      - Without O(end_time) the range goes up to now.
      - The API takes ranges of at most four days; longer ones are read in slices.
    type: str
  end_time:
    description:
      - Only files created at this time or before it. Written as O(start_time) is.
    type: str
  page_size:
    description:
      - How many files to ask for in one request, V(5) to V(30). Where the server gives fewer, the listing adapts.
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

- name: Name where they can be played
  ansible.builtin.debug:
    msg: "{{ files.files | map(attribute='record_url') }}"

- name: Add up the hours that each bucket got in a week
  mediaops.alicloud.ice_live_record_file_info:
    region: cn-shanghai
    start_time: now-1w
    record_format: mp4
    query: "[].{bucket: record_output.bucket, hours: duration}"
  register: hours

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
    - The files, in the order asked for, each once. Fields are those of the API in snake case, new ones included; the
      API may leave fields out.
  returned: success
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
      description: Where the file is kept. The API gives it as a text of JSON; here it is a dictionary.
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
    - How many files the server counts for its own filters (not O(where)).
    - V(none) where O(limit) was reached before all slices of a range over four days were asked about.
  returned: success
  type: int
  sample: 42
complete:
  description:
    - Whether RV(files) are shown to be all that match. V(false) where O(limit) or O(page_no) left some out, or
      O(on_incomplete=warn) let an unproven list pass.
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
      sample: 30
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
    files_read:
      description: Different files that were read, before O(where).
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
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import FileListingOptions, read_list
from ansible_collections.mediaops.alicloud.plugins.module_utils._module import (
    CONNECTION_SPEC,
    argument_spec,
    errors_as_failures,
    exit_with_list,
    options_from,
)


def main() -> None:
    module = AnsibleModule(
        argument_spec={**CONNECTION_SPEC, **argument_spec(FileListingOptions)},
        supports_check_mode=True,
    )
    with errors_as_failures(module):
        result = read_list(options_from(module, ConnectionOptions), options_from(module, FileListingOptions))
    exit_with_list(module, result, "files")


if __name__ == "__main__":
    main()
