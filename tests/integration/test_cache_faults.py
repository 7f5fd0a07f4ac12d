# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Caches that are damaged, full, silent or nowhere: the list is read anew, and never lost."""

from __future__ import annotations

import base64
import json
import os
import socket
import stat
import sys
import zlib

import pytest

from ansible_collections.mediaops.alicloud.tests.community_general import community_general
from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import Ansible
from ansible_collections.mediaops.alicloud.tests.integration.plugin_runs import look, write_inventory
from ansible_collections.mediaops.alicloud.tests.integration.redis_server import connection_of, redis_server
from ansible_collections.mediaops.alicloud.tests.integration.scenarios import MARCH

LIST = ("ansible-inventory", "--list", "-i")
REDIS = "community.general.redis"

# Cache plugins of the tests' own, which fail when they are asked to keep something.
FAILING = '''
DOCUMENTATION = """
name: {name}
short_description: A cache that fails
description: A cache that fails.
author: nobody
options:
  _uri: {{description: A place., default: /nowhere}}
  _prefix: {{description: A prefix.}}
  _timeout: {{description: Seconds., default: 300, type: int}}
"""
from ansible.plugins.cache import BaseCacheModule, BaseFileCacheModule

class CacheModule({base}):
    _persistent = True
    def contains(self, key): return False
    def _load(self, filepath): raise AssertionError
    def _dump(self, value, filepath): pass
    def get(self, key): raise KeyError(key)
    def keys(self): return []
    def delete(self, key): pass
    def flush(self): pass
    def {method}
'''


@pytest.fixture
def own(emulator, tmp_path):
    """Ansible with a home that nothing was cached in yet, and an emulator with three jobs."""
    emulator.reset()
    emulator.seed(3, **MARCH)
    return Ansible(emulator, tmp_path / "run")


@pytest.fixture
def with_redis(own):
    return {
        "ANSIBLE_COLLECTIONS_PATH": f"{own.environment()['ANSIBLE_COLLECTIONS_PATH']}{os.pathsep}{community_general()}"
    }


@pytest.fixture(scope="module")
def redis(tmp_path_factory):
    with redis_server(tmp_path_factory.mktemp("redis")) as client:
        yield client


def look_up(ansible, *arguments, env=None, **options):
    run = ansible.playbook([{"tasks": [look(cache=True, **options).as_yaml("look")]}], *arguments, env=env)
    assert "Traceback" not in run.output
    return run


def look_up_in(ansible, connection, env, *arguments, **options):
    return look_up(ansible, *arguments, env=env, cache_plugin=REDIS, cache_connection=connection, **options)


def found(run):
    (outcome,) = run.of("look")
    assert not outcome.failed, outcome.result
    return outcome.result["msg"]


def refused(run):
    (outcome,) = run.of("look")
    assert outcome.failed
    return outcome.msg


def said(run):
    return " ".join(run.output.split())


def hosts(run):
    assert run.rc == 0, run.output
    return json.loads(run.stdout[run.stdout.index("{\n") :])["_meta"]["hostvars"]


def default_folder(ansible):
    return ansible.home / ".ansible" / "cache" / "mediaops_alicloud"


def entry(folder):
    (file,) = folder.iterdir()
    return file


# No plugin that outlives the run: Ansible's default for inventories keeps lists in memory


def test_the_inventory_needs_no_further_option_than_cache(own, emulator):
    file = write_inventory(own.folder / "inventory", "kept", cache=True)
    first = own.command(*LIST, str(file))
    assert len(hosts(first)) == 3
    assert stat.S_IMODE(entry(default_folder(own)).stat().st_mode) == 0o600
    emulator.add_job(name="new")
    emulator.clear_requests()
    assert own.command(*LIST, str(file)).stdout == first.stdout
    assert not emulator.requests()
    assert len(hosts(own.command(*LIST, str(file), "--flush-cache"))) == 4


def test_a_playbook_flushes_the_inventory_too(own, emulator):
    file = write_inventory(own.folder / "inventory", "kept", cache=True)
    assert len(hosts(own.command(*LIST, str(file)))) == 3
    emulator.add_job(name="new")
    emulator.clear_requests()
    play = {"hosts": "all", "tasks": [{"name": "show", "ansible.builtin.debug": {"msg": "x"}}]}
    assert len(own.playbook([play], "-i", str(file)).of("show")) == 3
    assert not emulator.requests()
    assert len(own.playbook([play], "-i", str(file), "--flush-cache").of("show")) == 4


@pytest.mark.parametrize("name", ["memory", "ansible.builtin.memory"])
def test_the_lookup_keeps_nothing_in_memory_either(own, emulator, name):
    found(look_up(own, cache_plugin=name))
    emulator.clear_requests()
    assert len(found(look_up(own, cache_plugin=name))) == 3
    assert not emulator.requests()


def test_two_inventories_with_one_prefix_do_not_mix(own, emulator):
    emulator.add_job(name="paused one", status="paused", create_time="2026-03-30T00:00:00Z")
    options = {"cache": True, "cache_prefix": "same_", "hostnames": ["name"]}
    everything = write_inventory(own.folder / "inventory", "all", **options)
    paused = write_inventory(own.folder / "inventory", "paused", keyword="paused one", **options)
    for _again in range(2):
        assert len(hosts(own.command(*LIST, str(everything)))) == 4
        assert set(hosts(own.command(*LIST, str(paused)))) == {"paused_one"}
    assert len(hosts(own.command(*LIST, str(paused), "-i", str(everything)))) == 4
    emulator.clear_requests()
    own.command(*LIST, str(everything), "-i", str(paused))
    assert not emulator.requests()
    # Flushing one does not leave the other without an answer.
    assert len(hosts(own.command(*LIST, str(paused), "--flush-cache"))) == 1
    assert len(hosts(own.command(*LIST, str(everything)))) == 4


# Damaged


def kept(answers, number=2):
    packed = base64.b64encode(zlib.compress(json.dumps(answers).encode())).decode()
    return json.dumps({"__payload__": json.dumps({"format": number, "answers": packed})})


DAMAGED = {
    "no list": kept([]),
    "no list of jobs": kept([{}]),
    "a job without an id": kept([[{}]]),
    "an id that is none": kept([[{"job_id": None}]]),
    "more lists than requests": kept([[], []]),
    "jobs that are none": kept([["x"]]),
    "a dictionary": kept({"a": 1}),
    "another format": kept([[]], number=1),
    "answers that are not packed": json.dumps({"__payload__": json.dumps({"format": 2, "answers": "[[]]"})}),
    "answers of which a part is gone": kept([[{"job_id": "x"}]]).replace("eJy", "eJ"),
    "no format": json.dumps({"__payload__": "{}"}),
    "answers that are no text": json.dumps({"__payload__": json.dumps({"format": 2, "answers": [[]]})}),
    "no payload": "{}",
    "a number": "1",
    "half of it": kept([[]])[:30],
    "nothing": "",
    "too deep": "[" * 100_000,
}


@pytest.mark.parametrize("kind", ["lookup", "inventory"])
def test_what_cannot_be_a_list_of_jobs_is_read_anew(own, emulator, kind):
    file = write_inventory(own.folder / "inventory", "kept", cache=True)

    def run():
        if kind == "lookup":
            done = look_up(own, "-v")
            return len(found(done)), done
        done = own.command(*LIST, str(file), "-v")
        return len(hosts(done)), done

    run()
    # The inventory has the same code; its runs are slow.
    for name, text in list(DAMAGED.items())[:: 1 if kind == "lookup" else 5]:
        entry(default_folder(own)).write_text(text)
        emulator.clear_requests()
        number, done = run()
        assert number == 3, name
        assert emulator.requests(), name
        assert "is read anew" in said(done), name
        assert "Traceback" not in done.output, name
    emulator.clear_requests()
    assert run()[0] == 3
    assert not emulator.requests()


def test_entries_of_redis_of_another_type_are_read_anew(own, redis, with_redis, emulator):
    redis.flushall()
    connection = connection_of(redis)
    found(look_up_in(own, connection, with_redis))
    (key,) = redis.scan_iter("mediaops_alicloud_*")
    for value in (None, *list(DAMAGED.values())[::5]):
        redis.delete(key)
        if value is None:
            redis.lpush(key, "x")
        else:
            redis.set(key, value)
        emulator.clear_requests()
        run = look_up_in(own, connection, with_redis, "-v")
        assert len(found(run)) == 3, value
        assert emulator.requests(), value
        assert "is read anew" in said(run), value


# Full, gone, silent


@pytest.mark.parametrize(
    ("base", "method"),
    [
        ("BaseFileCacheModule", "_dump(self, value, filepath): raise OSError(28, 'No space left on device')"),
        ("BaseFileCacheModule", "set(self, key, value): raise OSError(28, 'No space left on device')"),
        ("BaseCacheModule", "set(self, key, value): raise ConnectionError('No space left on device')"),
    ],
)
def test_a_list_that_cannot_be_kept_is_returned(own, base, method):
    plugins = own.folder / "plugins"
    plugins.mkdir()
    (plugins / "failing.py").write_text(FAILING.format(name="failing", base=base, method=method), encoding="utf-8")
    env = {"ANSIBLE_CACHE_PLUGINS": str(plugins)}
    place = str(own.folder / "kept")
    run = look_up(own, env=env, cache_plugin="failing", cache_connection=place)
    assert len(found(run)) == 3
    assert "No space left on device" in said(run)
    file = write_inventory(own.folder / "inventory", "kept", cache=True, cache_plugin="failing", cache_connection=place)
    listed = own.command(*LIST, str(file), env=env)
    assert len(hosts(listed)) == 3
    assert "No space left on device" in said(listed)


def test_a_default_folder_that_cannot_be_made_is_a_warning(own):
    folder = default_folder(own)
    folder.parent.parent.mkdir(parents=True, exist_ok=True)
    folder.parent.write_text("a file where a folder should be")
    run = look_up(own)
    assert len(found(run)) == 3
    assert f"Lists of jobs are not cached: The folder {folder} cannot be made" in said(run).replace("/ ", "/")


def test_a_folder_that_was_named_has_to_be_there(own):
    message = refused(look_up(own, cache_connection="/proc/no/such/folder"))
    assert "cache_plugin: ansible.builtin.jsonfile cannot be used: The folder /proc/no/such/folder cannot be" in message


def test_a_prefix_is_no_path(own):
    assert "cache_prefix: " in refused(look_up(own, cache_prefix="../outside_"))
    assert not list(own.folder.rglob("outside_*"))


def test_a_redis_that_is_silent_ends_with_the_deadline(own, with_redis):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        place = f"127.0.0.1:{silent.getsockname()[1]}:0"
        message = refused(look_up_in(own, place, with_redis, deadline=1))
    assert "deadline of 1 seconds does not suffice: community.general.redis does not answer" in message


# Other ways to run a lookup


@pytest.mark.skipif(" " in sys.executable, reason="Ansible starts background tasks with a path that it does not quote")
def test_asynchronous_tasks_use_what_is_cached(own, emulator):
    count = "{{ query('mediaops.alicloud.ice_live_record_jobs', cache=true) | length }}"
    tasks = [
        {"name": name, "ansible.builtin.command": {"argv": ["echo", count]}, "async": 30, "poll": 1}
        for name in ("one", "two")
    ]
    run = own.playbook([{"tasks": tasks}])
    assert [run.of(name)[0].result["stdout"] for name in ("one", "two")] == ["3", "3"]
    assert not run.of("two")[0].requests
