# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the example report: built-in ones, and two of the team's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class StoryRule:
    """``share`` is how many of the recordings it fires for; ``message`` has fields of the recording."""

    id: str
    severity: str
    title: str
    message: str
    remediation: str
    share: float = 0
    why: str = ""
    statuses: tuple[str, ...] = ("paused", "started", "initial")
    parameters: dict[str, Any] = field(default_factory=dict)
    line: int = 0  # of rules/studio.yml; 0 for a built-in one
    needs_templates: bool = False


RULES = (
    StoryRule(
        "secret-in-stream-url",
        "critical",
        "The stream's URL holds credentials or a key",
        "{name} records {url}?auth_key=********.",
        "Record a URL without secrets, such as the pulling one of the live domain, and change the key.",
        0.012,
        "Each who may list jobs reads the URL.",
    ),
    StoryRule(
        "bucket-not-allowed",
        "high",
        "The recording is kept in a bucket that is not allowed",
        "{name} is kept in the bucket scratch-media.",
        "Submit the job with a bucket of the list.",
        0.024,
        parameters={"allowed": ["news-archive", "sports-archive"]},
    ),
    StoryRule(
        "no-recent-file",
        "high",
        "The job has started, and no file of it has appeared for longer than a cycle",
        "{name} has started; a file should appear every 3,600 seconds. The last one: 2026-11-25T17:00:04Z.",
        "Look at the stream, and at the bucket: does it exist, and may the service write to it?",
        0.03,
        "A file appears at the end of its cycle, which the template of the job says.",
        ("started",),
        {"grace": "30m"},
    ),
    StoryRule(
        "paused-recording",
        "medium",
        "The recording is paused, and was created long ago",
        "{name} is paused and was created at {created}.",
        "Submit it again with ice_live_record_job (state: recording), or use the role live_record_remediate.",
        0.2,
        "The API does not tell since when a job is paused.",
        ("paused",),
        {"older_than": "1d"},
    ),
    StoryRule(
        "bucket-in-other-region",
        "medium",
        "The bucket is in another region than the recording",
        "{name} is recorded in {region} and kept in cn-hangzhou (oss-cn-hangzhou.aliyuncs.com).",
        "Submit the job with a bucket of its region.",
        0.035,
        "What is kept in another region is sent there first, which costs money and time.",
    ),
    StoryRule(
        "initial-for-long",
        "medium",
        "The job has waited long for its stream",
        "{name} was created at {created} and has not started.",
        "Look whether the stream is published to the URL of the job.",
        0.3,
        statuses=("initial",),
        parameters={"longer_than": "10m"},
    ),
    StoryRule(
        "template-changed",
        "low",
        "The template was changed since the job was submitted",
        "{name} records by an older version of the template hourly-mp4.",
        "Submit the job again when it has ended.",
        needs_templates=True,
    ),
    StoryRule(
        "no-notify-url",
        "low",
        "The recording notifies nobody",
        "{name} has no notify_url.",
        "Submit the job with notify_url.",
        0.12,
    ),
    StoryRule(
        "studio-naming",
        "info",
        "Names begin with the name of a desk",
        "{name} begins with no desk of the list.",
        "Name it desk-channel-quality.",
        0.03,
        line=14,
        parameters={"desks": ["city", "sports", "council"]},
    ),
    StoryRule(
        "output-not-oss", "low", "The recording is not kept in OSS", "", "Submit the job with record_output.type oss."
    ),
    StoryRule(
        "notify-url-not-https",
        "medium",
        "Notifications are sent unencrypted",
        "",
        "Use an address that begins with https://.",
    ),
    StoryRule(
        "stream-recorded-twice",
        "medium",
        "The stream is recorded more than once at once",
        "",
        "Look which tasks submit it.",
    ),
    StoryRule(
        "near-job-limit",
        "high",
        "The account is near its limit of active jobs",
        "",
        "Ask for a higher limit.",
        parameters={"limit": 300, "margin": 40},
    ),
    StoryRule("no-name", "low", "The job has no name", "", "Submit the job with a name."),
    StoryRule(
        "test-channels-at-night", "info", "Test channels do not record at night", "", "End their streams.", line=31
    ),
)
