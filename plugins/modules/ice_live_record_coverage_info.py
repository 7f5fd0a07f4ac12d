#!/usr/bin/python
# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: ice_live_record_coverage_info
short_description: Tell what live recording jobs have really recorded, and what is missing
version_added: 1.0.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Answers the question "do we have the recording?". For each recording it returns the intervals that recorded files
    cover, the gaps between them, overlaps, how many seconds there are, and the last file.
  - A recording is what jobs of the same region, name, stream and output have recorded. A job that was submitted again
    goes on with the recording of the job before it.
  - A gap is V(missing) only if that is shown. It is V(pending) while a file for it may still come, because the cycle of
    the template has not ended, or ended less than ten minutes ago. It is V(unknown) where it cannot be shown that all
    files were read.
  - Jobs and files are read with the same promise as by M(mediaops.alicloud.ice_live_record_job_info). Files are looked
    at as pages arrive, so that memory follows the recordings and their breaks, not the files. A million files take some
    minutes; raise O(deadline).
  - Needs permission for the RAM actions C(ice:ListLiveRecordJobs), C(ice:ListLiveRecordFiles) and
    C(ice:GetLiveRecordTemplate), which tells the cycle that a job uses; with O(reconcile) also for
    C(ice:DescribeMeterImsSummary).
  - R(The guide,ansible_collections.mediaops.alicloud.docsite.guide_permissions) has the RAM policy as JSON.
  - Values that come from the API are data. Do not use them in templates or shells without quoting them.
extends_documentation_fragment:
  - mediaops.alicloud._attributes
  - mediaops.alicloud._attributes.info_module
  - mediaops.alicloud._attributes.action_group
  - mediaops.alicloud._connection
  - mediaops.alicloud._regions
options:
  keyword:
    description:
      - Only recordings of jobs with this text in their name. This is the filter of the API, so that less is read.
    type: str
  start_time:
    description:
      - What was recorded before this time is left out.
      - ISO 8601 with any offset from UTC (V(2022-07-15T08:00:00Z), V(2022-07-15T10:00:00+02:00)); without an offset
        it is UTC. Or relative to now, with the units C(s), C(m), C(h), C(d) and C(w), as in V(now-36h) or V(-7d).
      - Without it each recording is looked at from its first job on, which reads all files that there are.
    type: str
  end_time:
    description:
      - What was recorded after this time is left out. Written in the same way as O(start_time). The default is now.
    type: str
  tolerance:
    description:
      - Seconds between two files that are no gap, and that two files may overlap.
    type: int
    default: 5
  expected:
    description:
      - When there should be a recording. What of this time no file covers is a gap.
      - V(always) means all of the time that is asked for, from the first job of a recording on.
      - Otherwise a list of windows that come again each week. Each is a dictionary with V(days) (a list of V(mon),
        V(tue), V(wed), V(thu), V(fri), V(sat), V(sun); default all), V(start) and V(end) (as in V("18:00"), in quotes;
        V(end) may be on the next day; default the whole day), V(timezone) (as in V(Asia/Shanghai); default UTC) and
        V(where), a JMESPath expression over a recording's RV(recordings[].region), RV(recordings[].name),
        RV(recordings[].stream_input), RV(recordings[].record_output), RV(recordings[].job_ids) and
        RV(recordings[].status), for windows that are not about all recordings.
      - Without it a gap is what lies between the first and the last file of a recording.
    type: raw
  format:
    description:
      - Only files of this format count as recorded. By default files of any format do, and RV(recordings[].lacking)
        tells what one format lacks.
    type: str
    choices: [m3u8, flv, mp4]
  timezone:
    description:
      - The time zone of the days in RV(recordings[].days) and RV(usage), as in V(Asia/Shanghai). A file over midnight
        counts for both days.
      - Time zones other than UTC have to be known to the host that runs the task. If its system has none, install
        the Python package C(tzdata) there.
    type: str
    default: UTC
  where:
    description:
      - A JMESPath expression that is evaluated for each recording as it is returned. Recordings for which it is false,
        null or empty are dropped. All files are read nevertheless; O(keyword) is the filter that saves requests.
      - There are the same further functions, and the same checks of names, as in
        M(mediaops.alicloud.ice_live_record_job_info).
    type: str
  query:
    description:
      - A JMESPath expression that is evaluated for the list of recordings that are left. Its value is returned in
        addition to the list.
    type: str
  query_only:
    description:
      - Return the value of O(query) without the recordings.
    type: bool
    default: false
  limit:
    description:
      - Return at most this many recordings, counted after O(where), in the order of region and name.
    type: int
  reconcile:
    description:
      - Whether to compare with what the service counts for the whole account (DescribeMeterImsSummary), in
        RV(usage.reconciliation).
      - The service counts all regions together, and knows the last 90 days. So O(start_time) is needed, O(regions)
        should name all regions that are used, and filters are an error.
    type: bool
    default: false
  on_incomplete:
    description:
      - What to do if it cannot be shown that all jobs and files were read, or if one of several regions cannot be read.
      - V(fail) ends with an error. V(warn) returns what was read, with a warning. Gaps where files may not have been
        read are then V(unknown), and RV(unread_regions) names the regions that are missing.
    type: str
    choices: [fail, warn]
    default: fail
requirements:
  - jmespath >= 1.0 (for O(where), O(query) and V(where) in O(expected))
seealso:
  - module: mediaops.alicloud.ice_live_record_file_info
  - module: mediaops.alicloud.ice_live_record_job_info
  - ref: ansible_collections.mediaops.alicloud.docsite.guide_coverage
    description: Do we have the recording?
  - name: ListLiveRecordFiles
    description: The API operation that tells of files.
    link: https://www.alibabacloud.com/help/en/ims/developer-reference/api-ice-2020-11-09-listliverecordfiles
"""

EXAMPLES = r"""
- name: Tell what was recorded in the last week, and what is missing
  mediaops.alicloud.ice_live_record_coverage_info:
    region: cn-shanghai
    start_time: now-7d
    expected: always
  register: coverage

- name: Show the gaps that no file will fill any more
  ansible.builtin.debug:
    msg: "{{ item.name }}: {{ item.gaps | selectattr('state', 'eq', 'missing') }}"
  loop: "{{ coverage.recordings }}"
  loop_control:
    label: "{{ item.name }}"

- name: Look for the evening programme, and for the news of all regions at any time
  mediaops.alicloud.ice_live_record_coverage_info:
    regions: [cn-shanghai, cn-beijing]
    start_time: now-14d
    expected:
      - days: [mon, tue, wed, thu, fri]
        start: "18:00"
        end: "23:00"
        timezone: Asia/Shanghai
        where: starts_with(name, 'programme-')
      - where: starts_with(name, 'news-')
    where: length(gaps[?state == 'missing']) > `0`
  register: incomplete

- name: Find channels that have had no file for longer than their cycle plus ten minutes
  mediaops.alicloud.ice_live_record_coverage_info:
    region: cn-shanghai
    start_time: now-1d
    where: status == 'started' && silent_seconds > sum([cycle, `600`])
    query: "[].{channel: name, seconds: silent_seconds, last: last_file.end_time}"
    query_only: true
  register: silent

- name: Compare the minutes of a month with what the service counts
  mediaops.alicloud.ice_live_record_coverage_info:
    region: cn-shanghai
    start_time: now-30d
    reconcile: true
    query: length(@)
    query_only: true
  register: month
"""

RETURN = r"""
recordings:
  description:
    - The recordings, by region and name. Times are in UTC, as the API writes them.
  returned: success, without O(query_only)
  type: list
  elements: dict
  contains:
    region:
      description: The region.
      returned: success
      type: str
      sample: cn-shanghai
    name:
      description: The name of the jobs.
      returned: success
      type: str
      sample: studio-1
    stream_input:
      description: The stream that is recorded, with C(type) and C(url).
      returned: success
      type: dict
      sample: {type: rtmp, url: "rtmp://example-live.com/live/stream1"}
    record_output:
      description: Where files are kept, with C(type), C(bucket) and C(endpoint).
      returned: success
      type: dict
      sample: {type: oss, bucket: imsbucket1, endpoint: oss-cn-hangzhou.aliyuncs.com}
    job_ids:
      description: The ids of its jobs, the oldest first.
      returned: success
      type: list
      elements: str
      sample: [ab0e3e76-1e9d-11ed-ba64-0c42a1b73d66]
    status:
      description: The status of its active job, else of its newest one.
      returned: success
      type: str
      sample: started
    intervals:
      description: What files cover, joined if no more than O(tolerance) lies between two files.
      returned: success
      type: list
      elements: dict
      sample: [{start: "2022-07-20T03:26:36Z", end: "2022-07-20T05:26:36Z", seconds: 7200}]
    gaps:
      description:
        - What was expected and no file covers, for longer than O(tolerance). C(state) is V(missing), V(pending) or
          V(unknown). A gap that is partly one and partly another has several entries.
      returned: success
      type: list
      elements: dict
      sample: [{start: "2022-07-20T05:26:36Z", end: "2022-07-20T05:31:36Z", seconds: 300, state: missing}]
    overlaps:
      description: What more than one file of the same format covers, for longer than O(tolerance).
      returned: success
      type: list
      elements: dict
      sample: [{start: "2022-07-20T05:31:36Z", end: "2022-07-20T05:32:36Z", seconds: 60}]
    lacking:
      description:
        - What one format of a job lacks that another format of the same job has, for longer than O(tolerance). Empty
          with O(format).
      returned: success
      type: list
      elements: dict
      sample: [{format: mp4, start: "2022-07-20T05:26:36Z", end: "2022-07-20T06:26:36Z", seconds: 3600}]
    seconds:
      description: How much is recorded. What several files have at the same time counts once.
      returned: success
      type: int
      sample: 7200
    expected_seconds:
      description: How much should be recorded by now, without what is V(pending).
      returned: success
      type: int
      sample: 7500
    coverage:
      description:
        - The part of the expected time that files cover, from 0 to 1. It is V(1) only if there is no gap, and
          V(none) if nothing was expected yet. Where gaps are V(unknown), it is at least that.
      returned: success
      type: float
      sample: 0.96
    days:
      description: C(seconds) by C(day), in O(timezone).
      returned: success
      type: list
      elements: dict
      sample: [{day: "2022-07-20", seconds: 7200}]
    files:
      description: How many files there are.
      returned: success
      type: int
      sample: 2
    last_file:
      description:
        - The file that ends last. It may end before O(start_time), by up to a day. V(none) if there is none.
      returned: success
      type: dict
      sample:
        record_id: 13cbb83e-043c-4728-ac35-0c42a1b73d66
        job_id: ab0e3e76-1e9d-11ed-ba64-0c42a1b73d66
        format: mp4
        start_time: "2022-07-20T04:26:36Z"
        end_time: "2022-07-20T05:26:36Z"
        create_time: "2022-07-20T05:26:58Z"
        record_url: https://imsbucket1.oss-cn-hangzhou.aliyuncs.com/record/1.mp4
    cycle:
      description:
        - How many seconds its job writes one file, by the template as that job uses it. If the template is not there
          any more, the longest there is, six hours. V(none) if no file is expected any more.
      returned: success
      type: int
      sample: 3600
    silent_seconds:
      description:
        - Seconds from the end of the last file until now; if there is none, from the first job or from O(start_time)
          on. V(none) if O(end_time) is in the past.
      returned: success
      type: int
      sample: 1200
    nothing_written:
      description:
        - Whether its job is V(started) and has no file at all in the time that is asked for, although its cycle has
          ended more than ten minutes ago.
      returned: success
      type: bool
      sample: false
query_result:
  description: The value of O(query) over RV(recordings).
  returned: when O(query) is set
  type: raw
  sample: [{channel: studio-1, seconds: 4500, last: "2022-07-20T05:26:36Z"}]
usage:
  description: How much was recorded, of all recordings for which O(where) is true.
  returned: success
  type: dict
  contains:
    seconds:
      description: Seconds in all. What several jobs or formats of a recording have at the same time counts once.
      returned: success
      type: int
      sample: 7200
    by_bucket:
      description: C(seconds) and C(files) by C(region), C(type), C(bucket) and C(endpoint) of the output.
      returned: success
      type: list
      elements: dict
      sample:
        - region: cn-shanghai
          type: oss
          bucket: imsbucket1
          endpoint: oss-cn-hangzhou.aliyuncs.com
          seconds: 7200
          files: 2
    by_day:
      description: C(seconds) by C(day), in O(timezone).
      returned: success
      type: list
      elements: dict
      sample: [{day: "2022-07-20", seconds: 7200}]
    reconciliation:
      description:
        - C(recorded_minutes), what the files say, where each job counts by itself; C(metered_minutes), what the service
          counts for the account; C(difference_minutes), how much more the service counts.
      returned: when O(reconcile) is true, and the service told
      type: dict
      sample: {recorded_minutes: 120.0, metered_minutes: 121.5, difference_minutes: 1.5}
complete:
  description:
    - Whether it is shown that all recordings and all files of the time that is asked for were read. V(false) if
      O(limit) left some out, or if O(on_incomplete=warn) returned what may be incomplete.
  returned: success
  type: bool
  sample: true
unread_regions:
  description:
    - Regions that could not be read, with C(region), C(message), and C(error_code) and C(request_id) if they are known.
      Only with O(on_incomplete=warn).
  returned: success
  type: list
  elements: dict
  sample: []
stats:
  description: What it cost.
  returned: success
  type: dict
  contains:
    requests:
      description: Requests sent, retries included.
      returned: success
      type: int
      sample: 42
    retries:
      description: Requests that were tried again.
      returned: success
      type: int
      sample: 0
    throttled:
      description: Requests that the server refused because there were too many.
      returned: success
      type: int
      sample: 0
    jobs_read:
      description: Jobs that were read.
      returned: success
      type: int
      sample: 12
    files_read:
      description: Files that were read.
      returned: success
      type: int
      sample: 1100
    files_of_other_jobs:
      description: Those of them whose jobs were not among those that were read. A warning tells if these jobs should
        have been.
      returned: success
      type: int
      sample: 0
    windows:
      description: Windows of time that files were read in.
      returned: success
      type: int
      sample: 3
    recordings:
      description: Recordings for which O(where) is true.
      returned: success
      type: int
      sample: 10
    elapsed:
      description: Seconds from the first request to the last answer.
      returned: success
      type: float
      sample: 1.21
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
    auth_action: ice:ListLiveRecordFiles
    auth_principal_display_name: editor
    auth_principal_type: SubUser
    no_permission_type: ImplicitDeny
    policy_type: AccountLevelIdentityBasedPolicy
"""

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.coverage import (
    CoverageOptions,
    CoverageResult,
    read_coverage,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._module import (
    CONNECTION_SPEC,
    QUERY_ONLY_NEEDS,
    QUERY_ONLY_SPEC,
    REGIONS_SPEC,
    argument_spec,
    connections_from,
    errors_as_failures,
    options_from,
    progress_to_file,
)

COVERAGE_SPEC = argument_spec(CoverageOptions, keyword={"no_log": False})  # it is no secret, whatever its name says
_RETURNED = ("usage", "complete", "unread_regions", "stats", "request_ids")


def main() -> None:
    module = AnsibleModule(
        argument_spec={**CONNECTION_SPEC, **REGIONS_SPEC, **QUERY_ONLY_SPEC, **COVERAGE_SPEC},
        required_if=QUERY_ONLY_NEEDS,
        supports_check_mode=True,
    )
    with errors_as_failures(module):
        result = read_coverage(
            connections_from(module), options_from(module, CoverageOptions), on_page=progress_to_file()
        )
        _exit(module, result)


def _exit(module: AnsibleModule, result: CoverageResult) -> None:
    for doubt in result.doubts:
        module.warn(f"Files may be missing: {doubt}.")
    for region in result.unread_regions:
        module.warn(f"Region {region['region']} could not be read: {region['message']}")
    for remark in result.remarks:
        module.warn(remark)
    facts = {name: getattr(result, name) for name in _RETURNED}
    if not module.params["query_only"]:
        facts["recordings"] = result.recordings
    if module.params["query"] is not None:
        facts["query_result"] = result.query_result
    module.exit_json(changed=False, **facts)


if __name__ == "__main__":
    main()
