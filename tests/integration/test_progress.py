# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Long listings of plugins show how far they are, to those who ask for more with ``-v``."""

from __future__ import annotations

import re

import pytest

from ansible_collections.mediaops.alicloud.tests.integration.plugin_runs import write_inventory

SIGN = re.compile(r"Live recording jobs: (\d+) of (\d+) pages read")


@pytest.fixture
def slow_list(fresh, tmp_path):
    """An inventory of ten pages, and the newest one twice more, one after the other: it takes about five seconds."""
    fresh.seed(1000)
    fresh.set_faults(latency_ms=400)
    return str(write_inventory(tmp_path, "slow", regions=["cn-shanghai"], max_concurrency=1))


def test_a_long_listing_shows_its_pages_at_v(ansible, slow_list):
    run = ansible.command("ansible-inventory", "-i", slow_list, "--list", "-v")
    assert run.rc == 0
    signs = [(int(read), int(expected)) for read, expected in SIGN.findall(run.output)]
    assert signs
    assert all(1 <= read <= expected == 12 for read, expected in signs)


def test_nothing_is_shown_to_those_who_did_not_ask(ansible, slow_list):
    run = ansible.command("ansible-inventory", "-i", slow_list, "--list")
    assert run.rc == 0
    assert not SIGN.search(run.output)


MODULE = """
- hosts: localhost
  gather_facts: false
  tasks:
    - mediaops.alicloud.ice_live_record_job_info:
        region: cn-shanghai
        max_concurrency: 1
        query: length(@)
        query_only: true
      environment: {BEFORE: "{{ 1 + 1 }}"}
      register: found
    - ansible.builtin.assert:
        that: found.query_result == 1000
        quiet: true
"""


def test_coverage_shows_its_pages_at_v_as_well(ansible, slow_list, tmp_path):
    playbook = tmp_path / "play.yml"
    playbook.write_text(MODULE.replace("ice_live_record_job_info", "ice_live_record_coverage_info"), encoding="utf-8")
    run = ansible.command("ansible-playbook", str(playbook), "-v")
    assert run.rc == 0, run.output
    assert re.search(r"Live recorded files: \d+ of \d+ pages read", run.output)


@pytest.mark.parametrize("verbose", [["-v"], []])
def test_a_module_shows_its_pages_at_v_as_well(ansible, slow_list, tmp_path, verbose):
    playbook = tmp_path / "play.yml"
    playbook.write_text(MODULE, encoding="utf-8")
    run = ansible.command("ansible-playbook", str(playbook), *verbose)
    assert run.rc == 0, run.output
    assert bool(SIGN.search(run.output)) is bool(verbose)
