#!/usr/bin/python
# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: ice_live_record_audit
short_description: Audit live recordings of Intelligent Media Services
version_added: 1.0.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Judges the live recordings of an account of Alibaba Cloud Intelligent Media Services (ICE) by rules, and says
    whether they comply. Findings can be suppressed for a reason, compared with an earlier report, written in several
    formats, and made to fail the task.
  - What is judged is the I(recording), which is what has the same region, name, stream and output. Of its jobs the
    active one counts, or else the newest. A job that was submitted again stays V(paused) for ever beside its successor,
    and is not judged.
  - What is not known is never called passed. A list that may be incomplete, a region that cannot be reached, and a
    permission that is missing make the rules that need them inconclusive.
  - Rules are evaluated while pages arrive. Memory follows the findings and the active jobs, not the length of the list.
  - Needs permission for the RAM action C(ice:ListLiveRecordJobs). Some rules need C(ice:ListLiveRecordTemplates),
    C(ice:GetLiveRecordTemplate) or C(ice:ListLiveRecordFiles), too; without it they are inconclusive. O(coverage)
    needs the last two.
  - R(The guide,ansible_collections.mediaops.alicloud.docsite.guide_permissions) has the RAM policy as JSON.
  - User names and passwords, values of queries, and stream keys in URLs are masked in everything that the module
    returns and writes.
extends_documentation_fragment:
  - mediaops.alicloud._attributes
  - mediaops.alicloud._attributes.action_group
  - mediaops.alicloud._connection
  - mediaops.alicloud._regions
attributes:
  check_mode:
    support: full
    details:
      - Reads as it does otherwise, and writes no report. It says whether a report would change.
  diff_mode:
    support: none
  idempotent:
    support: partial
    details:
      - Changes nothing but the files of O(reports), which say when the audit was made.
options:
  keyword:
    description:
      - Only recordings with this text in their name. Rules about what is recorded at once are inconclusive then.
    type: str
  status:
    description:
      - Only recordings in this state. All jobs are read nevertheless, since they show which job of a recording counts.
    type: str
    choices: [paused, initial, started]
  start_time:
    description:
      - Only jobs that were created at this time or after it. Older jobs that are still active are not seen, so that
        rules about what is recorded at once are inconclusive. It cannot be used together with O(jobs).
      - ISO 8601 with any offset from UTC (V(2022-07-15T08:00:00Z)), or relative to now with the units C(s), C(m), C(h),
        C(d) and C(w), as in V(-7d).
    type: str
  end_time:
    description:
      - Only recordings whose job was created at this time or before it. Written in the same way as O(start_time).
    type: str
  jobs:
    description:
      - Audit these jobs, and read none. They are as the lookup returns them, and as they are in
        RV(mediaops.alicloud.ice_live_record_job_info#module:live_record_jobs). A field C(region) in a job has
        precedence over O(region).
      - No request is made then. Rules that need a template or a file are inconclusive, unless the jobs have the fields
        C(template), C(own_template) or C(last_file) themselves.
    type: list
    elements: raw
  jobs_complete:
    description:
      - Whether O(jobs) are all there are, as RV(mediaops.alicloud.ice_live_record_job_info#module:complete) says.
        Otherwise each rule is inconclusive unless it fires, since what is not in the list may not comply.
    type: bool
    default: false
  rules:
    description:
      - Rules of the task. Each is a dictionary.
      - C(id), C(title) and C(severity) (V(info), V(low), V(medium), V(high) or V(critical)) are required, and one of
        C(where) and C(query).
      - C(where) is a JMESPath expression that is true for a job that does not comply. C(query) is one over the list of
        all current jobs, which returns those that do not comply; for it all of them are kept in memory.
      - C(message) is what a finding says. Expressions in braces stand for their values, as in
        V({name} is paused). It is no template of Jinja. The default is the title.
      - C(remediation) and C(description) are texts for those who read the report.
      - C(params) are the parameters of the rule with their defaults. In the expressions, C(params.NAME) stands for the
        value.
      - C(examples) has the lists C(fires) and C(passes) of jobs, with as many fields as the rule looks at. They are
        run when the rule is loaded. The task fails before any request if one is not as it is said to be.
      - Beside its own fields a job has C(region); C(output_region), the region of the bucket's endpoint; C(at_once)
        with C(recording), C(stream) and C(name), how many jobs record the same at once; C(template), V(null) if it
        was deleted; for active jobs C(own_template), the template as the job uses it, and C(cycle), the seconds until a
        file appears; for started jobs C(last_file); and C(first_seen), since when the reports of O(compare_with) know
        the job in its state.
    type: list
    elements: raw
    default: []
  rules_files:
    description:
      - YAML files of rules, each a list, or a dictionary with the key C(rules). If the connection is local, paths are
        searched where Ansible searches files of a task.
    type: list
    elements: str
    default: []
  builtin_rules:
    description:
      - Which of the rules that are built in to ask, by their ids; or V(all), or V(none).
      - R(The guide,ansible_collections.mediaops.alicloud.docsite.guide_audits) describes each of them.
    type: list
    elements: str
    default: [all]
  parameters:
    description:
      - For each rule that is named by its id, the parameters to set.
    type: dict
    default: {}
  declared:
    description:
      - The recordings that shall run, to find how what runs differs from that. An empty list declares that none shall.
      - Each entry is a dictionary with C(name), C(stream_input), C(record_output), C(template) (an id, or a name),
        C(notify_url), C(region), which may be left out if one region is audited, C(state) (V(recording) or V(absent)),
        and C(ignore), a list of fields that may differ.
      - RV(drift) tells the differences and a plan. Each is a finding of one of the rules V(drift-missing),
        V(drift-unexpected), V(drift-different) and V(drift-duplicated), too, if these are chosen.
    type: list
    elements: raw
  declared_files:
    description:
      - YAML files of such entries, each a list, or a dictionary with the key C(declared). Searched as O(rules_files)
        are.
    type: list
    elements: str
    default: []
  declared_scope:
    description:
      - Which recordings the declaration is about, as a dictionary with C(regions), C(where), or both. Others cannot be
        unexpected. By default all are in scope.
    type: dict
  suppressions:
    description:
      - Findings that are accepted. Each entry is a dictionary with C(rule), the id; C(name), the whole name of the
        recording, or C(where), an expression; C(reason); C(owner); and C(expires), a date, until the end of which (UTC)
        it holds.
      - Findings that are suppressed stay in the report, and do not count. A suppression that has expired or that
        suppresses nothing is a finding itself.
    type: list
    elements: raw
    default: []
  suppressions_files:
    description:
      - YAML files of suppressions, each a list, or a dictionary with the key C(suppressions). Searched as
        O(rules_files) are.
    type: list
    elements: str
    default: []
  coverage:
    description:
      - Ask what was really recorded, as M(mediaops.alicloud.ice_live_record_coverage_info) does, and what is missing.
        Then there are the rules V(gap), V(nothing-written) and, with O(coverage.expected), V(expected-not-recorded),
        and RV(coverage) has the recordings with their gaps.
      - The files of all recordings are read for it, which may take many requests. So it is not done unless it is asked
        for. Set O(coverage.start_time), since without it all files that there are have to be read.
      - If files cannot be read, or it cannot be shown that all of them were read, these rules are inconclusive where
        that matters, and the rest of the audit goes on.
      - It needs all jobs of a recording, so that it is an error together with O(start_time) or O(jobs).
    type: dict
    suboptions:
      start_time:
        description:
          - What was recorded before this time is left out. Written in the same way as O(start_time).
          - Without it each recording is looked at from its first job on.
        type: str
      end_time:
        description:
          - What was recorded after this time is left out. The default is now; if it is in the past, the rule
            V(nothing-written) judges nothing.
        type: str
      tolerance:
        description:
          - Seconds between two files that are no gap.
        type: int
        default: 5
      expected:
        description:
          - When there should be a recording. V(always) is all of the time that is asked for, from the first job of a
            recording on, also of recordings that have ended. Otherwise a list of windows that come again each week, as
            O(mediaops.alicloud.ice_live_record_coverage_info#module:expected) has them.
          - Without it a gap is what lies between the first and the last file of a recording.
        type: raw
      format:
        description:
          - Only files of this format count as recorded. By default files of any format do.
        type: str
        choices: [m3u8, flv, mp4]
  compare_with:
    description:
      - The path of an earlier report in the JSON format. Findings that it has are V(unchanged), others are V(new), and
        those that are gone are fixed. If there is no such file, all are new, with a warning.
      - If the connection is local, a relative path is one of the playbook's folder, as those of O(reports) are, or else
        is searched as O(rules_files) are.
    type: str
  fail_on:
    description:
      - Fail if there is a finding of this severity or a graver one that is not suppressed.
    type: str
    choices: [none, info, low, medium, high, critical]
    default: none
  fail_on_new_only:
    description:
      - Whether only new findings let the task fail.
    type: bool
    default: false
  on_inconclusive:
    description:
      - Whether to fail if a rule could not be decided. The default is V(fail) if O(fail_on) is set, and V(warn) if it
        is V(none).
    type: str
    choices: [fail, warn]
  reports:
    description:
      - The reports to write, as a dictionary of paths by format. All are written before the task fails, by the host
        that the task runs on. If the connection is local, a relative path is one of the playbook's folder.
      - Formats are V(json), V(markdown), V(junit), V(sarif), V(ocsf), V(openmetrics) and V(html).
    type: dict
    default: {}
  account:
    description:
      - What to call the account in fingerprints, of which a hash is shown. Without it, the id of the key stands for the
        account, so that another key makes all findings new. Set it if keys are rotated, or if several are used.
    type: str
  source:
    description:
      - Where the rules of the task are written, as file and line, for reports. If the connection is local, it is the
        task itself by default.
    type: str
  source_root:
    description:
      - The folder that the files of rules, suppressions and declarations are relative to in reports, if they are in it,
        so that code scanning finds them in a checkout. If the connection is local, it is the folder that the command
        runs in by default.
    type: str
notes:
  - The module calls the API from the host that the task runs on. Use C(localhost), C(connection=local) or
    C(delegate_to) to call it from the controller.
  - Files need the Python library PyYAML, which ansible-core needs, too.
seealso:
  - module: mediaops.alicloud.ice_live_record_job_info
  - ref: ansible_collections.mediaops.alicloud.docsite.guide_audits
    description: From the first rule to a gate in a pipeline.
"""

EXAMPLES = r"""
- name: Audit all recordings of a region by the rules that are built in
  mediaops.alicloud.ice_live_record_audit:
    region: cn-shanghai
    reports:
      json: audit.json
  register: audit

- name: Fail for what is grave and new, and write reports
  mediaops.alicloud.ice_live_record_audit:
    region: cn-shanghai
    builtin_rules: [paused-recording, no-notify-url, bucket-not-allowed]
    parameters:
      paused-recording: {older_than: 7d}
      bucket-not-allowed: {allowed: [imsbucket1, imsbucket2]}
    compare_with: audit.json
    fail_on: high
    fail_on_new_only: true
    reports:
      json: audit.json
      markdown: audit.md

- name: Ask a rule of one's own
  mediaops.alicloud.ice_live_record_audit:
    region: cn-shanghai
    builtin_rules: none
    rules:
      - id: news-output
        title: Recordings of the news are kept in their own bucket
        severity: medium
        where: starts_with(name, 'news-') && record_output.bucket != params.bucket
        message: "{name} is kept in {record_output.bucket}."
        remediation: Submit it with the right bucket.
        params: {bucket: imsbucket1}
        examples:
          fires:
            - {name: news-1, record_output: {type: oss, bucket: other}}
          passes:
            - {name: news-1, record_output: {type: oss, bucket: imsbucket1}}
            - {name: sport-1, record_output: {type: oss, bucket: other}}
    suppressions:
      - rule: news-output
        name: news-archive
        reason: It moves in spring.
        owner: newsroom
        expires: 2030-04-01

- name: Find what was not recorded in the last week
  mediaops.alicloud.ice_live_record_audit:
    region: cn-shanghai
    builtin_rules: [gap, nothing-written, expected-not-recorded]
    parameters:
      gap: {longer_than: 5m}
    coverage:
      start_time: now-7d
      expected:
        - days: [mon, tue, wed, thu, fri]
          start: "18:00"
          end: "23:00"
          timezone: Asia/Shanghai
          where: starts_with(name, 'programme-')
        - where: starts_with(name, 'news-')
    reports:
      html: recorded.html

- name: Test rules without reading anything
  mediaops.alicloud.ice_live_record_audit:
    region: cn-shanghai
    jobs: []
    jobs_complete: true
    builtin_rules: none
    rules:
      - id: named
        title: The job has no name
        severity: low
        where: "!name"
        examples: {fires: [{name: ""}], passes: [{name: studio-1}]}
"""

RETURN = r"""
findings:
  description: What does not comply, the gravest first.
  returned: when the audit was made
  type: list
  elements: dict
  contains:
    rule:
      description: The id of the rule.
      returned: success
      type: str
      sample: paused-recording
    severity:
      description: V(info), V(low), V(medium), V(high) or V(critical).
      returned: success
      type: str
      sample: medium
    title:
      description: The title of the rule.
      returned: success
      type: str
      sample: The recording is paused, and was created long ago
    message:
      description: What is wrong.
      returned: success
      type: str
      sample: studio-1 is paused and was created at 2022-07-20T03:26:36Z.
    remediation:
      description: What to do.
      returned: success
      type: str
      sample: Submit it again with ice_live_record_job.
    account:
      description: A hash that stands for the account.
      returned: success
      type: str
      sample: 8981295fa127d4dc
    region:
      description: The region; empty if it is about none.
      returned: success
      type: str
      sample: cn-shanghai
    recording:
      description: The name, stream_input and record_output of the recording. V(none) if it is about no recording.
      returned: success
      type: dict
      sample:
        name: studio-1
        stream_input: {type: rtmp, url: "rtmp://example-live.com/live/studio-1"}
        record_output: {type: oss, bucket: imsbucket1}
    job_id:
      description: The id of the job that was judged.
      returned: success
      type: str
      sample: ab0e3e76-1e9d-11ed-ba64-0c42a1b73d66
    status:
      description: The state of the job.
      returned: success
      type: str
      sample: paused
    create_time:
      description: When the job was created.
      returned: success
      type: str
      sample: "2022-07-20T03:26:36Z"
    status_since:
      description: Since when the reports that were compared know the job in this state.
      returned: success
      type: str
      sample: "2022-07-21T00:00:00Z"
    first_seen:
      description: When this finding was first reported.
      returned: success
      type: str
      sample: "2022-07-21T00:00:00Z"
    fingerprint:
      description: What tells the finding from others in each run. It is made of rule, account, region and recording.
      returned: success
      type: str
      sample: 5f0ddef4ee9e97e2d1a2a1a7e1f66c28f14d7a5b7a3b4a8a6a0b2c4f5d6e7f80
    state:
      description: V(new), or V(unchanged) if the earlier report has it.
      returned: success
      type: str
      sample: new
    suppressed:
      description: Whether it is accepted.
      returned: success
      type: bool
      sample: false
    reason:
      description: The reason of the suppression, as are C(owner) and C(expires).
      returned: success
      type: str
      sample: It moves in spring.
    location:
      description: The C(file) and C(line) of the rule.
      returned: success
      type: dict
      sample: {file: rules.yml, line: 3}
fixed:
  description: Findings of the earlier report that are gone.
  returned: when the audit was made
  type: list
  elements: dict
  sample: []
undecided:
  description: Findings of the earlier report of which it is not known whether they are gone.
  returned: when the audit was made
  type: list
  elements: dict
  sample: []
drift:
  description:
    - How what runs differs from what is declared, with C(missing), C(unexpected), C(different), C(duplicated),
      C(coverage) and C(plan). The steps of the plan have an C(action), V(none), V(submit), V(replace) or V(cannot).
  returned: when the audit was made
  type: dict
  sample: null
summary:
  description: Counts. Those of findings leave out suppressed ones.
  returned: when the audit was made
  type: dict
  sample:
    jobs: 180
    recordings: 120
    rules: 16
    rules_passed: 14
    by_severity: {critical: 0, high: 1, medium: 2, low: 0, info: 0}
    by_rule: {paused-recording: 2, no-recent-file: 1}
    by_state: {new: 3, unchanged: 0, fixed: 0, suppressed: 0}
compliant:
  description: V(true) if each rule passed, V(false) if one failed, and V(none) if it cannot be known.
  returned: when the audit was made
  type: bool
  sample: false
inconclusive:
  description: Rules that could not be decided, each with the region, the reason, and the number of recordings.
  returned: when the audit was made
  type: list
  elements: dict
  sample:
    - rule: template-deleted
      account: 8981295fa127d4dc
      region: cn-shanghai
      reason: The templates could not be read.
      recordings: 120
complete:
  description: Whether it is shown that everything was read.
  returned: when the audit was made
  type: bool
  sample: true
rules:
  description:
    - The rules, each with how many recordings it saw and what became of it. C(state) is V(passed), V(failed),
      V(inconclusive), or V(unused) if there was nothing to judge, or a parameter without a default was not given.
  returned: when the audit was made
  type: list
  elements: dict
  sample:
    - {id: paused-recording, severity: medium, seen: 120, fired: 2, suppressed: 0, state: failed}
suppressions:
  description:
    - The suppressions, each with how many findings it suppressed. C(state) is V(active), V(expired) or V(unused).
  returned: when the audit was made
  type: list
  elements: dict
  sample:
    - {rule: no-notify-url, name: studio-1, reason: A test channel., owner: ops, used: 1, state: active}
evidence:
  description: What was read of each region, and whether it is shown to be all.
  returned: when the audit was made
  type: list
  elements: dict
  sample:
    - region: cn-shanghai
      complete: true
      doubts: []
      error: null
      jobs: 180
      recordings: 120
      superseded: 60
      jobs_by_state: {paused: 80, initial: 0, started: 100}
      oldest_paused: "2022-07-20T03:26:36Z"
      request_ids: [A27DFFA4-F272-5563-8363-CB0BC42740BA]
gate:
  description: Whether the task passes, and why not.
  returned: when the audit was made
  type: dict
  sample: {fail_on: high, fail_on_new_only: false, on_inconclusive: fail, passed: true, reasons: []}
coverage:
  description:
    - What was recorded, as files show it, from C(start) until C(end). C(recordings) have C(intervals), C(expected) and
      C(gaps), C(seconds), C(expected_seconds) and C(coverage), as
      RV(mediaops.alicloud.ice_live_record_coverage_info#module:recordings) has them. C(windows) says how many
      recordings each entry of O(coverage.expected) is about, C(complete) and C(doubts) whether all is known. V(none)
      without O(coverage).
  returned: when the audit was made
  type: dict
  sample: null
jobs_by_day:
  description: How many jobs were created on each day (UTC), by their state now.
  returned: when the audit was made
  type: list
  elements: dict
  sample:
    - {day: "2022-07-20", jobs_by_state: {paused: 80, initial: 0, started: 100}}
audited_at:
  description: When the audit was made, in UTC.
  returned: when the audit was made
  type: str
  sample: "2022-07-22T00:00:00Z"
compared_with:
  description: When the report of O(compare_with) was made.
  returned: when the audit was made
  type: str
  sample: "2022-07-21T00:00:00Z"
schema_version:
  description: The version of the report's structure.
  returned: when the audit was made
  type: str
  sample: "1.0"
tool:
  description: The name and the version of the collection.
  returned: when the audit was made
  type: dict
  sample: {name: mediaops.alicloud, version: 1.0.0}
reports:
  description: The paths of the reports by format.
  returned: when the audit was made
  type: dict
  sample: {json: audit.json}
error_code:
  description: The error code of the API, if nothing could be read.
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
  description: What RAM says about a permission that is missing.
  returned: failure, if the server returned it
  type: dict
  sample: {auth_action: "ice:ListLiveRecordJobs", no_permission_type: ImplicitDeny}
"""

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.mediaops.alicloud.plugins.module_utils._audit import run_audit
from ansible_collections.mediaops.alicloud.plugins.module_utils._audit_report import REPORT_SPEC
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.audit import COVERAGE_OPTIONS, AuditOptions
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.coverage import CoverageOptions
from ansible_collections.mediaops.alicloud.plugins.module_utils._module import (
    CONNECTION_SPEC,
    REGIONS_SPEC,
    argument_spec,
    errors_as_failures,
)

COVERAGE_SPEC = {name: each for name, each in argument_spec(CoverageOptions).items() if name in COVERAGE_OPTIONS}


class QuietModule(AnsibleModule):
    """Ansible writes what a module is given to the system's log; jobs and rules have the URLs of streams."""

    def _log_invocation(self) -> None:
        """Write nothing."""


def main() -> None:
    module = QuietModule(  # type: ignore[no-untyped-call]
        argument_spec={
            **CONNECTION_SPEC,
            **argument_spec(AuditOptions, keyword={"no_log": False}, coverage={"options": COVERAGE_SPEC}),
            **REGIONS_SPEC,
            **REPORT_SPEC,
        },
        supports_check_mode=True,
    )
    with errors_as_failures(module):
        run_audit(module)


if __name__ == "__main__":
    main()
