# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the playbooks and inventories of README, guides and roles have to result in."""

from __future__ import annotations

from typing import Any

from ansible_collections.mediaops.alicloud.tests.emulator import READER, STS, Emulator
from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import Outcome, Run
from ansible_collections.mediaops.alicloud.tests.integration.emulator_state import state

from .expected import Check, Expected, finds, job, passes, queries, says, says_for_each

_URL = "rtmp://example-live.com/live/"


def _studio(inventory: dict[str, Any]) -> None:
    hosts = inventory["_meta"]["hostvars"]
    assert {host["ice_name"]: host["ice_region"] for host in hosts.values()} == {
        "stopped": "cn-shanghai",
        "stopped today": "cn-shanghai",
        "running": "cn-shanghai",
        "in Beijing": "cn-beijing",
    }
    paused = {hosts[host]["ice_name"] for host in inventory["status_paused"]["hosts"]}
    assert paused == {"stopped", "stopped today", "in Beijing"}


README = Expected(
    before=state(
        added=[
            job("stopped long ago", "paused", days=100),
            job("stopped", "paused", days=10, stream_url=f"{_URL}a"),
            job("stopped today", "paused", hours=3),
            job("running", hours=30),
            job("in Beijing", "paused", days=2, region="cn-beijing"),
        ]
    ),
    checks={
        "Gather the jobs that have been paused for a day": queries([{"name": "stopped", "stream": f"{_URL}a"}]),
        "Show them": says_for_each(f"stopped recorded {_URL}a"),
        "studio.ice_live_record_jobs.yml": _studio,
    },
)


def _compares(outcome: Outcome) -> None:
    drift = outcome.result["drift"]
    assert [each["recording"]["name"] for each in drift["missing"]] == ["studio-1"]
    assert [each["recording"]["name"] for each in drift["unexpected"]] == ["studio-2", "studio-3"]


DRIFT = Expected(
    before=state(
        added=[
            job("studio-2", stream_url="rtmp://example-live.com/live/studio-2"),
            job("studio-3", stream_url=f"{_URL}c"),
            job("not in scope", stream_url=f"{_URL}d"),
        ]
    ),
    checks={
        "Compare what runs with what is declared": _compares,
        "Show what would have to be done": says(["submit", "cannot"]),
    },
)
COMPLETENESS = Expected(
    before=state(added=[job("stopped", "paused", days=2), job("running")]),
    checks={"Gather paused jobs": finds("stopped"), "Continue only with a complete list": passes},
)


def _counts_only(outcome: Outcome) -> None:
    queries({"all": 4, "paused": 1})(outcome)
    assert "live_record_jobs" not in outcome.result


_JOBS_OF_STUDIOS = [
    job("studio-8", "paused", days=8),
    job("studio-1", "paused", hours=5),
    job("studio-2", "initial", hours=2, stream_url=f"{_URL}a"),
    job("studio-x", "initial", hours=1),
    job("studio-3", "initial", minutes=4),
]
JMESPATH_GUIDE = Expected(
    before=state(added=_JOBS_OF_STUDIOS),
    before_example={
        "Gather jobs with fields that the reference does not have": state(
            added=[job("edge")], extra_fields={"Origin": "edge", "BackupUrl": f"{_URL}b"}
        ),
        "Count the jobs of the studios, without returning them": state(added=_JOBS_OF_STUDIOS),
    },
    checks={
        "Gather studio jobs that have not started within ten minutes": queries(
            [{"name": "studio-2", "stream": f"{_URL}a"}]
        ),
        "Count the jobs of a week by their states": queries({"all": 4, "paused": 1}),
        "Find what was created in March, and what has no time at all": says(
            {"march": ["march"], "untimed": ["untimed"]}
        ),
        "Find long files, and those with a field that has a dash in its name": says(
            {"long": ["long"], "tagged": ["short"]}
        ),
        "Gather jobs with fields that the reference does not have": finds("edge"),
        "Count the jobs of the studios, without returning them": _counts_only,
        "Stop if the condition is true for no job": passes,
    },
)


def _gathers_as(access_key_id: str) -> Check:
    def check(outcome: Outcome) -> None:
        finds("running")(outcome)
        assert {each.access_key_id for each in outcome.requests} == {access_key_id}

    return check


def _fleet(inventory: dict[str, Any]) -> None:
    hosts = inventory["_meta"]["hostvars"].values()
    assert {host["ice_name"]: host["ice_region"] for host in hosts} == {
        "running": "cn-shanghai",
        "in Beijing": "cn-beijing",
    }


CREDENTIALS = Expected(
    before=state(added=[job("running"), job("in Beijing", region="cn-beijing")]),
    checks={
        "Gather jobs as the role": _gathers_as(STS.access_key_id),
        "Gather jobs with the profile": _gathers_as(READER.access_key_id),
        "fleet.ice_live_record_jobs.yml": _fleet,
    },
)


def _facts_of_two_regions(run: Run) -> None:
    gathered = [
        outcome for outcome in run.outcomes if outcome.task.startswith("mediaops.alicloud.live_record_facts : ")
    ]
    assert gathered
    assert [outcome.result for outcome in gathered if outcome.failed] == []
    asked = {request.region for outcome in gathered for request in outcome.requests}
    assert asked == {"cn-shanghai", "ap-southeast-1"}


FACTS = Expected(
    before=state(
        added=[
            job("stopped long ago", "paused", days=100),
            job("stopped", "paused", days=2),
            job("running"),
            job("in Singapore", region="ap-southeast-1"),
        ]
    ),
    # Outside of tests each region has a host of its own.
    variables={
        "live_record_facts_endpoints": "{{ emulator_endpoints | dict2items "
        "| selectattr('key', 'in', ['cn-shanghai', 'ap-southeast-1']) | items2dict }}"
    },
    checks={
        "role mediaops.alicloud.live_record_facts": _facts_of_two_regions,
        "Show how many are paused": says("1 of 3 recordings are paused"),
    },
)


def _submits_again_and_tells(run: Run) -> None:
    (shown,) = run.of("mediaops.alicloud.live_record_remediate : Show what was done")
    lines = [line.split(" (")[0] for line in shown.result["msg"]]
    assert lines == [
        "2 of 3 jobs matched: 1 submitted again, 1 handled.",
        "submitted again: studio-1",
        "handled: lecture",
    ]
    for task in ("Open a ticket", "Add a line to a file"):
        (ticket,) = run.of(f"mediaops.alicloud.live_record_remediate : {task}")
        assert ticket.result["stdout"] == "lecture"
    (sent,) = run.of("mediaops.alicloud.live_record_remediate : Send notifications")
    assert not sent.failed


def _prints(text: str) -> Check:
    def check(outcome: Outcome) -> None:
        assert outcome.result["stdout"] == text

    return check


_HOSTILE = 'lecture\'; $(echo 1) & "2"'
REMEDIATE = Expected(
    before=state(
        added=[
            job("studio-2", "paused", days=8),
            job("studio-1", "paused", days=2),
            job("concert", "paused", days=2),
            job("lecture", "initial", minutes=20),
        ]
    ),
    variables={"live_record_remediate_job": {"name": _HOSTILE}},  # of the tasks alone; the role has its own
    instead_of={
        "https://hooks.example.com/recordings": "'{{ webhook }}'",
        "/usr/local/bin/open-ticket": "echo",
        " >> /var/log/tickets.txt": "",
    },
    checks={
        "role mediaops.alicloud.live_record_remediate": _submits_again_and_tells,
        "Open a ticket": _prints(_HOSTILE),
        "Add a line to a file": _prints(_HOSTILE),
    },
)


def _is_a_scenario(document: Any) -> None:
    with Emulator() as emulator:
        assert emulator.load(document) == 221  # 200 seeded, one by hand, 20 recordings
        assert {job["Name"]: job["Status"] for job in emulator.jobs()}["studio-1"] == "paused"
        assert any(file["RecordUrl"].endswith(".mp4") for file in emulator.files())
        assert emulator.faults()["faults"]["qps"] == document["faults"]["qps"]


EMULATOR = Expected({"json": _is_a_scenario})


def _starts(run: Run) -> None:
    (started,) = run.of("mediaops.alicloud.ice_emulator : Have the emulator started or stopped")
    assert started.changed
    (said,) = run.of("mediaops.alicloud.ice_emulator : Say how to use it")
    assert "The ICE emulator answers at http://127.0.0.1:" in said.result["msg"]


ROLE_OF_EMULATOR = Expected(
    variables={"ice_emulator_lifetime": 60},  # nobody stops it
    checks={
        "role mediaops.alicloud.ice_emulator": _starts,
        "Gather the paused jobs of the emulator": finds("studio-1"),
    },
)
