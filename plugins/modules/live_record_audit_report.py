#!/usr/bin/python
# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: live_record_audit_report
short_description: Merge and render reports of audits
version_added: 1.0.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Merges JSON reports of M(mediaops.alicloud.ice_live_record_audit) into one, for example those of several accounts,
    and writes it in other formats. One report can be rendered again, too.
  - The merged report is compliant only if each part is. It is complete only if each part is, and if nothing is in
    O(not_audited).
  - Needs no credentials and sends no request.
extends_documentation_fragment:
  - mediaops.alicloud._attributes
attributes:
  action_group:
    support: none
    membership: []
  check_mode:
    support: full
    details:
      - Reports are read and merged, and no file is written.
  diff_mode:
    support: none
  idempotent:
    support: full
    details:
      - Equal reports give equal files.
options:
  audits:
    description:
      - The reports to merge. Each is the path of a JSON report on the host that runs the task, or a report as a
        dictionary.
      - It is an error if two of them are about the same region of the same account, or if one is not of the schema
        version that this version of the collection writes.
      - If there is none, nothing is merged or written. O(reports) is checked nevertheless, so that a playbook can do so
        before its audits begin.
    type: list
    elements: raw
    required: true
  not_audited:
    description:
      - What was to be audited and could not be. It is part of the evidence of the merged report, and leaves all rules
        undecided.
    type: list
    elements: dict
    default: []
    suboptions:
      account:
        description: What to call the account, such as a host of the inventory.
        type: str
        required: true
      region:
        description: The region, if it is known.
        type: str
      reason:
        description: Why it could not be audited.
        type: str
        required: true
      error_code:
        description: The API's error code.
        type: str
      request_id:
        description: The id of the request that failed.
        type: str
      http_status:
        description: The HTTP status of its answer.
        type: int
  compare_with:
    description:
      - The path of the report that the audits were compared with, if it has several accounts. What it says of those
        that could not be audited now is kept as undecided, so that it is not taken for new the next time.
      - A file that is not there is ignored.
    type: path
  reports:
    description:
      - The reports to write. Keys are formats, values are paths.
      - Formats are V(json), V(markdown) (at most 60 KB, for a merge request), V(junit), V(sarif) (2.1.0), V(ocsf)
        (Compliance Finding, a JSON array), V(openmetrics) (for the textfile collector of node_exporter) and V(html).
      - A folder must exist. A file is replaced as a whole, keeps its permissions, and is left alone if it would be the
        same.
      - GitHub shows results that are suppressed or fixed as open alerts. Remove these before the SARIF file is uploaded
        to it, see R(the guide,ansible_collections.mediaops.alicloud.docsite.guide_audits_in_pipelines).
    type: dict
    default: {}
  fail_on:
    description:
      - Fail if there is a finding of this severity or a graver one that is not suppressed. Reports are written before.
    type: str
    choices: [none, info, low, medium, high, critical]
    default: none
  fail_on_new_only:
    description:
      - Whether O(fail_on) looks at new findings only, which are those that are not in the report that the audit was
        compared with.
    type: bool
    default: false
  on_inconclusive:
    description:
      - Whether to fail if something could not be read or decided.
      - The default is V(fail) if O(fail_on) is set, and V(warn) otherwise.
    type: str
    choices: [fail, warn]
seealso:
  - module: mediaops.alicloud.ice_live_record_audit
  - ref: ansible_collections.mediaops.alicloud.docsite.guide_audits_in_pipelines
    description: Formats, and pipelines for GitHub and GitLab.
"""

EXAMPLES = r"""
- name: Audit an account
  mediaops.alicloud.ice_live_record_audit:
    profile: production
    region: cn-shanghai
    reports: {json: production.json}

- name: Audit another account
  mediaops.alicloud.ice_live_record_audit:
    profile: operations
    region: cn-shanghai
    reports: {json: operations.json}

- name: Make one report of both, and fail if something critical is in it
  mediaops.alicloud.live_record_audit_report:
    audits: [production.json, operations.json]
    reports:
      json: both.json
      html: both.html
      openmetrics: both.prom
    fail_on: critical

- name: Render the report for code scanning and for the test view of a pipeline
  mediaops.alicloud.live_record_audit_report:
    audits: [both.json]
    reports:
      sarif: both.sarif
      junit: both.xml
"""

RETURN = r"""
evidence:
  description:
    - What was read of each account and region. All parts of the report are returned; its JSON Schema describes them.
  returned: if the reports could be merged
  type: list
  elements: dict
compliant:
  description: Whether each rule passed in each account; null if it cannot be known.
  returned: if the reports could be merged
  type: bool
complete:
  description: Whether it is shown that everything was read.
  returned: if the reports could be merged
  type: bool
findings:
  description: All findings, as M(mediaops.alicloud.ice_live_record_audit) returns them.
  returned: if the reports could be merged
  type: list
  elements: dict
fixed:
  description: Findings of the earlier reports that are gone.
  returned: if the reports could be merged
  type: list
  elements: dict
drift:
  description: How what runs differs from what is declared; null if nothing is declared.
  returned: if the reports could be merged
  type: dict
summary:
  description: Counts by severity, rule and state, C(jobs), C(recordings), C(rules) and C(rules_passed).
  returned: if the reports could be merged
  type: dict
inconclusive:
  description: Rules that could not be decided, with account, region and reason.
  returned: if the reports could be merged
  type: list
  elements: dict
gate:
  description: The options that the task fails for, whether it C(passed), and the C(reasons) if not.
  returned: if the reports could be merged
  type: dict
undecided:
  description: Findings of the earlier reports of which it is not known whether they are still there.
  returned: if the reports could be merged
  type: list
  elements: dict
rules:
  description: Each rule, how many recordings it has C(seen), for how many it C(fired), and its C(state).
  returned: if the reports could be merged
  type: list
  elements: dict
suppressions:
  description: Each suppression, how often it was C(used), and its C(state).
  returned: if the reports could be merged
  type: list
  elements: dict
coverage:
  description: What was recorded in all accounts, as files show it; null if none was asked for it.
  returned: if the reports could be merged
  type: dict
jobs_by_day:
  description: How many jobs were created on each day, by their state now.
  returned: if the reports could be merged
  type: list
  elements: dict
audited_at:
  description: When the oldest of the audits was made, in UTC.
  returned: if the reports could be merged
  type: str
  sample: "2026-11-26T03:00:00Z"
compared_with:
  description: When the report was made that the audits were compared with; null without one.
  returned: if the reports could be merged
  type: str
schema_version:
  description: The version of the report's JSON Schema.
  returned: if the reports could be merged
  type: str
  sample: "1.0"
tool:
  description: The C(name) and C(version) of what made the report.
  returned: if the reports could be merged
  type: dict
reports:
  description: The paths of the reports by format.
  returned: if the reports could be merged
  type: dict
  sample: {json: /srv/reports/all.json}
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.mediaops.alicloud.plugins.module_utils._audit_report import REPORT_SPEC, exit_with_report
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports import (
    Named,
    NotAudited,
    check_paths,
    chosen_on_inconclusive,
    merge_reports,
    read_report,
    report_of,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._module import errors_as_failures

NOT_AUDITED_SPEC: dict[str, dict[str, Any]] = {
    "account": {"type": "str", "required": True},
    "region": {"type": "str"},
    "reason": {"type": "str", "required": True},
    "error_code": {"type": "str"},
    "request_id": {"type": "str"},
    "http_status": {"type": "int"},
}


def named(audits: Sequence[Any]) -> list[Named]:
    """The reports, and what each is called in messages."""
    found = []
    for number, audit in enumerate(audits):
        entry = f"audits[{number}]"
        if isinstance(audit, str):
            found.append(Named(audit, read_report(audit)))
        elif isinstance(audit, dict):
            found.append(Named(entry, report_of(audit, entry)))
        else:
            raise InputError(f"{entry} must be the path of a report, or a report, not {audit!r}.")
    return found


def not_audited(entries: Sequence[dict[str, Any]]) -> list[NotAudited]:
    return [
        NotAudited(
            entry["account"],
            entry["region"],
            {
                "message": entry["reason"],
                "error_code": entry["error_code"],
                "request_id": entry["request_id"],
                "http_status": entry["http_status"],
            },
        )
        for entry in entries
    ]


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            "audits": {"type": "list", "elements": "raw", "required": True},
            "not_audited": {"type": "list", "elements": "dict", "default": [], "options": NOT_AUDITED_SPEC},
            "compare_with": {"type": "path"},
            **REPORT_SPEC,
        },
        supports_check_mode=True,
    )
    given = module.params
    with errors_as_failures(module):
        paths = check_paths(given["reports"], {"audits": [each for each in given["audits"] if isinstance(each, str)]})
        if not given["audits"] and not given["not_audited"]:
            module.exit_json(changed=False, reports={name: str(path) for name, path in paths.items()})
        earlier = Path(given["compare_with"] or "")
        report = merge_reports(
            named(given["audits"]),
            not_audited(given["not_audited"]),
            read_report(earlier) if earlier.is_file() else None,
            fail_on=given["fail_on"],
            fail_on_new_only=given["fail_on_new_only"],
            on_inconclusive=chosen_on_inconclusive(given["on_inconclusive"], given["fail_on"]),
        )
        exit_with_report(module, report, paths)


if __name__ == "__main__":
    main()
