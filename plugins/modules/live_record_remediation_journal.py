#!/usr/bin/python
# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: live_record_remediation_journal
short_description: Keep what a remediation of live recording jobs still owes
version_added: 1.0.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Used by the role P(mediaops.alicloud.live_record_remediate#role), so that no notification and no task is lost if a
    run ends early.
  - Without O(path) it returns what is still owed for the account, the endpoint and the region of the connection. It
    sends no request.
  - With O(path) it adds to a journal. What is added is on the disk when the task ends.
  - The files and their folder can be used by the user who runs the task only. Others are refused.
  - In check mode it reads, and writes nothing.
extends_documentation_fragment:
  - mediaops.alicloud._attributes
  - mediaops.alicloud._attributes.action_group
  - mediaops.alicloud._connection
attributes:
  check_mode:
    support: full
  diff_mode:
    support: none
  idempotent:
    support: none
options:
  folder:
    description:
      - The folder with the journals. It is made if it is missing.
      - Required without O(path).
    type: path
  owner:
    description:
      - Distinguishes hosts of an inventory that act for the same account. Each has a journal of its own.
    type: str
    default: ""
  path:
    description:
      - The journal to add to, as RV(path) of an earlier task. The options of the connection are not used then.
    type: path
  by:
    description:
      - Who promises, as a play is identified. A promise whose rule is unknown to others is left alone by them.
    type: str
    default: ""
  promised:
    description:
      - Steps of P(mediaops.alicloud.live_record_remediation_plan#filter) that are about to begin, with C(job), C(rule)
        and C(actions).
    type: list
    elements: dict
    default: []
  settled:
    description:
      - What does not have to be done any more, with C(job_id), C(rule), C(actions), and optionally C(submitted) and
        C(new_job_id).
    type: list
    elements: dict
    default: []
"""

EXAMPLES = r"""
- name: Show what is still owed
  mediaops.alicloud.live_record_remediation_journal:
    folder: ~/.ansible/mediaops_alicloud/remediation
    owner: "{{ inventory_hostname }}"
  register: journal
"""

RETURN = r"""
path:
  description: The journal.
  returned: success
  type: str
  sample: /home/ops/.ansible/mediaops_alicloud/remediation/0f9a6c1f6a2b0f9a6c1f6a2b0f9a6c1f6a2b0f9a.jsonl
owed:
  description:
    - The promises that are not settled, each with C(job_id), C(rule), C(job), C(at), C(by) and C(actions), which are
      those that are left.
    - If the job was submitted again, also C(submitted) and C(new_job_id).
  returned: success, without O(path)
  type: list
  elements: dict
damaged:
  description:
    - The numbers of lines that could not be read. They were moved to a file beside the journal, unless in check mode.
  returned: success, without O(path)
  type: list
  elements: int
"""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import ConnectionOptions
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.journal import Journal, journal_file
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.json_lines import Record
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.times import format_time
from ansible_collections.mediaops.alicloud.plugins.module_utils._module import (
    CONNECTION_SPEC,
    errors_as_failures,
    options_from,
)

JOURNAL_SPEC: dict[str, dict[str, Any]] = {
    "folder": {"type": "path"},
    "owner": {"type": "str", "default": ""},
    "path": {"type": "path"},
    "by": {"type": "str", "default": ""},
    "promised": {"type": "list", "elements": "dict", "default": []},
    "settled": {"type": "list", "elements": "dict", "default": []},
}


def records(promised: list[dict[str, Any]], settled: list[dict[str, Any]], by: str) -> Iterator[Record]:
    """Steps and results as lines of the journal."""
    now = format_time(int(time.time()))
    for step in promised:
        job = step["job"]
        about = {"job_id": str(job.get("job_id")), "rule": step["rule"], "job": job}
        yield {**about, "at": step.get("owed_since") or now, "by": by, "promised": step["actions"]}
    for result in settled:
        later = {name: result[name] for name in ("submitted", "new_job_id") if result.get(name) is not None}
        yield {"job_id": str(result["job_id"]), "rule": result["rule"], "settled": result["actions"], **later}


def main() -> None:
    module = AnsibleModule(
        argument_spec={**CONNECTION_SPEC, **JOURNAL_SPEC},
        required_one_of=[("folder", "path")],
        mutually_exclusive=[("folder", "path")],
        supports_check_mode=True,
    )
    given = module.params
    with errors_as_failures(module):
        if given["path"]:
            if not module.check_mode:
                Journal(Path(given["path"])).append(records(given["promised"], given["settled"], given["by"]))
            module.exit_json(changed=False, path=given["path"])
        path = journal_file(Path(given["folder"]), options_from(module, ConnectionOptions), given["owner"])
        journal = Journal(path)
        kept = journal.look() if module.check_mode else journal.open()
    module.exit_json(changed=False, path=str(path), owed=kept.owed, damaged=kept.damaged)


if __name__ == "__main__":
    main()
