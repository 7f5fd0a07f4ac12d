# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kept listings, in files and in Redis: what a hit saves, whom it never serves, and when it is read anew."""

from __future__ import annotations

import http.server
import json
import os
import threading
from pathlib import Path

import pytest

from ansible_collections.mediaops.alicloud.tests.community_general import community_general
from ansible_collections.mediaops.alicloud.tests.emulator import CANNED_ACCOUNTS, READER, STS
from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import Ansible, assert_no_secrets
from ansible_collections.mediaops.alicloud.tests.integration.plugin_runs import AnyTask, look, write_inventory
from ansible_collections.mediaops.alicloud.tests.integration.redis_server import connection_of, redis_server
from ansible_collections.mediaops.alicloud.tests.integration.scenarios import MARCH, scenario

STORES = ("jsonfile", "redis")
NAMES = {"jsonfile": "ansible.builtin.jsonfile", "redis": "community.general.redis"}
READER_KEYS = {"access_key_id": "{{ accounts.reader.id }}", "access_key_secret": "{{ accounts.reader.secret }}"}
NOBODY_KEYS = {"access_key_id": "{{ accounts.nobody.id }}", "access_key_secret": "{{ accounts.nobody.secret }}"}

# Writes a text over everything that is kept under a prefix, whatever keeps it.
SPOIL = """
import pathlib, sys
store, prefix, connection, text = sys.argv[1:]
if store == "jsonfile":
    found = list(pathlib.Path(connection).glob(prefix + "*"))
    for file in found:
        file.write_text(text)
else:
    import redis
    host, port, number, password = connection.split(":")
    client = redis.Redis(host, int(port), password=password)
    found = list(client.scan_iter(prefix + "*"))
    for key in found:
        client.set(key, text)
assert found
"""


class WithCommunityGeneral(Ansible):
    def environment(self):
        environment = super().environment()
        paths = f"{environment['ANSIBLE_COLLECTIONS_PATH']}{os.pathsep}{community_general()}"
        return {**environment, "ANSIBLE_COLLECTIONS_PATH": paths}


@pytest.fixture(scope="module")
def ansible(emulator, tmp_path_factory):
    return WithCommunityGeneral(emulator, tmp_path_factory.mktemp("ansible"))


@pytest.fixture(scope="module")
def redis(tmp_path_factory):
    with redis_server(tmp_path_factory.mktemp("redis")) as client:
        yield client


@pytest.fixture(scope="module")
def connections(redis, tmp_path_factory):
    return {"jsonfile": str(tmp_path_factory.mktemp("kept")), "redis": connection_of(redis)}


@pytest.fixture(scope="module")
def variables(variables, connections, emulator, tmp_path_factory):
    script = tmp_path_factory.mktemp("spoil") / "spoil.py"
    script.write_text(SPOIL, encoding="utf-8")
    port = emulator.endpoint.rsplit(":", 1)[1]
    return {**variables, "kept_in": connections, "spoil": str(script), "other_endpoint": f"http://localhost:{port}"}


def kept(store, prefix, *terms, **options):
    """A task with the lookup that keeps what it reads, or answers from what is kept."""
    return look(
        *terms,
        cache=True,
        cache_plugin=NAMES[store],
        cache_connection=f"{{{{ kept_in.{store} }}}}",
        cache_prefix=f"{prefix}_",
        **options,
    )


def spoil(store, prefix, text):
    script = ["{{ ansible_playbook_python }}", "{{ spoil }}", store, f"{prefix}_", f"{{{{ kept_in.{store} }}}}", text]
    return AnyTask({"ansible.builtin.command": {"argv": script}})


def each_store(make, **setup):
    """The same scenario for every kind of store."""
    return pytest.mark.parametrize(
        "store", [pytest.param(store, marks=scenario(*make(store), **setup)) for store in STORES]
    )


def value(outcome):
    assert not outcome.failed, outcome.result
    return outcome.result["msg"]


# The lookup


@each_store(
    lambda store: (
        kept(store, "hit"),
        kept(store, "hit"),
        kept(store, "hit", shape="dict"),
        kept(store, "hit", timeout=7, max_concurrency=2, deadline=60),
        kept(store, "hit", "sport", "news"),
        kept(store, "hit", "sport", "news"),
        kept(store, "hit", query="[].job_id"),
        kept(store, "hit", query="[].job_id"),
    ),
    jobs=150,
)
def test_a_hit_makes_no_request(store, outcomes):
    miss, hit, shaped, tuned, two, two_again, ids, ids_again = outcomes
    assert value(miss) == value(hit) == value(tuned) == miss.newest_first
    assert value(shaped) == [{job["job_id"]: job for job in miss.newest_first}]
    assert value(two) == value(two_again)
    assert value(ids) == value(ids_again) == [job["job_id"] for job in miss.newest_first]
    assert [bool(outcome.requests) for outcome in outcomes] == [True, False, False, False, True, False, True, False]


OTHERS = {
    "keyword": {"keyword": "news"},
    "status": {"status": "paused"},
    "sort_by": {"sort_by": "asc"},
    "start_time": {"start_time": MARCH["start"]},
    "end_time": {"end_time": MARCH["end"]},
    "page_size": {"page_size": 50},
    "page_no": {"page_no": 1},
    "where": {"where": "status == 'paused'"},
    "limit": {"limit": 3},
    "query": {"query": "length(@)"},
    "on_incomplete": {"on_incomplete": "warn"},
    "region": {"region": "cn-beijing"},
    "endpoint": {"endpoint": "{{ other_endpoint }}"},
    "key": READER_KEYS,
}


@scenario(
    kept("jsonfile", "key"),
    *(kept("jsonfile", "key", **options) for options in OTHERS.values()),
    kept("jsonfile", "key"),
    *(kept("jsonfile", "key", **options) for options in OTHERS.values()),
    jobs=60,
)
def test_whatever_shapes_the_answer_has_an_entry_of_its_own(outcomes):
    first, second = outcomes[: len(OTHERS) + 1], outcomes[len(OTHERS) + 1 :]
    for name, before, after in zip(["nothing", *OTHERS], first, second, strict=True):
        assert before.requests, name
        assert not after.requests, name
        assert value(before) == value(after), name


@each_store(
    lambda store: (
        kept(store, "account"),
        kept(store, "account", **NOBODY_KEYS),
        kept(store, "account", **READER_KEYS),
    ),
    jobs=5,
)
def test_another_account_is_never_served(store, outcomes):
    _admin, nobody, reader = outcomes
    assert nobody.failed
    assert "Allow the RAM action" in nobody.msg
    assert value(reader)
    assert {request.access_key_id for request in reader.requests} == {READER.access_key_id}


def test_no_key_is_kept_in_clear(scenario_run, connections, redis):
    del scenario_run
    texts: list[str] = []
    for file in Path(connections["jsonfile"]).iterdir():
        texts += [file.name, file.read_text(encoding="utf-8")]
    for key in redis.keys("*"):
        texts.append(key.decode())
        texts += [str(item) for item in (redis.zrange(key, 0, -1) if redis.type(key) == b"zset" else [redis.get(key)])]
    assert len(texts) > 20
    assert_no_secrets(texts)
    for text in texts:
        assert not any(account.access_key_id in text for account in CANNED_ACCOUNTS)


@each_store(
    lambda store: (
        kept(store, "spoiled"),
        spoil(store, "spoiled", "{{ '{\"format\": ' }}"),
        kept(store, "spoiled"),
        spoil(store, "spoiled", "[[], 1]"),
        kept(store, "spoiled"),
        kept(store, "spoiled"),
    ),
    jobs=5,
)
def test_corrupt_entries_are_read_anew(store, outcomes):
    first, spoiled, second, _spoiled, third, hit = outcomes
    assert not spoiled.failed, spoiled.result
    assert value(first) == value(second) == value(third) == value(hit) == first.newest_first
    assert [bool(outcome.requests) for outcome in (first, second, third, hit)] == [True, True, True, False]
    assert "Traceback" not in json.dumps(second.result)


@each_store(
    lambda store: (
        kept(store, "brief", cache_timeout=1),
        AnyTask({"ansible.builtin.pause": {"seconds": 2}}),
        kept(store, "brief", cache_timeout=1),
        kept(store, "brief", cache_timeout=600),
    ),
    jobs=5,
)
def test_expired_entries_are_read_anew(store, outcomes):
    first, _pause, second, _third = outcomes
    assert value(first) == value(second)
    assert first.requests
    assert second.requests


@each_store(
    lambda store: (kept(store, "doubt", on_incomplete="warn"), kept(store, "doubt", on_incomplete="warn")),
    jobs=5,
    extra_fields={"TotalCount": 999},
)
def test_an_incomplete_answer_is_never_kept(store, outcomes):
    for outcome in outcomes:
        assert len(value(outcome)) == 5
        assert outcome.requests
        assert any("may be incomplete" in warning for warning in outcome.result["warnings"])


@scenario(
    *(kept("jsonfile", "part", "alpha", "beta", on_incomplete="warn") for _number in range(3)),
    added=[{"name": "alpha"}, {"name": "beta"}],
    errors=[{"code": "InvalidParameter.Keyword", "status": 400, "count": 1}],
)
def test_an_answer_that_lacks_a_list_is_never_kept(outcomes):
    part, whole, hit = outcomes
    assert len(value(part)) == 1
    assert len(value(whole)) == 2
    assert value(hit) == value(whole)
    assert [bool(outcome.requests) for outcome in outcomes] == [True, True, False]


@scenario(
    kept("jsonfile", "plain"),
    look(cache=True, cache_plugin="no.such.cache"),
    look(cache=True, cache_plugin="community.general.redis", cache_connection="127.0.0.1:1:0"),
    look(cache=True, cache_plugin="community.general.redis", cache_connection="nonsense"),
    look(cache=True, cache_connection="/proc/no/such/folder"),
    jobs=5,
)
def test_a_cache_that_cannot_be_used_is_an_error_that_names_it(outcomes):
    _plain, unknown, gone, nonsense, folder = outcomes
    for outcome, words in (
        (unknown, "cache_plugin: no.such.cache cannot be used: Unable to load the cache plugin"),
        (gone, "cache_plugin: community.general.redis cannot be used"),
        (nonsense, "cache_plugin: community.general.redis cannot be used"),
        (folder, "cache_plugin: ansible.builtin.jsonfile cannot be used"),
    ):
        assert outcome.failed, words
        assert words in outcome.msg
        assert "Traceback" not in json.dumps(outcome.result)
        assert not outcome.requests


@pytest.mark.parametrize("store", STORES)
def test_forks_that_ask_at_the_same_moment_make_one_listing(store, ansible, variables, fresh):
    fresh.seed(250, **MARCH)
    fresh.set_faults(latency_ms=150)
    play = {"hosts": "all", "tasks": [kept(store, "forks").as_yaml("look")]}
    inventory = ",".join(f"host{number}" for number in range(8)) + ","
    run = ansible.playbook([play], "-i", inventory, "--forks", "8", variables=variables)
    outcomes = run.of("look")
    assert len(outcomes) == 8
    assert all(value(outcome) == value(outcomes[0]) for outcome in outcomes)
    assert len(value(outcomes[0])) == 250
    assert len(fresh.requests()) == 5


def test_a_hit_asks_nobody_for_credentials(ansible, variables, fresh):
    fresh.seed(5, **MARCH)
    asked = []

    class Credentials(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            body = {
                "Code": "Success",
                "AccessKeyId": STS.access_key_id,
                "AccessKeySecret": STS.access_key_secret,
                "SecurityToken": STS.security_token,
                "Expiration": "2999-01-01T00:00:00Z",
            }
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *args):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Credentials) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        tasks = [kept("jsonfile", "uri").as_yaml(name) for name in ("miss", "hit")]
        env = {
            "ALIBABA_CLOUD_ACCESS_KEY_ID": None,
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": None,
            "ALIBABA_CLOUD_ECS_METADATA_DISABLED": "true",
            "ALIBABA_CLOUD_CREDENTIALS_URI": f"http://127.0.0.1:{server.server_port}/credentials",
        }
        run = ansible.playbook([{"tasks": tasks}], env=env, variables=variables)
        server.shutdown()
    assert value(run.of("miss")[0]) == value(run.of("hit")[0])
    assert run.of("miss")[0].requests
    assert not run.of("hit")[0].requests
    assert asked == ["/credentials"]


# The inventory


def hosts(run):
    assert run.rc == 0, run.output
    return set(json.loads(run.stdout)["_meta"]["hostvars"])


@pytest.mark.parametrize("store", STORES)
def test_the_inventory_is_kept_until_it_is_flushed(store, ansible, connections, fresh, tmp_path):
    fresh.seed(130, **MARCH)
    file = write_inventory(
        tmp_path / "kept",
        "kept",
        regions=["cn-shanghai"],
        keyed_groups=[{"prefix": "status", "key": "ice_status"}],
        cache=True,
        cache_plugin=NAMES[store],
        cache_connection=connections[store],
        cache_prefix="inventory_",
    )
    command = ("ansible-inventory", "--list", "-i", str(file))
    first = ansible.command(*command)
    assert len(fresh.requests()) == 4
    fresh.add_job(name="new")
    fresh.clear_requests()
    assert ansible.command(*command).stdout == first.stdout
    assert not fresh.requests()
    flushed = ansible.command(*command, "--flush-cache")
    assert hosts(flushed) - hosts(first) == {job["JobId"] for job in fresh.jobs() if job["Name"] == "new"}
    assert len(fresh.requests()) == 4


def test_refresh_inventory_reads_anew(ansible, connections, fresh, tmp_path):
    fresh.seed(3, **MARCH)
    options = {
        "cache": True,
        "cache_plugin": NAMES["jsonfile"],
        "cache_connection": connections["jsonfile"],
        "hostnames": ["name"],
    }
    file = write_inventory(tmp_path / "refreshed", "refreshed", **options)
    hosts(ansible.command("ansible-inventory", "--list", "-i", str(file)))
    fresh.add_job(name="new")
    plays = [
        {"hosts": "all", "tasks": [{"name": "before", "ansible.builtin.debug": {"msg": "kept"}}]},
        {"hosts": "localhost", "tasks": [{"name": "refresh", "ansible.builtin.meta": "refresh_inventory"}]},
        {"hosts": "all", "tasks": [{"name": "after", "ansible.builtin.debug": {"msg": "anew"}}]},
    ]
    run = ansible.playbook(plays, "-i", str(file))
    before, after = ({outcome.host for outcome in run.of(task)} for task in ("before", "after"))
    assert len(before) == 3
    assert after - before == {"new"}


def test_a_region_that_fails_leaves_nothing_behind(ansible, connections, fresh, tmp_path):
    fresh.seed(3, **MARCH)
    fresh.set_faults(extra_fields={"TotalCount": 999})
    options = {"cache": True, "cache_plugin": NAMES["jsonfile"], "cache_connection": connections["jsonfile"]}
    file = write_inventory(tmp_path / "doubt", "doubt", on_incomplete="warn", **options)
    command = ("ansible-inventory", "--list", "-i", str(file))
    assert "may be incomplete" in " ".join(ansible.command(*command).stderr.split())
    fresh.clear_faults()
    fresh.clear_requests()
    again = ansible.command(*command)
    assert fresh.requests()
    assert "may be incomplete" not in " ".join(again.stderr.split())
