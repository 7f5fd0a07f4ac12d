# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the examples of the modules that gather and submit jobs have to result in."""

from __future__ import annotations

from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import Outcome
from ansible_collections.mediaops.alicloud.tests.integration.emulator_state import state

from .expected import Expected, finds, job, passes, queries, says

_JOB_ID = "ab0e3e76-1e9d-11ed-ba64-0c42a1b73d66"
_TEMPLATE_ID = "69e1f9fe-1e97-11ed-ba64-0c42a1b73d66"
_STREAM = "rtmp://example-live.com/live/stream1"
_OUTPUT = {"output_bucket": "imsbucket1", "output_endpoint": "oss-cn-hangzhou.aliyuncs.com"}
_WEEK = [
    job("starts now", "initial", minutes=5, output_bucket="imsbucket1", job_id="starts-now"),
    job("stuck", "initial", minutes=15, output_bucket="imsbucket1", job_id="stuck"),
    job("stuck elsewhere", "initial", minutes=20, output_bucket="another", job_id="stuck-elsewhere"),
    *(job(f"studio-{hour}", hours=hour, job_id=f"studio-{hour}") for hour in range(1, 7)),
    job("paused lately", "paused", days=2, stream_url="rtmp://example.com/live/a", job_id="paused-lately"),
]
_OLDER = [
    job("not a studio-", days=9, job_id=_JOB_ID),
    job("paused twice", "paused", days=10, stream_url="rtmp://example.com/live/a"),
    job("paused in spring", "paused", days=80, stream_url="rtmp://example.com/live/b"),
    job("paused long ago", "paused", days=100, stream_url="rtmp://example.com/live/c"),
    *(job(f"old {days}", days=days) for days in range(200, 230)),
]


def _all_of_them(outcome: Outcome) -> None:
    assert outcome.found == outcome.newest_first
    assert outcome.result["complete"] is True
    assert len(outcome.found) == len(_WEEK) + len(_OLDER)


def _second_page(outcome: Outcome) -> None:
    assert outcome.found == outcome.newest_first[20:40]
    assert outcome.result["complete"] is False
    assert [request.parameters["PageNo"] for request in outcome.requests] == ["2"]


def _submitted(outcome: Outcome) -> None:
    assert outcome.changed
    (stored,) = outcome.jobs
    assert stored["JobId"] == outcome.result["live_record_job"]["job_id"]
    assert stored["StreamInput"]["Url"] == _STREAM
    assert stored["RecordOutput"]["Bucket"] == "imsbucket1"
    assert stored["TemplateId"] == _TEMPLATE_ID


def _submitted_again(outcome: Outcome) -> None:
    assert outcome.changed
    assert outcome.result["live_record_job"]["status"] == "started"
    assert outcome.result["previous_job_ids"] == ["was-paused"]
    assert [stored["Status"] for stored in outcome.jobs] == ["paused", "started"]


JOB_INFO = Expected(
    before=state(added=[*_OLDER, *_WEEK]),
    checks={
        "Gather all live recording jobs of a region": _all_of_them,
        "Gather paused jobs of the last three months": finds("paused lately", "paused twice", "paused in spring"),
        "Show the streams to look at": says(["rtmp://example.com/live/a", "rtmp://example.com/live/b"]),
        "Gather only jobs that write to one bucket and have not started within ten minutes": finds("stuck"),
        "Gather the five newest jobs whose name begins with a prefix": finds(
            *(f"studio-{hour}" for hour in range(1, 6))
        ),
        "Gather recordings that have stopped, without the paused jobs of those that were submitted again": finds(
            "paused lately", "paused twice", "paused in spring", "paused long ago"
        ),
        "Return only the id and the state of each job": queries(
            [{"id": each["job_id"], "state": each["status"]} for each in _WEEK]
        ),
        "Make sure that the list is complete before it is used in an audit": passes,
        "Look up one job by its id": finds("not a studio-"),
        "Gather running jobs, oldest first": finds(
            *(f"old {days}" for days in range(229, 199, -1)),
            "not a studio-",
            *(f"studio-{hour}" for hour in range(6, 0, -1)),
        ),
        "Read one page only, as the API returns it": _second_page,
    },
)

JOB = Expected(
    before=state(templates=[{"template_id": _TEMPLATE_ID}], streams={"stream_arrives_after_s": 0}),
    before_example={
        "Submit the job again if it was paused, and wait until it has started": state(
            templates=[{"template_id": _TEMPLATE_ID}],
            added=[job("studio-1", "paused", stream_url=_STREAM, job_id="was-paused", **_OUTPUT)],
            streams={"stream_arrives_after_s": 0.2},
        )
    },
    checks={
        "Ensure that a stream is recorded": _submitted,
        "Submit the job again if it was paused, and wait until it has started": _submitted_again,
    },
)
