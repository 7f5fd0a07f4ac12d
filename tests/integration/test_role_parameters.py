# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Unusual values of the roles' parameters, and unusual ways of using the roles."""

from __future__ import annotations

import json
import stat

import pytest
import yaml

from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import EVALUATED, GIVEAWAY
from ansible_collections.mediaops.alicloud.tests.integration.test_roles import (
    FACTS,
    LONG_AGO,
    PAUSED,
    REMEDIATE,
    ROLES,
    RULE,
    active_names,
    facts_in,
    recap,
    refused,
    remediate,
    role,
)

NOTIFY = {**RULE, "actions": ["notify"], "webhook_url": "https://hooks.example.com/kept-secret"}
REFUSED = {
    "limit null": ({"max_changes": None}, "live_record_remediate_max_changes"),
    "limit of a rule": ({"rules": [{**RULE, "max_changes": -1}]}, "max_changes must be a whole number"),
    "grace without a unit": ({"grace_period": "300"}, "'300' is not a duration"),
    "grace null": ({"grace_period": None}, "live_record_remediate_grace_period"),
    "timeout 0": ({"webhook_timeout": 0}, "live_record_remediate_webhook_timeout"),
    "wait negative": ({"wait_timeout": -1}, "live_record_remediate_wait_timeout"),
    "rules as a dictionary": ({"rules": RULE}, "live_record_remediate_rules"),
    "rules null": ({"rules": None}, "live_record_remediate_rules"),
    "rules as text": ({"rules": json.dumps([RULE])}, "live_record_remediate_rules"),
    "actions as text": ({"rules": [{**RULE, "actions": "submit_again"}]}, "a list of submit_again"),
    "regions as a dictionary": ({"regions": {"cn-shanghai": 1}}, "live_record_remediate_regions"),
    "endpoints as text": ({"endpoints": "cn-shanghai=http://127.0.0.1:1"}, "live_record_remediate_endpoints must be"),
    "region for regions": ({"region": "cn-beijing"}, "live_record_remediate_region is no parameter"),
    "report empty": ({"report": ""}, "live_record_remediate_report is empty"),
    "report in no folder": ({"report": "/nowhere/at/all.json"}, "/nowhere/at/all.json is in a folder that does not"),
    "report in a file": ({"report": "/etc/passwd/report.json"}, "/etc/passwd/report.json is in"),
    "report is a folder": ({"report": "/tmp"}, "/tmp is a directory"),
    "metadata": ({"rules": [{**NOTIFY, "webhook_url": "http://169.254.169.254/kept-secret"}]}, "metadata service"),
    "password": ({"rules": [{**NOTIFY, "webhook_url": "https://u:kept-secret@h.example/"}]}, "a user or a password"),
    "blank": ({"rules": [{**NOTIFY, "webhook_url": "https://h.example/kept-secret x"}]}, "webhook_url has a blank"),
    "line break": ({"rules": [{**NOTIFY, "webhook_headers": {"X": "kept-secret\nY: 1"}}]}, "a value with a line break"),
    "headers as a list": ({"rules": [{**NOTIFY, "webhook_headers": ["X kept-secret"]}]}, "webhook_headers"),
    "headers as text": ({"rules": [{**NOTIFY, "webhook_headers": "kept-secret"}]}, "webhook_headers"),
}
FACTS_REFUSE = {
    "facts: endpoints": ({"endpoints": "a=b"}, "live_record_facts_endpoints"),
    "facts: endpoints of other regions": (
        {"regions": ["cn-shanghai"], "endpoints": {"cn-shangai": "http://127.0.0.1:1"}},
        "a dictionary of these regions",
    ),
    "facts: regions": ({"regions": {"a": 1}}, "live_record_facts_regions"),
    "facts: a region that is no text": ({"regions": [["cn-shanghai"]]}, "live_record_facts_regions"),
    "facts: region for regions": ({"region": "cn-beijing"}, "live_record_facts_region is no parameter"),
    "facts: endpoint for endpoints": (
        {"endpoint": "http://127.0.0.1:1"},
        "live_record_facts_endpoint is no parameter of this role",
    ),
    "facts: limit": ({"limit": "many"}, "live_record_facts_limit"),
    "facts: where": ({"where": ["status"]}, "where"),
    "facts: status": ({"status": "paused,started"}, "live_record_facts_status"),
}


@pytest.fixture(scope="module")
def refusals(ansible, emulator):
    emulator.reset()
    emulator.add_job(status="paused", create_time=LONG_AGO)
    tasks = [refused(name, **{"rules": [RULE], **changed}) for name, (changed, _said) in REFUSED.items()]
    for name, changed in FACTS_REFUSE.items():
        shown = {"name": name, "ansible.builtin.debug": {"msg": "{{ ansible_failed_result }}"}}
        tasks.append({"block": [role(FACTS, **changed[0])], "rescue": [shown]})
    return ansible.playbook([{"tasks": tasks}], "-vv")


@pytest.mark.parametrize("name", REFUSED)
def test_values_that_are_refused(refusals, name):
    found = json.dumps(refusals.of(name)[0].result["msg"], ensure_ascii=False)
    assert REFUSED[name][1] in found


@pytest.mark.parametrize("name", FACTS_REFUSE)
def test_values_that_facts_refuse(refusals, name):
    assert FACTS_REFUSE[name][1] in json.dumps(refusals.of(name)[0].result["msg"])


def test_refusals_come_first_and_show_no_secret(refusals, emulator):
    assert not [request for outcome in refusals.outcomes for request in outcome.requests]
    assert len(emulator.jobs()) == 1
    assert "kept-secret" not in refusals.output


@pytest.mark.parametrize(("prefix", "name"), [("live_record_facts", FACTS), ("live_record_remediate", REMEDIATE)])
def test_regions_as_text_on_the_command_line(ansible, fresh, prefix, name):
    """Not each letter for itself."""
    fresh.add_job(name="one", status="paused", create_time=LONG_AGO)
    tasks = [role(name, **({"rules": PAUSED} if name == REMEDIATE else {}))]
    play = [{"tasks": [*tasks, {"name": "show", "ansible.builtin.debug": {"msg": "{{ [shown] }}"}}]}]
    shown = {FACTS: "live_record_jobs", REMEDIATE: "live_record_remediate_summary.jobs"}[name]
    arguments = ["-e", f"{prefix}_regions='cn-shanghai, '", "-e", f"shown='{{{{ {shown} }}}}'"]
    run = ansible.playbook(play, *arguments)
    assert run.rc == 0, run.output
    assert [(job["name"], job["region"]) for job in run.of("show")[0].result["msg"][0]] == [("one", "cn-shanghai")]


def test_young_jobs_wait_and_rules_have_limits(ansible, fresh, tmp_path):
    fresh.add_job(name="young", status="paused")
    fresh.add_job(name="break", status="paused", create_time="2026-02-10T00:00:00Z", job_id="b-1")
    for number in range(3):
        fresh.add_job(name=f"old {number}", status="paused", create_time=f"2026-02-0{number + 1}T00:00:00Z")
    fresh.set_streams(stream_arrives_after_s=0)
    rules = [
        {**RULE, "name": "few", "where": "status == 'paused' && starts_with(name, 'old')", "max_changes": 1},
        {**RULE, "name": "other"},
        {**RULE, "name": "none", "where": "name == 'nobody'"},
    ]
    play, report = remediate(tmp_path, rules)
    before = len(fresh.jobs())
    facts = {
        "ansible.builtin.set_fact": {
            "live_record_jobs": [{"job_id": "b-1", "status": "started"}],
            "live_record_gathered_at": "{{ now(utc=true, fmt='%Y-%m-%dT%H:%M:%SZ') }}",
        }
    }
    run = ansible.playbook([{"tasks": [facts, *play["tasks"]]}])
    assert run.rc == 0, run.output
    outcomes = {job["name"]: (job["outcome"], job.get("reason", "")) for job in report()["jobs"]}
    assert {name: outcome for name, (outcome, _reason) in outcomes.items()} == {
        "young": "waiting", "break": "waiting", "old 0": "submitted", "old 1": "postponed", "old 2": "postponed",
    }  # fmt: skip
    assert outcomes["young"][1].startswith("created ")
    assert outcomes["break"][1].startswith("seen started ")
    assert outcomes["old 1"][1] == "beyond max_changes of the rule"
    assert (report()["counts"]["waiting"], report()["counts"]["seen"]) == (2, 5)
    assert len(fresh.jobs()) == before + 1
    assert "rule none: saw 5 jobs, matched 0" in run.stdout
    assert "waiting: young (" in run.stdout

    play, report = remediate(tmp_path, rules, grace_period="0s", max_changes=2)
    ansible.playbook([play])
    assert report()["counts"]["waiting"] == 0


def test_checks_that_pass_are_quiet(ansible, fresh, tmp_path):
    play, report = remediate(tmp_path, PAUSED)
    run = ansible.playbook([{"tasks": [role(FACTS), *play["tasks"]]}])
    assert run.rc == 0, run.output
    checks = [line for line in run.stdout.splitlines() if "All assertions passed" in line or "=> (item=A rule" in line]
    assert checks == []
    assert stat.S_IMODE((tmp_path / "report.json").stat().st_mode) == 0o600
    assert report()["counts"]["seen"] == 0


def test_unusual_ways_to_use_the_roles(ansible, fresh, tmp_path):
    """Two hosts at the same time, static and dynamic, in a loop, in check mode with a diff, with no_log and tags."""
    for number in range(4):
        fresh.add_job(
            name=f"job {number}", status="paused", create_time=LONG_AGO, stream_url=f"rtmp://a.example/{number}"
        )
    fresh.set_streams(stream_arrives_after_s=0)
    hosts = tmp_path / "hosts.yml"
    hosts.write_text(yaml.safe_dump({"all": {"hosts": {"job-0": {}, "job-1": {}}}}))
    rules = [{**RULE, "where": "status == 'paused' && name == '{{ inventory_hostname | replace('-', ' ') }}'"}]
    static = {
        "ansible.builtin.import_role": {"name": REMEDIATE},
        "vars": {"live_record_remediate_rules": rules},
    }
    both = {"hosts": "all", "strategy": "ansible.builtin.free", "tasks": [static]}
    checked = ansible.playbook([both], "-i", str(hosts), "--check", "--diff")
    assert checked.rc == 0, checked.output
    assert active_names(fresh) == []
    run = ansible.playbook([both], "-i", str(hosts))
    assert run.rc == 0, run.output
    assert active_names(fresh) == ["job 0", "job 1"]

    looped = role(REMEDIATE, rules=[{**RULE, "where": "status == 'paused' && name == '{{ found }}'"}])
    looped.update(loop=["job 2", "job 3"], loop_control={"loop_var": "found"}, tags=["mine"], no_log=True)
    looped["ansible.builtin.include_role"]["apply"] = {"tags": ["mine"], "no_log": True}
    extra = ["-e", "rule=x results=x report=x errors=x region=x failures=x listings=x"]
    run = ansible.playbook([{"tasks": [looped, *facts_in("untagged")]}], "--tags", "mine", *extra)
    assert run.rc == 0, run.output
    assert active_names(fresh) == ["job 0", "job 1", "job 2", "job 3"]
    assert "already in use" not in run.output
    assert recap(run)["failed"] == 0
    run = ansible.playbook([{"tasks": facts_in("facts")}], *extra)
    assert run.of("facts")[0].result["msg"]["live_record_jobs_by_status"]["started"] == 4


def replaced(tasks, paths):
    """The tasks with other paths in them."""
    text = json.dumps(tasks)
    for path, other in paths.items():
        assert path in text
        text = text.replace(path, str(other))
    return json.loads(text)


def test_names_of_jobs_reach_no_shell(ansible, fresh, tmp_path):
    """The README's own example of a file with tasks."""
    text = (ROLES / "live_record_remediate" / "README.md").read_text(encoding="utf-8")
    start = text.index("# tasks/open_ticket.yml")
    tasks = yaml.safe_load(text[start : text.index("```", start)])
    program = tmp_path / "program"
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$1" >> "$0.log"\n')
    program.chmod(0o755)
    ran = tmp_path / "ran"
    ways = ["$(touch RAN); \"'", "`touch RAN`", "x; touch RAN #", "' && touch RAN && '", f"{EVALUATED} | cat"]
    names = [way.replace("RAN", str(ran)) for way in ways]
    for number, name in enumerate(names):
        fresh.add_job(name=name, status="paused", create_time=f"2026-02-0{number + 1}T00:00:00Z")
    paths = {"/usr/local/bin/open-ticket": program, "/var/log/tickets.txt": tmp_path / "tickets"}
    (tmp_path / "open_ticket.yml").write_text(yaml.safe_dump(replaced(tasks, paths), allow_unicode=True))
    rules = [{**RULE, "actions": ["run_tasks"], "tasks_file": str(tmp_path / "open_ticket.yml")}]
    play, report = remediate(tmp_path, rules)
    run = ansible.playbook([play])
    assert run.rc == 0, run.output
    assert report()["counts"]["handled"] == len(names)
    assert [line for line in (tmp_path / "program.log").read_text().splitlines() if line] == names
    assert (tmp_path / "tickets").read_text().splitlines() == names
    assert not ran.exists()
    assert GIVEAWAY not in run.output
