# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The roles from outside: the facts that one sets, and what the other does about jobs, plans and refuses."""

from __future__ import annotations

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

from ansible_collections.mediaops.alicloud.tests.emulator import READER, Emulator
from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import EVALUATED, GIVEAWAY, as_module_shows
from ansible_collections.mediaops.alicloud.tests.integration.scenarios import MARCH
from ansible_collections.mediaops.alicloud.tests.integration.test_playbooks import names_in

ROLES = Path(__file__).parents[2] / "roles"
FACTS = "mediaops.alicloud.live_record_facts"
REMEDIATE = "mediaops.alicloud.live_record_remediate"
ALL_FACTS = """
    live_record_jobs live_record_jobs_by_status live_record_jobs_by_region live_record_total_count live_record_complete
    live_record_stats live_record_gathered_at live_record_sources live_record_filters
    """.split()
REGIONS = ["cn-shanghai", "ap-southeast-1"]
LONG_AGO = "2026-02-01T00:00:00Z"


def role(name, **variables):
    prefix = name.rsplit(".", 1)[1]
    return {
        "ansible.builtin.include_role": {"name": name},
        "vars": {f"{prefix}_{key}": variables[key] for key in variables},
    }


def facts_in(name, **parameters):
    """Tasks that set the facts, and show them in a task of this name."""
    shown = {fact: "{{ " + fact + " }}" for fact in ALL_FACTS}
    return [role(FACTS, **parameters), {"name": name, "ansible.builtin.debug": {"msg": shown}}]


def recap(run):
    return {key: int(value) for key, value in re.findall(r"(\w+)=(\d+)", run.stdout[run.stdout.rindex("PLAY RECAP") :])}


# Facts


@pytest.fixture(scope="module")
def two_regions():
    with Emulator(regions=REGIONS) as running:
        running.seed(130, **MARCH, region=REGIONS[0])
        running.seed(20, **MARCH, region=REGIONS[1], initial_share=0.5)
        yield running


@pytest.fixture(scope="module")
def facts(ansible, two_regions):
    end = {"start_time": "2026-03-10T00:00:00Z", "end_time": "2026-03-20T00:00:00Z"}
    both = {"regions": REGIONS, "endpoints": two_regions.endpoints}
    run = ansible.playbook(
        [
            {
                "tasks": [
                    *facts_in("default"),
                    *facts_in("both", **both),
                    *facts_in("paused", status="paused", sort_by="asc", **both),
                    *facts_in("where", where="status != 'started'", keyword="news", page_size=10, **both),
                    *facts_in("limit", limit=7, **both),
                    *facts_in("range", **end),
                ]
            }
        ],
        env={"ALIBABA_CLOUD_ICE_ENDPOINT": two_regions.endpoint},
    )
    assert run.rc == 0, run.output
    return lambda name: run.of(name)[0].result["msg"]


@pytest.fixture(scope="module")
def stored(two_regions):
    """The jobs that there are, newest first, by region."""
    jobs = list(reversed(two_regions.jobs()))
    return {region: [as_module_shows(job) for job in jobs if job["Region"] == region] for region in REGIONS}


def test_facts_of_the_default_region(facts, stored):
    found = facts("default")
    jobs = stored[REGIONS[0]]
    assert found["live_record_jobs"] == jobs
    assert found["live_record_complete"] is True
    assert found["live_record_total_count"] == len(jobs)
    assert found["live_record_jobs_by_region"] == {}
    counts = {status: sum(job["status"] == status for job in jobs) for status in ("paused", "initial", "started")}
    assert found["live_record_jobs_by_status"] == counts
    assert found["live_record_stats"]["requests"] >= 2
    assert set(found["live_record_stats"]) == {"requests", "retries", "throttled", "elapsed"}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", found["live_record_gathered_at"])


def test_facts_of_several_regions(facts, stored):
    found = facts("both")
    wanted = [{**job, "region": region} for region in REGIONS for job in stored[region]]
    assert found["live_record_jobs"] == wanted
    assert found["live_record_jobs_by_region"] == {region: len(stored[region]) for region in REGIONS}
    assert found["live_record_total_count"] == len(wanted)
    assert [source["region"] for source in found["live_record_sources"]] == REGIONS
    assert len({source["endpoint"] for source in found["live_record_sources"]}) == len(REGIONS)
    assert found["live_record_filters"] == {}


def test_filters_of_facts(facts, stored):
    every = [{**job, "region": region} for region in REGIONS for job in stored[region]]
    paused = [
        job for region in REGIONS for job in reversed(every) if (job["region"], job["status"]) == (region, "paused")
    ]
    assert facts("paused")["live_record_jobs"] == paused
    where = [job for job in every if job["status"] != "started" and "news" in job["name"]]
    assert facts("where")["live_record_jobs"] == where
    assert facts("where")["live_record_filters"] == {"where": "status != 'started'", "keyword": "news"}
    assert where
    limited = facts("limit")
    assert limited["live_record_jobs_by_region"] == dict.fromkeys(REGIONS, 7)
    assert limited["live_record_complete"] is False
    ranged = [job for job in stored[REGIONS[0]] if "2026-03-10" <= job["create_time"] <= "2026-03-20"]
    assert facts("range")["live_record_jobs"] == ranged


@pytest.mark.parametrize("name", ["live_record_facts", "live_record_remediate"])
def test_every_parameter_is_documented(name):
    folder = ROLES / name
    options = yaml.safe_load((folder / "meta" / "argument_specs.yml").read_text())["argument_specs"]["main"]["options"]
    defaults = yaml.safe_load((folder / "defaults" / "main.yml").read_text())
    assert {key: option["default"] for key, option in options.items() if "default" in option} == defaults
    readme = (folder / "README.md").read_text()
    for option in options:
        assert option.startswith(f"{name}_")
        assert f"`{option}`" in readme or f"`{option.removeprefix(name)}`" in readme, option
    tasks = "".join(file.read_text() for file in (folder / "tasks").iterdir())
    assert not [option for option in options if option not in tasks]


def test_ansible_doc_shows_the_roles(ansible):
    documented = json.loads(ansible.command("ansible-doc", "-t", "role", "--json", FACTS, REMEDIATE).stdout)
    assert set(documented) == {FACTS, REMEDIATE}


# Remediation


class Hook(BaseHTTPRequestHandler):
    """Keeps what is posted; says 500 where the path asks for it."""

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.received.append((self.path, self.headers.get("Authorization"), body))
        self.send_response(500 if self.path == "/broken" else 204)
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def hook():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    server.received = []
    server.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def remediate(folder, rules, **parameters):
    """A play with the role; it leaves its summary in a file, and its journal in a folder."""
    report = folder / "report.json"
    parameters = {"rules": rules, "report": str(report), "state_dir": str(folder / "state"), **parameters}
    play = {"tasks": [role(REMEDIATE, **parameters)]}
    return play, lambda: json.loads(report.read_text(encoding="utf-8"))


def without_ids(summary):
    return [{key: job[key] for key in job if key != "new_job_id"} for job in summary["jobs"]]


def active_names(emulator):
    return sorted(job["Name"] for job in emulator.jobs() if job["Status"] != "paused")


PAUSED = [{"name": "paused", "where": "status == 'paused'", "actions": ["submit_again"]}]


@pytest.mark.smoke
def test_limit_dry_run_and_second_run(ansible, fresh, tmp_path):
    for number in range(3):
        fresh.add_job(name=f"job {number}", status="paused", create_time=f"2026-02-0{number + 1}T00:00:00Z")
    fresh.add_job(name="job 3", status="started", create_time="2026-02-09T00:00:00Z", stream_url="rtmp://a.example/x")
    fresh.add_job(name="job 3", status="paused", create_time="2026-02-08T00:00:00Z", stream_url="rtmp://a.example/x")
    fresh.set_streams(stream_arrives_after_s=0)
    play, report = remediate(tmp_path, PAUSED, max_changes=2)
    before = fresh.jobs()

    checked = ansible.playbook([play], "--check")
    planned = report()
    assert checked.rc == 0, checked.output
    assert fresh.jobs() == before
    assert planned["check_mode"] is True
    assert "DRY RUN" in planned["lines"][0]
    assert planned["counts"] == {
        "seen": 5, "matched": 3, "submitted": 2, "handled": 0, "unchanged": 0, "waiting": 0, "postponed": 1,
        "failed": 0, "superseded": 1,
    }  # fmt: skip

    first = ansible.playbook([play])
    done = report()
    assert without_ids(done) == without_ids(planned)
    assert done["counts"] == planned["counts"]
    assert recap(first) == recap(checked)
    assert recap(first)["changed"] == 1
    assert [(job["name"], job["outcome"]) for job in done["jobs"]] == [
        ("job 0", "submitted"), ("job 1", "submitted"), ("job 2", "postponed"),
    ]  # fmt: skip
    assert active_names(fresh) == ["job 0", "job 1", "job 3"]
    new = {job["JobId"] for job in fresh.jobs()} - {job["JobId"] for job in before}
    assert {job.get("new_job_id") for job in done["jobs"]} == {*new, None}
    assert "postponed: job 2" in first.stdout

    ansible.playbook([play])
    assert report()["counts"]["submitted"] == 1
    assert active_names(fresh) == ["job 0", "job 1", "job 2", "job 3"]

    last = ansible.playbook([play])
    assert report()["counts"]["matched"] == 0
    assert recap(last)["changed"] == 0
    assert len(fresh.jobs()) == len(before) + 3


def test_failures_webhook_and_tasks_with_hostile_names(ansible, fresh, hook, tmp_path):
    names = [names_in(tmp_path)[number] for number in (0, 1, 2, 6, 7, 8, 11)]  # one of each kind; each is a submission
    for name in names:
        fresh.add_job(name=name, status="paused", notify_url=f"https://example.com/{EVALUATED}", create_time=LONG_AGO)
    fresh.add_job(name="no bucket", status="paused", output_bucket="gone", create_time=LONG_AGO)
    fresh.add_job(name="tasks fail", status="paused", create_time=LONG_AGO)
    fresh.add_job(name="only told", status="initial", create_time=LONG_AGO)
    fresh.set_faults(missing_buckets=["gone"])
    tasks = [
        {
            "name": "Show the job",
            "ansible.builtin.debug": {"msg": "{{ [live_record_remediate_job, live_record_remediate_job_rule] }}"},
            "failed_when": "live_record_remediate_job.name == 'tasks fail'",
        }
    ]
    (tmp_path / "mine.yml").write_text(yaml.safe_dump(tasks))
    all_actions = {
        "actions": ["notify", "run_tasks", "submit_again"],
        "webhook_headers": {"Authorization": "Bearer token-kept-secret"},
    }
    mine = {
        **all_actions,
        "webhook_url": f"{hook.url}/hook?key=key-kept-secret",
        "tasks_file": str(tmp_path / "mine.yml"),
    }
    told = {"name": "told", "where": "name == 'only told'", "actions": ["notify"], "webhook_url": f"{hook.url}/broken"}
    play, report = remediate(
        tmp_path, [told, {"name": "{{ 'paused' }}", "where": "status == 'paused'", **mine}], max_changes=100
    )

    checked = ansible.playbook([play], "--check", "-vvv")
    assert hook.received == []
    assert [job["name"] for job in report()["jobs"] if job["outcome"] == "failed"] == ["tasks fail"]
    assert report()["counts"]["submitted"] == len(names) + 1

    before = {job["JobId"] for job in fresh.jobs()}
    run = ansible.playbook([play], "-vvv")
    assert run.rc == 2
    summary = report()
    assert summary["counts"]["failed"] == 3
    assert summary["counts"]["submitted"] == len(names)
    failed = {job["name"]: " ".join(job["errors"]) for job in summary["jobs"] if job["outcome"] == "failed"}
    assert "NoSuchBucket" in failed["no bucket"]
    assert "Show the job" in failed["tasks fail"]
    assert "500" in failed["only told"]
    reason = run.of(f"{REMEDIATE} : Fail if an action failed")[0].msg
    assert all(name in reason for name in failed)

    new = [job for job in fresh.jobs() if job["JobId"] not in before]
    assert sorted(job["Name"] for job in new) == sorted([*names, "tasks fail"])
    assert {job["NotifyUrl"] for job in new if job["Name"] in names} == {f"https://example.com/{EVALUATED}"}
    posted = [body for path, _authorization, body in hook.received if path.startswith("/hook")]
    assert sorted(body["job"]["name"] for body in posted) == sorted([*names, "tasks fail", "no bucket"])
    assert {authorization for path, authorization, _body in hook.received if path != "/broken"} == {
        "Bearer token-kept-secret"
    }
    assert {body["rule"] for body in posted} == {"paused"}
    by_name = {body["job"]["name"]: body for body in posted}
    assert (by_name["no bucket"]["submitted"], by_name["no bucket"]["new_job_id"]) == (False, None)
    assert "NoSuchBucket" in by_name["no bucket"]["error"]
    assert by_name[names[0]]["new_job_id"] in {job["JobId"] for job in new}
    shown = [outcome.result["msg"][0]["name"] for outcome in run.outcomes if outcome.task.endswith("Show the job")]
    assert sorted(shown) == sorted([*names, "tasks fail"])  # not run where submitting failed

    for output in (checked.output, run.output):
        assert "kept-secret" not in output
        assert GIVEAWAY not in output
    assert not (tmp_path / "marker").exists()


def test_several_regions_without_permission(ansible, two_regions, tmp_path):
    """Every region is asked, each failure is told, and no region's jobs hide another's."""
    for region in REGIONS:
        two_regions.add_job(name="same name", status="paused", region=region, create_time=LONG_AGO)
    rule = [{**PAUSED[0], "where": "name == 'same name'"}]
    play, report = remediate(
        tmp_path, rule, regions=REGIONS, endpoints=two_regions.endpoints, end_time="2026-02-02T00:00:00Z"
    )
    play["environment"] = {
        "ALIBABA_CLOUD_ACCESS_KEY_ID": READER.access_key_id,
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "{{ reader_secret }}",
    }
    run = ansible.playbook([play], variables={"reader_secret": READER.access_key_secret})
    assert run.rc == 2
    assert [(job["region"], job["outcome"]) for job in report()["jobs"]] == [(region, "failed") for region in REGIONS]
    assert "NoPermission" in run.stdout or "permission" in run.stdout


def refused(name, rules, **parameters):
    """Tasks that show why the role refused."""
    return {
        "block": [role(REMEDIATE, rules=rules, **parameters)],
        "rescue": [{"name": name, "ansible.builtin.debug": {"msg": "{{ ansible_failed_result }}"}}],
    }


RULE = PAUSED[0]
BAD = {
    "no parse": (
        [RULE, {**RULE, "name": "bad", "where": "status == "}],
        "of the rule 'bad' is not a JMESPath expression",
    ),
    "no function": ([{**RULE, "where": "old(name)"}], "there is no function old()"),
    "same name": ([RULE, RULE], "a name of its own"),
    "no rules": ([], "at least one rule"),
    "no webhook": ([{**RULE, "actions": ["notify"]}], "needs a webhook_url"),
    "bad webhook": ([{**RULE, "actions": ["notify"], "webhook_url": "file:///etc/passwd"}], "must begin with http"),
    "no tasks": ([{**RULE, "actions": ["run_tasks"]}], "needs a tasks_file"),
    "missing tasks": ([{**RULE, "actions": ["run_tasks"], "tasks_file": "nowhere.yml"}], "nowhere.yml"),
    "no actions": ([{**RULE, "actions": []}], "a rule needs actions"),
    "unknown action": ([{**RULE, "actions": ["delete"]}], "must be one or more of"),
    "unknown key": ([{**RULE, "wehre": "x"}], "wehre"),
    "no condition": ([{"name": "x", "actions": ["submit_again"]}], "where"),
}


@pytest.fixture(scope="module")
def refusals(ansible, emulator):
    emulator.reset()
    emulator.add_job(status="paused")
    tasks = [refused(name, rules) for name, (rules, _message) in BAD.items()]
    tasks += [refused("negative", [RULE], max_changes=-1), refused("no number", [RULE], max_changes="many")]
    return ansible.playbook([{"tasks": tasks}])


@pytest.mark.parametrize("name", BAD)
def test_bad_rules_are_refused(refusals, name):
    assert BAD[name][1] in json.dumps(refusals.of(name)[0].result["msg"], ensure_ascii=False)


def test_bad_limits_are_refused(refusals):
    assert "not negative" in refusals.of("negative")[0].result["msg"]["msg"]
    assert "max_changes" in json.dumps(refusals.of("no number")[0].result["msg"])


def test_bad_rules_are_refused_before_the_first_request(refusals, emulator):
    assert not [request for outcome in refusals.outcomes for request in outcome.requests]
    assert len(emulator.jobs()) == 1
