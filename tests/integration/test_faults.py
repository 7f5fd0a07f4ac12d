# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever a server or a network can do: nothing is lost, or the task fails and says why."""

from __future__ import annotations

import re

import pytest

from ansible_collections.mediaops.alicloud.tests.integration.scenarios import ice, scenario


def error(code, status, count=1, **more):
    return {"code": code, "status": status, "count": count, **more}


@scenario(ice(), jobs=450, latency_ms=40)
def test_latency(outcome):
    assert outcome.found == outcome.newest_first


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("Throttling.User", marks=scenario(ice(), jobs=1000, qps=20), id="with header"),
        pytest.param(
            "Throttling",
            marks=scenario(
                ice(), jobs=500, qps=10, throttle_retry_after=False, throttle_status=503, throttle_code="Throttling"
            ),
            id="without header",
        ),
    ],
)
def test_a_limit_of_requests_per_second_loses_nothing(code, outcome):
    assert outcome.found == outcome.newest_first
    assert outcome.result["complete"] is True
    refused = [request for request in outcome.requests if request.error_code == code]
    assert outcome.result["stats"]["throttled"] == len(refused) > 0


PASSING = {
    "503": {"errors": [error("ServiceUnavailable", 503, 3)]},
    "500": {"errors": [error("InternalError", 500, 2), error("InternalFailure", 500)]},
    "throttling with a header": {"errors": [error("Throttling.Api", 400, 2, retry_after_ms=50)]},
    "throttling without a header": {"errors": [error("Throttling", 400, 2)]},
    "throttling of later pages": {"errors": [error("Throttling.User", 429, 3, skip=2, retry_after_ms=20)]},
    "cut JSON": {"cut_json": {"count": 3}},
    "truncated": {"truncated": {"count": 3}},
    "reset": {"reset": {"count": 3}},
    "reset once done": {"reset": {"count": 2, "skip": 1, "processed": True}},
    "HTML instead of JSON": {"not_json": {"count": 2}},
    "HTML with status 200": {"not_json": {"count": 1, "status": 200}},
    "slow": {"slow_body_s": 0.3, "slow_count": 3},
    "nonce used": {"errors": [error("SignatureNonceUsed", 400, 2)]},
}


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=scenario(ice(), jobs=450, **faults)) for kind, faults in PASSING.items()]
)
def test_passing_faults_pass(kind, outcome):
    assert outcome.found == outcome.newest_first
    assert outcome.result["complete"] is True
    spoiled = [request for request in outcome.requests if request.fault]
    assert spoiled
    if kind != "slow":
        assert outcome.result["stats"]["retries"] == len(spoiled)
    assert outcome.result["stats"]["requests"] == len(outcome.requests)


LASTING = {
    "reset": ({"reset": {"count": 100}}, "gave no usable answer"),
    "truncated": ({"truncated": {"count": 100}}, "gave no usable answer"),
    "cut JSON": ({"cut_json": {"count": 100}}, "cut short or is not the API's JSON"),
    "HTML": ({"not_json": {"count": 100}}, "look for a proxy in between, or a wrong endpoint"),
    "503": ({"errors": [error("ServiceUnavailable", 503, 100)]}, "ListLiveRecordJobs in cn-shanghai was refused"),
}


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(words, marks=scenario(ice(max_retries=1), jobs=450, **faults), id=kind)
        for kind, (faults, words) in LASTING.items()
    ],
)
def test_lasting_faults_fail_the_task(words, outcome):
    assert outcome.failed
    assert words in outcome.msg
    assert "(Tried 2 times.)" in outcome.msg
    assert "live_record_jobs" not in outcome.result
    assert len(outcome.requests) == 2


@scenario(ice(max_retries=0, deadline=4), jobs=450, errors=[error("Throttling.User", 429, 1000, retry_after_ms=10)])
def test_throttling_that_does_not_end_is_ended_by_the_deadline(outcome):
    assert outcome.failed
    assert "The deadline of 4 seconds does not suffice" in outcome.msg
    assert f"refused {len(outcome.requests)} request(s) of this task" in outcome.msg
    assert (outcome.result["error_code"], outcome.result["http_status"]) == ("Throttling.User", 429)
    assert outcome.result["request_id"]
    assert "live_record_jobs" not in outcome.result
    assert 3 <= len(outcome.requests) < 20  # fewer and fewer


@scenario(ice(max_retries=1), jobs=450, errors=[error("ServiceUnavailable", 503, 100, skip=3)])
def test_a_fault_in_the_middle_returns_no_part(outcome):
    assert outcome.failed
    assert "live_record_jobs" not in outcome.result


@scenario(ice(), jobs=10, not_json={"count": 100, "status": 403})
def test_a_proxy_that_says_no_is_not_asked_again(outcome):
    assert outcome.failed
    assert "HTTP status 403" in outcome.msg
    assert outcome.result["http_status"] == 403
    assert len(outcome.requests) == 1


# Pages


@scenario(ice(), ice(status="started"), ice(limit=60), jobs=250, page_size_max=30)
def test_a_server_that_clamps_pages(outcomes):
    everything, started, some = outcomes
    assert everything.found == everything.newest_first
    assert started.found == [job for job in started.newest_first if job["status"] == "started"]
    assert some.found == some.newest_first[:60]


@scenario(ice(), ice(status="started"), ice(limit=60), jobs=250, page_size_refuse_above=30)
def test_a_server_that_refuses_large_pages(outcomes):
    everything, started, some = outcomes
    assert everything.found == everything.newest_first
    assert everything.result["stats"]["page_size"] == 30
    assert started.found == [job for job in started.newest_first if job["status"] == "started"]
    assert some.found == some.newest_first[:60]


@scenario(ice(page_size=500), jobs=250)
def test_a_page_size_the_server_does_not_take(outcome):
    assert outcome.found == outcome.newest_first


# Fields


@scenario(ice(), ice(status="paused"), jobs=450, numbers_as_strings=True)
def test_numbers_that_are_strings(outcomes):
    everything, paused = outcomes
    assert everything.found == everything.newest_first
    assert everything.result["total_count"] == 450
    assert len(paused.found) == paused.result["total_count"]


@scenario(ice(), jobs=150, omit_fields=["NotifyUrl", "StreamInput.Url", "TemplateName", "PageNo", "SortBy", "PageSize"])
def test_fields_left_out(outcome):
    for found, whole in zip(outcome.found, outcome.newest_first, strict=True):
        assert found == {
            name: {"type": "rtmp"} if name == "stream_input" else value
            for name, value in whole.items()
            if name not in ("notify_url", "template_name")
        }


@scenario(
    ice(where="matches('x', notify_url) || age(notify_url) || to_epoch(notify_url)"),
    ice(),
    jobs=150,
    null_fields=["NotifyUrl", "StreamInput"],
)
def test_fields_that_are_null(outcomes):
    none, everything = outcomes
    assert none.found == []
    assert everything.found == [{**job, "notify_url": None, "stream_input": None} for job in everything.newest_first]


@scenario(ice(where="new_thing.inner_value == `1`"), jobs=150, extra_fields={"NewThing": {"InnerValue": 1}})
def test_new_fields(outcome):
    assert outcome.found == [{**job, "new_thing": {"inner_value": 1}} for job in outcome.newest_first]


@scenario(
    ice(), ice(status="started"), ice(limit=60), jobs=250, omit_fields=["TotalCount", "PageSize", "PageNo", "SortBy"]
)
def test_no_count(outcomes):
    everything, started, some = outcomes
    assert everything.found == everything.newest_first
    assert started.found == [job for job in started.newest_first if job["status"] == "started"]
    assert everything.result["complete"] is started.result["complete"] is True
    assert some.found == some.newest_first[:60]


@scenario(ice(), ice(status="started"), jobs=250, start_exclusive=True, end_exclusive=True)
def test_bounds_that_are_exclusive(outcomes):
    everything, started = outcomes
    assert everything.found == everything.newest_first
    assert started.found == [job for job in started.newest_first if job["status"] == "started"]


@scenario(
    ice(start_time="2025-06-01T00:00:00Z", end_time="2025-09-01T00:00:00Z"),
    jobs={"count": 300, "start": "2025-06-02T00:00:00Z", "end": "2025-08-31T00:00:00Z"},
    start_exclusive=True,
)
def test_slices_with_exclusive_bounds(outcome):
    assert outcome.found == outcome.newest_first


# Clocks


@scenario(ice(), jobs=10, clock_offset_s=3600)
def test_a_clock_that_is_behind(outcome):
    assert outcome.result["error_code"] == "InvalidTimeStamp.Expired"
    said = re.search(r"The clock of this machine is (\d+) seconds behind the server's; set it \(NTP\)\.", outcome.msg)
    assert said
    assert abs(int(said[1]) - 3600) < 60
    assert len(outcome.requests) == 1


@scenario(ice(), jobs=10, clock_offset_s=-86400)
def test_a_clock_that_is_ahead(outcome):
    said = re.search(r"(\d+) seconds ahead of the server's", outcome.msg)
    assert said
    assert abs(int(said[1]) - 86400) < 60


@scenario(
    ice(), ice(start_time="-30m"), jobs={"count": 200, "days": 0.01}, clock_offset_s=600, order_within_second="stable"
)
def test_a_clock_that_is_a_little_off_misses_nothing(outcomes):
    for outcome in outcomes:
        assert outcome.found == outcome.newest_first
