#!/usr/bin/python
# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: ice_live_record_file
short_description: Delete recorded files of Intelligent Media Services
version_added: 1.0.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Deletes files that live recording jobs have recorded, by their ids, in batches.
  - Files are looked up first. Files that do not exist are neither an error nor a change.
  - Each file has its own result. If some could not be deleted, the task fails and tells which files were deleted and
    which were not.
  - A request that gets no answer is never sent again. The module checks which files were deleted instead. It does the
    same for files for which the API returns no result. A file that is still listed is not reported as deleted.
  - The diff names the job, the times and the duration in seconds of each file. The API knows no size.
  - O(job_ids), O(start_time) and O(end_time) limit where the files are looked for. If there are many files, this saves
    requests. Files that are not found there count as absent and are not deleted.
  - The API takes time ranges of at most four days. Longer ranges are read in slices.
  - Needs permission for the RAM actions C(ice:ListLiveRecordFiles) and C(ice:DeleteLiveRecordFiles).
  - R(The guide,ansible_collections.mediaops.alicloud.docsite.guide_permissions) has the RAM policy as JSON.
extends_documentation_fragment:
  - mediaops.alicloud._attributes
  - mediaops.alicloud._attributes.action_group
  - mediaops.alicloud._connection
  - mediaops.alicloud._times
attributes:
  check_mode:
    support: full
  diff_mode:
    support: full
  idempotent:
    support: full
options:
  state:
    description:
      - The desired state. Files are created by recording only, so this can only be V(absent).
    type: str
    choices: [absent]
    default: absent
  record_ids:
    description:
      - The ids of the files to delete. Rows of M(mediaops.alicloud.ice_live_record_file_info) are refused. Use the
        filter P(ansible.builtin.map#filter) with C(attribute='record_id').
    type: list
    elements: str
    required: true
  max_deletions:
    description:
      - How many files a task may delete. If O(record_ids) has more different ids, the task fails before the first
        request, in check mode too. So an expression that selects too much deletes nothing.
      - Use V(0) for no limit.
    type: int
    default: 100
  remove_file:
    description:
      - Whether to delete the file from OSS, too. If V(false), only the service's record of the file is deleted.
    type: bool
    default: false
  job_ids:
    description:
      - Look for the files only among those of these recording jobs.
    type: list
    elements: str
seealso:
  - module: mediaops.alicloud.ice_live_record_file_info
"""

EXAMPLES = r"""
- name: Find recordings of rehearsals older than a month
  mediaops.alicloud.ice_live_record_file_info:
    region: cn-shanghai
    end_time: now-30d
    where: matches('rehearsal', job_name)
    query: "[].record_id"
  register: old

- name: Delete them, from OSS too
  mediaops.alicloud.ice_live_record_file:
    region: cn-shanghai
    state: absent
    record_ids: "{{ old.query_result }}"
    remove_file: true
    end_time: now-30d
  when: old.query_result | length > 0

- name: Delete the record of one file of a job, but keep the file in OSS
  mediaops.alicloud.ice_live_record_file:
    region: cn-shanghai
    state: absent
    record_ids:
      - 13cbb83e-043c-4728-ac35-0c42a1b73d66
    job_ids:
      - ab0e3e76-1e9d-11ed-ba64-0c42a1b73d66
"""

RETURN = r"""
delete_file_info_list:
  description:
    - The result for each file, in the order of O(record_ids), each once.
  returned: success, and failure if something may have been deleted
  type: list
  elements: dict
  contains:
    record_id:
      description: The file's id.
      returned: always
      type: str
      sample: 13cbb83e-043c-4728-ac35-0c42a1b73d66
    result:
      description:
        - V(deleted), V(absent) if it did not exist, or V(failed). In check mode, the result that is expected.
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

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.changes.file import MAX_DELETIONS, delete_files
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import ConnectionOptions
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import FileListingOptions
from ansible_collections.mediaops.alicloud.plugins.module_utils._module import (
    CONNECTION_SPEC,
    argument_spec,
    errors_as_failures,
    options_from,
)

AMONG_SPEC = argument_spec(FileListingOptions)
FILE_SPEC = {
    **{name: AMONG_SPEC[name] for name in ("job_ids", "start_time", "end_time")},
    "state": {"type": "str", "choices": ["absent"], "default": "absent"},
    "record_ids": {"type": "list", "elements": "str", "required": True},
    "max_deletions": {"type": "int", "default": MAX_DELETIONS},
    "remove_file": {"type": "bool", "default": False},
}


def main() -> None:
    module = AnsibleModule(argument_spec={**CONNECTION_SPEC, **FILE_SPEC}, supports_check_mode=True)
    with errors_as_failures(module):
        result = delete_files(
            options_from(module, ConnectionOptions),
            module.params["record_ids"],
            remove_file=module.params["remove_file"],
            among=options_from(module, FileListingOptions),
            max_deletions=module.params["max_deletions"],
            dry_run=module.check_mode,
        )
    module.exit_json(
        changed=result.changed,
        delete_file_info_list=[each.as_row() for each in result.after],
        request_ids=result.request_ids,
        diff=result.diff,
    )


if __name__ == "__main__":
    main()
