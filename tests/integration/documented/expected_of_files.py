# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the examples of the modules for files and templates have to result in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import Outcome
from ansible_collections.mediaops.alicloud.tests.integration.emulator_state import state

from .expected import Check, Expected, job, queries, says

_JOB_ID = "ab0e3e76-1e9d-11ed-ba64-0c42a1b73d66"
_TEMPLATE_ID = "69e1f9fe-1e97-11ed-ba64-0c42a1b73d66"
_PREFIX = "{JobId}/{Sequence}_{EscapedStartTime}_{EscapedEndTime}"
_MP4 = {"Format": "mp4", "OssObjectPrefix": _PREFIX, "CycleDuration": 3600}
_RECORD_ID = "13cbb83e-043c-4728-ac35-0c42a1b73d66"


def _file(record_id: str, days: int, *, job_id: str = _JOB_ID, **fields: Any) -> dict[str, Any]:
    """A file of half an hour that was created so many days ago."""
    times = {"start_time": timedelta(days=days, minutes=30), "end_time": timedelta(days=days)}
    return {"record_id": record_id, "job_id": job_id, **times, **fields}


def _finds_files(*record_ids: str) -> Check:
    def check(outcome: Outcome) -> None:
        assert [each["record_id"] for each in outcome.result["files"]] == list(record_ids)

    return check


def _deletes(record_id: str, *, from_oss: bool, leaving: Sequence[str]) -> Check:
    def check(outcome: Outcome) -> None:
        assert outcome.changed
        done = [(each["record_id"], each["result"]) for each in outcome.result["delete_file_info_list"]]
        assert done == [(record_id, "deleted")]
        assert [each["RecordId"] for each in outcome.files] == list(leaving)
        (sent,) = [each for each in outcome.requests if each.action == "DeleteLiveRecordFiles"]
        assert sent.parameters["RemoveFile"] == ("true" if from_oss else "false")

    return check


FILE = Expected(
    before=state(
        added=[job("a rehearsal", days=50, job_id=_JOB_ID), job("the show", days=50, job_id="show")],
        files=[
            _file("old rehearsal", 40),
            _file("old show", 40, job_id="show"),
            _file(_RECORD_ID, 20),
            _file("new rehearsal", 5),
        ],
    ),
    checks={
        "Find recordings of rehearsals older than a month": queries(["old rehearsal"]),
        "Delete them, from OSS too": _deletes(
            "old rehearsal", from_oss=True, leaving=["old show", _RECORD_ID, "new rehearsal"]
        ),
        "Delete the record of one file of a job, but keep the file in OSS": _deletes(
            _RECORD_ID, from_oss=False, leaving=["old show", "new rehearsal"]
        ),
    },
)

FILE_INFO = Expected(
    before=state(
        added=[job("one", days=120, job_id=_JOB_ID, output_bucket="b1"), job("two", days=120, job_id="two")],
        files=[
            _file("old", 100, job_id="two"),
            _file("last month", 20, record_url="https://b1.example.com/1.m3u8"),
            _file("last week", 10, job_id="two"),
            _file("as mp4", 3, format="mp4", record_url="https://b1.example.com/2.mp4"),
            _file("as m3u8", 2, job_id="two"),
        ],
    ),
    checks={
        "Gather the recorded files of two weeks": _finds_files("last week", "as mp4", "as m3u8"),
        "Gather the files of one recording job": _finds_files("last month", "as mp4"),
        "Show where they can be played": says(["https://b1.example.com/1.m3u8", "https://b1.example.com/2.mp4"]),
        "List the bucket and the length in seconds of each recording of a week": queries(
            [{"bucket": "b1", "seconds": 1800.0}]
        ),
        "Find files older than 90 days": queries(["old"]),
    },
)


def _created(outcome: Outcome) -> None:
    assert outcome.changed
    stored = outcome.templates[-1]
    assert stored["Name"] == "hls-and-mp4"
    assert [(each["Format"], each["CycleDuration"]) for each in stored["RecordFormatList"]] == [
        ("m3u8", 21600),
        ("mp4", 3600),
    ]
    assert stored["RecordFormatList"][0]["SliceDuration"] == 10


def _renamed(outcome: Outcome) -> None:
    assert outcome.changed
    stored = outcome.templates[-1]
    assert stored["Name"] == "hls-and-hourly-mp4"
    assert [each["Format"] for each in stored["RecordFormatList"]] == ["m3u8", "mp4"]


def _recorded(outcome: Outcome) -> None:
    assert outcome.changed
    (stored,) = outcome.jobs
    assert stored["TemplateName"] == "hls-and-hourly-mp4"


def _deleted(outcome: Outcome) -> None:
    assert outcome.changed
    assert "hls-and-hourly-mp4" not in [each["Name"] for each in outcome.templates]


TEMPLATE = Expected(
    checks={
        "Create a template that records HLS and MP4": _created,
        "Rename it": _renamed,
        "Record a stream with it": _recorded,
        "Delete it": _deleted,
    },
)


def _finds_templates(*names: str) -> Check:
    def check(outcome: Outcome) -> None:
        assert sorted(each["name"] for each in outcome.result["record_template_list"]) == sorted(names)

    return check


# The emulator has these templates: hls-archive, mp4-broadcast (both of the system), flv-short-clips and test template.
TEMPLATE_INFO = Expected(
    before=state(templates=[{"name": "not the test template", "template_id": "another"}]),
    before_example={
        "Return the formats that a job records in, whatever has become of its template": state(
            templates=[{"template_id": _TEMPLATE_ID, "record_formats": [_MP4]}],
            added=[job("uses it", job_id=_JOB_ID, template_id=_TEMPLATE_ID)],
        )
    },
    checks={
        "Return the formats that a job records in, whatever has become of its template": queries(
            [{"format": "mp4", "oss_object_prefix": _PREFIX, "cycle_duration": 3600}]
        ),
        "Gather all recording templates of a region": _finds_templates(
            "hls-archive", "mp4-broadcast", "flv-short-clips", "test template", "not the test template"
        ),
        "Find the id of a template by its name": _finds_templates("test template"),
        "Look up the template by its id": _finds_templates("test template"),
        "Find templates that record into files of more than an hour": _finds_templates(
            "test template", "not the test template"
        ),
    },
)
