# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hosts of an inventory, on a machine whose python3 is not the one that runs Ansible and has no libraries."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
import yaml

from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import MODULE
from ansible_collections.mediaops.alicloud.tests.integration.test_fleet import PLAYBOOKS, cache_in
from ansible_collections.mediaops.alicloud.tests.integration.test_roles import LONG_AGO, ROLES


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """The environment of such a machine, and the interpreter that Ansible finds there."""
    folder = tmp_path_factory.mktemp("bare")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True, timeout=120)
    # Ansible looks for python3.13 and the like first.
    for minor in range(8, 20):
        name = folder / "bin" / f"python3.{minor}"
        if not name.exists():
            name.symlink_to("python3")
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return {"PATH": path, "ANSIBLE_PYTHON_INTERPRETER": None}, folder


@pytest.fixture
def inventory(tmp_path):
    file = tmp_path / "inventory.yml"
    file.write_text(yaml.safe_dump({"all": {"hosts": {"news": {"ice_region": "cn-shanghai"}}}}))
    return str(file)


def test_the_error_names_the_interpreter_and_the_remedy(ansible, fresh, bare, inventory):
    environment, folder = bare
    play = {"hosts": "all", "tasks": [{"name": "gather", MODULE: {}, "ignore_errors": True}]}
    run = ansible.playbook([play], "-i", inventory, env=environment)
    outcome = run.of("gather")[0]
    assert outcome.failed
    assert "httpx" in outcome.msg
    assert str(folder / "bin") in outcome.msg
    assert 'ansible_python_interpreter to "{{ ansible_playbook_python }}"' in outcome.msg


def test_the_playbooks_use_the_interpreter_of_ansible(ansible, fresh, bare, inventory, tmp_path):
    environment, _folder = bare
    fresh.add_job(name="one", status="paused", create_time=LONG_AGO)
    facts = {**environment, **cache_in(tmp_path / "facts")}
    report = tmp_path / "fleet.json"
    for arguments in (
        ["fleet.yml", "-e", "fleet_start_time=2026-01-01T00:00:00Z"],
        ["fleet_merge.yml", "-e", f"fleet_report={report}"],
        ["remediate_paused.yml", "-e", "remediate_hosts=all", "--check"],
    ):
        playbook, *more = arguments
        run = ansible.command("ansible-playbook", "-i", inventory, str(PLAYBOOKS / playbook), *more, env=facts)
        assert run.rc == 0, run.output
    assert json.loads(report.read_text(encoding="utf-8"))["jobs"] == 1


@pytest.mark.parametrize("name", ["live_record_facts", "live_record_remediate"])
def test_the_examples_of_the_roles_do_so_too(name):
    text = (ROLES / name / "README.md").read_text(encoding="utf-8")
    (play,) = yaml.safe_load(text.split("```")[1].removeprefix("yaml"))
    assert play["vars"]["ansible_python_interpreter"] == "{{ ansible_playbook_python }}"
