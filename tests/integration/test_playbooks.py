# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Playbooks as users write them: defaults, check mode, several hosts, hostile names."""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path

import pytest
import yaml

from ansible_collections.mediaops.alicloud.tests.emulator import ADMIN
from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import (
    EVALUATED,
    GIVEAWAY,
    MODULE,
    as_module_shows,
)
from ansible_collections.mediaops.alicloud.tests.integration.scenarios import MARCH

PLUGINS = Path(__file__).parents[2] / "plugins"


def module_text(name):
    """The value of one of the module's constants, without importing the module."""
    tree = ast.parse((PLUGINS / "modules" / "ice_live_record_job_info.py").read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", None) == name:
            return yaml.safe_load(ast.literal_eval(node.value))
    raise AssertionError(name)


def newest_first(emulator):
    return [as_module_shows(job) for job in reversed(emulator.jobs())]


EXAMPLES = module_text("EXAMPLES")


def test_documented_return_values_are_those_returned(ansible, fresh):
    fresh.seed(20, **MARCH)
    documented = module_text("RETURN")
    on_success = {name for name, entry in documented.items() if entry["returned"] == "success"}
    result = ansible.playbook([{"tasks": [{"name": "gather", MODULE: {}}]}]).of("gather")[0].result
    assert on_success <= set(result)
    assert set(result) - set(documented) <= {"changed", "invocation", "_ansible_no_log"}
    assert set(result["stats"]) == set(documented["stats"]["contains"])
    job_fields = documented["live_record_jobs"]["contains"]
    seeded = [job for job in result["live_record_jobs"] if "notify_url" in job]
    assert all(set(job) == set(job_fields) for job in seeded)
    for nested in ("stream_input", "record_output"):
        assert set(seeded[0][nested]) == set(job_fields[nested]["contains"])


# Ways to run


def test_check_mode_of_the_whole_run(ansible, fresh):
    fresh.seed(120, **MARCH)
    play = {"tasks": [{"name": "gather", MODULE: {"sort_by": "asc"}}]}
    checked = ansible.playbook([play], "--check", "--diff").of("gather")[0]
    assert checked.found == newest_first(fresh)[::-1]
    assert checked.result["changed"] is False


def test_module_defaults_of_the_action_group(ansible, fresh):
    fresh.seed(60, **MARCH)
    defaults = {
        "access_key_id": ADMIN.access_key_id,
        "access_key_secret": "{{ admin_secret }}",
        "region": "cn-shanghai",
        "endpoint": fresh.endpoint,
    }
    run = ansible.playbook(
        [
            {
                "module_defaults": {"group/mediaops.alicloud.ice": defaults},
                "tasks": [
                    {"name": "by the group", MODULE: {}},
                    {"name": "of the task", MODULE: {"region": "Nowhere!"}, "ignore_errors": True},
                ],
            },
            {
                "module_defaults": {MODULE: {**defaults, "limit": 7}},
                "tasks": [{"name": "by the module", MODULE: {}}],
            },
            {"tasks": [{"name": "none", MODULE: {}, "ignore_errors": True}]},
        ],
        env={name: None for name in ansible.environment() if name.startswith("ALIBABA_")},
        variables={"admin_secret": ADMIN.access_key_secret},
    )
    assert run.of("by the group")[0].found == newest_first(fresh)
    assert len(run.of("by the module")[0].found) == 7
    assert "'Nowhere!' is not a region id" in run.of("of the task")[0].msg
    assert "No region is known" in run.of("none")[0].msg


def test_several_hosts_side_by_side(ansible, fresh):
    fresh.seed(350, **MARCH)
    fresh.set_faults(latency_ms=20)
    run = ansible.playbook(
        [
            {
                "hosts": "all",
                "strategy": "free",
                "tasks": [{"name": f"gather {number}", MODULE: {"sort_by": "asc"}} for number in (1, 2)],
            }
        ],
        "--inventory", "one,two,three,", "--forks", "3",
    )  # fmt: skip
    assert run.rc == 0, run.output
    wanted = newest_first(fresh)[::-1]
    for number in (1, 2):
        outcomes = run.of(f"gather {number}")
        assert {outcome.host for outcome in outcomes} == {"one", "two", "three"}
        assert all(outcome.found == wanted for outcome in outcomes)


def test_asynchronous_and_delegated(ansible, fresh, tmp_path):
    fresh.seed(20, **MARCH)
    # Ansible's wrapper of asynchronous tasks does not quote the interpreter, whose path may have a space here.
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    run = ansible.playbook(
        [
            {
                "vars": {"ansible_python_interpreter": str(python)},
                "tasks": [
                    {"name": "asynchronous", MODULE: {}, "async": 60, "poll": 1},
                    {"name": "delegated", MODULE: {}, "delegate_to": "localhost", "run_once": True},
                ],
            }
        ],
    )
    for name in ("asynchronous", "delegated"):
        assert run.of(name)[0].found == newest_first(fresh)


# Hostile names

HOSTILE = [
    "{{ lookup('pipe', 'touch {marker}') }}",
    f"{{% for x in range(3) %}}{EVALUATED}{{% endfor %}}",
    EVALUATED,
    f'!unsafe "{EVALUATED}"',
    "- &anchor *anchor !!python/object:os.system",
    "key: value # comment",
    "quote ' double \" back \\ slash $(id) `id` ;",
    "tab\tnew\nline\x1b[31mred\x07\x7f",
    "null",
    "true",
    "0123",
    "日本語 émoji 🎬 \u202e right to left",
    "{# comment #}",
]


def names_in(folder):
    """The names; the first would make a file in this folder."""
    return [name.replace("{marker}", str(folder / "marker")) for name in HOSTILE]


@pytest.fixture(scope="module")
def hostile(ansible, emulator, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    emulator.reset()
    emulator.set_faults(order_within_second="stable")
    for name in names_in(folder):
        emulator.add_job(name=name, stream_url=name, output_bucket=name, notify_url=name)
    file = {"content": "{{ result | to_json }}", "dest": str(folder / "result.json"), "mode": "0600"}
    tasks = [
        {"name": "gather", MODULE: {"sort_by": "asc", "query": "[].name"}, "register": "result"},
        {"name": "show", "ansible.builtin.debug": {"var": "result.live_record_jobs"}},
        {"name": "write", "ansible.builtin.copy": file},
        {
            "name": "loop",
            "ansible.builtin.set_fact": {"names": "{{ names | default([]) + [item.name] }}"},
            "loop": "{{ result.live_record_jobs }}",
            "loop_control": {"label": "{{ item.name }}"},
        },
        {"name": "facts", "ansible.builtin.debug": {"msg": "{{ names }}"}},
        {"name": "keyword", MODULE: {"keyword": "{{ result.live_record_jobs[0].name }}"}},
    ]
    run = ansible.playbook([{"tasks": tasks}], "-vvv")
    assert run.rc == 0, run.output
    return run, folder


def test_hostile_names_are_just_names(hostile, emulator):
    run, folder = hostile
    names = names_in(folder)
    assert [job["name"] for job in run.of("gather")[0].found] == names
    assert run.of("gather")[0].result["query_result"] == names
    assert run.of("facts")[0].result["msg"] == names
    written = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    assert [job["name"] for job in written["live_record_jobs"]] == names
    assert [job["stream_input"]["url"] for job in written["live_record_jobs"]] == names
    assert [job["name"] for job in run.of("keyword")[0].found] == names[:1]


def test_hostile_names_are_never_evaluated(hostile):
    run, folder = hostile
    assert not (folder / "marker").exists()
    assert GIVEAWAY not in run.output


# Documentation


def test_ansible_doc_shows_the_module(ansible):
    text = ansible.command("ansible-doc", "-t", "module", MODULE).output
    assert "ice:ListLiveRecordJobs" in text
    documented = json.loads(ansible.command("ansible-doc", "-t", "module", "--json", MODULE).stdout)[MODULE]
    options = documented["doc"]["options"]
    assert set(options) == set(
        """
        access_key_id access_key_secret security_token profile region endpoint validate_certs ca_path timeout deadline
        max_retries max_concurrency keyword status sort_by start_time end_time page_size page_no
        current_only where limit query
        query_only on_incomplete role_arn role_session_name
        """.split()
    )
    assert all(option["description"] for option in options.values())
    for name in options:
        assert name in text
    assert documented["doc"]["attributes"]["check_mode"]["support"] == "full"
    assert set(documented["return"]) == set(module_text("RETURN"))
    assert yaml.safe_load(documented["examples"]) == EXAMPLES


def test_ansible_doc_lists_the_module(ansible):
    assert MODULE in ansible.command("ansible-doc", "-t", "module", "--list", "mediaops.alicloud").stdout
