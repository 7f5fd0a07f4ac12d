# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the examples about audits have to result in."""

from __future__ import annotations

from typing import Any

from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import Outcome
from ansible_collections.mediaops.alicloud.tests.integration.emulator_state import state

from .expected import Check, Expected, finds, job

_HOOK = "https://example.com/hook"
_OUTPUT = {"output_bucket": "imsbucket1", "output_endpoint": "oss-cn-shanghai.aliyuncs.com"}


def _audits(*fired: tuple[str, str], compliant: bool | None = False, **states: str) -> Check:
    """Fires these rules for the recordings of these names, and says so of rules (with _ for each hyphen)."""

    def check(outcome: Outcome) -> None:
        found = [(each["rule"], (each["recording"] or {}).get("name") or "") for each in outcome.result["findings"]]
        assert sorted(found) == sorted(fired)
        assert outcome.result["compliant"] is compliant
        assert outcome.result["gate"]["passed"]
        became = {each["id"]: each["state"] for each in outcome.result["rules"]}
        assert {rule: became[rule.replace("_", "-")] for rule in states} == states

    return check


def _job(name: str, status: str = "paused", **fields: Any) -> dict[str, Any]:
    return job(name, status, **{"notify_url": _HOOK, **_OUTPUT, **fields})


def _shows_messages(outcome: Outcome) -> None:
    (message,) = outcome.result["msg"]
    assert message.startswith("stopped is paused and was created at 20")


_HOURLY = {
    "name": "hourly",
    "template_id": "template-hourly",
    "record_formats": [{"Format": "mp4", "OssObjectPrefix": "{JobId}/{StartTime}_{EndTime}", "CycleDuration": 3600}],
}

AUDIT = Expected(
    before=state(
        added=[
            _job("stopped long ago", days=3),
            _job("stopped", hours=3, notify_url="http://example.com/hook"),
            _job("news-1", hours=1, output_bucket="imsbucket2"),
            _job("news-archive", hours=1, output_bucket="imsbucket2"),
        ],
    ),
    checks={
        "Audit all recordings of a region by the rules that are built in": _audits(
            ("paused-recording", "stopped long ago"),
            ("notify-url-not-https", "stopped"),
            bucket_not_allowed="unused",
            template_deleted="passed",
        ),
        "Fail for what is grave and new, and write reports": _audits(
            compliant=True, paused_recording="passed", bucket_not_allowed="passed"
        ),
        "Ask a rule of one's own": _audits(
            ("news-output", "news-1"), ("news-output", "news-archive"), news_output="failed"
        ),
        "Find what was not recorded in the last week": _audits(
            ("expected-not-recorded", ""), gap="passed", nothing_written="passed"
        ),
        "Test rules without reading anything": _audits(compliant=True, named="unused"),
    },
)

_AGES = {"stopped": {"days": 3}, "studio-1": {"hours": 3}}
GUIDE = Expected(
    before=state(
        templates=[_HOURLY],
        added=[_job(name, template_id="template-hourly", **age) for name, age in _AGES.items()],
    ),
    checks={
        "Audit a region by the rules that are built in": _audits(("paused-recording", "stopped")),
        "Show what does not comply": _shows_messages,
        "Test rules": _audits(compliant=True, named="unused"),
        "Read the jobs once": finds("studio-1", "stopped"),
        "Audit what was read": _audits(compliant=True, no_name="passed", no_notify_url="passed"),
        "Ask some rules, with thresholds and lists of one's own": _audits(
            ("paused-recording", "stopped"), bucket_not_allowed="passed", template_not_allowed="passed"
        ),
        "Look for gaps, and for channels that nobody has submitted": _audits(
            ("expected-not-recorded", ""), ("expected-not-recorded", "studio-1"), ("gap", "studio-1")
        ),
        "Fail for what is grave and new": _audits(("paused-recording", "stopped"), output_not_oss="passed"),
    },
)
