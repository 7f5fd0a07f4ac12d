# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the team of the example report decided: what shall be recorded, and which findings it accepts."""

from __future__ import annotations

from typing import Any

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports.report import Finding, Recording


def recording_of(job: dict[str, Any]) -> Recording:
    """What identifies it."""
    bucket = "sports-archive" if "sports" in job["name"] else "news-archive"
    return {
        "name": job["name"],
        "stream_input": {"type": "rtmp", "url": job["url"]},
        "record_output": {"type": "oss", "bucket": bucket, "endpoint": f"oss-{job['region']}.aliyuncs.com"},
    }


def drift_of(jobs: list[dict[str, Any]]) -> Any:
    """Of 42 declared recordings, 38 are as declared."""

    def place(job: dict[str, Any], line: int) -> Any:
        location = {"file": "declared/studio.yml", "line": line} if line else None
        return {
            "account": job["account"],
            "region": job["region"],
            "recording": recording_of(job),
            "location": location,
        }

    gone, other, guest, changed, twice = (jobs[at] for at in (3, 41, 97, 8, 120))
    fields = (
        ("notify_url", "https://hooks.example.com/recordings", None),
        ("template_id", "hourly-mp4", "half-hourly-mp4"),
    )
    return {
        "declared": 42,
        "missing": [
            {**place(job, line), "reason": "No job of it is active."} for job, line in ((gone, 12), (other, 77))
        ],
        "unexpected": [
            {**place(guest, 0), "job_id": guest["job_id"], "status": "started", "reason": "It is not declared."}
        ],
        "different": [
            {**place(changed, 24), "job_id": changed["job_id"], "field": field, "declared": declared, "actual": actual}
            for field, declared, actual in fields
        ],
        "duplicated": [{**place(twice, 103), "job_ids": [twice["job_id"], jobs[121]["job_id"]]}],
        "coverage": 38 / 42,
        "plan": [
            {
                **place(gone, 12),
                "action": "submit",
                "reason": "No job of it is active.",
                "options": {
                    "name": gone["name"],
                    "region": gone["region"],
                    "state": "recording",
                    "template_id": "hourly-mp4",
                },
            },
            {
                **place(other, 77),
                "action": "submit",
                "reason": "No job of it is active.",
                "options": {
                    "name": other["name"],
                    "region": other["region"],
                    "state": "recording",
                    "template_id": "hourly-mp4",
                },
            },
            {
                **place(changed, 24),
                "action": "replace",
                "reason": "A job cannot be changed: submit it when this one has ended.",
                "options": {"name": changed["name"], "region": changed["region"], "state": "recording"},
            },
            {**place(twice, 103), "action": "cannot", "reason": "The API stops no job.", "options": {}},
            *(
                {**place(job, 200 + at), "action": "none", "reason": "It is as declared.", "options": {}}
                for at, job in enumerate(jobs[130:168])
            ),
        ],
    }


def suppressions_of(findings: list[Finding]) -> list[dict[str, Any]]:
    """Two that are used, one that has expired, and one that nothing needs."""

    def used(rule: str) -> int:
        return sum(found["suppressed"] for found in findings if found["rule"] == rule)

    def where(line: int) -> dict[str, Any]:
        return {"file": "suppressions.yml", "line": line}

    return [
        {
            "rule": "no-notify-url",
            "name": None,
            "where": "starts_with(name, 'harbour-cam')",
            "used": used("no-notify-url"),
            "reason": "The cameras have a monitor of their own.",
            "owner": "harbour operations desk",
            "expires": "2027-01-31",
            "state": "active",
            "location": where(3),
        },
        {
            "rule": "paused-recording",
            "name": None,
            "where": "starts_with(name, 'lecture-hall')",
            "used": used("paused-recording"),
            "reason": "Not on the air before the hall reopens.",
            "owner": "media platform team",
            "expires": "2027-01-31",
            "state": "active",
            "location": where(9),
        },
        {
            "rule": "bucket-not-allowed",
            "name": "night-talk-2-hd",
            "where": None,
            "used": 0,
            "reason": "Moved by the end of October.",
            "owner": "media platform team",
            "expires": "2026-10-31",
            "state": "expired",
            "location": where(15),
        },
        {
            "rule": "output-not-oss",
            "name": "market-hall-1-sd",
            "where": None,
            "used": 0,
            "reason": "Trial of another storage.",
            "owner": "storage team",
            "expires": None,
            "state": "unused",
            "location": where(21),
        },
    ]
