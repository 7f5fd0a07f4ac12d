#!/usr/bin/python
# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: ice_live_record_job
short_description: Submit live recording jobs of Intelligent Media Services
version_added: 1.0.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Ensures that a live stream is recorded. Submits a live recording job, unless there is one already.
  - A job is identified by its O(name), its stream and its output. The API assigns a new id to each submission, and
    never deletes a job. A job that was submitted again stays C(paused).
  - The API cannot pause, stop or delete a job, so this module cannot do so either.
  - A submission that gets no answer, or an answer without the new job, is never sent again. The module looks for the
    job instead. If it does not find one, the task fails, and the message says that the job may have been submitted.
  - Jobs are looked for by their name, and active ones without it too, in case the server does not find names. If it
    does not, a warning says so. No job is submitted while one is active that records the same, or that may do so.
  - After a submission, the task ends when the job is listed, so that the next run sees it. If it is not listed within
    O(deadline), the task succeeds with a warning.
  - Needs permission for the RAM actions C(ice:ListLiveRecordJobs), C(ice:SubmitLiveRecordJob) and
    C(ice:GetLiveRecordJob). Check mode uses C(ice:GetLiveRecordTemplate) to see that the template exists, and warns if
    that is not allowed.
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
  name:
    description:
      - The job's name. It must not be empty.
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
          - The stream's URL, which begins with V(rtmp://) or V(rtmps://).
        type: str
        required: true
  record_output:
    description:
      - Where the recording is stored.
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
          - The bucket's name. If it is empty or omitted, the service decides, and a job with any bucket counts as the
            same recording.
        type: str
      endpoint:
        description:
          - The endpoint of the storage service, as in V(oss-cn-hangzhou.aliyuncs.com). If it is empty or omitted, the
            service decides, and a job with any endpoint counts as the same recording.
        type: str
  template_id:
    description:
      - The id of the recording template. It does not identify a job, and the API cannot change it afterwards.
    type: str
    required: true
  notify_url:
    description:
      - The callback URL for recorded files, which begins with V(http://) or V(https://).
    type: str
  state:
    description:
      - V(present) submits the job if no such job exists, whatever its state.
      - V(recording) also submits the job if all existing ones are C(paused).
      - In both cases it is an error if two such jobs are C(initial) or C(started) at the same time. The message names
        both.
    type: str
    choices: [present, recording]
    default: present
  wait:
    description:
      - Whether to wait until the job is C(started). It is an error if it is C(paused) instead, or if it is not started
        within O(wait_timeout).
    type: bool
    default: false
  wait_timeout:
    description:
      - How many seconds to wait, in addition to O(deadline). Other runs for the same recording do not wait for this.
      - The API pauses a job if its stream does not arrive within three minutes.
    type: float
    default: 300
notes:
  - Runs of one user on one machine are safe, be they many hosts of a play or several playbooks at the same time. They
    use a lock in C(~/.ansible/mediaops_alicloud/locks) on the machine where the module runs. One submits the job, the
    others wait and find it. If the home folder cannot be used, there is a warning and no lock.
  - Several machines or users are not safe. The API has neither locks nor unique names, so two of them can both find no
    job, and submit one each. The next run finds both jobs and fails.
  - A run that was ended before it had an answer leaves a note beside the lock. Until 90 seconds after it, the next run
    waits for the job to be listed before it submits one.
seealso:
  - module: mediaops.alicloud.ice_live_record_job_info
"""

EXAMPLES = r"""
- name: Ensure that a stream is recorded
  mediaops.alicloud.ice_live_record_job:
    region: cn-shanghai
    name: studio-1
    stream_input:
      url: rtmp://example-live.com/live/stream1
    record_output:
      bucket: imsbucket1
      endpoint: oss-cn-hangzhou.aliyuncs.com
    template_id: 69e1f9fe-1e97-11ed-ba64-0c42a1b73d66

- name: Submit the job again if it was paused, and wait until it has started
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
    - If O(wait) failed, the job that was waited for. C(changed) then tells whether it was submitted.
  returned: success, and failure of O(wait)
  type: dict
  sample:
    job_id: ab0e3e76-1e9d-11ed-ba64-0c42a1b73d66
    name: studio-1
    status: initial
previous_job_ids:
  description: The ids of other jobs with the same name, stream and output, newest first.
  returned: success
  type: list
  elements: str
  sample: [5f3a6c1e-1e9c-11ed-ba64-0c42a1b73d66]
request_ids:
  description: The ids that the server assigned to the requests, for support tickets.
  returned: success
  type: list
  elements: str
  sample: [A27DFFA4-F272-5563-8363-CB0BC42740BA]
job_ids:
  description: The jobs that caused the error.
  returned: failure, if two jobs are active at the same time, if an active job does not show what it records, or if
    O(wait) failed
  type: list
  elements: str
  sample: [ab0e3e76-1e9d-11ed-ba64-0c42a1b73d66]
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

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.changes.job import (
    STATES,
    ensure_recording,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.changes.job_rules import WantedRecording
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import ConnectionOptions
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.shapes import OUTPUT_TYPES, STREAM_TYPES
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
