# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several regions in one play, and accounts that come from elsewhere: roles to assume, files that others can write."""

from __future__ import annotations

import json

import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import STS, Emulator
from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import MODULE, Ansible
from ansible_collections.mediaops.alicloud.tests.integration.assumed_roles import provider_of_roles
from ansible_collections.mediaops.alicloud.tests.integration.plugin_runs import look, write_inventory
from ansible_collections.mediaops.alicloud.tests.integration.scenarios import MARCH
from ansible_collections.mediaops.alicloud.tests.integration.test_inventory import squeezed
from ansible_collections.mediaops.alicloud.tests.integration.test_roles import FACTS, role

REGIONS = ["cn-shanghai", "cn-beijing"]
DEFAULTS = "group/mediaops.alicloud.ice"
ARN = "acs:ram::1234567890123456:role/recorder"


@pytest.fixture(scope="module")
def emulator():
    with Emulator(regions=REGIONS) as running:
        running.seed(5, **MARCH)
        running.seed(3, **MARCH, region=REGIONS[1])
        yield running


@pytest.fixture(scope="module")
def ansible(emulator, tmp_path_factory):
    return Ansible(emulator, tmp_path_factory.mktemp("ansible"))


# The role that sets facts


def attempt(name, **parameters):
    """Tasks that set the facts of two regions, and say in a task of this name how it went."""
    show = {"name": name, "ansible.builtin.debug": {"msg": "{{ live_record_jobs_by_region | default('none') }}"}}
    refused = {"name": name, "ansible.builtin.debug": {"msg": "{{ ansible_failed_result | string }}"}}
    return {"block": [role(FACTS, **{"regions": REGIONS, **parameters}), show], "rescue": [refused]}


def test_two_regions_of_one_server_are_refused_wherever_the_endpoint_is_from(ansible, emulator):
    one, each = emulator.endpoint, emulator.endpoints
    twice = [*REGIONS, REGIONS[0]]
    plays = [
        {"tasks": [attempt("of the environment")]},
        {"tasks": [attempt("of the play's environment")], "environment": {"ALIBABA_CLOUD_ICE_ENDPOINT": one + "/"}},
        {"tasks": [attempt("of the module_defaults")], "module_defaults": {DEFAULTS: {"endpoint": one}}},
        {"tasks": [attempt("of the parameter", endpoints=dict.fromkeys(REGIONS, one))]},
        {"tasks": [attempt("of the parameter for one", endpoints={REGIONS[1]: one})]},
        {
            "tasks": [
                attempt("of each", endpoints=each),
                attempt("twice", regions=twice, endpoints=each),
            ]
        },
        {"tasks": [attempt("one region", regions=[REGIONS[0]])]},
        {"tasks": [attempt("in capitals too", regions=[REGIONS[0], "CN-Shanghai"])]},
        {"tasks": [attempt("in capitals", regions=["CN-Shanghai"])]},
        {"tasks": [attempt("with a space", regions=[REGIONS[0], f"{REGIONS[0]} "])]},
    ]
    run = ansible.playbook(plays)
    said = {outcome.task: outcome.result["msg"] for outcome in run.outcomes if "msg" in outcome.result}
    for name in ("environment", "play's environment", "module_defaults", "parameter", "parameter for one"):
        assert f"{one} {one}: one server cannot answer for several regions" in said[f"of the {name}"], name
    assert said["of each"] == said["twice"] == {REGIONS[0]: 5, REGIONS[1]: 3}
    assert said["one region"] == {REGIONS[0]: 5}
    assert said["in capitals too"] == {REGIONS[0]: 5}
    assert "Did you mean cn-shanghai?" in said["in capitals"]
    assert "Did you mean cn-shanghai?" in said["with a space"]


def test_an_endpoint_with_the_region_in_it_is_no_single_server(ansible):
    """It beats the environment's single server; the hosts do not exist, and each is asked by its own name."""
    template = "{{ 'ice.{' ~ 'region}.invalid' }}"
    task = {
        "name": "asked",
        MODULE: {"region": "{{ item }}", "max_retries": 0},
        "loop": REGIONS,
        "ignore_errors": True,
    }
    run = ansible.playbook([{"tasks": [task], "module_defaults": {DEFAULTS: {"endpoint": template}}}])
    for region in REGIONS:
        assert f"ice.{region}.invalid" in run.output


def test_results_say_where_they_are_from(ansible, emulator):
    run = ansible.playbook([{"tasks": [{"name": "read", MODULE: {}}]}])
    result = run.of("read")[0].result
    assert (result["region"], result["endpoint"]) == (REGIONS[0], emulator.endpoint)


# Roles to assume


@pytest.fixture
def assumed(tmp_path):
    """An environment in which a role can be assumed, and a function that tells how it was asked for."""
    environment, asked = provider_of_roles(tmp_path)
    return {**environment, "MEDIAOPS_ALICLOUD_ROLE_ARN": ARN}, asked


def test_module_lookup_and_roles_assume_a_role(ansible, emulator, assumed):
    environment, asked = assumed
    tasks = [
        {"name": "module", MODULE: {"role_arn": ARN, "role_session_name": "night-shift"}},
        look(variables={}).as_yaml("lookup"),
        {"name": "role", **role(FACTS)},
    ]
    play = {"tasks": tasks, "module_defaults": {DEFAULTS: {"role_arn": ARN}}}
    emulator.clear_requests()
    run = ansible.playbook([play], "-vvv", env=environment)
    assert run.rc == 0, run.output
    assert len(run.of("module")[0].found) == len(run.of("lookup")[0].result["msg"]) == 5
    used = {request.access_key_id for outcome in run.outcomes for request in outcome.requests}
    assert used == {STS.access_key_id}
    assert [(each["role_arn"], each["role_session_name"]) for each in asked()] == [
        (ARN, "night-shift"),
        (ARN, "mediaops-alicloud"),
        (ARN, "mediaops-alicloud"),
    ]
    assert {each["sts_region_id"] for each in asked()} == {REGIONS[0]}


def test_the_inventory_assumes_a_role_and_a_kept_listing_is_that_role_s(ansible, emulator, assumed, tmp_path):
    environment, asked = assumed
    cached = {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(tmp_path / "cache")}

    def hosts(**options):
        file = write_inventory(tmp_path, "role", **cached, **options)
        run = ansible.command("ansible-inventory", "--list", "-i", str(file), env={**environment})
        return len(json.loads(run.stdout)["_meta"]["hostvars"])

    emulator.clear_requests()
    assert [hosts(role_arn=ARN), hosts(role_arn=ARN)] == [5, 5]
    assert len(asked()) == 1  # a hit asks nobody, not even for credentials
    requests = len(emulator.requests())
    assert hosts(role_arn=f"{ARN}-2") == 5
    assert len(asked()) == 2
    assert len(emulator.requests()) == 2 * requests
    assert {request.access_key_id for request in emulator.requests()} == {STS.access_key_id}


# Files that others can write


def test_a_profile_file_that_everybody_can_write_is_a_warning(ansible, tmp_path):
    folder = tmp_path / ".aliyun"
    folder.mkdir()
    profile = {"name": "p", "mode": "AK", "region_id": REGIONS[0]}
    (folder / "config.json").write_text(json.dumps({"current": "p", "profiles": [profile]}))
    (folder / "config.json").chmod(0o666)
    tasks = [
        {"name": "module", MODULE: {}, "environment": {"HOME": str(tmp_path)}},
        look().as_yaml("lookup"),
    ]
    warning = squeezed(f"{folder}/config.json can be written by everybody on this machine")
    run = ansible.playbook([{"tasks": tasks[:1]}])
    assert squeezed(run.of("module")[0].result["warnings"][0]).startswith(warning)
    run = ansible.playbook([{"tasks": tasks[1:]}], env={"HOME": str(tmp_path)})
    assert warning in squeezed(run.stderr)
    assert len(run.of("lookup")[0].result["msg"]) == 5
