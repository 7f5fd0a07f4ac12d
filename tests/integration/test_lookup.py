# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lookup: terms and options from all sources, shapes, loops, and what it says when it cannot answer."""

from __future__ import annotations

import json

import pytest
import yaml

from ansible_collections.mediaops.alicloud.tests.emulator import ADMIN, READER, STS
from ansible_collections.mediaops.alicloud.tests.integration.plugin_runs import (
    PLUGIN,
    AnyTask,
    TaskWith,
    documentation,
    look,
    write_inventory,
)
from ansible_collections.mediaops.alicloud.tests.integration.scenarios import MARCH, scenario

THREE = [
    {"name": name, "create_time": f"2026-03-0{day}T00:00:00Z"}
    for day, name in enumerate(["alpha one", "beta two", "alpha beta three", "other"], 1)
]


def value(outcome):
    """What the lookup gave; the task must have succeeded."""
    assert not outcome.failed, outcome.result
    return outcome.result["msg"]


def message(outcome):
    """Why the lookup failed, and that no traceback was shown."""
    assert outcome.failed, outcome.result
    assert "Traceback" not in json.dumps(outcome.result)
    return outcome.msg


def names(outcome):
    return [job["name"] for job in value(outcome)]


def sent(outcome, name):
    return {request.parameters.get(name) for request in outcome.requests}


@pytest.fixture(scope="module")
def variables(variables):
    return {**variables, "admin": {"id": ADMIN.access_key_id, "secret": ADMIN.access_key_secret}}


# Terms


@scenario(look(), look(sort_by="asc"), jobs=250)
def test_without_terms_all_jobs_are_read(outcomes):
    newest_first, oldest_first = outcomes
    assert value(newest_first) == newest_first.newest_first
    assert value(oldest_first) == newest_first.newest_first[::-1]
    assert len(newest_first.requests) == 5


@scenario(look("alpha"), look(keyword="alpha"), look("alpha", keyword="beta"), added=THREE)
def test_a_term_is_a_keyword_and_goes_before_the_option(outcomes):
    for outcome in outcomes:
        assert names(outcome) == ["alpha beta three", "alpha one"]
        assert sent(outcome, "Keyword") == {"alpha"}


@scenario(
    look("alpha", "beta"),
    look("beta", "alpha", sort_by="asc"),
    look("alpha", "alpha", "alpha"),
    look("alpha", "beta", limit=2),
    look("no such name", "alpha"),
    added=THREE,
)
def test_several_terms_are_merged_in_order_without_doubles(outcomes):
    both, ascending, same, limited, one = outcomes
    assert names(both) == ["alpha beta three", "beta two", "alpha one"]
    assert sent(both, "Keyword") == {"alpha", "beta"}
    assert names(ascending) == ["alpha one", "beta two", "alpha beta three"]
    assert names(same) == ["alpha beta three", "alpha one"]
    assert len(same.requests) == 1
    assert names(limited) == ["alpha beta three", "beta two"]
    assert names(one) == ["alpha beta three", "alpha one"]


@scenario(look("sport", "news", "concert"), jobs=600, latency_ms=60)
def test_several_terms_are_read_side_by_side(outcome):
    assert value(outcome) == [
        job for job in outcome.newest_first if any(word in job["name"] for word in ("sport", "news", "concert"))
    ]
    assert max(request.in_flight for request in outcome.requests) >= 2


@scenario(look("alpha", ["beta"]), look(""), look(7), look(None), added=THREE)
def test_terms_that_are_no_keywords(outcomes):
    for outcome, shown in zip(outcomes, ("['beta']", "''", "7", "None"), strict=True):
        assert "Terms are keywords, and so strings that are not empty" in message(outcome)
        assert f"{shown} is none" in outcome.msg
        assert not outcome.requests


# Shapes, and the functions of Jinja that run a lookup


@scenario(look(shape="dict"), look("sport", "news", shape="dict"), look("nothing", shape="dict"), jobs=40)
@pytest.mark.smoke
def test_dict(outcomes):
    everything, two, nothing = outcomes
    assert value(everything) == [{job["job_id"]: job for job in everything.newest_first}]
    found = [job for job in everything.newest_first if "sport" in job["name"] or "news" in job["name"]]
    assert value(two) == [{job["job_id"]: job for job in found}]
    assert value(nothing) == [{}]


@scenario(
    look("one", function="lookup"),
    look("alpha", function="lookup"),
    look("one", function="lookup", wantlist=True),
    look("nothing", function="lookup", wantlist=True),
    look("nothing"),
    look(function="lookup", shape="dict"),
    TaskWith(f"lookup('{PLUGIN}', 'one').name"),
    TaskWith(f"q('{PLUGIN}', 'alpha') | map(attribute='name') | join('+')"),
    added=THREE,
)
def test_lookup_and_query(outcomes):
    single, several, wanted, none_wanted, none, as_dict, name, joined = outcomes
    assert value(single)["name"] == "alpha one"
    assert [job["name"] for job in value(several)] == ["alpha beta three", "alpha one"]
    assert names(wanted) == ["alpha one"]
    assert value(none_wanted) == value(none) == []
    assert list(value(as_dict).values()) == as_dict.newest_first
    assert value(name) == "alpha one"
    assert value(joined) == "alpha beta three+alpha one"


@scenario(
    TaskWith(
        "item.name", {"options": {"sort_by": "asc"}}, {"loop": f"{{{{ query('{PLUGIN}', 'alpha', **options) }}}}"}
    ),
    TaskWith("item.name", {}, {f"with_{PLUGIN}": ["two", "other"]}),
    added=THREE,
)
def test_loops(outcomes):
    loop, with_lookup = outcomes
    assert [item["msg"] for item in loop.result["results"]] == ["alpha one", "alpha beta three"]
    assert [item["msg"] for item in with_lookup.result["results"]] == ["other", "beta two"]


@scenario(
    AnyTask(
        {
            "ansible.builtin.debug": {"msg": "done"},
            "until": f"query('{PLUGIN}', status='initial') | length == 0",
            "retries": 9,
            "delay": 0,
        }
    ),
    added=[{"name": f"waits {number}", "status": "initial"} for number in range(3)],
    churn={"leave": 1, "when": "after"},
)
def test_until(outcome):
    assert not outcome.failed, outcome.result
    assert 1 < outcome.result["attempts"] <= 9
    assert "initial" not in [job["Status"] for job in outcome.jobs]


@scenario(
    look(query="length(@)", function="lookup"),
    look(query="[].name"),
    look(query="[].name", function="lookup", sort_by="asc"),
    look("alpha", "beta", query="length(@)"),
    look(query="[?name == 'none'] | [0]"),
    look(query="length(@)", shape="dict"),
    added=THREE,
)
@pytest.mark.smoke
def test_query(outcomes):
    count, listed, looked, per_term, nothing, shaped = outcomes
    assert value(count) == 4
    assert value(listed) == [job["name"] for job in listed.newest_first]
    assert value(looked) in (value(listed)[::-1], ",".join(value(listed)[::-1]))
    assert value(per_term) == [2, 2]
    assert value(nothing) == [None]
    assert "query and shape: dict exclude each other" in message(shaped)
    assert not shaped.requests


INVENTORY = {
    "hostnames": ["name", "job_id"],
    "compose": {"stream": "ice_stream_input.url", "day": "ice_create_time[:10]", "twice": "stream ~ stream"},
    "groups": {"news": "'news' in ice_name", "has-a-dash": "ice_status == 'started'"},
    "keyed_groups": [
        {"prefix": "status", "key": "ice_status", "parent_group": "states"},
        {"prefix": "to", "key": "ice_record_output", "separator": ""},
        {"key": "ice_template_name", "default_value": "no_template"},
        {"key": "day", "prefix": "day"},
    ],
}


@pytest.fixture(scope="module")
def listed(ansible, emulator, tmp_path_factory):
    """The same options, in an inventory file, in the lookup, and with nothing constructed."""
    emulator.reset()
    emulator.seed(120, **MARCH)
    for number in range(3):
        emulator.add_job(name="same", status="paused", create_time=f"2026-03-28T1{number}:00:00Z")
    folder = tmp_path_factory.mktemp("shape")
    file = write_inventory(folder, "all", regions=["cn-shanghai"], **INVENTORY)
    printed = ansible.command("ansible-inventory", "--list", "-i", str(file))
    plain = ansible.command("ansible-inventory", "--list", "-i", str(write_inventory(folder, "plain", limit=3)))
    strict = {**INVENTORY, "strict": True}
    tasks = [
        look(shape="inventory", function="lookup", **INVENTORY).as_yaml("lookup"),
        look(shape="inventory", function="lookup", limit=3).as_yaml("plain"),
        look(shape="inventory", function="lookup", **strict).as_yaml("strict"),
        look("no such", shape="inventory", function="lookup").as_yaml("empty"),
        look(shape="inventory", function="lookup", hostnames=["nonsense(("]).as_yaml("bad hostnames"),
        look(shape="inventory", function="lookup", hostnames=["no_field", "job_id"]).as_yaml("no name"),
        look(shape="inventory", function="lookup", keyed_groups=["ice_status"]).as_yaml("bad keyed_groups"),
        look(shape="inventory", function="lookup", keyed_groups=[{"prefix": "x"}]).as_yaml("no key"),
        TaskWith(f"lookup('{PLUGIN}', shape='inventory', keyed_groups=[{{'key': 'ice_status'}}])").as_yaml("inline"),
    ]
    return printed, plain, ansible.playbook([{"tasks": tasks}])


def without_marks(value):
    """ansible-inventory marks each string that is never to be evaluated."""
    return value["__ansible_unsafe"] if set(value) == {"__ansible_unsafe"} else value


def test_inventory_is_what_ansible_inventory_prints(listed):
    printed, plain, run = listed
    for wanted, task in ((printed, "lookup"), (plain, "plain")):
        inventory = json.loads(wanted.stdout, object_hook=without_marks)
        inventory["_meta"].pop("profile", None)  # of how ansible-inventory writes JSON
        assert value(run.of(task)[0]) == inventory
    assert len(json.loads(printed.stdout)["_meta"]["hostvars"]) == 123
    assert {"states", "status_paused", "news", "has_a_dash", "day_2026_03_28"} <= set(json.loads(printed.stdout))
    assert value(run.of("empty")[0]) == {"_meta": {"hostvars": {}}, "all": {"children": ["ungrouped"]}}


def test_inventory_says_what_is_wrong(listed):
    run = listed[2]
    assert "Could not set twice for host" in message(run.of("strict")[0])
    assert "hostnames is not a JMESPath expression" in message(run.of("bad hostnames")[0])
    assert "hostnames is invalid: at character 1: the API's reference knows no field no_field" in message(
        run.of("no name")[0]
    )
    for task in ("bad keyed_groups", "no key"):
        assert "keyed_groups: entry 1 needs a key" in message(run.of(task)[0])
    for task in ("bad hostnames", "bad keyed_groups", "no key", "inline"):
        assert not run.of(task)[0].requests
    said = message(run.of("inline")[0])
    assert "keyed_groups: Ansible does not trust the expression 'ice_status'" in said
    assert "Write keyed_groups as a variable" in said


# What it says


@scenario(
    look(statsu="paused"),
    look(zebra=1),
    look(status="running"),
    look(limit="many"),
    look(limit=0),
    look(shape="tree"),
    look(where="status == "),
    look(where="nosuch(name)"),
    look(start_time="2026-03-02T00:00:00Z", end_time="2026-03-01T00:00:00Z"),
    look(region="Nowhere!"),
    look(endpoint="http://example.com"),
    look(access_key_id="LTAI5tHalf"),
    look(security_token="alone"),
    look(max_concurrency=0),
    jobs=5,
)
def test_bad_input_is_refused_before_any_request(outcomes):
    wanted = [
        "statsu: there is no such option. Did you mean status?",
        "zebra: there is no such option. Options are: access_key, access_key_id",
        "running",
        "many",
        "limit is 0; it must be at least 1",
        "tree",
        "where is not a JMESPath expression: at character 11: the expression ends too early",
        "where is not a JMESPath expression: at character 1: there is no function nosuch()",
        "start_time (2026-03-02T00:00:00Z) is after end_time",
        "region: 'Nowhere!' is not a region id",
        "endpoint: plain http:// to example.com is refused",
        "Credentials are incomplete: access_key_id without access_key_secret",
        "Credentials are incomplete: security_token without access_key_id and access_key_secret",
        "max_concurrency is 0",
    ]
    for outcome, words in zip(outcomes, wanted, strict=True):
        assert words in message(outcome)
        assert not outcome.requests
    for outcome in (outcomes[2], outcomes[3], outcomes[5]):  # Ansible's own words
        assert any(option in outcome.msg for option in ("status", "limit", "shape"))


@scenario(
    look(access_key_id="{{ accounts.nobody.id }}", access_key_secret="{{ accounts.nobody.secret }}"),
    look(access_key_id="{{ accounts.reader.id }}", access_key_secret="{{ wrong_secret }}"),
    jobs=5,
)
def test_refusals_of_the_server(outcomes):
    nobody, wrong = outcomes
    assert "Allow the RAM action ice:ListLiveRecordJobs for the owner of key" in message(nobody)
    assert f"request_id: {nobody.requests[0].request_id}" in nobody.msg
    assert "error_code: Forbidden.RAM" in nobody.msg
    assert "http_status: 403" in nobody.msg
    assert nobody.msg.count("Allow the RAM action") == 1
    assert "SignatureDoesNotMatch" in message(wrong)


REFUSED_ONCE = {"errors": [{"code": "InvalidParameter.Keyword", "status": 400, "count": 1}]}


@scenario(look("alpha", "beta"), added=THREE, **REFUSED_ONCE)
def test_one_of_several_terms_fails(outcome):
    assert "InvalidParameter.Keyword" in message(outcome)


@scenario(look("alpha", "alpha one", on_incomplete="warn", max_concurrency=1), added=THREE, **REFUSED_ONCE)
def test_one_of_several_terms_fails_and_that_is_only_a_warning(outcome):
    assert names(outcome) in (["alpha one"], ["alpha beta three", "alpha one"])
    assert any("A list of jobs is missing" in warning for warning in outcome.result["warnings"])


@scenario(
    look(
        on_incomplete="warn", access_key_id="{{ accounts.nobody.id }}", access_key_secret="{{ accounts.nobody.secret }}"
    ),
    jobs=5,
)
def test_where_nothing_can_be_read_a_warning_is_not_enough(outcome):
    assert "Allow the RAM action" in message(outcome)


@scenario(look(), look(on_incomplete="warn"), jobs=250, extra_fields={"TotalCount": 999})
def test_completeness(outcomes):
    failed, warned = outcomes
    assert "that no job is missing cannot be shown" in message(failed)
    assert len(value(warned)) == 250
    assert any("may be incomplete" in warning for warning in warned.result["warnings"])


# Sources of options


@scenario(
    look(variables={"mediaops_alicloud_status": "paused", "mediaops_alicloud_sort_by": "asc"}),
    look(variables={"mediaops_alicloud_status": "paused"}, status="started"),
    look(variables={"mediaops_alicloud_limit": "{{ 2 + 1 }}", "mediaops_alicloud_shape": "dict"}),
    look(variables={"mediaops_alicloud_where": "matches('x', name"}),
    jobs=150,
)
def test_options_from_variables(outcomes):
    ascending, argument, templated, bad = outcomes
    every = ascending.newest_first
    assert value(ascending) == [job for job in every if job["status"] == "paused"][::-1]
    assert value(argument) == [job for job in every if job["status"] == "started"]
    assert list(value(templated)[0].values()) == every[:3]
    assert "where is not a JMESPath expression" in message(bad)


PROBES = {
    "nothing said": look(),
    "variables": look(variables={"mediaops_alicloud_status": "started", "mediaops_alicloud_limit": 5}),
    "arguments": look("sport", status="started", limit=6, variables={"mediaops_alicloud_limit": 5}),
    "keys in variables": look(
        variables={
            "mediaops_alicloud_access_key_id": "{{ accounts.reader.id }}",
            "mediaops_alicloud_access_key_secret": "{{ accounts.reader.secret }}",
        }
    ),
    "keys in arguments": look(
        access_key_id="{{ accounts.reader.id }}",
        access_key_secret="{{ accounts.reader.secret }}",
        variables={"mediaops_alicloud_security_token": ""},
    ),
    "half a pair": look(variables={"mediaops_alicloud_access_key_id": "{{ accounts.reader.id }}"}),
    "half in arguments": look(
        access_key_id="{{ accounts.reader.id }}",
        variables={"mediaops_alicloud_security_token": "{{ accounts.sts.token }}"},
    ),
    "profile in variables": look(variables={"mediaops_alicloud_profile": "none such"}),
}
LISTING_SOURCES = {
    "keyword": "sport",
    "status": "paused",
    "sort_by": "asc",
    "start_time": "2026-03-03T00:00:00Z",
    "end_time": "2026-03-25T00:00:00Z",
    "page_size": "17",
    "where": "ends_with(name, '1') || ends_with(name, '2')",
    "limit": "4",
    "on_incomplete": "warn",
    "shape": "dict",
}


@pytest.fixture(scope="module")
def probe(ansible, emulator, variables):
    def run(env, arguments=()):
        emulator.reset()
        emulator.seed(800, **MARCH)
        tasks = [task.as_yaml(name) for name, task in PROBES.items()]
        return ansible.playbook(
            [{"tasks": tasks}], *arguments, env=env, variables=variables, setups=dict.fromkeys(PROBES)
        )

    return run


@pytest.fixture(scope="module")
def from_environment(probe):
    token = {
        "ALIBABA_CLOUD_ACCESS_KEY_ID": STS.access_key_id,
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": STS.access_key_secret,
        "ALIBABA_CLOUD_SECURITY_TOKEN": STS.security_token,
    }
    return probe({**token, **{f"MEDIAOPS_ALICLOUD_{name.upper()}": text for name, text in LISTING_SOURCES.items()}})


@pytest.fixture(scope="module")
def from_settings(ansible, emulator, probe):
    file = ansible.folder / "probe.cfg"
    settings = {
        **LISTING_SOURCES,
        "endpoint": emulator.endpoint,
        "region": "cn-shanghai",
        "access_key_id": STS.access_key_id,
        "access_key_secret": STS.access_key_secret,
        "security_token": STS.security_token,
    }
    lines = [f"{name} = {text}" for name, text in settings.items()]
    file.write_text("[mediaops_alicloud]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    unset = {name: None for name in ansible.environment() if name.startswith("ALIBABA_")}
    return probe({**unset, "ANSIBLE_CONFIG": str(file)})


@pytest.fixture(params=["from_environment", "from_settings"])
def sourced(request):
    return request.getfixturevalue(request.param)


def matching(outcome, status, keyword="sport"):
    return [
        job
        for job in outcome.newest_first[::-1]
        if keyword in job["name"]
        and job["name"][-1] in "12"
        and job["status"] == status
        and LISTING_SOURCES["start_time"] <= job["create_time"] <= LISTING_SOURCES["end_time"]
    ]


def test_options_from_environment_and_settings(sourced):
    said = sourced.of("nothing said")[0]
    assert list(value(said)[0].values()) == matching(said, "paused")[:4]
    assert sent(said, "PageSize") <= {"17", "1"}
    assert sent(said, "Status") == {"paused"}
    assert {request.access_key_id for request in said.requests} == {STS.access_key_id}


def test_variables_go_before_environment_and_settings_and_arguments_before_all(sourced):
    by_variables, by_arguments = sourced.of("variables")[0], sourced.of("arguments")[0]
    assert list(value(by_variables)[0].values()) == matching(by_variables, "started")[:5]
    assert list(value(by_arguments)[0].values()) == matching(by_arguments, "started")[:6]
    assert len(value(by_variables)[0]) == 5
    assert len(value(by_arguments)[0]) == 6


def test_credentials_of_two_sources_are_never_mixed(sourced):
    for task in ("keys in variables", "keys in arguments"):
        outcome = sourced.of(task)[0]
        assert value(outcome)
        assert {request.access_key_id for request in outcome.requests} == {READER.access_key_id}
        assert all("x-acs-security-token" not in request.signed_headers for request in outcome.requests)
    for task, words in (("half a pair", "access_key_id"), ("half in arguments", "access_key_id, security_token")):
        outcome = sourced.of(task)[0]
        assert f"Credentials are incomplete: {words} without access_key_secret" in message(outcome)
        assert not outcome.requests


def test_a_profile_of_the_playbook_goes_before_keys_of_the_environment(from_environment):
    outcome = from_environment.of("profile in variables")[0]
    assert "none such" in message(outcome)
    assert not outcome.requests


def test_without_region_and_credentials(ansible, fresh):
    unset = {name: None for name in ansible.environment() if name.startswith("ALIBABA_")}
    tasks = [
        look().as_yaml("no region"),
        look(region="cn-shanghai", endpoint=fresh.endpoint).as_yaml("no credentials"),
    ]
    env = {**unset, "ALIBABA_CLOUD_ECS_METADATA_DISABLED": "true"}
    run = ansible.playbook([{"tasks": tasks}], env=env)
    assert "No region is known. Set the option region" in message(run.of("no region")[0])
    assert "No credentials were found" in message(run.of("no credentials")[0])


# Documentation


EXAMPLES = yaml.safe_load(documentation("lookup", "ice_live_record_jobs", "EXAMPLES"))


def test_ansible_doc(ansible):
    text = ansible.command("ansible-doc", "-t", "lookup", PLUGIN).stdout
    page = json.loads(ansible.command("ansible-doc", "-t", "lookup", "--json", PLUGIN).stdout)[PLUGIN]
    options = page["doc"]["options"]
    assert set(options) == set(
        """
        _terms access_key_id access_key_secret security_token profile role_arn role_session_name region endpoint
        validate_certs ca_path timeout
        deadline max_retries max_concurrency keyword status sort_by start_time end_time page_size page_no
        current_only where limit
        query on_incomplete shape hostnames compose groups keyed_groups strict use_extra_vars leading_separator
        cache cache_plugin cache_timeout cache_connection cache_prefix
        """.split()
    )
    constructed = set("hostnames compose groups keyed_groups strict use_extra_vars leading_separator".split())
    for name in set(options) - constructed - {"_terms"}:
        assert options[name]["vars"][0]["name"] == f"mediaops_alicloud_{name}"
        assert options[name]["ini"][0] == {"section": "mediaops_alicloud", "key": name}
        assert options[name]["env"][0]["name"].startswith(("ALIBABA_CLOUD_", "MEDIAOPS_ALICLOUD_"))
    for name, option in options.items():
        assert option["description"]
        assert name in text
    assert "ice:ListLiveRecordJobs" in text
    assert page["return"]["_raw"]
    assert yaml.safe_load(page["examples"]) == EXAMPLES
