# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What makes two jobs the same recording, and what may be one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.recordings import recording_of

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
