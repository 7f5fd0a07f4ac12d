# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every example of the documentation is run, and what comes of it is what its page says.

An example without an expectation fails. To add one, name it in ``documented/expected_of_*.py``, or for a command in
``documented/commands.py``, and say what has to come of it.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess

import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import Emulator

from .ansible_runs import MODULE, Ansible
from .assumed_roles import provider_of_roles
from .documented import (
    expected_of_audits,
    expected_of_coverage,
    expected_of_files,
    expected_of_jobs,
    expected_of_plugins,
    expected_of_reports,
    expected_of_texts,
)
from .documented.commands import COMMANDS
from .documented.expected import job, with_times
from .documented.pages import CHECKOUT, Block, all_blocks, blocks_of, examples_in, inline_commands
from .documented.runs import run_inventory, run_playbook, write_profiles
from .documented.shell import Shell
from .emulator_state import bring_about, state
from .plugin_runs import documentation
from .regions_front import regions_front
from .webhook import webhook

EXPECTED = {
    "README.md": expected_of_texts.README,
    "docs/docsite/rst/guide_audits.rst": expected_of_audits.GUIDE,
    "docs/docsite/rst/guide_completeness.rst": expected_of_texts.COMPLETENESS,
    "docs/docsite/rst/guide_coverage.rst": expected_of_coverage.GUIDE,
    "docs/docsite/rst/guide_credentials.rst": expected_of_texts.CREDENTIALS,
    "docs/docsite/rst/guide_drift.rst": expected_of_texts.DRIFT,
    "docs/docsite/rst/guide_jmespath.rst": expected_of_texts.JMESPATH_GUIDE,
    "roles/live_record_audit/README.md": expected_of_reports.AUDIT_ROLE,
    "roles/ice_emulator/README.md": expected_of_texts.ROLE_OF_EMULATOR,
    "tests/emulator/README.md": expected_of_texts.EMULATOR,
    "roles/live_record_facts/README.md": expected_of_texts.FACTS,
    "roles/live_record_remediate/README.md": expected_of_texts.REMEDIATE,
    "modules/ice_live_record_audit": expected_of_audits.AUDIT,
    "roles/live_record_retention/README.md": expected_of_coverage.RETENTION_ROLE,
    "modules/ice_live_record_coverage_info": expected_of_coverage.COVERAGE,
    "modules/ice_live_record_file": expected_of_files.FILE,
    "modules/ice_live_record_file_info": expected_of_files.FILE_INFO,
    "modules/ice_live_record_job": expected_of_jobs.JOB,
    "modules/ice_live_record_job_info": expected_of_jobs.JOB_INFO,
    "modules/ice_live_record_retention": expected_of_coverage.RETENTION,
    "modules/ice_live_record_template": expected_of_files.TEMPLATE,
    "modules/ice_live_record_template_info": expected_of_files.TEMPLATE_INFO,
    "modules/live_record_audit_report": expected_of_reports.AUDIT_REPORT,
    "modules/live_record_webhook": expected_of_plugins.WEBHOOK,
    "lookup/ice_live_record_jobs": expected_of_plugins.LOOKUP,
    "inventory/ice_live_record_jobs": expected_of_plugins.INVENTORY,
    "filter/jmespath": expected_of_plugins.JMESPATH,
    "filter/live_record_remediation_faults": expected_of_plugins.FAULTS,
    "filter/live_record_remediation_guards": expected_of_plugins.GUARDS,
    "filter/live_record_remediation_results": expected_of_plugins.RESULTS,
    "modules/live_record_remediation_journal": expected_of_plugins.JOURNAL,
    "filter/live_record_declaration": expected_of_plugins.DECLARATION,
    "filter/live_record_declared_submissions": expected_of_plugins.SUBMISSIONS,
    "filter/live_record_fleet_report": expected_of_plugins.FLEET_REPORT,
    "filter/live_record_fleet_run": expected_of_plugins.FLEET_RUN,
    "filter/live_record_remediation_plan": expected_of_plugins.PLAN,
    "filter/live_record_remediation_summary": expected_of_plugins.SUMMARY,
}
INVENTORY = "ice_live_record_jobs"
REGIONS = ["cn-shanghai", "cn-beijing", "ap-southeast-1"]
FRONTED = REGIONS[:2]  # of the inventories; see regions_front
DOCUMENTED_ENDPOINTS = ("http://127.0.0.1:8787", "http://127.0.0.1:8788")  # emulators of the same regions
BLOCKS = all_blocks()
OF_TASKS = [block for block in BLOCKS if block.plays]
OF_INVENTORIES = [block for block in BLOCKS if block.language == "yaml" and not block.plays]
OF_CONSOLES = [block for block in BLOCKS if block.language == "console"]
OF_JSON = [block for block in BLOCKS if block.language == "json"]


def without_expectation(blocks):
    """The examples that nobody says anything about."""
    known = {(page, name) for page, expected in EXPECTED.items() for name in expected.checks} | set(COMMANDS)
    return [example for example in examples_in(blocks) if example not in known]


def every(blocks):
    return pytest.mark.parametrize(("page", "name"), examples_in(blocks))


def check_of(page, name):
    found = EXPECTED[page].checks.get(name) if page in EXPECTED else None
    return found or pytest.fail(f"this example has no expectation: {name!r} of {page}")


@pytest.fixture(scope="module")
def emulator():
    with Emulator(regions=REGIONS, stream_arrives_after_s=0.2) as running:
        yield running


@pytest.fixture(scope="module")
def ansible(emulator, tmp_path_factory):
    made = Ansible(emulator, tmp_path_factory.mktemp("examples of the documentation"))
    write_profiles(made)
    return made


@pytest.fixture(scope="module")
def hook():
    with webhook() as running:
        yield running


@pytest.fixture(scope="module")
def playbook(ansible, emulator, hook, tmp_path_factory):
    environment, _requests = provider_of_roles(tmp_path_factory.mktemp("roles"))
    variables = {"emulator_endpoints": emulator.endpoints, "webhook": hook[0]}
    return run_playbook(ansible, OF_TASKS, EXPECTED, variables, environment)


@pytest.fixture(scope="module")
def fronted(emulator, tmp_path_factory):
    endpoints = {region: emulator.endpoints[region] for region in FRONTED}
    with regions_front(endpoints, tmp_path_factory.mktemp("regions")) as environment:
        yield environment


@pytest.fixture(scope="module")
def shell(ansible, fronted, tmp_path_factory):
    with Shell(ansible, fronted, tmp_path_factory.mktemp("a folder")) as opened:
        yield opened


@every(OF_TASKS)
def test_task(playbook, page, name):
    outcome = playbook.outcome_of(page, name)
    check = check_of(page, name)
    assert getattr(outcome, "failed", False) is False, outcome.result
    check(outcome)


def test_tasks_warn_of_nothing(playbook):
    assert playbook.run.rc == 0, playbook.run.output
    assert "WARNING]" not in playbook.run.output


def test_webhooks_were_called(playbook, hook):
    by_role, by_module = hook[1]
    assert (by_role["rule"], by_role["job"]["name"]) == ("studio stopped", "studio-1")
    assert by_module == {"text": "studio-1 is recorded again"}


@every(OF_INVENTORIES)
def test_inventory(ansible, fronted, tmp_path, emulator, page, name):
    check = check_of(page, name)
    bring_about(emulator, with_times(EXPECTED[page].before))
    block = next(block for block in OF_INVENTORIES if (block.page, block.file_name) == (page, name))
    endpoints = dict(zip(DOCUMENTED_ENDPOINTS, (emulator.endpoints[region] for region in FRONTED), strict=True))
    check(run_inventory(ansible, block, tmp_path, fronted, instead_of=endpoints))


@every(OF_CONSOLES)
def test_command(shell, page, name):
    run = COMMANDS.get((page, name)) or pytest.fail(f"this example has no expectation: {name!r} of {page}")
    run(shell, name)


@every(OF_JSON)
def test_document(page, name):
    check_of(page, name)(next(json.loads(block.text) for block in OF_JSON if block.page == page))


def test_inventory_with_another_name(ansible, fronted, tmp_path):
    block = next(block for block in OF_INVENTORIES if block.page == "README.md")
    other = tmp_path / "studio.yml"
    other.write_text(block.text, encoding="utf-8")
    run = ansible.command("ansible-inventory", "-i", str(other), "--list", env=fronted)
    assert json.loads(run.stdout)["all"]["children"] == ["ungrouped"]
    words = "is not read"
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    for text in (run.stderr, readme, documentation("inventory", INVENTORY, "DOCUMENTATION")):
        assert words in " ".join(text.split())


# That nothing is left out


def test_no_example_is_without_expectation():
    assert without_expectation(BLOCKS) == []


def test_no_expectation_is_without_example():
    expected = {(page, name) for page, each in EXPECTED.items() for name in each.checks} | set(COMMANDS)
    assert expected - set(examples_in(BLOCKS)) == set()


def test_names_of_examples_are_unique():
    assert len(set(examples_in(BLOCKS))) == len(examples_in(BLOCKS))


NEW = """
```yaml
- name: Show them
  ansible.builtin.debug:
- name: Nobody looks at this
  ansible.builtin.debug:
```

```yaml
- hosts: localhost
  roles:
    - role: mediaops.alicloud.new
```

```yaml
plugin: mediaops.alicloud.ice_live_record_jobs
```

```console
$ make demo    # a comment
$ make coffee
```

```
what is this
```
"""


def test_new_examples_need_an_expectation():
    assert [name for _page, name in without_expectation(blocks_of("README.md", NEW))] == [
        "Nobody looks at this",
        "role mediaops.alicloud.new",
        "",
        "make coffee",
        "",
    ]
    unknown = Block("modules/new", "yaml", "- name: New\n  mediaops.alicloud.new:\n")
    assert without_expectation([unknown]) == [("modules/new", "New")]


# Commands in the middle of a text


@pytest.mark.parametrize(("page", "command"), inline_commands())
def test_inline_command(ansible, page, command):
    program, *arguments = shlex.split(command)
    if program == "make":
        done = subprocess.run(["make", "-n", "-o", "setup", *arguments], cwd=CHECKOUT, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
    else:
        page_of_plugin = ansible.command(program, *arguments).stdout
        assert arguments[-1] in page_of_plugin
        assert "(')" not in page_of_plugin  # a bracket that ended its markup


# Mistakes that the guide shows


def test_mistakes_are_told_as_the_guide_says(ansible, emulator):
    guide = (CHECKOUT / "docs" / "docsite" / "rst" / "guide_jmespath.rst").read_text(encoding="utf-8")
    mistakes = re.findall(r"^   \* - ``(.+)``\n     - ``(.+)``$", guide, re.MULTILINE)
    assert len(mistakes) == 10
    bring_about(emulator, with_times(state(added=[job("running")])))
    tasks = [
        {"name": where, MODULE: {"where": where, "region": "cn-shanghai"}, "ignore_errors": True}
        for where, _said in mistakes
    ]
    run = ansible.playbook([{"tasks": tasks}])
    for where, said in mistakes:
        (outcome,) = run.of(where)
        assert outcome.failed
        assert said in outcome.msg
    (shown,) = (
        block.text for block in BLOCKS if block.page.endswith("guide_jmespath.rst") and block.language == "text"
    )
    assert run.of("status == paused")[0].msg == shown.strip("\n")


# Where the pages are


def test_pages_of_roles_in_a_folder_of_collections(ansible, tmp_path):
    checkout = tmp_path / "my work" / "ansible_collections" / "mediaops" / "alicloud"
    shutil.copytree(CHECKOUT / "roles", checkout / "roles")
    for name in ("Makefile", "galaxy.yml"):
        shutil.copy(CHECKOUT / name, checkout)
    # What `make setup` leaves there.
    link = checkout / ".venv" / "collections" / "ansible_collections" / "mediaops" / "alicloud"
    link.parent.mkdir(parents=True)
    link.symlink_to("../../../..")
    ask = ["make", "-s", "--eval", 'where: ; @echo "$$ANSIBLE_COLLECTIONS_PATH"', "where"]
    where = subprocess.run(ask, cwd=checkout, capture_output=True, text=True, check=True).stdout.strip()
    page = ansible.command(
        "ansible-doc", "-t", "role", "mediaops.alicloud.live_record_facts", env={"ANSIBLE_COLLECTIONS_PATH": where}
    )
    assert f"({checkout})" in page.stdout
