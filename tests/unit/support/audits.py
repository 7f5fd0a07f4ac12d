# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Audits of jobs in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.audit import AuditOptions, AuditResult, audit
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.times import parse_time

NOW = parse_time("2026-11-26T00:00:00Z", 0)
REGION = "cn-shanghai"


def job(number: int = 1, **fields: Any) -> dict[str, Any]:
    """A job as the API gives it; nothing about it is wrong."""
    return {
        "job_id": f"job-{number}",
        "name": f"studio-{number}",
        "status": "started",
        "create_time": f"2026-11-25T{number // 60 % 24:02}:{number % 60:02}:00Z",
        "stream_input": {"type": "rtmp", "url": f"rtmp://example-live.com/live/studio-{number}"},
        "record_output": {"type": "oss", "bucket": "imsbucket1", "endpoint": f"oss-{REGION}.aliyuncs.com"},
        "template_id": "template-1",
        "template_name": "hourly",
        "notify_url": "https://example.com/hook",
        **fields,
    }


def rule(rule_id: str = "mine", where: str | None = "status == 'paused'", **fields: Any) -> dict[str, Any]:
    return {
        "id": rule_id,
        "title": f"Title of {rule_id}",
        "severity": "medium",
        **({} if where is None else {"where": where}),
        **fields,
    }


def audited(jobs: Sequence[Any], *rules: Mapping[str, Any], **options: Any) -> AuditResult:
    """An audit of given jobs, by these rules only, if there are any."""
    chosen = {"builtin_rules": ("none",), "rules": list(rules)} if rules else {}
    given = {"jobs": list(jobs), "jobs_complete": True, **chosen, **options}
    return audit(AuditOptions(**given), [], region=REGION, now=NOW)


def fired(result: AuditResult) -> list[tuple[str, str | None]]:
    """Rules and jobs."""
    return [(each["rule"], each["job_id"]) for each in result.report["findings"]]


def states(result: AuditResult) -> dict[str, str]:
    return {each["id"]: each["state"] for each in result.report["rules"]}
