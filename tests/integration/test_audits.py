# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Audits in real playbooks: what is judged, what is not known, what fails, and what is said about mistakes."""

from __future__ import annotations

from datetime import timedelta

from ansible_collections.mediaops.alicloud.tests.integration.scenarios import ice, scenario, task_of

_audit = task_of("ice_live_record_audit")


def audit(**options):
    keywords = options.pop("keywords", {})
    return _audit(keywords={"diff": False, **keywords}, **options)


def rule(rule_id="mine", where="status == 'paused'", **fields):
    return {"id": rule_id, "title": f"Title of {rule_id}", "severity": "medium", "where": where, **fields}


def only(*rules, **options):
    """An audit by these rules only."""
    return audit(builtin_rules=["none"], rules=list(rules), **options)


OLD, NEW = "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"
URL = "rtmp://example-live.com/live/"


def added(name, **fields):
    return {"name": name, "job_id": f"job-{name}", "stream_url": URL + name, "create_time": OLD, **fields}


def rules_that_fired(outcome):
    assert "findings" in outcome.result, outcome.result
    return sorted({(each["rule"], each["job_id"]) for each in outcome.result["findings"]})


def states(outcome):
    return {each["id"]: each["state"] for each in outcome.result["rules"]}


# The verdict


@scenario(only(rule(where="!status || !job_id || name == 'x'")), jobs=50)
def test_recordings_comply(outcome):
    assert (outcome.result["compliant"], outcome.result["complete"], outcome.changed) == (True, True, False)
    assert outcome.result["summary"]["recordings"] == 50
    assert outcome.result["rules"][0]["seen"] == 50
    assert outcome.result["gate"]["passed"]
    assert set(outcome.actions) == {"ListLiveRecordJobs"}


@scenario(
    audit(),
    added=[
        added("again", status="paused"),
        {**added("again", status="started", create_time=NEW), "job_id": "job-again-2"},
        added("plain", notify_url="http://example.com/hook", output_endpoint="oss-cn-beijing.aliyuncs.com"),
        added("", status="paused", stream_url=f"{URL}nameless", output_type="vod"),
    ],
)
def test_the_rules_that_are_built_in_find_what_they_are_for(outcome):
    found = rules_that_fired(outcome)
    assert ("paused-recording", "job-again") not in found
    assert ("no-recent-file", "job-again-2") in found
    assert ("notify-url-not-https", "job-plain") in found
    assert ("bucket-in-other-region", "job-plain") in found
    assert ("paused-recording", "job-") in found
    assert ("output-not-oss", "job-") in found
    assert outcome.result["compliant"] is False
    assert not outcome.failed
    assert outcome.result["evidence"][0]["superseded"] == 1
    assert outcome.result["inconclusive"] == []


template = task_of("ice_live_record_template")
CHANGED = {"format": "mp4", "oss_object_prefix": "record/{JobId}/{StartTime}_{EndTime}"}
HOURLY = [{"Format": "mp4", "OssObjectPrefix": "record/{JobId}/{StartTime}_{EndTime}", "CycleDuration": 3600}]


@scenario(
    template(template_id="t-orphan", state="absent"),
    audit(builtin_rules=["no-recent-file", "template-deleted", "template-changed"]),
    template(template_id="t-hourly", record_format=[{**CHANGED, "cycle_duration": 7200}]),
    audit(builtin_rules=["no-recent-file", "template-deleted", "template-changed"]),
    templates=[
        {"name": "hourly", "template_id": "t-hourly", "record_formats": HOURLY, "create_time": "2026-02-01T00:00:00Z"},
        {"name": "orphan", "template_id": "t-orphan", "record_formats": HOURLY, "create_time": "2026-02-01T00:00:00Z"},
    ],
    added=[
        added("fresh", status="started", template_id="t-hourly"),
        added("late", status="started", template_id="t-hourly"),
        added("none", status="started", template_id="t-hourly"),
        added("stopped", status="paused", template_id="t-hourly"),
        added("orphan", status="paused", template_id="t-orphan"),
    ],
    files=[
        {
            "job_id": "job-fresh",
            "start_time": timedelta(minutes=130),
            "end_time": timedelta(minutes=70),
            "create_time": timedelta(minutes=70),
        },
        {"job_id": "job-late", "start_time": "2026-03-01T00:00:00Z", "end_time": "2026-03-01T01:00:00Z"},
    ],
)
def test_templates_and_files_are_looked_up_for_active_jobs_only(outcomes):
    _absent, before, _changed, after = outcomes
    found = [
        ("no-recent-file", "job-late"),
        ("no-recent-file", "job-none"),
        ("template-deleted", "job-orphan"),
    ]
    changed = [("template-changed", f"job-{name}") for name in ("fresh", "late", "none")]
    assert rules_that_fired(before) == found, [each["message"] for each in before.result["findings"]]
    assert rules_that_fired(after) == sorted([*found, *changed])
    for outcome in (before, after):
        assert outcome.actions.count("ListLiveRecordFiles") == 3
        assert outcome.result["inconclusive"] == []
    assert before.actions.count("GetLiveRecordTemplate") == 0  # it was not changed since the jobs were submitted
    assert after.actions.count("GetLiveRecordTemplate") == 3


# What is not known


@scenario(
    audit(builtin_rules=["template-deleted", "no-recent-file", "no-name"], on_inconclusive="fail"),
    audit(builtin_rules=["template-deleted", "no-recent-file", "no-name"]),
    jobs=20,
    errors=[
        {"code": "NoPermission", "status": 403, "count": 99, "action": action}
        for action in ("ListLiveRecordTemplates", "ListLiveRecordFiles")
    ],
)
def test_a_permission_that_is_missing_is_inconclusive_and_no_error(outcomes):
    gate, report = outcomes
    for outcome in outcomes:
        assert states(outcome) == {
            "template-deleted": "inconclusive",
            "no-recent-file": "inconclusive",
            "no-name": "passed",
        }
        assert outcome.result["compliant"] is None
        assert outcome.result["complete"] is True
        assert any("ice:ListLiveRecordTemplates" in each["reason"] for each in outcome.result["inconclusive"])
    assert gate.failed
    assert "Rules that could not be decided: no-recent-file, template-deleted." in gate.msg
    assert not report.failed
    assert "could not be decided: no-recent-file, template-deleted." in report.result["warnings"][-1]


@scenario(
    only(rule(), rule("none", "!job_id"), fail_on="critical"),
    jobs={"count": 500, "start": OLD, "end": "2026-03-28T00:00:00Z"},
    ignore_parameters=["PageNo", "StartTime", "EndTime"],
)
def test_an_incomplete_list_passes_nothing(outcome):
    assert outcome.failed
    assert states(outcome) == {"mine": "failed", "none": "inconclusive"}
    assert outcome.result["complete"] is False
    assert outcome.result["evidence"][0]["doubts"]
    assert outcome.msg.startswith("The audit does not pass. It is not shown that everything was read: cn-shanghai.")


@scenario(only(rule()), jobs=5, omit_fields=["Status"])
def test_a_field_that_is_not_there_passes_nothing(outcome):
    assert states(outcome) == {"mine": "inconclusive"}
    assert outcome.result["inconclusive"][0]["reason"] == "The job has no status, which the API gives with every job."
    assert outcome.result["inconclusive"][0]["recordings"] == 5


@scenario(
    only(rule(), access_key_id="{{ accounts.nobody.id }}", access_key_secret="{{ accounts.nobody.secret }}"),
    jobs=5,
)
def test_if_nothing_can_be_read_the_task_fails_with_the_reason_and_the_report(outcome):
    assert outcome.failed
    assert "ice:ListLiveRecordJobs" in outcome.msg
    assert outcome.result["error_code"] == "Forbidden.RAM"
    assert outcome.result["compliant"] is None
    assert outcome.result["evidence"][0]["error"]["request_id"] == outcome.result["request_id"]


# Jobs that are given


@scenario(
    ice(),
    only(rule(), jobs=[{"job_id": "a", "name": "a", "status": "Paused"}], keywords={"environment": {}}),
    only(rule(), jobs=[], jobs_complete=True),
    jobs=3,
)
def test_given_jobs_are_judged_without_any_request(outcomes):
    _listed, given, none = outcomes
    assert rules_that_fired(given) == [("mine", "a")]
    assert given.result["complete"] is False
    assert given.requests == []
    assert given.result["evidence"][0]["source"] == "jobs"
    assert none.result["compliant"] is True
    assert states(none) == {"mine": "unused"}


# Mistakes: each names its entry, before any request

MISTAKES = {
    "rules, entry 1: rule mine: 'whre' is no field of a rule. Did you mean where?": only({**rule(), "whre": "x"}),
    "rules, entry 1: rule mine: severity 'hihg' is not known. Did you mean high?": only(rule(severity="hihg")),
    "rules, entry 1: rule mine: where is not a JMESPath expression: at character 8": only(rule(where="status = 'x'")),
    "Write text in single quotes: 'paused'": only(rule(where="status == paused")),
    "rules, entry 2: rule mine: there is already a rule of this id (rules, entry 1": only(rule(), rule()),
    "rules, entry 1: rule mine: examples: it fires for number 1 of passes.": only(
        rule(examples={"passes": [{"status": "paused"}]})
    ),
    "rules, entry 1: rule mine: message, {nmae}, is invalid": only(rule(message="{nmae}")),
    "rules, entry 1: this rule: it must be a dictionary with the fields": only("status == 'paused'"),
    "rules_files: nowhere.yml cannot be read: No such file": audit(rules_files=["nowhere.yml"]),
    "builtin_rules: entry 1, 'pausd-recording', is no rule. Did you mean paused-recording?": audit(
        builtin_rules=["pausd-recording"]
    ),
    "builtin_rules: bucket-not-allowed cannot be asked without its parameter allowed.": audit(
        builtin_rules=["bucket-not-allowed"]
    ),
    "parameters: 'paused-recordin' is none of the rules of this audit. Did you mean paused-recording?": audit(
        parameters={"paused-recordin": {"older_than": "1d"}}
    ),
    "parameters: the rule has no parameter 'older'. Did you mean older_than?": audit(
        parameters={"paused-recording": {"older": "1d"}}
    ),
    "parameters: older_than must be text, and is 5": audit(parameters={"paused-recording": {"older_than": 5}}),
    "'soon' is not a duration": audit(parameters={"paused-recording": {"older_than": "soon"}}),
    "suppressions, entry 1: suppression no-name: reason is missing": audit(
        suppressions=[{"rule": "no-name", "name": "x", "owner": "o"}]
    ),
    "suppressions, entry 1: suppression no-nam: there is no rule 'no-nam'. Did you mean no-name?": audit(
        suppressions=[{"rule": "no-nam", "name": "x", "owner": "o", "reason": "r"}]
    ),
    "expires: 'next week' is relative": audit(
        suppressions=[{"rule": "no-name", "name": "x", "owner": "o", "reason": "r", "expires": "next week"}]
    ),
    "compare_with: site.yml is no JSON": audit(compare_with="site.yml"),
    "reports.jsn: there is no format 'jsn'. Did you mean json?": audit(reports={"jsn": "x"}),
    "reports.json: the folder /nowhere does not exist; make it first.": audit(reports={"json": "/nowhere/x.json"}),
    "regions: entry 2 is empty.": audit(regions=["cn-shanghai", ""]),
    "endpoints: cn-shangai is none of the regions that are read. Did you mean cn-shanghai?": audit(
        regions=["cn-shanghai"], endpoints={"cn-shangai": "http://localhost"}
    ),
    "end_time: 'yesterday' is not a time.": audit(end_time="yesterday"),
    "start_time: '-3 days' is not a time.": audit(start_time="-3 days"),
    "jobs, entry 1: job_id is missing, or no text. Names are in snake case here: job_id.": audit(jobs=[{"JobId": "x"}]),
    "value of fail_on must be one of: none, info, low, medium, high, critical, got: grave": audit(fail_on="grave"),
    "source: 'here' must be a file and a line": audit(source="here"),
    "No rule is left to ask.": audit(builtin_rules=["none"]),
}


@scenario(*MISTAKES.values(), jobs=3)
def test_a_mistake_is_refused_before_any_request(outcomes):
    for outcome, said in zip(outcomes, MISTAKES, strict=True):
        assert outcome.failed, said
        assert said in outcome.msg, outcome.msg
        assert not outcome.requests, said


@scenario(audit(rules_files=["rules/nowhere.yml"]), audit(declared_files="here.yml,there.yml"), jobs=0)
def test_a_file_that_is_not_found_says_where_it_was_looked_for(outcomes):
    rules, declared = outcomes
    missing = "cannot be read: No such file or directory. Looked for: /"
    assert rules.msg.startswith(f"rules_files: rules/nowhere.yml {missing}")
    for place in ("/files/rules/nowhere.yml", "/rules/nowhere.yml"):
        assert rules.msg.count(place) >= 1
    places = rules.msg.partition("Looked for: ")[2].rstrip(".").split(", ")
    assert len(places) == len(set(places)) >= 2
    assert declared.msg.startswith(f"declared_files: here.yml {missing}")
    assert "there.yml" not in declared.msg


@scenario(only(rule(where="statuss == 'paused'")), only(rule(where="region_id == 'x'")), jobs=3)
def test_a_name_that_no_job_has_is_an_error_that_names_the_rule(outcomes):
    for outcome, hint in zip(outcomes, ("Did you mean status?", "no job that was read has it"), strict=True):
        assert outcome.failed
        assert outcome.msg.startswith("rules, entry 1: rule mine: where is invalid: at character 1: ")
        assert hint in outcome.msg
