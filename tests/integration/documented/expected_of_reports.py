# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the examples about reports of audits have to result in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import Outcome, Run
from ansible_collections.mediaops.alicloud.tests.integration.emulator_state import state

from .expected import Check, Expected, job


def _fine(name: str, region: str = "cn-shanghai") -> dict[str, Any]:
    """A job that no rule has anything to say about."""
    output = {"output_bucket": "imsbucket1", "output_endpoint": f"oss-{region}.aliyuncs.com"}
    return job(name, "paused", hours=3, region=region, notify_url="https://example.com/hook", **output)


def _reports(accounts: int, *formats: str, fired: Sequence[str] = ()) -> Check:
    def check(outcome: Outcome) -> None:
        assert sorted(outcome.result["reports"]) == sorted(formats)
        assert len({each["account"] for each in outcome.result["evidence"]}) == accounts
        assert [each["rule"] for each in outcome.result["findings"]] == list(fired)
        assert outcome.changed

    return check


_STOPPED = {**_fine("stopped"), **{name: value for name, value in job("", days=3).items() if name == "create_time"}}
AUDIT_REPORT = Expected(
    before=state(added=[_fine("studio-1"), _STOPPED]),
    checks={
        "Audit an account": _reports(1, "json", fired=["paused-recording"]),
        "Audit another account": _reports(1, "json", fired=["paused-recording"]),
        "Make one report of both, and fail if something critical is in it": _reports(
            2, "html", "json", "openmetrics", fired=["paused-recording"] * 2
        ),
        "Render the report for code scanning and for the test view of a pipeline": _reports(
            2, "junit", "sarif", fired=["paused-recording"] * 2
        ),
    },
)


def _one_report_of_two_regions(run: Run) -> None:
    (merged,) = run.of("mediaops.alicloud.live_record_audit : Make one report of all accounts")
    assert merged.result["compliant"] is True, merged.result["findings"]
    assert sorted(each["region"] for each in merged.result["evidence"]) == ["ap-southeast-1", "cn-shanghai"]
    assert sorted(merged.result["reports"]) == ["json", "markdown"]


AUDIT_ROLE = Expected(
    before=state(added=[_fine("studio-1"), _fine("in Singapore", "ap-southeast-1")]),
    # Outside of tests each region has a host of its own.
    variables={
        "live_record_audit_endpoints": "{{ emulator_endpoints | dict2items "
        "| selectattr('key', 'in', ['cn-shanghai', 'ap-southeast-1']) | items2dict }}"
    },
    checks={"role mediaops.alicloud.live_record_audit": _one_report_of_two_regions},
)
