# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``current_only``: one job of each recording, for module, lookup and inventory alike."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ansible_collections.mediaops.alicloud.tests.emulator import Emulator
from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import Ansible, Outcome
from ansible_collections.mediaops.alicloud.tests.integration.plugin_runs import look, write_inventory
from ansible_collections.mediaops.alicloud.tests.integration.scenarios import ice, scenario


def job(name: str, number: int, status: str, day: int, **fields: Any) -> dict[str, Any]:
    return {
        "name": name,
        "job_id": f"{name}-{number}",
        "status": status,
        "create_time": f"2026-03-{day:02}T08:00:00Z",
        "stream_url": f"rtmp://example.com/live/{name}",
        **fields,
    }


JOBS = [
    job("again", 1, "paused", 1),
    job("again", 2, "started", 9),
    job("twice", 1, "paused", 2),
    job("twice", 2, "paused", 8),
    job("older", 1, "initial", 3),
    job("older", 2, "paused", 7),
    job("twins", 1, "started", 4),
    job("twins", 2, "initial", 6),
    job("other-output", 1, "paused", 5, output_bucket="b1"),
    job("other-output", 2, "started", 6, output_bucket="b2", create_time="2026-03-06T09:00:00Z"),
]
CURRENT = ["again-2", "twice-2", "other-output-2", "twins-2", "other-output-1", "older-1"]  # newest first


@scenario(
    ice(current_only=True),
    ice(current_only=True, sort_by="asc", limit=2),
    ice(current_only=True, status="paused"),
    ice(current_only=True, status="started", limit=1),
    ice(current_only=True, start_time="2026-03-01T00:00:00Z", end_time="2026-03-08T12:00:00Z", where="name != 'twins'"),
    ice(current_only=True, keyword="again"),
    ice(current_only=True, page_no=1),
    added=JOBS,
)
def test_of_the_module(outcomes: list[Outcome]) -> None:
    all_of_them, oldest, paused, started, ranged, named, page = outcomes
    assert all_of_them.ids == CURRENT
    assert all_of_them.result["complete"] is True
    assert oldest.ids == ["older-1", "other-output-1"]
    assert paused.ids == ["twice-2", "other-output-1"]
    assert [request.parameters.get("Status") for request in paused.requests] == [None] * len(paused.requests)
    assert started.ids == ["again-2"]
    assert ranged.ids == ["twice-2", "other-output-2", "other-output-1", "older-1"]  # again-1 has a later successor
    assert named.ids == ["again-2"]
    assert "exclude each other" in page.msg
    assert page.requests == []


@scenario(
    look(current_only=True),
    look("twi", "older", current_only=True, status="initial"),
    look(current_only=True, shape="dict", function="lookup"),
    look(variables={"mediaops_alicloud_current_only": True}, status="paused"),
    added=JOBS,
)
def test_of_the_lookup(outcomes: list[Outcome]) -> None:
    all_of_them, keywords, by_id, from_variable = (outcome.result["msg"] for outcome in outcomes)
    assert [each["job_id"] for each in all_of_them] == CURRENT
    assert [each["job_id"] for each in keywords] == ["twins-2", "older-1"]
    assert sorted(by_id) == sorted(CURRENT)
    assert [each["job_id"] for each in from_variable] == ["twice-2", "other-output-1"]


def test_of_the_inventory_and_its_cache(ansible: Ansible, fresh: Emulator, tmp_path: Path) -> None:
    """A list that was cached without the option is no answer with it."""
    for each in JOBS:
        fresh.add_job(**each)
    found = []
    for current_only in (False, True, True):
        file = write_inventory(
            tmp_path,
            "current",
            current_only=current_only,
            cache=True,
            cache_plugin="ansible.builtin.jsonfile",
            cache_connection=str(tmp_path / "cache"),
        )
        fresh.clear_requests()
        run = ansible.command("ansible-inventory", "--list", "-i", str(file))
        found.append((sorted(json.loads(run.stdout)["_meta"]["hostvars"]), len(fresh.requests()) > 0))
    everything, current = sorted(each["job_id"] for each in JOBS), sorted(CURRENT)
    assert found == [(everything, True), (current, True), (current, False)]
