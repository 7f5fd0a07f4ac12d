# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields that are not known: whoever asks for one is told why, and whether a request can tell it."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.audit.unknown import (
    LOOK_UP,
    PartlyKnown,
    UnknownFieldError,
    with_gaps,
)

JOB = {
    "job_id": "1",
    "status": "paused",
    "create_time": "2026-11-25T00:00:00Z",
    "template_id": "t",
    "stream_input": {"url": "rtmp://a"},
    "record_output": {"type": "oss"},
}


@pytest.mark.parametrize(("reason", "can_be"), [(LOOK_UP, True), ("Nobody knows.", False)])
def test_a_field_that_is_not_known_says_so_when_it_is_asked_for(reason: str, can_be: bool) -> None:
    job = PartlyKnown({"name": "a"}, {"cycle": reason})
    assert (job.get("name"), job.get("other", 3)) == ("a", 3)
    with pytest.raises(UnknownFieldError) as caught:
        job.get("cycle")
    error = caught.value
    assert (error.name, error.reason, error.can_be_looked_up) == ("cycle", reason, can_be)


def test_a_field_that_was_learnt_is_known() -> None:
    job = PartlyKnown({}, {"cycle": LOOK_UP, "last_file": LOOK_UP})
    job.learn("cycle", 900)
    job.learn("own_template", None)
    assert (job.get("cycle"), job.get("own_template")) == (900, None)
    assert set(job.unknown) == {"last_file"}


def test_a_job_that_has_everything_has_no_gaps() -> None:
    assert with_gaps(JOB) is JOB


@pytest.mark.parametrize("name", JOB)
@pytest.mark.parametrize("value", [None, ""])
def test_what_the_api_always_gives_is_unknown_if_it_is_missing(name: str, value: object) -> None:
    job = with_gaps({**JOB, name: value})
    with pytest.raises(UnknownFieldError, match=f"The job has no {name}, which the API gives with every job"):
        job.get(name)


@pytest.mark.parametrize(("name", "part"), [("stream_input", "url"), ("record_output", "type")])
def test_so_is_what_is_inside_of_it(name: str, part: str) -> None:
    job = with_gaps({**JOB, name: {"other": 1}})
    assert job.get(name).get("other") == 1
    with pytest.raises(UnknownFieldError, match=f"The job has no {name}.{part}, which"):
        job.get(name).get(part)
