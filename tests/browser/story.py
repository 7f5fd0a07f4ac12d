# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report as a broadcaster might have it on an ordinary morning: for pictures, and to look at the page."""

from __future__ import annotations

import hashlib
import random
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports.report import (
    Evidence,
    Finding,
    Report,
    Rule,
)
from ansible_collections.mediaops.alicloud.tests.unit.support.reports import completed, report

from .story_coverage import channels
from .story_decisions import drift_of, recording_of, suppressions_of
from .story_rules import RULES, StoryRule

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
STUDIO, EVENTS = "5f70bf18a0860070", "9b871512327c09ce"  # accounts
_PLACES = ((STUDIO, "cn-shanghai", 214), (STUDIO, "cn-beijing", 96), (EVENTS, "ap-southeast-1", 58))
_UNREAD = (EVENTS, "cn-shenzhen")
_DESKS = (
    "city-news",
    "sports-arena",
    "council-chamber",
    "harbour-cam",
    "lecture-hall",
    "traffic-ring",
    "night-talk",
    "market-hall",
)
_STATUSES = ("started",) * 68 + ("paused",) * 25 + ("initial",) * 7
_SUPPRESSED = {"no-notify-url": "harbour-cam", "paused-recording": "lecture-hall"}


def story() -> Report:
    """The same each time."""
    chance = random.Random(2026)
    jobs = list(_jobs(chance))
    evidence = [*(_evidence(account, region, jobs, chance) for account, region, _n in _PLACES), _not_read()]
    rules = [_rule(each, len(jobs)) for each in RULES]
    findings = [found for each in RULES for found in _findings(each, jobs, chance)]
    return completed(
        report(
            compared_with="2026-11-25T03:00:00Z",
            gate={"fail_on": "high", "fail_on_new_only": True, "on_inconclusive": "warn"},
            evidence=evidence,
            rules=rules,
            findings=findings,
            fixed=[
                {**found, "state": "fixed"}
                for each in RULES[2:5]
                for found in _findings(each, jobs[200:290], random.Random(7))
            ][:9],
            drift=drift_of(jobs),
            suppressions=suppressions_of(findings),
            inconclusive=[
                _undecided(
                    "template-changed",
                    STUDIO,
                    "cn-shanghai",
                    "The key is not allowed to do this: ice:GetLiveRecordTemplate.",
                    214,
                ),
                *(
                    _undecided(rule, *_UNREAD, "The region could not be read.", None)
                    for rule in ("near-job-limit", "stream-recorded-twice")
                ),
            ],
            coverage=channels(60, int(NOW.timestamp()), break_every=200_000),
            jobs_by_day=_days(evidence, chance),
        )
    )


def _jobs(chance: random.Random) -> Iterator[dict[str, Any]]:
    for account, region, recordings in _PLACES:
        for number in range(recordings):
            desk = _DESKS[number % len(_DESKS)]
            name = f"{desk}-{number // len(_DESKS) + 1}-{'hd' if number % 3 else 'sd'}"
            created = NOW - timedelta(minutes=chance.randint(20, 34 * 24 * 60))
            yield {
                "account": account,
                "region": region,
                "name": name,
                "url": f"rtmp://pull.example.com/{desk}/{name}",
                "status": chance.choice(_STATUSES),
                "created": f"{created:%Y-%m-%dT%H:%M:%SZ}",
                "job_id": uuid.UUID(int=chance.getrandbits(128)).hex,
            }


def _rule(rule: StoryRule, recordings: int) -> Rule:
    return {
        "id": rule.id,
        "title": rule.title,
        "description": rule.why,
        "severity": rule.severity,
        "remediation": rule.remediation,
        "origin": "file" if rule.line else "builtin",
        "location": {"file": "rules/studio.yml", "line": rule.line} if rule.line else None,
        "parameters": rule.parameters,
        "seen": recordings,
        "fired": 0,
        "suppressed": 0,
        "state": "passed",
    }


def _findings(rule: StoryRule, jobs: list[dict[str, Any]], chance: random.Random) -> Iterator[Finding]:
    for job in jobs:
        if job["status"] not in rule.statuses or chance.random() >= rule.share:
            continue
        muted = rule.id in _SUPPRESSED and _SUPPRESSED[rule.id] in job["name"]
        new = chance.random() < 0.16
        seen = NOW if new else NOW - timedelta(days=chance.randint(1, 20))
        yield {
            "rule": rule.id,
            "severity": rule.severity,
            "title": rule.title,
            "remediation": rule.remediation,
            "message": rule.message.format(**job),
            "account": job["account"],
            "region": job["region"],
            "recording": recording_of(job),
            "job_id": job["job_id"],
            "status": job["status"],
            "create_time": job["created"],
            "first_seen": f"{seen:%Y-%m-%dT%H:%M:%SZ}",
            "status_since": f"{seen:%Y-%m-%dT%H:%M:%SZ}",
            "fingerprint": hashlib.sha256(
                f"{rule.id} {job['account']} {job['region']} {job['name']}".encode()
            ).hexdigest(),
            "state": "new" if new else "unchanged",
            "suppressed": muted,
            "reason": "Not on the air before the hall reopens." if muted else None,
            "owner": "media platform team" if muted else None,
            "expires": "2027-01-31" if muted else None,
            "location": {"file": "rules/studio.yml", "line": rule.line} if rule.line else None,
        }


def _evidence(account: str, region: str, jobs: list[dict[str, Any]], chance: random.Random) -> Evidence:
    here = [job for job in jobs if (job["account"], job["region"]) == (account, region)]
    superseded = len(here) * 4 + chance.randint(0, 30)
    states = Counter(job["status"] for job in here)
    requests = (len(here) + superseded) // 100 + 3
    return {
        "account": account,
        "region": region,
        "endpoint": f"https://ice.{region}.aliyuncs.com",
        "source": "api",
        "complete": True,
        "doubts": [],
        "error": None,
        "began_at": "2026-11-26T03:00:00Z",
        "ended_at": f"2026-11-26T03:00:0{requests // 5 + 1}Z",
        "jobs": len(here) + superseded,
        "recordings": len(here),
        "superseded": superseded,
        "jobs_by_state": {
            "initial": states["initial"],
            "paused": states["paused"] + superseded,
            "started": states["started"],
        },
        "oldest_paused": min(job["created"] for job in here if job["status"] == "paused"),
        "requests": requests,
        "request_ids": [str(uuid.UUID(int=chance.getrandbits(128))).upper() for _request in range(requests)],
    }


def _not_read() -> Evidence:
    account, region = _UNREAD
    request_id = "8F1B2F9C-0E1B-5D6A-8C1D-1D6C0B0E7A13"
    return {
        "account": account,
        "region": region,
        "endpoint": f"https://ice.{region}.aliyuncs.com",
        "source": "api",
        "complete": False,
        "doubts": [],
        "began_at": "2026-11-26T03:00:00Z",
        "ended_at": "2026-11-26T03:00:01Z",
        "jobs": 0,
        "recordings": 0,
        "superseded": 0,
        "jobs_by_state": {},
        "oldest_paused": None,
        "requests": 1,
        "request_ids": [request_id],
        "error": {
            "message": "The key is not allowed to do this. Its user needs the RAM action ice:ListLiveRecordJobs.",
            "error_code": "Forbidden.RAM",
            "request_id": request_id,
            "http_status": 403,
        },
    }


def _undecided(rule: str, account: str, region: str, reason: str, recordings: int | None) -> dict[str, Any]:
    return {"rule": rule, "account": account, "region": region, "reason": reason, "recordings": recordings}


def _days(evidence: list[Evidence], chance: random.Random) -> list[dict[str, Any]]:
    """All jobs of the lists, on working days more than on others; two days without any."""
    days = [NOW - timedelta(days=ago) for ago in range(42) if ago not in (29, 30)]
    weights = [5 if day.weekday() < 5 else 2 for day in days]
    youngest = {"started": 33, "initial": 2}
    counts: dict[str, Counter[str]] = {f"{day:%Y-%m-%d}": Counter() for day in reversed(days)}
    for status in ("initial", "paused", "started"):
        jobs = sum(each["jobs_by_state"].get(status, 0) for each in evidence)
        until = youngest.get(status, len(days))
        for day in chance.choices(days[:until], weights[:until], k=jobs):
            counts[f"{day:%Y-%m-%d}"][status] += 1
    return [{"day": day, "jobs_by_state": dict(states)} for day, states in counts.items()]
