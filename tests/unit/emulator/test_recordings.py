# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Channels whose files come as cycles end, and DescribeMeterImsSummary."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import READER, ControlRefusedError

from .signing import get, post_query

DAY = 86_400
START, END = "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"


def second(text):
    return int(datetime.fromisoformat(text).timestamp())


def api_time(moment):
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def spans(emulator, name=None):
    return sorted(
        (second(file["StartTime"]), second(file["EndTime"]))
        for file in emulator.files()
        if name in (None, file["JobName"])
    )


def minutes(client, start, end, **more):
    response = post_query(client, "DescribeMeterImsSummary", StartTs=str(start), EndTs=str(end), **more)
    assert response.status_code == 200, response.text
    (data,) = response.json()["Data"]
    return float(data["LiveRecordDuration"])


@pytest.mark.parametrize("cycle", [900, 3600, 21_600])
def test_a_file_is_as_long_as_a_cycle_and_listed_after_it(client, emulator, cycle):
    emulator.seed_recordings(1, start=START, end=END, cycles_s=[cycle], delay_s=20)
    found = spans(emulator)
    assert found == [(second(START) + n * cycle, second(START) + (n + 1) * cycle) for n in range(DAY // cycle)]
    assert {second(file["CreateTime"]) - second(file["EndTime"]) for file in emulator.files()} == {20}
    (job,) = emulator.jobs()
    answer = get(client, "GetLiveRecordTemplate", TemplateId=job["TemplateId"], JobId=job["JobId"]).json()
    assert [entry["CycleDuration"] for entry in answer["RecordTemplate"]["RecordFormatList"]] == [cycle]


def test_a_break_of_the_stream_ends_a_file_and_begins_another(emulator):
    emulator.seed_recordings(1, start=START, end=END, cycles_s=[3600], break_every_s=20_000, break_s=300)
    found = spans(emulator)
    breaks = [later[0] - former[1] for former, later in pairwise(found)]
    assert set(breaks) == {0, 300}
    assert breaks.count(300) >= 2
    assert all(end - start <= 3600 for start, end in found)


def test_a_second_submission_overlaps_the_first(emulator):
    emulator.seed_recordings(2, start=START, end=END, resubmit_every=2, overlap_s=90)
    jobs = [job for job in emulator.jobs() if job["Name"] == "channel-0001"]
    assert [job["Status"] for job in jobs] == ["paused", "started"]
    ends = max(second(file["EndTime"]) for file in emulator.files() if file["JobId"] == jobs[0]["JobId"])
    assert ends - second(jobs[1]["CreateTime"]) == 90
    assert len([job for job in emulator.jobs() if job["Name"] == "channel-0000"]) == 1


def test_every_format_has_its_files(emulator):
    emulator.seed_recordings(1, start=START, end=END, formats=["mp4", "m3u8"])
    assert sorted(file["Format"] for file in emulator.files()) == ["m3u8"] * 24 + ["mp4"] * 24


def test_what_is_being_written_is_no_file_yet_and_what_ends_later_is_not_listed(client, emulator):
    now = int(time.time())
    emulator.seed_recordings(1, start=api_time(now - 2 * 900), end=api_time(now + 10 * 900), cycles_s=[900], delay_s=20)
    assert len(emulator.files()) == 12
    assert get(client, "ListLiveRecordFiles").json()["TotalCount"] == "1"
    emulator.set_faults(clock_offset_s=100)
    assert get(client, "ListLiveRecordFiles").json()["TotalCount"] == "2"


def test_the_same_ones_in_every_run(emulator):
    options = {"start": START, "end": END, "break_every_s": 9000, "resubmit_every": 3}
    emulator.seed_recordings(5, **options)
    first = emulator.files()
    emulator.reset()
    emulator.seed_recordings(5, **options)
    assert emulator.files() == first


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"cycles_s": [600]}, "cycles_s must be whole numbers from 900 to 21600"),
        ({"formats": ["avi"]}, "formats must be among"),
        ({"start": "yesterday"}, "start must be a time"),
        ({"cycle": 900}, "unknown seed option 'cycle'"),
        ({"days": "1"}, "days must be of the type int or float"),
        ({"resubmit_every": 1.5}, "resubmit_every must be of the type int"),
    ],
)
def test_options_that_make_no_sense(emulator, options, message):
    with pytest.raises(ControlRefusedError, match=message):
        emulator.seed_recordings(1, **options)


def test_recorded_minutes_are_what_the_jobs_wrote(client, emulator):
    now = int(time.time())
    start, end = now - 20 * DAY, now - 19 * DAY
    emulator.seed_recordings(
        2, start=api_time(start), end=api_time(end), formats=["mp4", "m3u8"], resubmit_every=2, overlap_s=90
    )
    by_job = {}
    for file in emulator.files():
        span = range(second(file["StartTime"]), second(file["EndTime"]))
        by_job.setdefault(file["JobId"], set()).update(span)
    wanted = sum(len(each) for each in by_job.values())
    assert minutes(client, start, now) == pytest.approx(wanted / 60, abs=0.01)
    half = start + DAY // 2
    assert minutes(client, start, half) + minutes(client, half, end) == pytest.approx(wanted / 60, abs=0.02)
    assert minutes(client, start, end, Region="cn-beijing") == minutes(client, start, end)


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"EndTs": 0}, "MissingParameter"),
        ({"StartTs": -1}, "MissingParameter"),
        ({"StartTs": 0, "EndTs": -1}, "InvalidParameter"),
        ({"StartTs": -32 * DAY, "EndTs": 0}, "InvalidParameter"),
        ({"StartTs": -92 * DAY, "EndTs": -80 * DAY}, "InvalidParameter"),
        ({"StartTs": "yesterday", "EndTs": 0}, "InvalidParameter"),
    ],
)
def test_refused_ranges(client, parameters, code):
    now = int(time.time())
    sent = {name: str(now + value) if isinstance(value, int) else value for name, value in parameters.items()}
    response = post_query(client, "DescribeMeterImsSummary", **sent)
    assert (response.status_code, response.json()["Code"]) == (400, code)


def test_it_needs_its_permission(client):
    now = int(time.time())
    sent = {"StartTs": str(now - 9), "EndTs": str(now)}
    assert post_query(client, "DescribeMeterImsSummary", account=READER, **sent).status_code == 403
