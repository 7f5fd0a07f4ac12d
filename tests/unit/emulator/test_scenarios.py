# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scenarios: everything that an emulator is to hold, in one document."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import ControlRefusedError


def test_everything_at_once(emulator):
    emulator.add_job(name="of before")
    count = emulator.load(
        {
            "faults": {"latency_ms": 1},
            "streams": {"stream_timeout_s": 5},
            "templates": [{"name": "hourly", "template_id": "t-1"}],
            "seeds": [{"count": 3, "start": "-3d", "end": "-2d"}],
            "jobs": [{"name": "studio-1", "template_id": "t-1", "create_time": "-90m", "job_id": "j-1"}],
            "file_seeds": [{"per_job": 1, "job_ids": ["j-1"]}],
            "files": [{"job_id": "j-1", "format": "mp4", "create_time": "now"}],
        }
    )
    assert count == emulator.health()["jobs"] == 4
    *seeded, added = emulator.jobs()
    assert (added["Name"], added["TemplateId"]) == ("studio-1", "t-1")
    now = datetime.now(UTC)
    assert abs(now - timedelta(minutes=90) - moment(added["CreateTime"])) < timedelta(minutes=1)
    for job in seeded:
        assert timedelta(days=1.9) < now - moment(job["CreateTime"]) < timedelta(days=3.1)
    assert any(file["RecordUrl"].endswith(".mp4") for file in emulator.files())
    assert emulator.streams()["stream_timeout_s"] == 5
    assert emulator.faults()["faults"]["latency_ms"] == 1


def test_channels_with_files(emulator):
    emulator.load({"recording_seeds": [{"count": 2, "days": 1}]})
    assert len({job["Name"] for job in emulator.jobs()}) == 2
    assert emulator.files()


def moment(text):
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def test_an_empty_one_empties(emulator):
    emulator.seed(3)
    assert emulator.load({}) == 0


@pytest.mark.parametrize(
    ("scenario", "words"),
    [
        ({"job": []}, "a scenario has no 'job'; it may have streams, templates, seeds, jobs"),
        ({"jobs": {}}, "jobs must be a list"),
        ({"jobs": ["a"]}, r"jobs\[0\] must be an object"),
        ({"jobs": [{}, {"create_time": "-2x"}]}, r"jobs\[1\]: create_time must be a time"),
        ({"seeds": [{"count": "3"}]}, r"seeds\[0\]: count must be a whole number"),
        ({"files": [{}]}, r"files\[0\]: there is no job"),
        ({"file_seeds": [{"per_job": -1}]}, r"file_seeds\[0\]: "),
        ({"recording_seeds": [{"count": 1, "formats": []}]}, r"recording_seeds\[0\]: formats must be among"),
        ({"templates": [{"type": "x"}]}, r"templates\[0\]: type must be one of"),
        ({"streams": {"x": 1}}, "streams: "),
        ({"faults": {"speling": 1}}, "faults: .*speling"),
        ({"jobs": [{"region": "mars"}]}, r"jobs\[0\]: there is no region mars"),
    ],
)
def test_mistakes_are_named_with_their_place(emulator, scenario, words):
    with pytest.raises(ControlRefusedError, match=words):
        emulator.load(scenario)
