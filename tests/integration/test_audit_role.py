# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role live_record_audit and its playbook: accounts side by side, one report, and the failure last."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from ansible_collections.mediaops.alicloud.tests.emulator import ADMIN, NOBODY, READER, Emulator
from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import Ansible

PLAYBOOK = Path(__file__).parents[2] / "playbooks" / "audit.yml"
ACCOUNTS = {"news": ADMIN, "sports": READER, "stranger": NOBODY}
REGION = "cn-shanghai"
FILES = {
    "json": "audit.json",
    "html": "audit.html",
    "markdown": "audit.md",
    "junit": "audit.xml",
    "sarif": "audit.sarif",
}


@pytest.fixture(scope="module")
def emulator():
    with Emulator(stream_arrives_after_s=0) as running:
        running.add_job(name="studio-1", job_id="old", status="paused", create_time="2026-03-01T00:00:00Z")
        running.add_job(name="studio-2", job_id="on", status="started")
        yield running


@pytest.fixture(scope="module")
def ansible(emulator, tmp_path_factory):
    """With a profile for each account."""
    ansible = Ansible(emulator, tmp_path_factory.mktemp("audit"))
    profiles = [
        {
            "name": name,
            "mode": "AK",
            "access_key_id": account.access_key_id,
            "access_key_secret": account.access_key_secret,
        }
        for name, account in ACCOUNTS.items()
    ]
    (ansible.home / ".aliyun").mkdir()
    (ansible.home / ".aliyun" / "config.json").write_text(json.dumps({"current": "news", "profiles": profiles}))
    return ansible


def audit(ansible, folder, *names, arguments=(), hosts=None):
    """A run of the playbook, and the report that it made."""
    inventory = folder / "inventory.yml"
    profiles = {name: {"ice_profile": name, "ice_region": REGION} for name in names}
    inventory.write_text(yaml.safe_dump({"all": {"hosts": hosts or profiles}}))
    (folder / "reports").mkdir(exist_ok=True)
    run = ansible.command(
        "ansible-playbook", "-i", str(inventory), str(PLAYBOOK), "-e", f"audit_folder={folder / 'reports'}",
        "-e", f"audit_regions={REGION}", *arguments,
        env={"ALIBABA_CLOUD_ACCESS_KEY_ID": None, "ALIBABA_CLOUD_ACCESS_KEY_SECRET": None},
    )  # fmt: skip
    report = folder / "reports" / "audit.json"
    return run, json.loads(report.read_text(encoding="utf-8")) if report.exists() else None


def findings_of(report, rule="paused-recording"):
    return [(each["account"], each["state"]) for each in report["findings"] if each["rule"] == rule]


def test_two_accounts_make_one_report_and_the_failure_comes_last(ansible, tmp_path):
    recorded = json.dumps({"live_record_audit_coverage": {"start_time": "now-1d"}})
    run, report = audit(ansible, tmp_path, "news", "sports", arguments=["-e", "audit_fail_on=medium", "-e", recorded])
    assert run.rc == 2, run.output
    assert "The audit does not pass. " in run.output
    assert len(report["coverage"]["recordings"]) == 2
    assert {"gap", "nothing-written"} <= {rule["id"] for rule in report["rules"]}
    assert "timeline-data" in (tmp_path / "reports" / "audit.html").read_text(encoding="utf-8")
    assert sorted(file.name for file in (tmp_path / "reports").iterdir()) == sorted(FILES.values())
    assert len({each["account"] for each in report["evidence"]}) == 2
    assert (report["compliant"], report["complete"]) == (False, True)
    assert len(findings_of(report)) == 2

    run, again = audit(
        ansible,
        tmp_path,
        "news",
        "sports",
        arguments=["-e", "audit_fail_on=medium", "-e", "audit_fail_on_new_only=true"],
    )
    assert run.rc == 0, run.output
    assert {state for _account, state in findings_of(again)} == {"unchanged"}
    assert (again["fixed"], again["undecided"]) == ([], [])


def test_an_account_that_cannot_be_audited_is_in_the_report(ansible, tmp_path):
    """The key of one account is not allowed to list jobs, another has no key at all."""
    hosts = {name: {"ice_profile": name} for name in ("news", "stranger", "nobody")}
    run, report = audit(ansible, tmp_path, hosts=hosts)
    assert run.rc == 0, run.output  # without fail_on a report is what is wanted
    assert (report["compliant"], report["complete"]) == (False, False)
    read, denied, unknown = report["evidence"]
    assert (read["complete"], read["error"]) == (True, None)
    assert denied["error"]["http_status"] == 403
    assert denied["error"]["request_id"]
    assert unknown["account"] == "nobody"
    assert "nobody" in unknown["error"]["message"]
    assert {"nobody", denied["account"]} <= {each["account"] for each in report["inconclusive"]}
    assert not [rule for rule in report["rules"] if rule["state"] == "passed"]

    run, _report = audit(ansible, tmp_path, hosts=hosts, arguments=["-e", "audit_fail_on=critical"])
    assert run.rc == 2
    assert "It is not shown that everything was read" in run.output


def test_a_report_that_cannot_be_written_fails_before_anything_is_read(ansible, emulator, tmp_path):
    before = len(emulator.requests())
    run, _report = audit(ansible, tmp_path, "news", arguments=["-e", f"audit_folder={tmp_path / 'none'}"])
    assert run.rc == 2
    assert f"reports.json: the folder {tmp_path / 'none'} does not exist" in run.output
    assert len(emulator.requests()) == before


def test_the_region_of_the_module_is_no_parameter_of_the_role(ansible, emulator, tmp_path):
    """Else the default region would be audited in its place."""
    emulator.clear_requests()
    run, report = audit(ansible, tmp_path, "news", arguments=["-e", "live_record_audit_region=cn-beijing"])
    assert (run.rc, report) == (2, None)
    assert "live_record_audit_region is no parameter of this role" in run.output
    assert not emulator.requests()


@pytest.mark.parametrize("arguments", [["-i", "localhost,", "-e", "audit_hosts=nwes"], []])
def test_a_gate_that_no_host_is_for_does_not_pass(ansible, arguments):
    """A pattern with a mistake, and no inventory at all."""
    run = ansible.command("ansible-playbook", str(PLAYBOOK), *arguments, "-e", "audit_fail_on=high")
    assert run.rc == 2, run.output
    assert "so nothing would be audited." in run.output.replace("\n", " ")


def test_a_relative_folder_is_in_the_folder_that_the_command_runs_in(ansible):
    (ansible.folder / "relative").mkdir()
    run = ansible.command(
        "ansible-playbook", "-i", "localhost,", str(PLAYBOOK), "-e", "audit_folder=relative",
        env={"PWD": str(ansible.folder)},
    )  # fmt: skip
    assert run.rc == 0, run.output
    assert sorted(file.name for file in (ansible.folder / "relative").iterdir()) == sorted(FILES.values())


def test_no_report_takes_the_place_of_a_file_of_rules(ansible, tmp_path):
    rules = tmp_path / "rules.yml"
    rules.write_text("- {id: named, title: t, severity: low, where: '!name'}\n")
    variables = {
        "live_record_audit_rules_files": [str(rules)],
        "live_record_audit_reports": {"json": f"{tmp_path}/./rules.yml"},
    }
    run = ansible.playbook([{"roles": ["mediaops.alicloud.live_record_audit"]}], variables=variables)
    assert run.rc == 2
    assert f"{rules} is read by the audit" in run.output.replace("\n", " ")
    assert rules.read_text().startswith("- {id: named")


def test_if_nothing_can_be_audited_it_says_why(ansible, tmp_path):
    run, report = audit(ansible, tmp_path, hosts={"nobody": {"ice_profile": "nobody"}})
    assert (run.rc, report) == (2, None)
    assert "Nothing could be audited. nobody: " in run.output


def test_two_hosts_for_one_account_are_refused(ansible, tmp_path):
    hosts = {name: {"ice_profile": "news"} for name in ("one", "other")}
    run, report = audit(ansible, tmp_path, hosts=hosts)
    assert (run.rc, report) == (2, None)
    assert "are both about the region cn-shanghai of the account" in run.output


def test_check_mode_judges_and_writes_nothing(ansible, tmp_path):
    run, report = audit(ansible, tmp_path, "news", arguments=["--check", "-e", "audit_fail_on=medium"])
    assert (run.rc, report) == (2, None)
    assert "of severity medium" in run.output
    assert list((tmp_path / "reports").iterdir()) == []


def test_the_module_says_which_entry_is_wrong(ansible, tmp_path):
    report = tmp_path / "old.json"
    report.write_text(json.dumps({"schema_version": "0.9"}))
    faults = {
        "version": ({"audits": [str(report)]}, f"{report} has the schema version '0.9'"),
        "no file": ({"audits": [f"{tmp_path}/none.json"]}, f"{tmp_path}/none.json cannot be read"),
        "no report": ({"audits": [{"schema_version": "1.0", "tool": 7}]}, "audits[0] is no report of an audit"),
        "number": ({"audits": [7]}, "audits[0] must be the path of a report, or a report, not 7"),
        "format": (
            {"audits": [], "reports": {"jsn": "x"}},
            "reports.jsn: there is no format 'jsn'. Did you mean json?",
        ),
        "no list": (
            {"audits": [], "not_audited": [{"account": "a", "reason": "m."}]},
            "Nothing could be audited. a: m.",
        ),
    }
    tasks = [
        {"name": name, "mediaops.alicloud.live_record_audit_report": options, "ignore_errors": True}
        for name, (options, _said) in faults.items()
    ]
    run = ansible.playbook([{"tasks": tasks}])
    for name, (_options, said) in faults.items():
        (outcome,) = run.of(name)
        assert outcome.failed
        assert said in outcome.msg
