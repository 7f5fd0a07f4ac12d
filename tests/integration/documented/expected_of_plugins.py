# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the examples of lookup, inventory and filters have to result in."""

from __future__ import annotations

from typing import Any

from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import Outcome
from ansible_collections.mediaops.alicloud.tests.integration.emulator_state import state

from .expected import Expected, finds, job, passes, says, says_for_each

_URL = "rtmp://example-live.com/live/"


def _waits_once(outcome: Outcome) -> None:
    # The only job that is not started yet is older than an hour.
    assert outcome.result["msg"] == "All have started or stopped."
    assert outcome.result["attempts"] == 1
    assert [each.action for each in outcome.requests] == ["ListLiveRecordJobs"]


LOOKUP = Expected(
    before=state(
        added=[
            job("never started", "initial", days=9),
            job("the studio", "paused", hours=6, stream_url=f"{_URL}a"),
            job("the studio", hours=1, stream_url=f"{_URL}a"),
            job("a webinar in the studio", hours=4),
            job("webinar", "paused", hours=3, stream_url=f"{_URL}b"),
            job("concert", hours=2),
        ]
    ),
    checks={
        "Show the streams of all paused jobs": says_for_each(f"{_URL}b", f"{_URL}a"),
        "Count the jobs with one of two keywords": says(4),
        "Count the jobs, with a list that is cached for ten minutes": says(6),
        "Show recordings that have stopped, without the paused jobs of those that were submitted again": says(
            ["webinar"]
        ),
        "Wait until all streams of the last hour have started or stopped": _waits_once,
        "Group jobs by their state, as an inventory does": says(2),
    },
)


def _studio(inventory: dict[str, Any]) -> None:
    assert inventory["status_paused"]["hosts"] == ["studio"]
    assert sorted(inventory["status_started"]["hosts"]) == ["concert_lately", "concert_today"]
    assert inventory["bucket_b1"]["hosts"] == ["studio"]
    assert inventory["_meta"]["hostvars"]["studio"]["ice_stream_input"]["url"] == f"{_URL}a"


def _stuck(inventory: dict[str, Any]) -> None:
    assert inventory["needs_a_look"]["hosts"] == ["stuck"]
    assert list(inventory["_meta"]["hostvars"]) == ["stuck"]
    assert inventory["_meta"]["hostvars"]["stuck"]["stream"] == f"{_URL}b"


def _recordings(inventory: dict[str, Any]) -> None:
    hosts = inventory["_meta"]["hostvars"]
    assert hosts["concert_today"]["ice_status"] == "started"
    assert len(hosts) == 6


def _fleet(inventory: dict[str, Any]) -> None:
    hosts = inventory["_meta"]["hostvars"]
    (in_beijing,) = inventory["region_cn_beijing"]["hosts"]
    assert hosts[in_beijing]["ice_name"] == "in Beijing"
    assert len(inventory["region_cn_shanghai"]["hosts"]) == 6
    assert all(host["ice_skipped_regions"] == [] for host in hosts.values())


INVENTORY = Expected(
    before=state(
        added=[
            job("concert long ago", days=40),
            job("concert lately", days=3),
            job("studio", "paused", hours=5, stream_url=f"{_URL}a", output_bucket="b1"),
            job("concert today", hours=1),
            job("waits for its stream", "initial", minutes=15, stream_url=f"{_URL}b", job_id="stuck"),
            job("has just been submitted", "initial", minutes=3),
            job("in Beijing", hours=1, region="cn-beijing"),
        ]
    ),
    checks={
        "studio.ice_live_record_jobs.yml": _studio,
        "stuck.ice_live_record_jobs.yml": _stuck,
        "recordings.ice_live_record_jobs.yml": _recordings,
        "fleet.ice_live_record_jobs.yml": _fleet,
    },
)

JMESPATH = Expected(
    checks={
        "Show the streams of jobs that were paused for more than a day": says([f"{_URL}a"]),
        "Find the largest number": passes,
    },
)

FAULTS = Expected(
    checks={
        "Show what is wrong": says(
            ["live_record_remediate_max_changes must be a whole number that is not negative."],
        )
    }
)

DECLARATION = Expected(
    before=state(added=[job("runs", hours=1), job("waits", "initial", hours=2), job("stopped", "paused", hours=3)]),
    checks={"Gather what runs": finds("runs", "waits", "stopped"), "Show what it declares": says(["runs", "waits"])},
)

SUBMISSIONS = Expected(checks={"Show that nothing has to be submitted": says([])})

PLAN = Expected(
    checks={
        "Show what would be submitted again": says(
            {
                "steps": [
                    {
                        "job": {
                            "job_id": "1",
                            "name": "studio-1",
                            "status": "paused",
                            "create_time": "2022-07-20T03:26:36Z",
                        },
                        "region": "cn-shanghai",
                        "rule": "stopped",
                        "rule_number": 0,
                        "actions": ["submit_again"],
                        "owed_since": None,
                        "is_promised": False,
                        "earlier": {},
                    }
                ],
                "waiting": [],
                "postponed": [],
                "dropped": [],
                "damaged": [],
                "superseded": 0,
                "seen": 1,
                "rules": [{"name": "stopped", "matched": 1, "superseded": 0}],
            }
        ),
    },
)


def _manifest(outcome: Any) -> None:
    manifest = outcome.result["msg"]
    assert (manifest["id"], manifest["filters"]) == ("nightly", {})
    assert manifest["hosts"] == {
        "news": {"region": "cn-shanghai", "endpoint": "https://ice.cn-shanghai.aliyuncs.com", "profile": ""}
    }


FLEET_RUN = Expected(checks={"Describe a run of one host": _manifest})
FLEET_REPORT = Expected(
    checks={
        "Show why a report is incomplete": says(
            ["The fact cache has no report. Run fleet.yml first, with the same fact cache."]
        )
    }
)

_NOTHING = dict.fromkeys("seen matched submitted handled unchanged waiting postponed failed superseded".split(), 0)
SUMMARY = Expected(
    checks={
        "Show the summary of a plan that has no steps": says(
            {
                "check_mode": False,
                "counts": _NOTHING,
                "rules": [],
                "jobs": [],
                "dropped": [],
                "journal": [],
                "lines": ["0 of 0 jobs matched."],
            }
        ),
    },
)

RESULTS = Expected(checks={"Show what is settled, if there was nothing to do": says([])})
GUARDS = Expected(checks={"Show what the role looks at": says([])})  # a file that is not there registers nothing


def _nothing_is_owed(outcome: Outcome) -> None:
    assert not outcome.failed, outcome.result
    assert outcome.result["owed"] == outcome.result["damaged"] == []
    assert "/.ansible/mediaops_alicloud/remediation/" in outcome.result["path"]


JOURNAL = Expected(checks={"Show what is still owed": _nothing_is_owed})


def _is_sent(outcome: Outcome) -> None:
    assert not outcome.failed, outcome.result
    assert outcome.result["http_status"] == 204


WEBHOOK = Expected(
    variables={"webhook_token": "of-tests"},
    instead_of={"https://hooks.example.com/recordings": "'{{ webhook }}'"},
    checks={"Notify a webhook": _is_sent},
)
