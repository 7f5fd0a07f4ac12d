# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keywords are parts of names, and names may hold nearly anything: module, lookup and inventory take the same."""

from __future__ import annotations

import json

import pytest

from ansible_collections.mediaops.alicloud.tests.integration.plugin_runs import look, write_inventory
from ansible_collections.mediaops.alicloud.tests.integration.scenarios import ice, scenario

# Ideographic space, no-break space, zero-width joiner
KEYWORDS = ["新闻\u3000晚间", "a\u00a0b", "\U0001f469\u200d\U0001f4bb"]
REFUSED = ["line\nbreak", "bell\a", "delete\x7f"]
JOBS = [{"name": f"x {keyword} y", "job_id": f"job-{number}"} for number, keyword in enumerate(KEYWORDS)]


@scenario(*(ice(keyword=keyword) for keyword in KEYWORDS), *(look(keyword) for keyword in KEYWORDS), added=JOBS)
def test_signs_that_are_not_printable(outcomes):
    of_module, of_lookup = outcomes[: len(KEYWORDS)], outcomes[len(KEYWORDS) :]
    ids = [[job["JobId"]] for job in of_module[0].jobs]
    assert [outcome.ids for outcome in of_module] == ids
    assert [[job["job_id"] for job in outcome.result["msg"]] for outcome in of_lookup] == ids


@scenario(*(ice(keyword=keyword) for keyword in REFUSED), *(look(keyword) for keyword in REFUSED), added=JOBS)
def test_control_characters(outcomes):
    for outcome in outcomes:
        assert outcome.failed
        assert "keyword" in outcome.msg
        assert "control characters" in outcome.msg
        assert outcome.requests == []


@pytest.mark.parametrize("keyword", [KEYWORDS[0], KEYWORDS[2]])
def test_inventories(ansible, fresh, tmp_path, keyword):
    for job in JOBS:
        fresh.add_job(**job)
    run = ansible.command(
        "ansible-inventory", "--list", "-i", str(write_inventory(tmp_path, "k", keyword=keyword, hostnames=["job_id"]))
    )
    assert list(json.loads(run.stdout)["_meta"]["hostvars"]) == [f"job-{KEYWORDS.index(keyword)}"]


def test_an_inventory_refuses_control_characters(ansible, fresh, tmp_path):
    file = write_inventory(tmp_path, "k", keyword=REFUSED[0])
    run = ansible.command(
        "ansible-inventory", "--list", "-i", str(file), env={"ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "1"}
    )
    assert run.rc != 0
    assert "control characters" in run.output
    assert fresh.requests() == []
