# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Playbooks for users to copy: a fleet of accounts and regions, whole and in slices, and paused recordings."""

from __future__ import annotations

import json
import os
import shutil
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
    file = ansible.folder / "inventory.yml"
    file.write_text(yaml.safe_dump({"all": {"hosts": hosts}}))
    return file


def merged(ansible, inventory, facts):
    """The report that fleet_merge.yml makes of the facts in a folder; times of gathering are left out."""
    report = facts.with_suffix(".json")
    run = ansible.command(
        "ansible-playbook", "-i", str(inventory), str(PLAYBOOKS / "fleet_merge.yml"), "-e", f"fleet_report={report}",
        env=cache_in(facts),
    )  # fmt: skip
    assert run.rc == 0, run.output
    content = json.loads(report.read_text(encoding="utf-8"))
    for account in content["accounts"].values():
        assert account.pop("gathered_at")
    return content


def hosts_of(files):
    """The hosts that files of a fact cache belong to; ansible-core begins their names with its format's version."""
    return sorted(file.name.removeprefix("s1_") for file in files)


def cache_in(folder):
    return {"ANSIBLE_CACHE_PLUGIN": "jsonfile", "ANSIBLE_CACHE_PLUGIN_CONNECTION": str(folder)}


@pytest.fixture(scope="module")
def whole(ansible, inventory):
    facts = ansible.folder / "whole"
    playbook = str(PLAYBOOKS / "fleet.yml")
    run = ansible.command("ansible-playbook", "-i", str(inventory), playbook, "--forks", "4", env=cache_in(facts))
    assert run.rc == 0, run.output
    return merged(ansible, inventory, facts)


def test_a_fleet_has_the_jobs_of_each_account(whole, fleet):
    stored = list(reversed(fleet.jobs()))
    assert whole["complete"] is True
    assert whole["jobs"] == len(stored)
    for region in REGIONS:
        wanted = [as_module_shows(job) for job in stored if job["Region"] == region]
        assert whole["accounts"][f"account-{region}"]["jobs"] == wanted


def test_slices_merge_to_the_same(ansible, inventory, whole):
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
            "--limit", ",".join(hosts[number::2]), "--forks", "2",
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
    assert merged(ansible, inventory, facts) == whole


def test_a_part_is_not_reported_as_the_whole(ansible, inventory):
    run = ansible.command(
        "ansible-playbook", "-i", str(inventory), str(PLAYBOOKS / "fleet_merge.yml"),
        "-e", f"fleet_report={ansible.folder / 'none.json'}", env=cache_in(ansible.folder / "empty"),
    )  # fmt: skip
    assert run.rc != 0
    assert "The fact cache lacks account-" in run.output
    assert not (ansible.folder / "none.json").exists()


def test_an_account_that_fails_stops_no_other(ansible, inventory, fleet):
    facts = ansible.folder / "one-fails"
    fleet.set_faults(region="cn-beijing", errors=[{"code": "NoPermission", "status": 403, "count": 100}])
    try:
        run = ansible.command(
            "ansible-playbook", "-i", str(inventory), str(PLAYBOOKS / "fleet.yml"), env=cache_in(facts)
        )
    finally:
        fleet.clear_faults(region="cn-beijing")
    assert run.rc == 2
    assert hosts_of(facts.iterdir()) == sorted(f"account-{r}" for r in REGIONS if r != "cn-beijing")


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
