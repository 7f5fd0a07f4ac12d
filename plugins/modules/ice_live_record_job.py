#!/usr/bin/python
# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: ice_live_record_job
short_description: Have a live stream recorded by Intelligent Media Services
version_added: 0.1.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Submits a live recording job unless there is one already.
  - A job is known by its O(name), its stream and its output. The API makes up a new id for each submission, and keeps
    all jobs there ever were; those that were paused are history.
  - The API has no call that pauses, stops or deletes a job, and so this module has none.
  - A submission that gets no answer is never sent again. The module looks for the job first, and says so where it
    cannot tell.
  - Needs permission for the RAM actions C(ice:ListLiveRecordJobs), C(ice:SubmitLiveRecordJob) and
    C(ice:GetLiveRecordJob).
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
  name:
    description:
      - The job's name.
    type: str
    required: true
  stream_input:
    description:
      - The live stream to record.
    type: dict
    required: true
    suboptions:
      type:
        description:
          - The type of the stream's URL. The API takes V(rtmp) only.
        type: str
        choices: [rtmp]
        default: rtmp
      url:
        description:
          - The stream's URL.
        type: str
        required: true
  record_output:
    description:
      - Where the recording is kept.
    type: dict
    required: true
    suboptions:
      type:
        description:
          - The type of storage.
        type: str
        choices: [oss, vod]
        default: oss
      bucket:
        description:
          - The bucket's name. Required with O(record_output.type=oss).
        type: str
      endpoint:
        description:
          - The endpoint of the storage service, as in V(oss-cn-hangzhou.aliyuncs.com). Required with
            O(record_output.type=oss).
        type: str
  template_id:
    description:
      - The id of the recording template. It is no part of a job's identity, and the API cannot change it afterwards.
    type: str
    required: true
  notify_url:
    description:
      - The URL that is called back when files are recorded.
    type: str
  state:
    description:
      - V(present) submits the job if there is none of this identity, in whatever state.
      - V(recording) submits it also if the only ones there are have been paused.
      - With either, two jobs of this identity that are C(initial) or C(started) at once are an error that names both.
    type: str
    choices: [present, recording]
    default: present
  wait:
    description:
      - Wait until the job is C(started). It is an error if it is paused instead, or the time is up.
    type: bool
    default: false
  wait_timeout:
    description:
      - How many seconds to wait. This time comes on top of O(deadline).
      - The API gives a stream three minutes to arrive before it pauses the job.
    type: float
    default: 300
notes:
  - Two plays that run at the same moment can both find no job and submit one each, since the API neither locks nor
    knows names as unique. The next run finds both and says so. Let one play at a time work on a recording.
seealso:
  - module: mediaops.alicloud.ice_live_record_job_info
"""

EXAMPLES = r"""
- name: Have the studio recorded
  mediaops.alicloud.ice_live_record_job:
    region: cn-shanghai
    name: studio-1
    stream_input:
      url: rtmp://example-live.com/live/stream1
    record_output:
      bucket: imsbucket1
      endpoint: oss-cn-hangzhou.aliyuncs.com
    template_id: 69e1f9fe-1e97-11ed-ba64-0c42a1b73d66

- name: Record again if the last job was paused, and wait until it runs
  mediaops.alicloud.ice_live_record_job:
    region: cn-shanghai
    name: studio-1
    stream_input:
      url: rtmp://example-live.com/live/stream1
    record_output:
      bucket: imsbucket1
      endpoint: oss-cn-hangzhou.aliyuncs.com
    template_id: 69e1f9fe-1e97-11ed-ba64-0c42a1b73d66
    state: recording
    wait: true
    wait_timeout: 240
  register: recording
"""

RETURN = r"""
live_record_job:
  description:
    - The job, with fields as M(mediaops.alicloud.ice_live_record_job_info) returns them.
    - In check mode, a job that would be submitted has no C(job_id).
    - Where waiting was for nothing, the job that was waited for; C(changed) then says whether it was submitted.
  returned: success, and failure of O(wait)
  type: dict
  sample:
    job_id: ab0e3e76-1e9d-11ed-ba64-0c42a1b73d66
    name: studio-1
    status: initial
previous_job_ids:
  description: The ids of other jobs of the same identity, newest first.
  returned: success
  type: list
  elements: str
  sample: [5f3a6c1e-1e9c-11ed-ba64-0c42a1b73d66]
request_ids:
  description: The ids that the server gave to the requests, for support tickets.
  returned: success
  type: list
  elements: str
  sample: [A27DFFA4-F272-5563-8363-CB0BC42740BA]
job_ids:
  description: The jobs that an error is about.
  returned: failure, where two jobs are active at once or waiting was for nothing
  type: list
  elements: str
  sample: [ab0e3e76-1e9d-11ed-ba64-0c42a1b73d66]
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

from typing import Any

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.changes.job import (
    STATES,
    WantedRecording,
    ensure_recording,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import ConnectionOptions
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.operations import OUTPUT_TYPES, STREAM_TYPES
from ansible_collections.mediaops.alicloud.plugins.module_utils._module import (
    CONNECTION_SPEC,
    errors_as_failures,
    options_from,
    without_none,
)

RECORDING_SPEC: dict[str, dict[str, Any]] = {
    "name": {"type": "str", "required": True},
    "stream_input": {
        "type": "dict",
        "required": True,
        "options": {
            "type": {"type": "str", "choices": list(STREAM_TYPES), "default": "rtmp"},
            "url": {"type": "str", "required": True},
        },
    },
    "record_output": {
        "type": "dict",
        "required": True,
        "options": {
            "type": {"type": "str", "choices": list(OUTPUT_TYPES), "default": "oss"},
            "bucket": {"type": "str"},
            "endpoint": {"type": "str"},
        },
        "required_if": [("type", "oss", ["bucket", "endpoint"])],
    },
    "template_id": {"type": "str", "required": True},
    "notify_url": {"type": "str"},
    "state": {"type": "str", "choices": list(STATES), "default": "present"},
    "wait": {"type": "bool", "default": False},
    "wait_timeout": {"type": "float", "default": 300},
}


def main() -> None:
    module = AnsibleModule(argument_spec={**CONNECTION_SPEC, **RECORDING_SPEC}, supports_check_mode=True)
    wanted = WantedRecording(
        name=module.params["name"],
        stream_input=module.params["stream_input"],
        record_output=without_none(module.params["record_output"]),
        template_id=module.params["template_id"],
        notify_url=module.params["notify_url"],
    )
    with errors_as_failures(module):
        result = ensure_recording(
            options_from(module, ConnectionOptions),
            wanted,
            state=module.params["state"],
            wait_seconds=module.params["wait_timeout"] if module.params["wait"] else None,
            dry_run=module.check_mode,
        )
    for warning in result.warnings:
        module.warn(warning)
    job, *others = result.after
    module.exit_json(
        changed=result.changed,
        live_record_job=job,
        previous_job_ids=[str(other.get("job_id")) for other in others],
        request_ids=result.request_ids,
        diff=result.diff,
    )


if __name__ == "__main__":
    main()
