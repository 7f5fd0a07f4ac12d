# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of jobs as names of hosts: they open no files, select no other hosts, fit into caches, and do not change."""

from __future__ import annotations

import base64
import json
import zlib

import pytest

from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import Ansible
from ansible_collections.mediaops.alicloud.tests.integration.plugin_runs import look, write_inventory

NAMED = {"hostnames": ["name", "job_id"]}
SHOW = {"name": "show", "ansible.builtin.debug": {"msg": "{{ ice_name }}"}}
HOSTILE = [
    "../group_vars/prod",
    "/etc/hostname",
    "..",
    ".hidden",
    "-rf",
    "plain",
    "*",
    "~.*",
    "plain[0:9]",
    "a[1:3]",
    "!plain",
    "&plain",
    "@/etc/passwd",
    "plain:22",
    "x,plain",
    "a;b 'c' \"d\" \\e `f` $(g)",
    "{{ 'was_' ~ 'evaluated' }}",
    "zero\u200bwidth",
    "right\u202eleft",
    "\ufeffmark",
    "line\u2028separator",
    "bell\x07",
    "all",
    "localhost",
    "127.0.0.1",
    "paused",
    "_meta",
    "News",
    "news",
    "cafe\u0301",
    "caf\u00e9",
    "x" * 5000,
    "日" * 300,
]


@pytest.fixture
def own(emulator, tmp_path):
    emulator.reset()
    return Ansible(emulator, tmp_path / "run")


def add(emulator, names):
    for number, name in enumerate(names):
        emulator.add_job(name=name, status="paused", create_time=f"2026-03-01T00:{number // 60:02}:{number % 60:02}Z")


def hosts(run):
    """The variables of each host; what Ansible marks as no template is marked no longer."""
    assert run.rc == 0, run.output
    return json.loads(run.stdout, object_hook=lambda found: found.get("__ansible_unsafe", found))["_meta"]["hostvars"]


def test_a_name_opens_no_files_of_variables(own, emulator):
    add(emulator, ["../group_vars/prod", "x/../../group_vars/prod", "nested/prod", "."])
    file = write_inventory(own.folder / "inventory", "jobs", **NAMED)
    for folder in ("group_vars", "host_vars", "host_vars/nested"):
        (file.parent / folder).mkdir()
        (file.parent / folder / "prod.yml").write_text("stolen: true\n")
    (file.parent / "prod.yml").write_text("stolen: true\n")
    shown = hosts(own.command("ansible-inventory", "--list", "-i", str(file)))
    assert len(shown) == 4
    assert not [host for host, variables in shown.items() if "stolen" in variables]


@pytest.fixture
def hostile(own, emulator):
    """An inventory of jobs with all of these names, and groups named like them."""
    add(emulator, HOSTILE)
    keyed = [{"key": "ice_name", "separator": ""}, {"key": "ice_status", "separator": ""}]
    return write_inventory(own.folder / "inventory", "jobs", **NAMED, keyed_groups=keyed)


def test_every_name_is_one_host_in_each_way_to_list_them(own, hostile):
    listed = own.command("ansible-inventory", "--list", "-i", str(hostile))
    shown = hosts(listed)
    assert sorted(str(variables["ice_name"]) for variables in shown.values()) == sorted(HOSTILE)
    assert len(shown) == len(HOSTILE)
    for arguments in (["--graph"], ["--graph", "--vars"], ["--list", "--export"], ["--list", "-y"]):
        run = own.command("ansible-inventory", *arguments, "-i", str(hostile))
        assert run.rc == 0, run.output
        assert "was_evaluated" not in run.output
        assert all(host in run.stdout for host in shown if host.isascii())
    for host in list(shown)[::6]:
        run = own.command("ansible-inventory", "--host", host, "-i", str(hostile))
        assert json.loads(run.stdout, object_hook=lambda found: found.get("__ansible_unsafe", found)) == shown[host]


def test_the_lookup_makes_the_same_hosts(own, hostile):
    listed = own.command("ansible-inventory", "--list", "-i", str(hostile))
    keyed = [{"key": "ice_name", "separator": ""}, {"key": "ice_status", "separator": ""}]
    task = look(shape="inventory", function="lookup", **NAMED, keyed_groups=keyed).as_yaml("look")
    (outcome,) = own.playbook([{"tasks": [task]}]).of("look")
    assert not outcome.failed, outcome.result
    assert set(outcome.result["msg"]["_meta"]["hostvars"]) == set(hosts(listed))


def test_facts_of_every_host_are_cached(own, hostile):
    facts = own.folder / "facts"
    env = {
        "ANSIBLE_CACHE_PLUGIN": "ansible.builtin.jsonfile",
        "ANSIBLE_CACHE_PLUGIN_CONNECTION": str(facts),
        "ANSIBLE_CACHE_PLUGIN_PREFIX": "facts_of_the_studio_",
    }
    keep = {"name": "keep", "ansible.builtin.set_fact": {"mine": "{{ ice_job_id }}", "cacheable": True}}
    run = own.playbook([{"hosts": "paused", "tasks": [keep]}], "-i", str(hostile), env=env)
    assert run.rc == 0, run.output
    shown = hosts(own.command("ansible-inventory", "--list", "-i", str(hostile)))
    read = {"name": "read", "ansible.builtin.debug": {"msg": "{{ mine }}"}}
    run = own.playbook([{"hosts": "paused", "tasks": [read]}], "-i", str(hostile), env=env)
    assert {outcome.host: outcome.result["msg"] for outcome in run.of("read")} == {
        host: variables["ice_job_id"] for host, variables in shown.items()
    }
    assert len(list(facts.iterdir())) == len(HOSTILE)


def test_a_limit_selects_the_host_that_it_names(own, hostile):
    shown = hosts(own.command("ansible-inventory", "--list", "-i", str(hostile)))
    for host in list(shown)[::5]:
        run = own.playbook([{"hosts": "all", "tasks": [SHOW]}], "-i", str(hostile), "--limit", host)
        assert [outcome.host for outcome in run.of("show")] == [host]


def test_a_job_that_is_submitted_again_renames_no_host(own, emulator):
    add(emulator, ["news", "sport"])
    file = write_inventory(own.folder / "inventory", "jobs", **NAMED)
    before = {
        host: variables["ice_job_id"]
        for host, variables in hosts(own.command("ansible-inventory", "--list", "-i", str(file))).items()
    }
    assert set(before) == {"news", "sport"}
    emulator.add_job(name="news", create_time="2026-03-02T00:00:00Z")
    after = {
        host: variables["ice_job_id"]
        for host, variables in hosts(own.command("ansible-inventory", "--list", "-i", str(file))).items()
    }
    assert {host: after[host] for host in before} == before
    (successor,) = set(after) - set(before)
    assert successor == f"news-{after[successor]}"


def test_names_are_items_of_a_loop_and_hosts_that_a_task_adds(own, emulator):
    add(emulator, ["plain", "host:22", "a[1:3]", "../up"])
    file = write_inventory(own.folder / "inventory", "jobs", **NAMED)
    added = {
        "name": "add",
        "ansible.builtin.add_host": {"name": "{{ item }}", "groups": "copies"},
        "loop": "{{ groups['all'] }}",
    }
    plays = [{"hosts": "localhost", "tasks": [added]}, {"hosts": "copies", "tasks": [SHOW]}]
    run = own.playbook(plays, "-i", str(file))
    assert run.rc == 0, run.output
    assert {outcome.host for outcome in run.of("show")} == {"plain", "host_22", "a_1_3", "up"}


def test_half_a_letter_is_a_name_too(own, emulator):
    """The emulator refuses it, as databases do, so it comes from the cache, where it is as the API would send it."""
    add(emulator, ["PLACE of half a letter"])
    kept = own.folder / "kept"
    file = write_inventory(own.folder / "inventory", "jobs", **NAMED, cache=True, cache_connection=str(kept))
    hosts(own.command("ansible-inventory", "--list", "-i", str(file)))
    (entry,) = kept.iterdir()
    content = json.loads(json.loads(entry.read_text())["__payload__"])
    answers = zlib.decompress(base64.b64decode(content["answers"])).replace(b"PLACE", b"\\ud800")
    content["answers"] = base64.b64encode(zlib.compress(answers)).decode()
    entry.write_text(json.dumps({"__payload__": json.dumps(content)}))
    emulator.clear_requests()
    run = own.command("ansible-inventory", "--list", "-i", str(file))
    assert list(hosts(run)) == ["of_half_a_letter"], run.output
    assert not emulator.requests()
    run = own.playbook([{"hosts": "all", "tasks": [SHOW]}], "-i", str(file))
    assert "Traceback" not in run.output
    assert [outcome.host for outcome in run.of("show")] == ["of_half_a_letter"]
