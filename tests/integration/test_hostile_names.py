# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing remote is ever evaluated: jobs whose names, ids and URLs are templates, YAML, or unprintable.

The same jobs go every way that a job can go: the lookup and its shapes, the filter, loops, files, host names, host
variables, groups, caches and the demo. Each must arrive unchanged, and none may leave a trace of having been run.
"""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import EVALUATED, GIVEAWAY, MODULE
from ansible_collections.mediaops.alicloud.tests.integration.plugin_runs import (
    FILTER,
    PLUGIN,
    look,
    strings_in,
    write_inventory,
)

# Evaluated, these would make a file, or put the word that gives them away into the output.
TEXTS = [
    "{{ lookup('pipe', 'id > {marker}') }}",
    "{{ lookup('ansible.builtin.pipe', 'touch {marker}', wantlist=True) }}",
    "{{ cycler.__init__.__globals__.os.popen('touch {marker}').read() }}",
    EVALUATED,
    f"{{% for x in range(3) %}}{EVALUATED}{{% endfor %}}",
    "{% set x = lookup('pipe', 'touch {marker}') %}{{ x }}",
    "{{ no_such_variable }}",
    "{{ '{{' }} 'was_' ~ 'evaluated' {{ '}}' }}",
    "{{ broken",
    "%} {% raw %} {{ 1 }}",
    "{# comment #}",
    "#jinja2: variable_start_string: '[['",
    "!unsafe '{{ 7 }}'",
    "!vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  00",
    "$ANSIBLE_VAULT;1.1;AES256\n3030",
    "!!python/object/apply:os.system ['touch {marker}']",
    "- a: b\n- c: &anchor d\n- *anchor",
    "<<: *merge",
    "key: value # comment",
    "--- ...",
    '{"__ansible_unsafe": "x"}',
    "quote ' double \" back \\ slash $(touch {marker}) `touch {marker}` ; & | > {marker}",
    "tab\tnew\nline\rreturn\x1b[31mred\x1b[0m\x07\x7f\u0085\u2028",
    " leading and trailing ",
    "null",
    "true",
    "0123",
    "localhost",
    "all",
    "_meta",
    "braces",
    "&braces",
    "*",
    "host[01:50],other:&!x",
    "../../etc/passwd",
    "日本語 émoji 🎬 \u202e right to left",
    "x" * 5000,
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def texts(folder):
    return [text.replace("{marker}", str(folder / "marker")) for text in TEXTS]


@pytest.fixture(scope="module")
def jobs(emulator, texts):
    """A job for each of the texts, which is its name and its URLs; some have it for their id as well."""
    emulator.reset()
    for number, text in enumerate(texts):
        more = {"job_id": text} if number < 8 else {}
        emulator.add_job(
            name=text,
            stream_url=text,
            output_bucket=text,
            notify_url=text,
            create_time=f"2026-03-01T00:00:{number:02d}Z",
            status="paused",
            **more,
        )
    return emulator.jobs()


def write(name, value, folder):
    content = {"content": f"{{{{ {value} | to_json }}}}", "dest": str(folder / f"{name}.json"), "mode": "0600"}
    return {"name": f"write {name}", "ansible.builtin.copy": content}


@pytest.fixture(scope="module")
def run(ansible, jobs, folder):
    """Everything a playbook can do with jobs that it looked up."""
    del jobs
    kept = {"cache": True, "cache_connection": str(folder / "kept")}
    shape = {
        "shape": "inventory",
        "function": "lookup",
        "hostnames": ["name", "job_id"],
        "compose": {"copied": "ice_name", "longer": "'x' ~ ice_name"},
        "groups": {"braces": "'{' in ice_name"},
        "keyed_groups": [
            {"prefix": "name", "key": "ice_name"},
            {"key": "ice_record_output"},
        ],
    }
    jobs_of = f"query('{PLUGIN}', sort_by='asc')"
    tasks = [
        {"name": "gather", MODULE: {"sort_by": "asc"}, "register": "gathered"},
        look(sort_by="asc").as_yaml("look"),
        look(sort_by="asc", **kept).as_yaml("keep"),
        look(sort_by="asc", **kept).as_yaml("kept"),
        look(shape="dict").as_yaml("dict"),
        look(**shape).as_yaml("inventory"),
        {
            "name": "loop",
            "ansible.builtin.debug": {"msg": "{{ item.name }}"},
            "loop": f"{{{{ {jobs_of} }}}}",
            "loop_control": {"label": "{{ item.stream_input.url }}"},
            "when": "item.name == copy",
            "vars": {"copy": "{{ item.name }}"},
        },
        {"name": "fact", "ansible.builtin.set_fact": {"fact": f"{{{{ {jobs_of} | map(attribute='name') }}}}"}},
        {"name": "show fact", "ansible.builtin.debug": {"var": "fact"}},
        {
            "name": "filter",
            "ansible.builtin.debug": {
                "msg": [
                    f"{{{{ gathered.live_record_jobs | {FILTER}('[].name') }}}}",
                    f"{{{{ gathered.live_record_jobs | {FILTER}('sort_by(@, &create_time)[].stream_input.url') }}}}",
                    f"{{{{ {jobs_of} | {FILTER}('map(&record_output.bucket, @)') }}}}",
                ]
            },
        },
        look("{{ gathered.live_record_jobs[0].name }}").as_yaml("term"),
        write("gathered", "gathered.live_record_jobs", folder),
        write("looked", jobs_of, folder),
    ]
    return ansible.playbook([{"tasks": tasks}], "-v")


@pytest.fixture(scope="module")
def over_hosts(ansible, jobs, folder):
    """A playbook over an inventory with a host for each job, kept in a cache, and read from it."""
    del jobs
    options = {
        "sort_by": "asc",
        "hostnames": ["name", "job_id"],
        "compose": {"copied": "ice_name", "longer": "'x' ~ ice_name"},
        "groups": {"braces": "'{' in ice_name"},
        "keyed_groups": [
            {"prefix": "name", "key": "ice_name", "parent_group": "{{ ice_stream_input.url }}"},
            {"key": "ice_record_output"},
        ],
        "cache": True,
        "cache_plugin": "ansible.builtin.jsonfile",
        "cache_connection": str(folder / "inventory"),
    }
    file = write_inventory(folder, "hostile", **options)
    listed = ansible.command("ansible-inventory", "--list", "-i", str(file))
    shown = {
        "name": "{{ ice_name }}",
        "copied": "{{ copied }}",
        "longer": "{{ longer }}",
        "host": "{{ inventory_hostname }}",
        "hostvars": "{{ hostvars[inventory_hostname].ice_stream_input.url }}",
        "groups": "{{ group_names }}",
        "indirect": "{{ indirect }}",
    }
    tasks = [
        {
            "name": "show",
            "ansible.builtin.debug": {"msg": shown},
            "vars": {"indirect": "{{ lookup('vars', 'ice_name') }}"},
        },
        {"name": "named {{ ice_name }}", "ansible.builtin.debug": {"msg": "{{ ice_name }}"}},
    ]
    play = ansible.playbook([{"hosts": "all", "strategy": "free", "tasks": tasks}], "-v", "-i", str(file))
    return listed, play


def result(run, task):
    outcome = run.of(task)[0]
    assert not outcome.failed, outcome.result
    return outcome.result


def test_the_playbooks_run(run, over_hosts):
    assert run.rc == 0, run.output[-4000:]
    for one in over_hosts:
        assert one.rc == 0, one.output[-4000:]


def test_module_and_lookup_return_the_texts(run, texts, folder):
    written = [json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in ("gathered", "looked")]
    lists = [result(run, task)["msg"] for task in ("look", "keep", "kept")]
    lists += [result(run, "gather")["live_record_jobs"], *written]
    for jobs in lists:
        for take in (
            lambda job: job["name"],
            lambda job: job["stream_input"]["url"],
            lambda job: job["record_output"]["bucket"],
            lambda job: job["notify_url"],
        ):
            assert [take(job) for job in jobs] == texts
        assert [job["job_id"] for job in jobs[:8]] == texts[:8]
    assert not run.of("kept")[0].requests


def test_shapes_have_the_texts_as_keys(run, texts):
    by_id = result(run, "dict")["msg"][0]
    assert set(texts[:8]) <= set(by_id)
    shape = result(run, "inventory")["msg"]
    shown = shape["_meta"]["hostvars"].values()
    assert sorted(job["ice_name"] for job in shown) == sorted(texts)
    assert sorted(job["copied"] for job in shown) == sorted(texts)
    assert sorted(job["longer"] for job in shown) == sorted(f"x{text}" for text in texts)
    assert len(shape["braces"]["hosts"]) == sum("{" in text for text in texts)


def test_loops_facts_and_the_filter_hand_the_texts_on(run, texts):
    assert [item["msg"] for item in result(run, "loop")["results"]] == texts
    assert result(run, "show fact")["fact"] == texts
    assert result(run, "filter")["msg"] == [texts] * 3
    found = result(run, "term")["msg"]
    assert [job["name"] for job in found] == texts[:1]


def test_hosts_have_the_texts(over_hosts, texts):
    listed, play = over_hosts
    shown = {outcome.result["msg"]["name"]: outcome.result["msg"] for outcome in play.of("show")}
    assert sorted(shown) == sorted(texts)
    for text, message in shown.items():
        assert message["copied"] == message["hostvars"] == message["indirect"] == text
        assert message["longer"] == f"x{text}"
        assert not set(message["host"]) & set("\n\r\t\x1b\x00 \u2028")
        assert all(re.fullmatch(r"\w+", group) for group in message["groups"]), message["groups"]
        if "braces" not in text:  # these make groups of that name themselves
            assert ("braces" in message["groups"]) == ("{" in text)
    assert len({message["host"] for message in shown.values()}) == len(texts)
    assert set(texts) <= set(strings_in(json.loads(listed.stdout)))


def test_a_job_named_like_a_group_or_a_pattern_takes_nothing_over(over_hosts, jobs):
    hosts = {outcome.result["msg"]["name"]: outcome.host for outcome in over_hosts[1].of("show")}
    ids = {job["Name"]: job["JobId"] for job in jobs}
    for name in ("all", "localhost", "braces"):
        assert hosts[name] == f"{name}-{ids[name]}"
    assert hosts["&braces"] == f"braces-{ids['&braces']}"
    assert hosts["../../etc/passwd"] == "etc_passwd"
    assert hosts["_meta"]


def test_the_demo_hands_the_texts_on(ansible, jobs, folder):
    report = folder / "report.txt"
    playbook = Path(__file__).parents[2] / "playbooks" / "demo.yml"
    env = {"DEMO_REPORT": str(report), "ANSIBLE_CALLBACK_RESULT_FORMAT": "yaml"}
    run = ansible.command("ansible-playbook", "-i", "localhost,", str(playbook), env=env)
    assert run.rc == 0, run.output[-4000:]
    written = report.read_bytes().decode()
    for job in jobs:  # whole lines, since a short text could also be part of another job's random id
        text = job["Name"]
        assert f"{job['CreateTime']}  {job['JobId']}  {text}  {shlex.quote(text)}\n" in written
    assert GIVEAWAY not in run.output + written
    assert not (folder / "marker").exists()


@pytest.mark.smoke
def test_nothing_was_evaluated(run, over_hosts, folder):
    for one in (run, *over_hosts):
        assert GIVEAWAY not in one.output
        assert GIVEAWAY not in one.log
        assert GIVEAWAY not in json.dumps([outcome.result for outcome in one.outcomes])
    assert not (folder / "marker").exists()
