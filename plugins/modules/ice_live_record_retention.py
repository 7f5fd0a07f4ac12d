#!/usr/bin/python
# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: ice_live_record_retention
short_description: Delete recorded files that are old enough, and write down which
version_added: 1.0.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Used by the role P(mediaops.alicloud.live_record_retention#role).
  - Reads all recorded files of one region or several, and deletes those that ended more than O(keep_days) days ago,
    except the last ones of each recording, and what O(hold) names. The oldest go first.
  - If it cannot be shown that all files of all regions were read, the task fails, and nothing is deleted.
  - One task deletes no more than O(max_deletions) files, and no more than the part O(max_share) of all files. The
    others are postponed to the next one.
  - Each file is written to O(log) before the request that deletes it, and its result afterwards. What is written is on
    the disk. If the task is ended in between, the next one looks whether the file is still there, and writes that down.
    So it can be run again after any end, and nothing that was deleted is missing in the log.
  - In check mode it tells what would be deleted, by recording and day, and writes nothing.
  - Needs permission for the RAM actions C(ice:ListLiveRecordJobs), C(ice:ListLiveRecordFiles) and
    C(ice:DeleteLiveRecordFiles).
  - R(The guide,ansible_collections.mediaops.alicloud.docsite.guide_permissions) has the RAM policy as JSON.
extends_documentation_fragment:
  - mediaops.alicloud._attributes
  - mediaops.alicloud._attributes.action_group
  - mediaops.alicloud._connection
  - mediaops.alicloud._regions
attributes:
  check_mode:
    support: full
  diff_mode:
    support: full
  idempotent:
    support: partial
    details:
      - A task that postponed files deletes them the next time.
options:
  keep_days:
    description:
      - Files whose recording ended less than so many days ago are kept. At least V(1).
    type: int
    required: true
  keep_last:
    description:
      - So many of the last files of each recording are kept, however old they are, for each format of it. A recording
        is what jobs of the same name, stream and output have recorded.
    type: int
    default: 1
  hold:
    description:
      - What is kept, however old it is.
      - Each entry needs C(where), a JMESPath expression that is evaluated for a file as
        M(mediaops.alicloud.ice_live_record_file_info) returns it, with C(region) added, and C(reason), which says why.
      - An entry that cannot be meant (it does not parse, compares a field with a bare word, or names a field that no
        file has) is an error, and nothing is deleted.
      - A file that lacks a field that an entry names is kept. The name, stream and output of a job are known from the
        list of jobs, too.
    type: list
    elements: dict
    default: []
  where:
    description:
      - A JMESPath expression that is evaluated for each file in the same way. Only files for which it is true are
        deleted, and none that lacks a field that it names. All files count for O(max_share).
    type: str
  max_deletions:
    description:
      - How many files the task deletes, at most. At least V(1).
    type: int
    default: 100
  max_share:
    description:
      - The part of all files that the task deletes, at most, above V(0) and up to V(1). Of 4 files, V(0.2) allows none.
    type: float
    default: 0.2
  remove_file:
    description:
      - Whether the service also deletes the objects from OSS. If V(false), only the service's record of the files is
        deleted.
      - The service deletes the objects itself. The role that it was given for OSS needs the permission
        C(oss:DeleteObject) for the bucket, and neither a policy of the bucket nor a retention policy (WORM) may forbid
        it. The key of this task needs no permission for OSS.
    type: bool
    default: false
  log:
    description:
      - The file that tells what was deleted, in lines of JSON. It is only ever appended to. Only its owner can read it.
      - Two tasks with the same log do not run at the same time.
      - The default is C(~/.ansible/mediaops_alicloud/retention/deleted.jsonl). In a container, name a file that stays.
    type: path
requirements:
  - jmespath >= 1.0 (for O(where) and O(hold))
seealso:
  - module: mediaops.alicloud.ice_live_record_file
  - module: mediaops.alicloud.ice_live_record_coverage_info
"""

EXAMPLES = r"""
- name: Delete files older than 90 days, but for a trial and the last two of each recording
  mediaops.alicloud.ice_live_record_retention:
    region: cn-shanghai
    keep_days: 90
    keep_last: 2
    hold:
      - where: starts_with(job_name, 'trial-') && start_time < '2026-04-01'
        reason: legal hold of the trial
    max_deletions: 500
  register: retention

- name: Show what went
  ansible.builtin.debug:
    msg: "{{ retention.lines }}"
"""

RETURN = r"""
files:
  description: The files that were chosen, the oldest first.
  returned: success, and failure if something may have been deleted
  type: list
  elements: dict
  contains:
    region:
      description: The region.
      returned: always
      type: str
      sample: cn-shanghai
    record_id:
      description: The file's id. There are also C(job_id), C(job_name), C(format), the times and C(record_url).
      returned: always
      type: str
      sample: 13cbb83e-043c-4728-ac35-0c42a1b73d66
    result:
      description:
        - V(deleted), V(absent) if it was gone already, or V(failed). In check mode, the result that is expected.
      returned: always
      type: str
      sample: deleted
    code:
      description: The code of the API for the file.
      returned: if the API returned one
      type: str
      sample: OK
    message:
      description: The message of the API for the file, or why it was not tried.
      returned: if there is one
      type: str
      sample: OK
recordings:
  description:
    - The recordings of which files may go, with C(region), C(name), C(stream_url) and C(record_output); C(files), how
      many are deleted; C(days), how many by the day (in UTC) on which they ended; and C(postponed), how many are left
      to the next task.
  returned: success, and failure if something may have been deleted
  type: list
  elements: dict
  sample:
    - region: cn-shanghai
      name: studio-1
      stream_url: rtmp://example-live.com/live/stream1
      record_output: {type: oss, bucket: imsbucket1, endpoint: oss-cn-hangzhou.aliyuncs.com}
      files: 2
      days: [{day: "2022-07-20", files: 2}]
      postponed: 0
counts:
  description:
    - How many C(files) there are, and of them C(young), C(held), C(not_meant) (by O(where)) and C(kept_last); how many
      are C(due), and of these C(deleted), C(absent) (gone already), C(failed) and C(postponed).
  returned: success, and failure if something may have been deleted
  type: dict
  sample:
    {files: 40, young: 30, held: 2, not_meant: 0, kept_last: 1, due: 7, deleted: 7, absent: 0, failed: 0, postponed: 0}
holds:
  description: For each entry of O(hold) its C(reason), and how many C(files) it is about.
  returned: success, and failure if something may have been deleted
  type: list
  elements: dict
  sample: [{reason: legal hold of the trial, files: 2}]
finished_later:
  description: The ids of files that an earlier task deleted and was ended before it could write it down.
  returned: success, and failure if something may have been deleted
  type: list
  elements: str
  sample: []
lines:
  description: The same as text.
  returned: success, and failure if something may have been deleted
  type: list
  elements: str
  sample: ["studio-1 (cn-shanghai), 2022-07-20: 2 files deleted"]
log:
  description: The file that tells what was deleted.
  returned: success, and failure if something may have been deleted
  type: str
  sample: /home/ops/.ansible/mediaops_alicloud/retention/deleted.jsonl
request_ids:
  description: The ids that the server assigned to the requests, for support tickets.
  returned: success, and failure if something may have been deleted
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
    auth_action: ice:DeleteLiveRecordFiles
    auth_principal_display_name: editor
    auth_principal_type: SubUser
    no_permission_type: ImplicitDeny
    policy_type: AccountLevelIdentityBasedPolicy
"""

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.changes.retention import keep_files
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.changes.retention_rules import RetentionOptions
from ansible_collections.mediaops.alicloud.plugins.module_utils._module import (
    CONNECTION_SPEC,
    REGIONS_SPEC,
    argument_spec,
    connections_from,
    errors_as_failures,
    options_from,
    progress_to_file,
)

RETENTION_SPEC = argument_spec(
    RetentionOptions,
    keep_days={"required": True},
    hold={"type": "list", "elements": "dict", "default": []},
    log={"type": "path"},
)


def main() -> None:
    module = AnsibleModule(
        argument_spec={**CONNECTION_SPEC, **REGIONS_SPEC, **RETENTION_SPEC}, supports_check_mode=True
    )
    with errors_as_failures(module):
        told = keep_files(
            connections_from(module),
            options_from(module, RetentionOptions),
            dry_run=module.check_mode,
            on_page=progress_to_file(),
        )
    for remark in told.pop("remarks"):
        module.warn(remark)
    module.exit_json(**told)


if __name__ == "__main__":
    main()
