# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Least privilege: the documented policies suffice, and without any action of them a run fails by its name.

What the table calls optional does not fail, and does what the table says.
"""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

import pytest
import yaml

from ansible_collections.mediaops.alicloud.tests.emulator import Emulator
from ansible_collections.mediaops.alicloud.tests.emulator.region.accounts import Account
from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import Ansible
from ansible_collections.mediaops.alicloud.tests.integration.module_runs import run_module
from ansible_collections.mediaops.alicloud.tests.integration.permission_cases import (
    furnish,
    runs_of,
    write_accounts,
)
from ansible_collections.mediaops.alicloud.tests.integration.plugin_runs import PLUGIN, write_inventory
from ansible_collections.mediaops.alicloud.tests.integration.test_event_source import REGIONS, Watching
from ansible_collections.mediaops.alicloud.tests.permissions.table import ENTRIES, entry

MODULES, ROLES = runs_of("module"), runs_of("role")
LISTING = ("lookup", "inventory", "event_source")
LISTERS = {
    kind: Account(f"LTAI5tOf{kind}", f"EmulatorOnlySecretOf{kind}", None, entry(kind, PLUGIN.rsplit(".", 1)[1]).actions)
    for kind in LISTING
}
NOTHING = Account("LTAI5tOfNothing", "EmulatorOnlySecretOfNothing")


@pytest.fixture(scope="module")
def emulator(tmp_path_factory):
    file = tmp_path_factory.mktemp("accounts") / "accounts.json"
    write_accounts(file, [*(run.account for run in (*MODULES, *ROLES)), *LISTERS.values(), NOTHING])
    with Emulator(regions=REGIONS, stream_arrives_after_s=0, extra_args=["--accounts", str(file)]) as running:
        for run in (*MODULES, *ROLES):
            furnish(running, run.owner)
        running.add_job()
        yield running


@pytest.fixture(scope="module")
def ansible(emulator, tmp_path_factory):
    return Ansible(emulator, tmp_path_factory.mktemp("ansible"))


@pytest.fixture(scope="module")
def logs(tmp_path_factory):
    return tmp_path_factory.mktemp("logs")


def filled(run, logs):
    return json.loads(json.dumps(run.options).replace("LOGS", str(logs)))


@pytest.fixture(scope="module")
def of_modules(ansible, emulator, logs):
    """What every run of a module returned."""

    def run_it(run):
        keys = emulator.environment(run.account)
        return run_module(ansible, run.case.of.name, filled(run, logs), check=run.case.check, env=keys)

    with ThreadPoolExecutor(2) as pool:
        return dict(zip(MODULES, pool.map(run_it, MODULES), strict=True))


@pytest.fixture(scope="module")
def of_roles(ansible, emulator, logs):
    """What every run of a role said when it ended; empty if it passed. Each is a host, and each role is a play."""
    hosts = {
        f"run{run.owner}": {
            "key_id": run.account.access_key_id,
            "key_secret": run.account.access_key_secret,
            **filled(run, logs),
        }
        for run in ROLES
    }
    (ansible.folder / "hosts.yml").write_text(yaml.safe_dump({"all": {"hosts": hosts}}))
    plays = defaultdict(list)
    for run in ROLES:
        plays[run.case.of.name].append(f"run{run.owner}")
    keys = {"ALIBABA_CLOUD_ACCESS_KEY_ID": "{{ key_id }}", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "{{ key_secret }}"}
    tell = {"dest": f"{logs}/{{{{ inventory_hostname }}}}.txt", "content": "{{ ansible_failed_result | to_json }}"}
    use = [
        {
            "block": [{"ansible.builtin.include_role": {"name": "mediaops.alicloud.{{ used_role }}"}}],
            "rescue": [{"ansible.builtin.copy": tell}],
        }
    ]
    common = {"connection": "local", "gather_facts": False, "environment": keys, "tasks": use}
    book = [{"hosts": hosts, "vars": {"used_role": name}, **common} for name, hosts in plays.items()]
    (ansible.folder / "roles.yml").write_text(yaml.safe_dump(book, sort_keys=False))
    # Not with the recorder of other tests, which empties the log of requests for each task.
    done = ansible.command(
        "ansible-playbook", "-i", str(ansible.folder / "hosts.yml"), "--forks", "3", str(ansible.folder / "roles.yml")
    )
    assert done.rc == 0, done.output
    said = {run: logs / f"run{run.owner}.txt" for run in ROLES}
    return {run: file.read_text() if file.exists() else "" for run, file in said.items()}


def called(emulator, run):
    """The actions that a run was allowed and has used, and those that it was refused."""
    mine = [each for each in emulator.requests() if each.access_key_id == run.account.access_key_id]
    refused = {f"ice:{each.action}" for each in mine if each.error_code == "NoPermission"}
    return {f"ice:{each.action}" for each in mine} - refused, refused


def wanted(run):
    return {f"ice:{operation}" for operation in run.case.calls}


def is_optional(run):
    """Whether the run goes on without the action, as the table says."""
    options = run.case.options
    waits = options.get("wait", options.get("live_record_remediate_wait"))
    strict = (
        waits if run.missing == "ice:GetLiveRecordJob" else options.get("reconcile") and "on_incomplete" not in options
    )
    return bool(run.case.of.need(run.missing).without) and not strict


@pytest.mark.parametrize("run", MODULES, ids=str)
def test_a_module_with_its_policy_and_without_each_action_of_it(emulator, of_modules, run):
    result = of_modules[run]
    used, refused = called(emulator, run)
    if run.missing is None:
        assert not result.get("failed"), result
        assert not result["warnings"] or "Rules" in str(result["warnings"]), result["warnings"]
        assert (used, refused) == (wanted(run), set())
        return
    assert refused == {run.missing}
    assert run.missing not in used
    if not is_optional(run):
        assert result["failed"]
        assert f"Allow the RAM action {run.missing} for the owner of key {run.account.access_key_id}" in result["msg"]
        assert result["request_id"] in {
            each.request_id for each in emulator.requests() if each.action == run.missing.removeprefix("ice:")
        }
        return
    assert not result.get("failed"), result
    if run.missing == "ice:GetLiveRecordJob":
        assert result["changed"]
        job = result["live_record_job"]
        assert (job["name"], job["status"], bool(job["job_id"])) == (f"new-{run.owner}", "initial", True)
    else:
        told = result["inconclusive"] if run.case.of.name == "ice_live_record_audit" else result["warnings"]
        assert f"Allow the RAM action {run.missing}" in str(told)


@pytest.mark.parametrize("run", [run for run in ROLES if run.case.of.name != "live_record_audit"], ids=str)
def test_a_role_with_its_policy_and_without_each_action_of_it(emulator, of_roles, run):
    used, refused = called(emulator, run)
    if run.missing is None:
        assert of_roles[run] == ""
        assert (used, refused) == (wanted(run), set())
        return
    assert refused == {run.missing}
    assert f"Allow the RAM action {run.missing} for the owner of key {run.account.access_key_id}" in of_roles[run]


def test_the_role_that_audits_reports_what_each_account_is_not_allowed(emulator, of_roles, logs):
    runs = [run for run in ROLES if run.case.of.name == "live_record_audit"]
    report = json.loads((logs / "audit.json").read_text())
    assert len(runs) == len(report["evidence"]) == 5
    for run in runs:
        assert of_roles[run] == ""  # without fail_on a report is what is wanted
        used, refused = called(emulator, run)
        about = [each for each in report["inconclusive"] if run.account.access_key_id in str(each)]
        if run.missing is None:
            assert (used, refused, about) == (wanted(run), set(), [])
        else:
            assert refused == {run.missing}
            found = json.dumps(report["inconclusive"]) + json.dumps(report["evidence"])
            assert f"Allow the RAM action {run.missing} for the owner of key {run.account.access_key_id}" in found


def test_the_lookup_and_the_inventory(emulator, ansible, tmp_path):
    write_inventory(tmp_path, "all")
    inventory = str(tmp_path / "all.ice_live_record_jobs.yml")
    lookup = ("localhost", "-c", "local", "-m", "ansible.builtin.debug", "-a")
    for kind, command in (
        ("inventory", ("ansible-inventory", "-i", inventory, "--list")),
        ("lookup", ("ansible", *lookup, f"msg={{{{ query('{PLUGIN}') | length }}}}")),
    ):
        emulator.clear_requests()
        strict = {"ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "true"}
        done = ansible.command(*command, env={**strict, **emulator.environment(LISTERS[kind])})
        assert done.rc == 0, done.output
        assert {f"ice:{each.action}" for each in emulator.requests()} == set(LISTERS[kind].allowed_actions)
        refused = ansible.command(*command, env={**strict, **emulator.environment(NOTHING)})
        assert refused.rc != 0
        said = " ".join(refused.output.split())
        for action in LISTERS[kind].allowed_actions:
            assert f"Allow the RAM action {action} for the owner of key {NOTHING.access_key_id}" in said


def test_the_event_source(emulator):
    async def run():
        emulator.clear_requests()
        async with Watching(emulator, account=LISTERS["event_source"]) as watching:
            await watching.until(lambda _it: len(emulator.requests()) > 2 * len(REGIONS))
        assert not any("outage" in kind for kind in watching.kinds)
        assert {f"ice:{each.action}" for each in emulator.requests()} == set(LISTERS["event_source"].allowed_actions)
        async with Watching(emulator, account=NOTHING) as watching:
            await watching.until(lambda it: it.kinds["outage", REGIONS[0]])
        outage = next(event for event in watching.events if event["change"]["type"] == "outage")
        assert "Allow the RAM action ice:ListLiveRecordJobs" in outage["error"]["message"]
        assert outage["error"]["request_id"]

    asyncio.run(run())


def test_every_action_of_the_table_is_taken_away_from_something():
    proved = {(run.case.of, run.missing) for run in (*MODULES, *ROLES) if run.missing}
    # What a role does in check mode only is what its module does then.
    by_module = {(entry("role", "live_record_remediate"), "ice:GetLiveRecordTemplate")}
    assert proved | by_module == {
        (each, action) for each in ENTRIES if each.kind not in LISTING for action in each.actions
    }
