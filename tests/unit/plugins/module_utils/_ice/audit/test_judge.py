# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recordings that are judged while jobs arrive: the same as if all had been there from the beginning."""

from __future__ import annotations

import random
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.query import functions
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.query.time_limit import TookTooLongError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.recordings import active, recording_of
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.times import parse_time
from ansible_collections.mediaops.alicloud.tests.unit.support.audits import (
    NOW,
    REGION,
    audited,
    fired,
    job,
    rule,
    states,
)
from ansible_collections.mediaops.alicloud.tests.unit.support.worlds import examples

RULES = (
    rule("paused", "status == 'paused'"),
    rule("old", "age(create_time) > duration('12h')"),
    rule("twice", "at_once.stream > `1`"),
    rule("same-name", "at_once.name > `1`"),
    rule("same", "at_once.recording > `1`"),
    rule("all-of-them", None, query="[?status == 'initial']"),
)


@st.composite
def lists(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Few names, streams and times, so that many jobs are of one recording."""
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from("ab"),
                st.sampled_from("xy"),
                st.sampled_from(["paused", "initial", "started"]),
                st.integers(0, 23),
            ),
            max_size=14,
        )
    )
    return [
        job(
            number,
            name=name,
            stream_input={"type": "rtmp", "url": f"rtmp://{stream}"},
            status=status,
            create_time=f"2026-11-25T{hour:02}:00:00Z",
        )
        for number, (name, stream, status, hour) in enumerate(rows)
    ]


def naively(jobs: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """All jobs are there: of each recording the newest active one, or else the newest."""
    recordings: dict[Any, list[dict[str, Any]]] = {}
    for each in jobs:
        recordings.setdefault(recording_of(each), []).append(each)
    running = active(jobs)
    found = []
    for same in recordings.values():
        it = max(active(same) or same, key=lambda each: (each["create_time"], each["job_id"]))
        is_active = it in running
        streams = sum(each["stream_input"] == it["stream_input"] for each in running)
        names = sum(each["name"] == it["name"] for each in running)
        answers = {
            "paused": it["status"] == "paused",
            "old": NOW - parse_time(it["create_time"], 0) > 12 * 3600,
            "twice": is_active and streams > 1,
            "same-name": is_active and names > 1,
            "same": is_active and len(active(same)) > 1,
            "all-of-them": it["status"] == "initial",
        }
        found += [(rule_id, it["job_id"]) for rule_id, fires in answers.items() if fires]
    return sorted(found)


@examples(300)
@given(lists(), st.integers(0, 2**32), st.integers(0, 5))
def test_the_order_in_which_jobs_arrive_and_repeated_ones_change_nothing(jobs, seed, repeated) -> None:
    arriving = [*jobs, *jobs[:repeated]]
    random.Random(seed).shuffle(arriving)
    result = audited(arriving, *RULES)
    (evidence,) = result.report["evidence"]
    event(f"superseded: {evidence['superseded'] > 0}")
    assert sorted(fired(result)) == naively(jobs)
    assert evidence["jobs"] == len(jobs)
    assert evidence["recordings"] == len({recording_of(each) for each in jobs})
    assert sum(evidence["jobs_by_state"].values()) == len(jobs)
    assert {each["seen"] for each in result.report["rules"]} == {evidence["recordings"]}


def test_a_job_that_was_submitted_again_is_not_judged() -> None:
    before = job(1, name="a", status="paused", create_time="2026-11-20T00:00:00Z")
    again = {**before, "job_id": "job-2", "status": "started", "create_time": "2026-11-21T00:00:00Z"}
    result = audited([before, again], rule())
    assert fired(result) == []
    assert result.report["evidence"][0]["superseded"] == 1
    assert result.report["evidence"][0]["oldest_paused"] is None


def test_jobs_are_counted_by_their_day_and_state() -> None:
    times = ["2026-11-20T00:00:00Z", "2026-11-20T23:59:59Z", "2026-11-21T02:00:00+08:00", "2026-11-22T00:00:00Z"]
    jobs = [job(number, name=str(number), status="paused", create_time=time) for number, time in enumerate(times)]
    found = {each["day"]: each["jobs_by_state"]["paused"] for each in audited(jobs, rule()).report["jobs_by_day"]}
    assert {day: number for day, number in found.items() if number} == {"2026-11-20": 3, "2026-11-22": 1}


def test_the_oldest_recording_that_has_ended_is_told() -> None:
    ended = [
        job(number, name=name, status=status, create_time=f"2026-11-{day}T00:00:00Z")
        for number, (name, status, day) in enumerate(
            [("a", "paused", 21), ("b", "paused", 20), ("c", "started", 19), ("d", "paused", 22)]
        )
    ]
    assert audited(ended, rule()).report["evidence"][0]["oldest_paused"] == "2026-11-20T00:00:00Z"


@pytest.mark.parametrize(
    ("modified", "state"),
    [
        ("2026-11-24T23:59:59Z", "failed"),
        ("2026-11-25T00:00:00Z", "inconclusive"),
        ("2026-11-26T00:00:00Z", "inconclusive"),
        (None, "inconclusive"),
    ],
)
def test_a_template_that_was_changed_before_the_job_is_what_the_job_uses(modified, state) -> None:
    """What was changed in the same second may be either."""
    template = {"template_id": "template-1", "last_modified": modified, "record_format_list": []}
    running = job(1, status="started", create_time="2026-11-25T00:00:00Z", template=template)
    result = audited([running], rule("used", "own_template"))
    assert {each["id"]: each["state"] for each in result.report["rules"]} == {"used": state}


def test_status_chooses_recordings_and_not_jobs() -> None:
    before = job(1, name="a", status="paused", create_time="2026-11-20T00:00:00Z")
    again = {**before, "job_id": "job-2", "status": "started", "create_time": "2026-11-21T00:00:00Z"}
    other = job(3, status="paused")
    result = audited([before, again, other], rule("any", "status"), status="paused")
    assert fired(result) == [("any", "job-3")]
    assert result.report["rules"][0]["seen"] == 1


def test_end_and_keyword_are_about_the_job_that_counts() -> None:
    old = job(1, create_time="2026-11-20T00:00:00Z")
    new = job(2, create_time="2026-11-24T00:00:00Z")
    assert fired(audited([old, new], rule("any", "status"), end_time="2026-11-22")) == [("any", "job-1")]
    assert fired(audited([old, new], rule("any", "status"), keyword="DIO-2")) == [("any", "job-2")]


GAPS = ("status", "create_time", "stream_input", "template_id", "record_output")


def test_what_a_job_does_not_show_is_not_passed() -> None:
    asks = {name: rule(f"asks-{name}", f"!{name}") for name in ("status", "create_time", "template_id")}
    asks["stream_input"] = rule("asks-stream_input", "contains(stream_input.url, 'studio-9')")
    asks["record_output"] = rule("asks-record_output", "record_output.type != 'oss'")
    for name in GAPS:
        lacking = job()
        del lacking[name]
        result = audited([lacking], *asks.values(), rule("named", "!name"))
        (open_one,) = result.report["inconclusive"]
        assert (open_one["rule"], open_one["recordings"]) == (f"asks-{name}", 1)
        assert "which the API gives with every job" in open_one["reason"]
        assert states(result)["named"] == "passed"
        assert result.report["compliant"] is None


def test_states_that_a_later_api_may_have_are_told() -> None:
    """A rule that asks for another state does not fire for them, which nobody would notice."""
    result = audited([job(1, status="stopped"), job(2, status="stopped"), job(3, status="paused")], rule())
    assert fired(result) == [("mine", "job-3")]
    (warning,) = result.warnings
    assert warning.startswith("2 job(s) have the status 'stopped', which is none of ")


def test_a_field_that_was_not_set_is_known_to_be_missing() -> None:
    lacking = job()
    del lacking["notify_url"]
    assert fired(audited([lacking], rule(where="!notify_url"))) == [("mine", "job-1")]


def test_a_gap_that_does_not_matter_is_no_doubt() -> None:
    """The template is not known; of a job that has not started nobody asks."""
    result = audited([job(status="paused")], rule(where="status == 'started' && !template"))
    assert states(result) == {"mine": "passed"}


def test_an_incomplete_list_passes_nothing_and_keeps_what_it_shows() -> None:
    result = audited([job(status="paused")], rule(), rule("other", "!name"), jobs_complete=False)
    assert states(result) == {"mine": "failed", "other": "inconclusive"}
    assert result.report["complete"] is False
    assert result.report["compliant"] is False
    assert audited([job()], rule(), jobs_complete=False).report["compliant"] is None


def test_searches_that_take_long_do_not_hold_up_the_audit(monkeypatch) -> None:
    """Whoever names streams could otherwise make each of them take seconds."""
    slow = []

    @contextmanager
    def limit(_seconds):
        slow.append(1)
        if slow:
            raise TookTooLongError
        yield

    monkeypatch.setattr(functions, "time_limit", limit)
    jobs = [job(number, name="a" * 30) for number in range(50)]
    result = audited(jobs, rule(where="matches('(a+)+$', name)"), rule("other", "name"))
    assert states(result) == {"mine": "inconclusive", "other": "failed"}
    assert sum(each["recordings"] for each in result.report["inconclusive"]) == 50
    assert "takes more than 2 seconds" in result.report["inconclusive"][0]["reason"]
    assert len(slow) == 5


def test_a_function_that_refuses_a_job_is_no_pass_and_ends_nothing() -> None:
    jobs = [job(number, name=f"{number}x") for number in range(30)]
    result = audited([*jobs, job(31, name="2h")], rule(where="duration(name) > duration('1h')"))
    assert fired(result) == [] or fired(result) == [("mine", "job-31")]
    assert states(result)["mine"] in ("failed", "inconclusive")
    assert sum(each["recordings"] for each in result.report["inconclusive"]) >= 30
    assert "is not a duration" in result.report["inconclusive"][0]["reason"]


def test_what_is_limited_does_not_know_what_else_is_recorded() -> None:
    result = audited([job(1), job(2)], rule(where="at_once.stream > `1`"), keyword="studio")
    assert states(result) == {"mine": "inconclusive"}
    assert "limited by keyword" in result.report["inconclusive"][0]["reason"]


def test_messages_are_filled_with_what_jobs_have() -> None:
    text = "{name}/{stream_input.type}/{template_name || 'none'}/{length(job_id)}/{notify_url}/{at_once.stream}"
    lacking = {**job(), "notify_url": None, "name": "{{ 7 * 7 }}"}
    found = audited([lacking], rule(where="status", message=text)).report["findings"]
    assert found[0]["message"] == "{{ 7 * 7 }}/rtmp/hourly/5/none/1"


def test_jobs_that_cannot_be_jobs_are_refused_by_their_number() -> None:
    for wrong, said in {
        "text": "a job must be a dictionary",
        ("JobId",): "Names are in snake case here: job_id.",
        ("name", 5): "name must be text, and is 5",
        ("stream_input", "rtmp://x"): "stream_input must be a dictionary",
    }.items():
        entry: Any = wrong
        if isinstance(wrong, tuple):
            entry = {"JobId": "x"} if len(wrong) == 1 else {**job(2), wrong[0]: wrong[1]}
        with pytest.raises(InputError, match=r"^jobs, entry 2: ") as error:
            audited([job(1), entry], rule())
        assert said in error.value.message


def test_each_job_is_of_the_region_that_it_says() -> None:
    report = audited([job(1), job(2, region="cn-beijing")], rule(where="region == 'cn-beijing'")).report
    assert [each["region"] for each in report["evidence"]] == [REGION, "cn-beijing"]
    assert [each["region"] for each in report["findings"]] == ["cn-beijing"]


def test_a_query_that_does_not_return_jobs_is_refused() -> None:
    for query in ("length(@)", "[].name", "[].{job_id: name}"):
        with pytest.raises(InputError, match="rule mine: query must return jobs"):
            audited([job()], rule(where=None, query=query))
    assert fired(audited([job()], rule(where=None, query="[].{job_id: job_id}"))) == [("mine", "job-1")]


def test_unnamed_recordings_have_fingerprints_of_their_own() -> None:
    same = {"stream_input": {"type": "rtmp"}}
    found = audited([job(1, name="a", **same), job(2, name="a", **same)], rule(where="status")).report["findings"]
    assert len({each["fingerprint"] for each in found}) == 2
