# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules that an audit has from the first day, written as users write theirs.

Each is about something that the API shows. Thresholds are parameters. What nobody but the user can know, such as the
buckets that are allowed, is a parameter without a default: such a rule is not asked until it is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_OLD, _NEW = "now-400d", "now-1m"
_RECORDING = {"status": "started", "create_time": _OLD, "cycle": 3600}
_FORMATS = {"hourly": [{"format": "mp4", "cycle_duration": 3600}], "daily": [{"format": "mp4", "cycle_duration": 7200}]}

JOB_RULES: tuple[Mapping[str, Any], ...] = (
    {
        "id": "paused-recording",
        "title": "The recording is paused, and was created long ago",
        "severity": "medium",
        "where": "status == 'paused' && age(create_time) > duration(params.older_than)",
        "message": "{name} is paused and was created at {create_time}.",
        "description": (
            "The API does not tell since when a job is paused. It is paused when no stream comes for some minutes, and "
            "stays so until it is submitted again."
        ),
        "remediation": "Submit it again with ice_live_record_job (state: recording), or use the role "
        "live_record_remediate.",
        "params": {"older_than": "1d"},
        "examples": {
            "fires": [{"status": "paused", "create_time": _OLD}],
            "passes": [{"status": "paused", "create_time": _NEW}, {"status": "started"}],
        },
    },
    {
        "id": "initial-for-long",
        "title": "The job has waited long for its stream",
        "severity": "medium",
        "where": "status == 'initial' && age(create_time) > duration(params.longer_than)",
        "message": "{name} was created at {create_time} and has not started.",
        "description": (
            "A job is initial until its stream comes. If it does not come, the service makes the job paused, by "
            "default after three minutes."
        ),
        "remediation": "Look whether the stream is published to the URL of the job.",
        "params": {"longer_than": "10m"},
        "examples": {
            "fires": [{"status": "initial", "create_time": _OLD}],
            "passes": [{"status": "initial", "create_time": _NEW}, {"status": "paused"}],
        },
    },
    {
        "id": "no-recent-file",
        "title": "The job has started, and no file of it has appeared for longer than a cycle",
        "severity": "high",
        "where": (
            "status == 'started' && age(create_time) > duration(params.grace) "
            "&& age(create_time) > sum([cycle, duration(params.grace)]) "
            "&& !(last_file && age(last_file.create_time) <= sum([cycle, duration(params.grace)]))"
        ),
        "message": "{name} has started; a file should appear every {cycle} seconds. The last one: "
        "{last_file.create_time}.",
        "description": (
            "A file appears at the end of its cycle, which the template of the job says (the shortest one of its "
            "formats, 6 hours by default). Needs the RAM actions ice:ListLiveRecordFiles, "
            "ice:ListLiveRecordTemplates and ice:GetLiveRecordTemplate."
        ),
        "remediation": "Look at the stream, and at the bucket: does it exist, and may the service write to it?",
        "params": {"grace": "30m"},
        "examples": {
            "fires": [
                {**_RECORDING, "last_file": None},
                {**_RECORDING, "last_file": {"create_time": "now-2h"}},
            ],
            "passes": [
                {**_RECORDING, "last_file": {"create_time": "now-70m"}},
                {**_RECORDING, "create_time": "now-80m", "last_file": None},
                {"status": "paused", "create_time": _OLD},
            ],
        },
    },
    {
        "id": "no-notify-url",
        "title": "The recording notifies nobody",
        "severity": "low",
        "where": "!notify_url",
        "message": "{name} has no notify_url.",
        "description": "The service calls the URL when the state of a job changes. Without one, nobody is told.",
        "remediation": "Submit the job with notify_url.",
        "examples": {"fires": [{"name": "studio-1"}], "passes": [{"notify_url": "https://example.com/hook"}]},
    },
    {
        "id": "notify-url-not-https",
        "title": "Notifications are sent unencrypted",
        "severity": "medium",
        "where": "notify_url && !matches('(?i)^https://', notify_url)",
        "message": "{name} notifies {notify_url}.",
        "description": "Whoever is on the way can read and change the notifications.",
        "remediation": "Submit the job with a notify_url that begins with https://.",
        "examples": {
            "fires": [{"notify_url": "http://example.com/hook"}],
            "passes": [{"notify_url": "HTTPS://example.com/hook"}, {"name": "no notify_url"}],
        },
    },
    {
        "id": "secret-in-stream-url",
        "title": "The stream's URL holds credentials or a key",
        "severity": "high",
        "where": (
            r"matches('(?i)://[^?#\s]*@"
            r"|[?&;][^=&#]*(key|token|secret|sign|passw|pwd|auth)[^=&#]*=[^&#]"
            r"|/(?=[a-z0-9]{16,}(\.(flv|m3u8))?([?#]|$))(?=[^/?#]*[a-z])[^/?#]*[0-9][^/?#0-9]+[0-9]"
            r"|/[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}(-[a-z0-9]{4})?([?#]|$)"
            r"', stream_input.url)"
        ),
        "message": "{name} records {stream_input.url}.",
        "description": (
            "Each who may list jobs reads the URL: user and password, a key in the query, or a last part of the path "
            "that is long and mixes letters and digits. The value itself is masked in every report."
        ),
        "remediation": "Record a URL without secrets, such as the pulling one of the live domain, and change the "
        "secret.",
        "examples": {
            "fires": [
                {"stream_input": {"url": "rtmp://user:password@example-live.com/live/studio-1"}},
                {"stream_input": {"url": "rtmp://example-live.com/live/studio-1?auth_key=1658-0-0-ab12"}},
                {"stream_input": {"url": "rtmp://example-live.com/live/9f86d081884c7d659a2feaa0"}},
                {"stream_input": {"url": "rtmp://example-live.com/live/ab1d-cd2f-ef3h-gh4j"}},
            ],
            "passes": [
                {"stream_input": {"url": "rtmp://example-live.com/live/studio-1-camera-2-2026"}},
                {"stream_input": {"url": "rtmp://example-live.com/live/stream1?vhost=live.example.com"}},
            ],
        },
    },
    {
        "id": "bucket-not-allowed",
        "title": "The recording is kept in a bucket that is not allowed",
        "severity": "high",
        "where": "record_output.type == 'oss' && !contains(params.allowed, record_output.bucket)",
        "message": "{name} is kept in the bucket {record_output.bucket}.",
        "description": "Asked only if the parameter allowed is given: a list of names of buckets.",
        "remediation": "Submit the job with a bucket of the list.",
        "params": {"allowed": None},
        "examples": {
            "fires": [{"record_output": {"type": "oss", "bucket": "anything"}}],
            "passes": [{"record_output": {"type": "vod"}}],
        },
    },
    {
        "id": "template-not-allowed",
        "title": "The recording uses a template that is not allowed",
        "severity": "medium",
        "where": "!contains(params.allowed, template_id) && !contains(params.allowed, template_name)",
        "message": "{name} uses the template {template_name} ({template_id}).",
        "description": "Asked only if the parameter allowed is given: a list of ids or names of templates.",
        "remediation": "Submit the job with a template of the list.",
        "params": {"allowed": None},
        "examples": {"fires": [{"template_id": "anything", "template_name": "any name"}], "passes": []},
    },
    {
        "id": "bucket-in-other-region",
        "title": "The bucket is in another region than the recording",
        "severity": "medium",
        "where": "output_region && output_region != region",
        "message": "{name} is recorded in {region} and kept in {output_region} ({record_output.endpoint}).",
        "description": (
            "What is kept in another region is sent there first, which costs money and time. Endpoints that end in "
            "-internal are those of their region; accelerate endpoints and domains of your own name no region."
        ),
        "remediation": "Submit the job with a bucket of its region.",
        "examples": {
            "fires": [{"region": "cn-shanghai", "record_output": {"endpoint": "oss-cn-hangzhou.aliyuncs.com"}}],
            "passes": [
                {"region": "cn-shanghai", "record_output": {"endpoint": endpoint}}
                for endpoint in (
                    "oss-cn-shanghai.aliyuncs.com",
                    "oss-cn-shanghai-internal.aliyuncs.com",
                    "oss-accelerate.aliyuncs.com",
                    "oss-accelerate-overseas.aliyuncs.com",
                    "media.example.com",
                )
            ],
        },
    },
    {
        "id": "output-not-oss",
        "title": "The recording is not kept in OSS",
        "severity": "low",
        "where": "record_output.type != 'oss'",
        "message": "{name} is kept in {record_output.type}.",
        "description": "For those whose recordings have to be in buckets of their own, with policies of their own.",
        "remediation": "Submit the job with record_output.type oss.",
        "examples": {"fires": [{"record_output": {"type": "vod"}}], "passes": [{"record_output": {"type": "oss"}}]},
    },
    {
        "id": "stream-recorded-twice",
        "title": "The stream is recorded more than once at once",
        "severity": "medium",
        "where": "at_once.stream > `1`",
        "message": "{stream_input.url} is recorded by {at_once.stream} jobs at once; {name} is one of them.",
        "description": "Each of the jobs costs, and counts for the account's limit. Within a region.",
        "remediation": "No job can be stopped; it ends when its stream does. Look which tasks submit it.",
        "examples": {
            "fires": [{"status": "started", "at_once": {"stream": 2}}],
            "passes": [{"status": "started", "at_once": {"stream": 1}}, {"status": "paused"}],
        },
    },
    {
        "id": "no-name",
        "title": "The job has no name",
        "severity": "low",
        "where": "!name",
        "message": "The job {job_id} has no name.",
        "description": "A name is what recordings are known by: in reports, in suppressions and in declarations.",
        "remediation": "Submit the job with a name.",
        "examples": {"fires": [{"status": "started"}, {"name": ""}], "passes": [{"name": "studio-1"}]},
    },
    {
        "id": "duplicate-name",
        "title": "Several jobs of this name record at once",
        "severity": "low",
        "where": "at_once.name > `1`",
        "message": "{at_once.name} jobs of the name {name} record at once.",
        "description": "Whoever looks for the recording by its name finds more than one. Within a region.",
        "remediation": "Give each recording a name of its own.",
        "examples": {
            "fires": [{"status": "started", "name": "studio-1", "at_once": {"name": 2}}],
            "passes": [{"status": "started", "name": "studio-1", "at_once": {"name": 1}}],
        },
    },
    {
        "id": "template-deleted",
        "title": "The recording's template does not exist any more",
        "severity": "medium",
        "where": "!template",
        "message": "{name} uses the template {template_name} ({template_id}), which does not exist.",
        "description": (
            "The job goes on, and cannot be submitted again as it is. Needs the RAM action ice:ListLiveRecordTemplates."
        ),
        "remediation": "Create a template, and submit the job with it when it has ended.",
        "examples": {"fires": [{"template": None}], "passes": [{"template": {"template_id": "69e1f9fe"}}]},
    },
    {
        "id": "template-changed",
        "title": "The template was changed since the job was submitted",
        "severity": "low",
        "where": "own_template && template && own_template.record_format_list != template.record_format_list",
        "message": "{name} records by an older version of the template {template.name}.",
        "description": (
            "A change of a template is for later jobs only. Needs the RAM actions ice:ListLiveRecordTemplates and "
            "ice:GetLiveRecordTemplate."
        ),
        "remediation": "Submit the job again when it has ended.",
        "examples": {
            "fires": [
                {
                    "template": {"record_format_list": _FORMATS["daily"]},
                    "own_template": {"record_format_list": _FORMATS["hourly"]},
                }
            ],
            "passes": [
                {
                    "template": {"record_format_list": _FORMATS["daily"]},
                    "own_template": {"record_format_list": _FORMATS["daily"]},
                },
                {"status": "paused", "own_template": None},
            ],
        },
    },
)

ACCOUNT_RULES: tuple[Mapping[str, Any], ...] = (
    {
        "id": "near-job-limit",
        "title": "The account is near its limit of active jobs",
        "severity": "high",
        "where": "sum([active_jobs, params.margin]) >= params.limit",
        "message": "{active_jobs} jobs are active in the regions that were read; the limit is {params.limit}.",
        "description": (
            "An account may have 100 active jobs by default, over all regions. Counted are those of the regions that "
            "the audit reads: read all that you use."
        ),
        "remediation": "Ask for a higher limit, or end streams that need not be recorded.",
        "params": {"limit": 100, "margin": 20},
        "examples": {"fires": [{"active_jobs": 80}, {"active_jobs": 101}], "passes": [{"active_jobs": 79}]},
    },
)

COMPUTED_RULES: tuple[Mapping[str, Any], ...] = (
    {
        "id": "drift-missing",
        "title": "A declared recording does not run",
        "severity": "high",
        "description": "Asked if a declaration is given. See the option declared.",
        "remediation": "Submit it; the plan of the report says how.",
    },
    {
        "id": "drift-unexpected",
        "title": "A recording runs that is not declared",
        "severity": "medium",
        "description": "Asked if a declaration is given. Only what is in its scope can be unexpected.",
        "remediation": "Declare it, or end its stream.",
    },
    {
        "id": "drift-different",
        "title": "A recording is not as declared",
        "severity": "medium",
        "description": "Asked if a declaration is given.",
        "remediation": "Submit it as declared when it has ended, or change the declaration.",
    },
    {
        "id": "drift-duplicated",
        "title": "A declared recording has several active jobs",
        "severity": "medium",
        "description": "Asked if a declaration is given.",
        "remediation": "No job can be stopped; the service ends a job when its stream ends.",
    },
    {
        "id": "suppression-expired",
        "title": "A suppression has expired",
        "severity": "low",
        "description": "Asked if suppressions are given. What it suppressed is a finding again.",
        "remediation": "Mend what it is about, or decide again and write a new date.",
    },
    {
        "id": "suppression-unused",
        "title": "A suppression suppresses nothing",
        "severity": "low",
        "description": "Asked if suppressions are given. What it is about was mended, or it names something else.",
        "remediation": "Remove it, or correct it.",
    },
)
COVERAGE_RULES: tuple[Mapping[str, Any], ...] = (
    {
        "id": "gap",
        "title": "A part of what was expected is not recorded",
        "severity": "high",
        "description": (
            "Asked if coverage is given. A gap is what was expected and no file covers; what a file may still come for "
            "is none. One finding for each recording, for its gaps that are longer than the parameter. Needs the RAM "
            "actions ice:ListLiveRecordFiles and ice:GetLiveRecordTemplate."
        ),
        "remediation": "Look whether the stream was there at that time; nothing can be recorded afterwards.",
        "params": {"longer_than": "60s"},
    },
    {
        "id": "nothing-written",
        "title": "The job has started, and has written nothing at all",
        "severity": "high",
        "description": (
            "Asked if coverage is given, and reaches to the present. The job had time for a whole cycle and the grace, "
            "and there is no file of it in the time that is asked for. Needs the same RAM actions as gap."
        ),
        "remediation": "Look at the stream, and at the bucket: does it exist, and may the service write to it?",
        "params": {"grace": "10m"},
    },
    {
        "id": "expected-not-recorded",
        "title": "Nothing was recorded in an expected window",
        "severity": "critical",
        "description": (
            "Asked if coverage has expected. One finding for each recording, for its windows in which nothing at all "
            "was recorded; and one for each entry of expected that is about no recording, since it was never "
            "submitted. Needs the same RAM actions as gap."
        ),
        "remediation": "Submit the recording with ice_live_record_job, or correct the window.",
    },
)
GAP, NOTHING_WRITTEN, EXPECTED_NOT_RECORDED = (str(each["id"]) for each in COVERAGE_RULES)
DURATIONS = {GAP: "longer_than", NOTHING_WRITTEN: "grace"}  # their parameters, as in 10m
DRIFT_RULES = ("drift-missing", "drift-unexpected", "drift-different", "drift-duplicated")
SUPPRESSION_EXPIRED, SUPPRESSION_UNUSED = "suppression-expired", "suppression-unused"
