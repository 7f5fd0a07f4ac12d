# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Audits of several regions, with files of rules and reports; and secrets, which are in none of what comes of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import ADMIN, READER, Emulator
from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import Ansible
from ansible_collections.mediaops.alicloud.tests.integration.test_secrets import JOURNAL

PLAYBOOKS = Path(__file__).parents[2] / "playbooks"
REGIONS = ["cn-shanghai", "cn-beijing"]
AUDIT = "mediaops.alicloud.ice_live_record_audit"
USER, PASSWORD, QUERY, KEY = "vault-user", "vault-password-1", "vault-query-value", "9f86d081884c7d659a2feaa0c55ad015"
SECRETS = (PASSWORD, QUERY, KEY)
URL = f"rtmp://{USER}:{PASSWORD}@example-live.com/live/{KEY}?auth_key={QUERY}"
RULES = """\
rules:
  - id: everything
    title: Everything
    severity: low
    where: status
    message: "{name} of {stream_input.url}, notified at {notify_url}"
"""
FORMATS = ("json", "markdown", "junit", "sarif", "ocsf", "openmetrics", "html")


@pytest.fixture(scope="module")
def emulator():
    with Emulator(regions=REGIONS) as running:
        yield running


@pytest.fixture(scope="module")
def ansible(emulator, tmp_path_factory):
    return Ansible(emulator, tmp_path_factory.mktemp("ansible"))


@pytest.fixture
def jobs(emulator):
    emulator.reset()
    for number, region in enumerate(REGIONS):
        name = f"paused-{number}"
        emulator.add_job(name=name, job_id=name, status="paused", create_time="2026-03-01T00:00:00Z", region=region)
        emulator.add_job(name=f"fine-{number}", job_id=f"fine-{number}", status="started", region=region)
    return emulator


@pytest.fixture
def journal(tmp_path):
    """A file that gets what modules log, and the environment that makes it so."""
    folder = tmp_path / "journal" / "systemd"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (folder / "journal.py").write_text(JOURNAL)
    (folder / "daemon.py").write_text("def booted(): return True\n")
    file = tmp_path / "journal" / "entries"
    return file, {"PYTHONPATH": str(folder.parent), "JOURNAL_FILE": str(file)}


def task(name, **options):
    return {"name": name, AUDIT: options, "ignore_errors": True}


def by_region(outcome):
    return {each["region"]: each for each in outcome.result["evidence"]}


def found(outcome, part="findings"):
    return sorted((each["rule"], each["region"], each["job_id"]) for each in outcome.result[part])


def test_a_region_that_fails_does_not_end_the_others_and_passes_nothing(ansible, jobs, emulator):
    places = {"regions": REGIONS, "endpoints": emulator.endpoints}
    both = ["paused-recording", "output-not-oss"]
    emulator.set_faults(errors=[{"code": "NoPermission", "status": 403, "count": 99}], region=REGIONS[1])
    unreachable = {**emulator.endpoints, REGIONS[1]: "http://127.0.0.1:9"}
    run = ansible.playbook(
        [
            {
                "tasks": [
                    task("refused", **places, builtin_rules=both),
                    task("gate", **places, builtin_rules=both, fail_on="critical"),
                    task("not reached", regions=REGIONS, endpoints=unreachable, builtin_rules=both, max_retries=0),
                ]
            }
        ]
    )
    (refused,), (gate,), (unreached,) = run.of("refused"), run.of("gate"), run.of("not reached")
    for outcome in (refused, gate, unreached):
        assert found(outcome) == [("paused-recording", REGIONS[0], "paused-0")]
        assert {each["id"]: each["state"] for each in outcome.result["rules"]} == {
            "paused-recording": "failed",
            "output-not-oss": "inconclusive",
        }
        assert [each["complete"] for each in outcome.result["evidence"]] == [True, False]
        assert {each["region"] for each in outcome.result["inconclusive"]} == {REGIONS[1]}
    assert by_region(refused)[REGIONS[1]]["error"]["error_code"] == "NoPermission"
    assert not refused.failed
    assert not unreached.failed
    assert gate.failed
    assert f"It is not shown that everything was read: {REGIONS[1]}." in gate.msg


def test_files_are_found_beside_the_playbook_reports_come_before_the_failure_and_the_next_run_compares(
    ansible, jobs, emulator, tmp_path
):
    reports = {each: str(tmp_path / f"report.{each}") for each in FORMATS}
    options = {
        "regions": REGIONS,
        "endpoints": emulator.endpoints,
        "builtin_rules": ["paused-recording"],
        "rules_files": ["rules.yml", "sub/more.yml"],
        "compare_with": reports["json"],
        "fail_on": "low",
        "on_inconclusive": "fail",
    }
    run = ansible.playbook(
        [
            {
                "tasks": [
                    task("checked", **options, reports=reports) | {"check_mode": True},
                    task("first", **options, reports=reports),
                    task("second", **options, reports=reports, fail_on_new_only=True),
                    task("nowhere", **options, reports={"json": str(tmp_path / "none" / "x.json")}),
                    task("overwriting", **options, reports={"markdown": "sub/more.yml"}),
                    task("another key", **options, access_key_id="{{ id }}", access_key_secret="{{ secret }}"),
                ]
            }
        ],
        files={"rules.yml": RULES, "sub/more.yml": "[]"},
        variables={"id": READER.access_key_id, "secret": READER.access_key_secret},
        setups={"nowhere": None, "overwriting": None},
    )
    (checked,), (first,), (second,), (nowhere,) = (
        run.of("checked"),
        run.of("first"),
        run.of("second"),
        run.of("nowhere"),
    )
    assert checked.failed
    assert checked.result["changed"] is True
    assert first.failed
    assert "The audit does not pass. " in first.msg
    assert f"Reports: {reports['json']}, " in first.msg
    assert {each["state"] for each in first.result["findings"]} == {"new"}
    report = json.loads((tmp_path / "report.json").read_text())
    assert [each["fingerprint"] for each in report["findings"]] == [
        each["fingerprint"] for each in first.result["findings"]
    ]
    locations = {each["rule"]: each["location"] for each in first.result["findings"]}
    assert locations["everything"]["line"] == 2
    folder = f"playbook-{ansible._runs}"
    assert locations["everything"]["file"] == f"{folder}/rules.yml"  # from the folder that the command runs in
    assert locations["paused-recording"]["file"] == f"{folder}/site.yml"
    assert not second.failed, second.msg
    assert {each["state"] for each in second.result["findings"]} == {"unchanged"}
    assert second.result["compared_with"] == first.result["audited_at"]
    assert nowhere.failed
    assert not nowhere.requests
    assert "the folder" in nowhere.msg
    (overwriting,) = run.of("overwriting")
    assert overwriting.failed
    assert "sub/more.yml is read by rules_files, and would be overwritten." in overwriting.msg
    (other,) = run.of("another key")  # is another account, as far as anybody can tell
    assert {each["state"] for each in other.result["findings"]} == {"new"}
    assert ADMIN.access_key_id not in json.dumps(first.result["findings"])


def test_the_playbook_tests_rules_without_an_api_and_without_a_key(ansible, emulator, tmp_path):
    emulator.clear_requests()
    (ansible.folder / "rules.yml").write_text(RULES.replace("where: status", "where: status == 'paused'"))
    (ansible.folder / "wrong.yml").write_text(
        "- id: wrong\n  title: w\n  severity: low\n  where: '!name'\n  examples: {passes: [{name: ''}]}\n"
    )
    keyless = {"PWD": str(ansible.folder), "ALIBABA_CLOUD_ACCESS_KEY_ID": None, "ALIBABA_CLOUD_ACCESS_KEY_SECRET": None}
    playbook = str(PLAYBOOKS / "test_audit_rules.yml")

    def tested(*names):
        return ansible.command("ansible-playbook", playbook, "-e", json.dumps({"rules_files": names}), env=keyless)

    (ansible.folder / "doubtful.yml").write_text("- {id: doubtful, title: d, severity: low, where: '!nmae'}\n")
    good, wrong, doubtful = tested("rules.yml"), tested("rules.yml", "wrong.yml"), tested("doubtful.yml")
    assert good.rc == 0, good.output
    assert "1 rules: everything" in good.stdout
    assert "[WARNING]" not in good.output
    assert wrong.rc != 0
    assert "wrong.yml, line 1: rule wrong: examples: it fires for number 1 of passes." in wrong.output
    assert doubtful.rc != 0
    assert "Did you mean name?" in doubtful.output
    one = ansible.command("ansible-playbook", playbook, "-e", "rules_files=rules.yml", env=keyless)  # no list
    assert (one.rc, "1 rules: everything" in one.stdout) == (0, True), one.output
    assert emulator.requests() == []


def test_secrets_are_in_no_output_no_report_and_no_log(ansible, jobs, emulator, tmp_path, journal):
    emulator.reset()
    hook = f"https://{USER}:{PASSWORD}@example.com/hook?token={QUERY}"
    names = ("one", "two", f"see {URL}")
    for number, name in enumerate(names):
        emulator.add_job(
            name=name, job_id=f"job-{number}", stream_url=f"{URL}{number}", notify_url=hook, status="started",
            create_time="2026-03-01T00:00:00Z",
        )  # fmt: skip
    reports = {each: str(tmp_path / f"report.{each}") for each in FORMATS}
    given = [{"job_id": "given", "name": "given", "status": "paused", "stream_input": {"url": URL}, "notify_url": hook}]
    suppressed = {"rule": "everything", "where": f"stream_input.url == '{URL}0'", "reason": URL, "owner": "ops"}
    file, environment = journal
    run = ansible.playbook(
        [
            {
                "vars_files": ["given.yml"],
                "tasks": [
                    task("listed", rules_files=["rules.yml"], suppressions_files=["accepted.yml"], reports=reports),
                    task("given", jobs="{{ given }}", rules_files=["rules.yml"], fail_on="low"),
                    task("mistake", jobs="{{ given + [{'job_id': 'x', 'name': [given[0].stream_input.url]}] }}"),
                    task("show", jobs="{{ given }}", builtin_rules=["secret-in-stream-url"]) | {"register": "shown"},
                    {"name": "all of it", "ansible.builtin.debug": {"msg": "{{ shown }}"}},
                ],
            }
        ],
        "-vvvv",
        files={
            "rules.yml": RULES,
            "accepted.yml": json.dumps([suppressed]),
            "given.yml": json.dumps({"given": given}),
        },
        env=environment,
    )
    listed, mistake = run.of("listed")[0], run.of("mistake")[0]
    assert ("secret-in-stream-url", "cn-shanghai", "job-0") in found(listed)
    assert listed.result["suppressions"][0]["used"] == 1
    assert "name must be text" in mistake.msg
    assert found(run.of("given")[0]) != []
    written = [(tmp_path / f"report.{each}").read_text() for each in FORMATS]
    assert "one" in written[0]
    logged = file.read_text() if file.exists() else ""  # what the module is given is not in the system's log
    assert "Invoked with" not in logged
    for text in (run.output, run.log, logged, json.dumps([each.result for each in run.outcomes]), *written):
        for secret in SECRETS:
            place = text.find(secret)
            assert place < 0, text[max(0, place - 300) : place + 40]
    assert "********" in run.output
