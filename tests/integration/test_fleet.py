# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Playbooks for users to copy: a fleet of accounts and regions, whole and in slices, and paused recordings."""

from __future__ import annotations

import json
import os
import shutil
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import yaml

from ansible_collections.mediaops.alicloud.tests.emulator import Emulator
from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import Ansible, as_module_shows

PLAYBOOKS = Path(__file__).parents[2] / "playbooks"
REGIONS = ["cn-shanghai", "cn-beijing", "ap-southeast-1", "eu-central-1"]


@pytest.fixture(scope="module")
def fleet():
    with Emulator(regions=REGIONS, stream_arrives_after_s=0) as running:
        for number, region in enumerate(REGIONS):
            running.seed(40 + 70 * number, days=10, region=region)
        yield running


@pytest.fixture(scope="module")
def ansible(fleet, tmp_path_factory):
    return Ansible(fleet, tmp_path_factory.mktemp("fleet"))


@pytest.fixture(scope="module")
def inventory(ansible, fleet):
    hosts = {f"account-{region}": {"ice_region": region, "ice_endpoint": fleet.endpoints[region]} for region in REGIONS}
    return written(ansible.folder / "inventory.yml", hosts)


def written(file, hosts):
    file.write_text(yaml.safe_dump({"all": {"hosts": hosts}}))
    return file


def merge(ansible, inventory, facts, *arguments):
    """A run of fleet_merge.yml for the facts in a folder, and the report that it makes."""
    report = facts.with_suffix(".json")
    run = ansible.command(
        "ansible-playbook", "-i", str(inventory), str(PLAYBOOKS / "fleet_merge.yml"), "-e", f"fleet_report={report}",
        *arguments, env=cache_in(facts),
    )  # fmt: skip
    content = json.loads(report.read_text(encoding="utf-8"))
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    return run, content


def merged(ansible, inventory, facts):
    """The report, which is complete; what differs from run to run is left out."""
    run, content = merge(ansible, inventory, facts)
    assert run.rc == 0, run.output
    assert content["incomplete_because"] == []
    assert sorted(content.pop("run")["hosts"]) == sorted(content["accounts"])
    for account in content["accounts"].values():
        assert account.pop("gathered_at")
    return content


def read(ansible, inventory, facts, *arguments, env=None):
    """A run of fleet.yml."""
    arguments = ["-i", str(inventory), str(PLAYBOOKS / "fleet.yml"), "--forks", "4", *arguments]
    return ansible.command("ansible-playbook", *arguments, env={**cache_in(facts), **(env or {})})


def copied(facts, name):
    return Path(shutil.copytree(facts, facts.with_name(name)))


def hosts_of(files):
    """The hosts that files of a fact cache belong to; ansible-core begins their names with its format's version."""
    return sorted(file.name.removeprefix("s1_") for file in files)


def cache_in(folder):
    return {"ANSIBLE_CACHE_PLUGIN": "jsonfile", "ANSIBLE_CACHE_PLUGIN_CONNECTION": str(folder)}


@pytest.fixture(scope="module")
def whole(ansible, inventory):
    facts = ansible.folder / "whole"
    run = read(ansible, inventory, facts)
    assert run.rc == 0, run.output
    return facts


@pytest.fixture(scope="module")
def report(ansible, inventory, whole):
    return merged(ansible, inventory, whole)


def test_a_fleet_has_the_jobs_of_each_account(report, fleet):
    stored = list(reversed(fleet.jobs()))
    assert report["complete"] is True
    assert report["jobs"] == len(stored)
    for region in REGIONS:
        wanted = [as_module_shows(job) for job in stored if job["Region"] == region]
        assert report["accounts"][f"account-{region}"]["jobs"] == wanted


def test_slices_merge_to_the_same(ansible, inventory, report):
    """Two slices by ansible-runner, at the same time and in folders of their own, as on two machines."""
    hosts = [f"account-{region}" for region in REGIONS]

    def run_slice(number):
        machine = ansible.folder / f"machine-{number}"
        (machine / "project").mkdir(parents=True)
        shutil.copy(PLAYBOOKS / "fleet.yml", machine / "project")
        (machine / "inventory").mkdir()
        shutil.copy(inventory, machine / "inventory")
        run = ansible.command(
            "ansible-runner", "run", str(machine), "-p", "fleet.yml", "-i", f"slice{number}",
            "--limit", ",".join(hosts[number::2]), "--forks", "2", "--cmdline", "-e fleet_run=tonight",
            env={"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},  # where ansible-playbook is
        )  # fmt: skip
        assert run.rc == 0, run.output
        return machine / "artifacts" / f"slice{number}" / "fact_cache"

    facts = ansible.folder / "sliced"
    facts.mkdir()
    with ThreadPoolExecutor() as pool:
        caches = list(pool.map(run_slice, (0, 1)))
    files = [file for cache in caches for file in cache.iterdir()]
    assert hosts_of(caches[0].iterdir()) == sorted(hosts[0::2])
    assert hosts_of(files) == sorted(hosts)
    for file in files:
        shutil.copy(file, facts)
    assert merged(ansible, inventory, facts) == report


def test_without_reports(ansible, inventory):
    run, content = merge(ansible, inventory, ansible.folder / "empty")
    assert run.rc == 2
    assert "The fact cache has no report. Run fleet.yml first" in run.output
    assert (content["complete"], content["accounts"]) == (False, {})


def test_an_account_that_fails_stops_no_other_and_its_older_report_is_not_the_new_one(ansible, inventory, fleet, whole):
    facts = copied(whole, "one-fails")
    fleet.set_faults(region="cn-beijing", errors=[{"code": "NoPermission", "status": 403, "count": 100}])
    try:
        run = read(ansible, inventory, facts)
    finally:
        fleet.clear_faults(region="cn-beijing")
    assert run.rc == 2
    run, content = merge(ansible, inventory, facts)
    assert run.rc == 2
    assert "account-cn-beijing has a report of another run" in run.output
    assert content["complete"] is False
    assert sorted(content["accounts"]) == sorted(f"account-{region}" for region in REGIONS if region != "cn-beijing")
    assert content["jobs"] == sum(job["Region"] != "cn-beijing" for job in fleet.jobs())


def test_a_part_is_not_reported_as_the_whole(ansible, inventory, whole):
    facts = copied(whole, "limited")
    run = read(ansible, inventory, facts, "--limit", "account-cn-shanghai", "-e", "fleet_where=status=='paused'")
    assert run.rc == 0, run.output
    run, content = merge(ansible, inventory, facts, "--limit", "account-cn-shanghai", "-e", "fleet_on_incomplete=warn")
    assert run.rc == 0, run.output
    assert content["complete"] is False
    assert list(content["accounts"]) == ["account-cn-shanghai"]
    assert len(content["incomplete_because"]) == len(REGIONS) - 1
    refused = merge(ansible, inventory, facts, "-e", "fleet_on_incomplete=ignore")[0]
    assert "fleet_on_incomplete is ignore; it must be fail or warn." in refused.output


def test_one_account_under_two_hosts(ansible, fleet):
    same = {"ice_region": "cn-beijing", "ice_endpoint": fleet.endpoints["cn-beijing"]}
    twice = written(ansible.folder / "twice.yml", {"one": same, "other": same})
    facts = ansible.folder / "twice"
    run = read(ansible, twice, facts, "-e", '{"fleet_hosts": ["one", "other"]}')
    assert run.rc == 0, run.output
    run, content = merge(ansible, twice, facts)
    assert run.rc == 2
    assert "one and other read the same account and region: 110 jobs are in the lists of both." in run.output
    ids = [job["job_id"] for account in content["accounts"].values() for job in account["jobs"]]
    assert (content["jobs"], len(ids), len(set(ids))) == (110, 110, 110)


def test_one_server_for_several_regions(ansible, fleet):
    """ALIBABA_CLOUD_ICE_ENDPOINT is set; each host would get the same jobs."""
    hosts = written(ansible.folder / "bare.yml", {f"in-{region}": {"ice_region": region} for region in REGIONS[:3]})
    fleet.clear_requests()
    run = read(ansible, hosts, ansible.folder / "bare")
    assert run.rc == 2
    assert f"{fleet.endpoint} is one server, which cannot answer for 3 regions" in run.output
    assert fleet.requests() == []
    run = read(ansible, hosts, ansible.folder / "bare", "--limit", "in-cn-shanghai")
    assert run.rc == 0, run.output


def test_paused_recordings_of_the_whole_fleet(ansible, inventory, fleet):
    arguments = ["-i", str(inventory), str(PLAYBOOKS / "remediate_paused.yml"), "-e", "remediate_hosts=all"]
    arguments += ["-e", "remediate_max_changes=1", "--forks", "4"]
    before = {job["JobId"] for job in fleet.jobs()}
    checked = ansible.command("ansible-playbook", *arguments, "--check")
    assert checked.rc == 0, checked.output
    assert {job["JobId"] for job in fleet.jobs()} == before
    run = ansible.command("ansible-playbook", *arguments)
    assert run.rc == 0, run.output
    new = [job for job in fleet.jobs() if job["JobId"] not in before]
    assert sorted(job["Region"] for job in new) == sorted(REGIONS)
    assert checked.stdout.count("DRY RUN") == len(REGIONS)
