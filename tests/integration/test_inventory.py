# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory: a host for each job of several regions, or an error; and playbooks that treat each job as a host."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from ansible.parsing.vault import VaultLib, VaultSecret

from ansible_collections.mediaops.alicloud.tests.emulator import READER, Emulator
from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import MODULE, Ansible, as_module_shows
from ansible_collections.mediaops.alicloud.tests.integration.plugin_runs import PLUGIN, documentation, write_inventory
from ansible_collections.mediaops.alicloud.tests.integration.regions_front import HOSTS, regions_front
from ansible_collections.mediaops.alicloud.tests.integration.scenarios import MARCH

REGIONS = list(HOSTS)
EXAMPLES = documentation("inventory", "ice_live_record_jobs", "EXAMPLES")
STATES = [{"prefix": "status", "key": "ice_status"}]


@pytest.fixture(scope="module")
def emulator():
    with Emulator(regions=REGIONS) as running:
        yield running


@pytest.fixture(scope="module")
def ansible(emulator, tmp_path_factory):
    return Ansible(emulator, tmp_path_factory.mktemp("ansible"))


@pytest.fixture(scope="module")
def fronted(emulator, tmp_path_factory):
    """The environment of a user with several regions: no endpoint, as each region has its own."""
    with regions_front(emulator.endpoints, tmp_path_factory.mktemp("regions")) as environment:
        yield environment


def without_marks(value):
    """ansible-inventory marks each string that is never to be evaluated."""
    return value["__ansible_unsafe"] if set(value) == {"__ansible_unsafe"} else value


def listed(run):
    assert run.rc == 0, run.output
    return json.loads(run.stdout, object_hook=without_marks)


def hosts(run):
    return listed(run)["_meta"]["hostvars"]


def squeezed(text):
    """Without white space, since Ansible breaks long lines of its warnings anywhere."""
    return "".join(text.split())


def variables_of(job):
    return {**{f"ice_{name}": value for name, value in as_module_shows(job).items()}, "ice_region": job["Region"]}


# Regions


@pytest.fixture(scope="module")
def regional(ansible, emulator, fronted, tmp_path_factory):
    """Jobs of two regions, some with the same names."""
    emulator.reset()
    emulator.seed(230, **MARCH)
    emulator.seed(120, **MARCH, region="cn-beijing")
    for region in REGIONS:
        emulator.add_job(name="twin", region=region)
    emulator.add_job(name="only one", region="cn-beijing")
    emulator.add_job(name=emulator.jobs()[0]["JobId"])
    emulator.set_faults(latency_ms=30)
    emulator.clear_requests()
    file = write_inventory(
        tmp_path_factory.mktemp("regional"),
        "all",
        regions=[*REGIONS, REGIONS[0]],
        hostnames=["name", "job_id"],
        keyed_groups=[*STATES, {"prefix": "region", "key": "ice_region"}],
    )
    run = ansible.command("ansible-inventory", "--list", "-i", str(file), env=fronted)
    return run, emulator.jobs(), emulator.requests()


def test_one_host_for_each_job_of_every_region(regional):
    run, jobs, _requests = regional
    shown = {variables["ice_job_id"]: variables for variables in hosts(run).values()}
    assert shown == {job["JobId"]: variables_of(job) for job in jobs}
    assert len(hosts(run)) == len(jobs) == 354
    groups = listed(run)
    for region in REGIONS:
        members = groups[f"region_{region.replace('-', '_')}"]["hosts"]
        assert {hosts(run)[host]["ice_region"] for host in members} == {region}
    for state in ("paused", "started"):
        members = {hosts(run)[host]["ice_job_id"] for host in groups[f"status_{state}"]["hosts"]}
        assert members == {job["JobId"] for job in jobs if job["Status"] == state}


def test_regions_are_read_side_by_side_and_each_once(regional):
    _run, _jobs, requests = regional
    assert [sum(request.region == region for request in requests) for region in REGIONS] == [5, 4]
    began = {region: min(request.received_at for request in requests if request.region == region) for region in REGIONS}
    ended = {region: max(request.received_at for request in requests if request.region == region) for region in REGIONS}
    assert began["cn-beijing"] <= ended["cn-shanghai"]
    assert began["cn-shanghai"] <= ended["cn-beijing"]


def test_names_are_unique(regional):
    run, jobs, _requests = regional
    names = {variables["ice_job_id"]: host for host, variables in hosts(run).items()}
    given = set()
    for job in sorted(jobs, key=lambda job: (job["CreateTime"], job["JobId"])):
        name = job["Name"].replace(" ", "_")
        assert names[job["JobId"]] == (f"{name}-{job['JobId']}" if name in given else name)
        given.add(name)
    assert len(set(names.values())) == len(jobs) > len(given)
    assert "only_one" in hosts(run)


@pytest.fixture(scope="module")
def half(ansible, emulator, fronted, tmp_path_factory):
    """One of two regions refuses: an inventory that says nothing about it, and one that says warn."""
    emulator.reset()
    emulator.seed(5, **MARCH)
    emulator.seed(5, **MARCH, region="cn-beijing")
    emulator.set_faults(region="cn-beijing", errors=[{"code": "NoPermission", "status": 403, "count": 99}])
    folder = tmp_path_factory.mktemp("half")
    strict = write_inventory(folder, "strict", regions=REGIONS, compose={"file": "'strict'"})
    warn = write_inventory(folder, "warn", regions=REGIONS, on_incomplete="warn", compose={"file": "'warn'"})
    both = ansible.command("ansible-inventory", "--list", "-i", str(strict), "-i", str(warn), env=fronted)
    fatal = {"ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "true"}
    failed = ansible.command("ansible-inventory", "--list", "-i", str(strict), env={**fronted, **fatal})
    emulator.clear_faults()
    return both, failed, strict


def test_a_region_that_fails_is_an_error_and_no_smaller_inventory(half):
    both, failed, strict = half
    assert "strict" not in {variables["file"] for variables in hosts(both).values()}
    assert failed.rc != 0
    assert not failed.stdout.strip()
    for run in (both, failed):
        assert squeezed(f"{strict}: ListLiveRecordJobs in cn-beijing was refused") in squeezed(run.stderr)
        assert squeezed("Allow the RAM action ice:ListLiveRecordJobs") in squeezed(run.stderr)
        assert "Traceback" not in run.output


def test_a_region_that_fails_is_a_warning_where_the_user_said_so(half):
    both = half[0]
    assert [variables["ice_region"] for variables in hosts(both).values()] == ["cn-shanghai"] * 5
    assert squeezed("A list of jobs is missing: ListLiveRecordJobs in cn-beijing was refused") in squeezed(both.stderr)


# Endpoints, and regions that are forbidden


def written(folder, text, name="fleet.ice_live_record_jobs.yml", **changes):
    """An inventory file of the documentation, with other values for some of its options."""
    file = folder / name
    file.write_text(yaml.safe_dump({**yaml.safe_load(text), **changes}, sort_keys=False), encoding="utf-8")
    return str(file)


def test_the_example_with_endpoints(ansible, emulator, tmp_path):
    """Each region's own emulator; the environment's endpoint is that of one of them, and gives way."""
    emulator.reset()
    emulator.seed(7, **MARCH)
    emulator.seed(4, **MARCH, region="cn-beijing")
    (example,) = [each for each in EXAMPLES.split("---\n") if "\nendpoints:" in each]
    assert set(yaml.safe_load(example)["endpoints"]) == set(emulator.endpoints)
    file = written(tmp_path, example, endpoints=emulator.endpoints)
    shown = hosts(ansible.command("ansible-inventory", "--list", "-i", file))
    assert {(variables["ice_region"], variables["ice_job_id"]) for variables in shown.values()} == {
        (job["Region"], job["JobId"]) for job in emulator.jobs()
    }
    assert [variables["ice_skipped_regions"] for variables in shown.values()] == [[]] * 11


def test_the_readme_s_inventory_on_the_emulator(ansible, emulator, tmp_path):
    emulator.reset()
    for region in REGIONS:
        emulator.add_job(name="now", region=region, status="paused")
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```yaml\n# studio\.ice_live_record_jobs\.yml\n(.*?)```", readme, re.DOTALL)
    assert block
    url = "{{ 'http' }}://127.0.0.1:" + emulator.endpoints["cn-beijing"].rsplit(":", 1)[1]
    file = written(tmp_path, block.group(1), endpoints={**emulator.endpoints, "cn-beijing": url})
    assert len(listed(ansible.command("ansible-inventory", "--list", "-i", file))["status_paused"]["hosts"]) == 2


@pytest.mark.parametrize("source", ["file", "environment", "ansible.cfg", "variable"])
def test_an_endpoint_of_any_source_has_to_have_the_region(ansible, emulator, tmp_path, source):
    """One server for two regions is refused; one that differs by the region is asked for, as the message shows."""

    def run(endpoint):
        options = {"endpoint": endpoint} if source == "file" else {}
        file = write_inventory(tmp_path, "two", regions=REGIONS, max_retries=0, timeout=5, **options)
        env = {"ALIBABA_CLOUD_ICE_ENDPOINT": endpoint if source == "environment" else None}
        (tmp_path / "ansible.cfg").write_text(f"[mediaops_alicloud]\nendpoint = {endpoint}\n")
        if source == "ansible.cfg":
            env["ANSIBLE_CONFIG"] = str(tmp_path / "ansible.cfg")
        extra = ["-e", json.dumps({"mediaops_alicloud_endpoint": endpoint})] if source == "variable" else []
        return squeezed(ansible.command("ansible-inventory", "--list", "-i", str(file), *extra, env=env).stderr)

    emulator.clear_requests()
    assert squeezed(f"{emulator.endpoint} is one server, which cannot answer for 2 regions") in run(emulator.endpoint)
    assert emulator.requests() == []
    if source == "variable":
        return  # a variable with braces is a template of the user's own
    said = run("ice.{region}.invalid")
    assert "ice.cn-shanghai.invalid" in said or "ice.cn-beijing.invalid" in said


@pytest.fixture
def forbidden(ansible, emulator, tmp_path):
    """Runs an inventory that skips what is forbidden, while one region answers with an error."""
    emulator.reset()
    emulator.seed(5, **MARCH)
    emulator.seed(5, **MARCH, region="cn-beijing")

    def run(code, status, regions=("cn-beijing",), **options):
        for region in regions:
            emulator.set_faults(region=region, errors=[{"code": code, "status": status, "count": 99}])
        wanted = {"skip_forbidden_regions": True, **options}
        file = write_inventory(tmp_path, "some", regions=REGIONS, endpoints=emulator.endpoints, max_retries=0, **wanted)
        emulator.clear_requests()
        done = ansible.command("ansible-inventory", "--list", "-i", str(file))
        requests = emulator.requests()
        for region in regions:
            emulator.clear_faults(region=region)
        return done, requests

    return run


@pytest.mark.parametrize(("code", "status"), [("NoPermission", 403), ("Forbidden.RAM", 403), ("ServiceNotOpen", 400)])
def test_a_forbidden_region_is_skipped_if_the_user_says_so(forbidden, code, status):
    run, requests = forbidden(code, status)
    shown = hosts(run)
    assert [variables["ice_region"] for variables in shown.values()] == ["cn-shanghai"] * 5
    (refused,) = {request.request_id for request in requests if request.region == "cn-beijing"}
    report = [{"region": "cn-beijing", "error_code": code, "request_id": refused}]
    assert [variables["ice_skipped_regions"] for variables in shown.values()] == [report] * 5
    assert squeezed(f"Region cn-beijing is left out of the inventory ({code}, request_id {refused})") in squeezed(
        run.stderr
    )


@pytest.mark.parametrize(
    ("code", "status", "options"),
    [
        ("NoPermission", 403, {"skip_forbidden_regions": False}),
        ("ServiceUnavailable", 503, {}),
        ("SignatureDoesNotMatch", 403, {}),
        ("InvalidAccessKeyId.Inactive", 403, {}),
        ("NoPermission", 403, {"regions": REGIONS}),
    ],
)
def test_other_errors_still_fail_and_so_does_an_inventory_without_any_region(forbidden, code, status, options):
    everywhere = options.pop("regions", ["cn-beijing"])
    run, _requests = forbidden(code, status, everywhere, **options)
    assert hosts(run) == {}
    assert squeezed("some.ice_live_record_jobs.yml: ListLiveRecordJobs in") in squeezed(run.stderr)
    assert "leftout" not in squeezed(run.stderr)


@pytest.mark.parametrize("name", ["ice.yml", "hosts.yaml"])
@pytest.mark.parametrize("enabled", [None, f"{PLUGIN},auto,yaml,ini"])
def test_a_file_of_another_name_is_told_its_right_name(ansible, tmp_path, name, enabled):
    file = tmp_path / name
    file.write_text(f"plugin: {PLUGIN}\nregions: [cn-shanghai]\n", encoding="utf-8")
    env = {"ANSIBLE_INVENTORY_ENABLED": enabled}
    run = ansible.command("ansible-inventory", "--list", "-i", str(file), env=env)
    right = f"{name.split('.')[0]}.ice_live_record_jobs.yml"
    assert squeezed(f"Rename it to {right}.") in squeezed(run.stderr)
    file.rename(tmp_path / right)
    assert "Rename" not in ansible.command("ansible-inventory", "--list", "-i", str(tmp_path / right), env=env).stderr


def test_files_of_others_are_told_nothing(ansible, tmp_path):
    file = tmp_path / "hosts.yml"
    file.write_text(f"all:\n  hosts:\n    a: {{about: 'plugin: {PLUGIN}'}}\n", encoding="utf-8")
    run = ansible.command(
        "ansible-inventory", "--list", "-i", str(file), env={"ANSIBLE_INVENTORY_ENABLED": f"{PLUGIN},yaml"}
    )
    assert list(hosts(run)) == ["a"]
    assert "Rename" not in run.stderr


# Options


@pytest.fixture(scope="module")
def several(ansible, emulator, tmp_path_factory):
    """Files with nothing in common, read in one run; each marks its hosts."""
    emulator.reset()
    emulator.seed(40, **MARCH)
    emulator.add_job(name="bulletin one", stream_url="rtmp://a.example.com/live/one", status="paused")
    emulator.add_job(name="bulletin two", stream_url="rtmp://a.example.com/live/two", status="initial")
    emulator.clear_requests()
    folder = tmp_path_factory.mktemp("several")
    password = folder / "password"
    password.write_text("TestOnlyVaultPassword\n", encoding="ascii")
    vault = VaultLib([("default", VaultSecret(b"TestOnlyVaultPassword"))])
    vaulted = vault.encrypt(READER.access_key_secret).decode()
    secret = "{{ lookup('ansible.builtin.env', 'READER_SECRET') }}"
    keys = {"access_key_id": READER.access_key_id}

    def write(name, **options):
        return write_inventory(folder, name, **{"compose": {"file": f"'{name}'"}, **options})

    files = [
        write("templated", **keys, access_key_secret=secret, limit=1, keyword="{{ 'bulletin' ~ ' one' }}"),
        write("vaulted", **keys, limit=2, access_key_secret="VAULTED"),
        write("url", hostnames=["[name][1]", "stream_input.url"], keyword="bulletin"),
        write(
            "status", status="paused", where="starts_with(name, 'bulletin')", hostnames=["join('/', [status, name])"]
        ),
        write("query", query="[?name == 'bulletin two']", hostnames=["join('-', ['q', name])"]),
        write(
            "constructed",
            keyword="bulletin",
            hostnames=["join('-', ['constructed', job_id])"],
            compose={"file": "'constructed'", "stream": "ice_stream_input.url", "lost": "no_such | upper"},
            groups={"waiting": "ice_status == 'initial'", "lost": "no_such == 1"},
            keyed_groups=[
                {"key": "ice_status", "separator": "", "parent_group": "{{ ice_record_output.type }}"},
                {"key": "ice_no_such"},
                {"prefix": "host", "key": "stream | urlsplit('hostname')"},
            ],
        ),
    ]
    block = "!vault |\n" + "".join(f"  {line}\n" for line in vaulted.splitlines())
    files[1].write_text(files[1].read_text(encoding="utf-8").replace("VAULTED\n", block), encoding="utf-8")
    sources = [word for file in files for word in ("-i", str(file))]
    env = {"READER_SECRET": READER.access_key_secret, "ANSIBLE_VAULT_PASSWORD_FILE": str(password)}
    run = ansible.command(
        "ansible-inventory",
        "--list",
        *sources,
        *("-e", "mediaops_alicloud_sort_by=asc"),
        *("-e", "mediaops_alicloud_page_size=37"),
        env=env,
    )  # fmt: skip
    return run, emulator.requests(), emulator.jobs()


def marked(several, name):
    return {host: variables for host, variables in hosts(several[0]).items() if variables.get("file") == name}


def test_options_that_are_templates_or_from_a_vault(several):
    _run, requests, jobs = several
    assert [variables["ice_name"] for variables in marked(several, "templated").values()] == ["bulletin one"]
    assert [variables["ice_name"] for variables in marked(several, "vaulted").values()] == [
        job["Name"] for job in jobs[:2]
    ]
    assert [request.access_key_id for request in requests].count(READER.access_key_id) == 2
    assert requests[0].parameters["Keyword"] == "bulletin one"


def test_extra_variables_are_a_source_of_options(several):
    # Ten is the API's own, for a look at the other end of a list.
    assert {request.parameters["PageSize"] for request in several[1]} == {"37", "10"}


def test_preferences_of_host_names(several):
    assert sorted(marked(several, "url")) == ["rtmp_a.example.com_live_one", "rtmp_a.example.com_live_two"]
    assert list(marked(several, "status")) == ["paused_bulletin_one"]
    assert all(host.startswith("constructed") for host in marked(several, "constructed"))


def test_the_value_of_query_makes_the_hosts(several):
    assert [variables["ice_name"] for variables in marked(several, "query").values()] == ["bulletin two"]


@pytest.mark.smoke
def test_constructed(several):
    groups = listed(several[0])
    by_name = {variables["ice_name"]: host for host, variables in marked(several, "constructed").items()}
    assert groups["waiting"]["hosts"] == [by_name["bulletin two"]]
    assert groups["paused"]["hosts"] == [by_name["bulletin one"]]
    assert sorted(groups["oss"]["children"]) == ["initial", "paused"]
    assert sorted(groups["host_a_example_com"]["hosts"]) == sorted(by_name.values())
    assert hosts(several[0])[by_name["bulletin one"]]["stream"] == "rtmp://a.example.com/live/one"
    assert "lost" not in groups
    assert "lost" not in hosts(several[0])[by_name["bulletin one"]]


# Playbooks over jobs


def test_a_playbook_remediates_each_job_as_a_host(ansible, fresh, tmp_path):
    fresh.seed(12, **MARCH)
    for number in range(3):
        fresh.add_job(name=f"bulletin {number}", status="paused")
    fresh.add_job(name="sport", status="paused")
    file = write_inventory(
        tmp_path / "play",
        "jobs",
        hostnames=["name", "job_id"],
        keyed_groups=STATES,
        groups={"bulletin": "'bulletin' in ice_name"},
    )
    task = {"name": "look at it", MODULE: {"keyword": "{{ ice_job_id }}"}}
    show = {"name": "show it", "ansible.builtin.debug": {"msg": "{{ inventory_hostname }} of {{ ice_region }}"}}
    play = {"hosts": "status_paused:&bulletin", "tasks": [task, show]}
    run = ansible.playbook([play], "-i", str(file), "--forks", "4")
    assert run.rc == 0, run.output
    paused = {
        job["Name"].replace(" ", "_"): job["JobId"] for job in fresh.jobs() if job["Name"].startswith("bulletin ")
    }
    assert {outcome.host: outcome.ids[0] for outcome in run.of("look at it")} == paused
    assert {outcome.result["msg"] for outcome in run.of("show it")} == {f"{name} of cn-shanghai" for name in paused}


# What it says


WRONG = {
    "unknown key": ({"regoins": ["cn-shanghai"]}, "regoins: there is no such option. Did you mean regions?"),
    "unknown key like none": ({"zebra": 1}, "zebra: there is no such option. Options are: access_key,"),
    "empty regions": ({"regions": []}, "regions is empty. Name at least one region"),
    "null regions": ({"regions": None}, "regions is empty. Name at least one region"),
    "region of nothing": ({"regions": ["cn-shanghai", None]}, "regions: entry 2 is empty"),
    "region in capitals": ({"regions": ["cn-shanghai", "CN-Shanghai"]}, "Did you mean cn-shanghai?"),
    "endpoint of no region": (
        {"regions": ["cn-shanghai"], "endpoints": {"cn-shangai": "ice.example.com"}},
        "endpoints: cn-shangai is none of the regions that are read. Did you mean cn-shanghai?",
    ),
    "endpoint that is empty": (
        {"regions": ["cn-shanghai"], "endpoints": {"cn-shanghai": None}},
        "endpoints: the endpoint of cn-shanghai is empty or no text",
    ),
    "endpoints on one server": (
        {"regions": ["cn-shanghai", "cn-beijing"], "endpoints": dict.fromkeys(HOSTS, "http://127.0.0.1:9")},
        "endpoint: http://127.0.0.1:9 is one server, which cannot answer for 2 regions",
    ),
    "role": ({"role_arn": "recorder\r\nHost: evil"}, "is no ARN of a role"),
    "region that is none": ({"regions": ["cn-shanghai", "Nowhere!"]}, "region: 'Nowhere!' is not a region id"),
    "one server for two regions": (
        {"regions": ["cn-shanghai", "cn-beijing"]},
        "is one server, which cannot answer for 2 regions (cn-shanghai, cn-beijing); each would get the same jobs",
    ),
    "keyed_groups without key": ({"keyed_groups": [*STATES, {"prefix": "a"}]}, "keyed_groups: entry 2 needs a key"),
    "keyed_groups of strings": ({"keyed_groups": ["ice_status"]}, "keyed_groups: entry 1 needs a key"),
    "keyed_groups as mapping": ({"keyed_groups": {"key": "ice_status"}}, "keyed_groups: entry 1 needs a key"),
    "keyed_groups with both": (
        {"keyed_groups": [{"key": "ice_status", "default_value": "x", "trailing_separator": False}]},
        "default_value|trailing_separator",
    ),
    "key that lacks": ({"keyed_groups": [{"key": "ice_nothing"}], "strict": True}, "ice_nothing"),
    "keyed group of a field": ({"keyed_groups": [{"prefix": "s", "key": "status"}]}, "Did you mean ice_status?"),
    "group of a field": ({"groups": {"p": "status == 'paused'"}}, "groups: p: a host has no variable status"),
    "compose of a field": ({"compose": {"url": "stream_input.url"}}, "Did you mean ice_stream_input?"),
    "no hostnames": ({"hostnames": []}, "hostnames is empty. Name at least one field"),
    "hostnames that name nothing": ({"hostnames": ["[name][1]"]}, "hostnames: none of [name][1]"),
    "hostnames without such a field": ({"hostnames": ["nam", "job_id"]}, "Did you mean name?"),
    "hostnames that are all the same": ({"hostnames": ["'job'"]}, "it is the same for every job"),
    "hostnames that do not parse": ({"hostnames": ["name", "name["]}, "hostnames is not a JMESPath expression"),
    "where": ({"where": "name =="}, "where is not a JMESPath expression: at character 8"),
    "status": ({"status": "running"}, "status.ice_live_record_jobs.yml: Invalid value 'running' for config 'status'"),
    "limit": ({"limit": 0}, "limit is 0; it must be at least 1"),
    "limit of letters": ({"limit": "many"}, "limit_of_letters.ice_live_record_jobs.yml: Config 'limit' for"),
    "times": ({"start_time": "now", "end_time": "-1d"}, "start_time"),
    "strict compose": ({"compose": {"a": "no_such | upper"}, "strict": True}, "Could not set a for host"),
    "strict groups": ({"groups": {"a": "no_such == 1"}, "strict": True}, "Could not add host"),
    "value of query": ({"query": "length(@)"}, "query: its value must be a list of jobs"),
    "cache_plugin": (
        {"cache": True, "cache_plugin": "no.such.cache"},
        "Unable to load the cache plugin 'no.such.cache'",
    ),
    "no cache_connection": ({"cache": True, "cache_plugin": "ansible.builtin.jsonfile"}, "Set cache_connection."),
    "credentials": ({"access_key_id": "LTAI5tHalf"}, "access_key_id without access_key_secret"),
    "template": ({"keyword": "{{ no_such_variable }}"}, "no_such_variable"),
}
WHOLE_FILES = {
    "a list": ("- plugin: mediaops.alicloud.ice_live_record_jobs\n", "dictionary"),
    "not YAML": ("plugin: [mediaops.alicloud.ice_live_record_jobs\nregions: {\n", ""),
}


@pytest.fixture(scope="module")
def complaints(ansible, emulator, tmp_path_factory):
    """All of these files in one run, and each one's part of what was said."""
    emulator.reset()
    emulator.seed(3, **MARCH)
    folder = tmp_path_factory.mktemp("wrong")
    files = {
        name: write_inventory(folder, name.replace(" ", "_"), **options) for name, (options, _said) in WRONG.items()
    }
    for name, (text, _said) in WHOLE_FILES.items():
        files[name] = write_inventory(folder, name.replace(" ", "_"))
        files[name].write_text(text, encoding="utf-8")
    emulator.clear_requests()
    sources = [word for file in files.values() for word in ("-i", str(file))]
    run = ansible.command("ansible-inventory", "--list", *sources)
    return run, files


@pytest.mark.parametrize("name", [*WRONG, *WHOLE_FILES])
def test_bad_input_gets_a_message_with_file_and_key(name, complaints):
    run, files = complaints
    said = squeezed(run.stderr)
    mine = [part for part in said.split(squeezed("* Failed to parse ")) if squeezed(files[name].name) in part]
    assert mine, run.stderr
    words = {**WRONG, **WHOLE_FILES}[name][1]
    assert any(squeezed(words) in part for part in mine), mine


def test_bad_input_makes_no_hosts_and_no_traceback(complaints):
    run = complaints[0]
    assert set(listed(run)) <= {"_meta", "all"}
    assert hosts(run) == {}
    assert "Traceback" not in run.output
    assert "has no attribute" not in run.output


# Documentation


def test_ansible_doc(ansible):
    text = ansible.command("ansible-doc", "-t", "inventory", PLUGIN).stdout
    page = json.loads(ansible.command("ansible-doc", "-t", "inventory", "--json", PLUGIN).stdout)[PLUGIN]
    options = page["doc"]["options"]
    assert set(options) == set(
        """
        plugin regions endpoints skip_forbidden_regions access_key_id access_key_secret security_token profile role_arn
        role_session_name region endpoint validate_certs ca_path
        timeout deadline max_retries max_concurrency keyword status sort_by start_time end_time page_size page_no
        current_only
        where limit query on_incomplete hostnames compose groups keyed_groups strict use_extra_vars leading_separator
        cache cache_plugin cache_timeout cache_connection cache_prefix
        """.split()
    )
    for name, option in options.items():
        assert option["description"]
        assert name in text
    assert "ice:ListLiveRecordJobs" in text
    assert list(yaml.safe_load_all(page["examples"])) == list(yaml.safe_load_all(EXAMPLES))
