# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What makes two jobs the same recording, and what may be one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.recordings import (
    CurrentJobs,
    current,
    recording_of,
)

JOB = {
    "name": "a",
    "stream_input": {"url": "rtmp://a/b"},
    "record_output": {"type": "oss", "bucket": "b", "endpoint": "e"},
}


@pytest.mark.parametrize(
    "job", [{**JOB, "record_output": {"type": "oss", "bucket": "b"}}, {**JOB, "stream_input": None}, {}]
)
def test_what_a_job_does_not_show_may_be_anything(job) -> None:
    assert not recording_of(JOB).includes(job)
    assert recording_of(JOB).may_include(job)


@pytest.mark.parametrize("change", [{"name": "b"}, {"stream_input": {"url": "x"}}, {"record_output": {"type": "vod"}}])
def test_what_differs_is_another(change) -> None:
    assert not recording_of(JOB).may_include({**JOB, **change})


TEXTS = st.sampled_from([None, "a", "b"])


@given(st.tuples(*[TEXTS] * 5), st.tuples(*[TEXTS] * 5))
def test_what_is_included_may_be(mine, its) -> None:
    def job(fields):
        name, url, kind, bucket, endpoint = fields
        output = {"type": kind, "bucket": bucket, "endpoint": endpoint}
        return {"name": name, "stream_input": {"url": url}, "record_output": output}

    one, other = recording_of(job(mine)), recording_of(job(its))
    assert one.may_include(job(its)) or not one.includes(job(its))
    assert one.may_include(job(its)) == other.may_include(job(mine))


def submitted(number: int, status: str = "paused", second: int = 0, **changes: Any) -> dict[str, Any]:
    moment = f"2026-01-01T00:00:{second:02}Z"
    return {**JOB, "job_id": f"job-{number}", "status": status, "create_time": moment, **changes}


@pytest.mark.parametrize(
    ("jobs", "expected"),
    [
        ([submitted(1, second=1), submitted(2, second=2)], ["job-2"]),
        ([submitted(1, "initial", 1), submitted(2, second=2)], ["job-1"]),
        ([submitted(1, "started", 1), submitted(2, "initial", 2), submitted(3, second=3)], ["job-2"]),
        ([submitted(1, second=1), submitted(2, second=2, name="another")], ["job-1", "job-2"]),
        ([submitted(1), submitted(2)], ["job-2"]),
        ([submitted(1, create_time=None), submitted(2)], ["job-2"]),
        ([submitted(1, create_time="2026-01-01T08:00:01+08:00"), submitted(2)], ["job-1"]),
        ([submitted(1, name=None), submitted(2, name=None)], ["job-1", "job-2"]),
        ([submitted(1, stream_input=None), submitted(2, stream_input="text")], ["job-1", "job-2"]),
        ([submitted(1, name={"a": [1]}, second=1), submitted(2, name={"a": [1]})], ["job-1"]),
        ([submitted(1, record_output=None), submitted(2, record_output={})], ["job-2"]),
        ([], []),
    ],
)
def test_one_job_of_each_recording_counts(jobs: list[dict[str, Any]], expected: list[str]) -> None:
    assert [job["job_id"] for job in current(jobs)] == expected
    assert [job["job_id"] for job in sorted(current(reversed(jobs)), key=lambda job: job["job_id"])] == expected


@given(
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["paused", "initial", "started"]), st.integers(0, 3))),
    st.randoms(),
)
def test_the_order_of_jobs_decides_nothing(drawn, chance) -> None:
    jobs = [submitted(n, status, second, name=f"r{name}") for n, (name, status, second) in enumerate(drawn)]
    shuffled = list(jobs)
    chance.shuffle(shuffled)
    first, second = CurrentJobs(jobs), CurrentJobs(shuffled)
    assert {key: known.current for key, known in first.recordings.items()} == {
        key: known.current for key, known in second.recordings.items()
    }
    assert first.superseded == second.superseded == len(jobs) - len({name for name, _status, _second in drawn})
    actives = [job["job_id"] for job in jobs if job["status"] != "paused"]
    assert sorted(each for known in second.recordings.values() for each in known.active_ids) == sorted(actives)
