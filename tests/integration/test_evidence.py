# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that follow the reference and are not ideal: a list is complete, or the task says what contradicts what."""

from __future__ import annotations

import json

import pytest

from .plugin_runs import look, write_inventory
from .scenarios import MARCH, ice, scenario, task_of

files = task_of("ice_live_record_file_info")
templates = task_of("ice_live_record_template_info")

# Two or three jobs in most of the seconds of twenty minutes, and so on both sides of most page boundaries.
CROWDED = {"count": 3000, "start": "2026-03-01T00:00:00Z", "end": "2026-03-01T00:20:07Z"}
BURSTS = [
    {
        "count": 150,
        "start": f"2026-03-01T00:{minute:02}:00Z",
        "end": f"2026-03-01T00:{minute:02}:00Z",
        "same_second": True,
    }
    for minute in range(10)
]
SMALL_BURSTS = [
    {
        "count": 40,
        "start": f"2026-03-01T00:{minute:02}:00Z",
        "end": f"2026-03-01T00:{minute:02}:00Z",
        "same_second": True,
    }
    for minute in range(30)
]
THOUSAND = {"count": 1000, **MARCH}


def has_all(outcome, wanted=bool):
    """Whether the list is said to be complete, and is."""
    assert not outcome.failed, outcome.msg
    ids = [job["job_id"] for job in outcome.found]
    expected = [job["job_id"] for job in outcome.newest_first if wanted(job)]
    assert len(set(ids)) == len(ids)
    assert set(ids) == set(expected)
    times = [job["create_time"] for job in outcome.found]
    assert times == sorted(times, reverse=True)
    assert outcome.result["complete"] is True
    assert outcome.result["total_count"] == len(ids)
    return True


def is_paused(job):
    return job["status"] == "paused"


def refused(outcome, *words):
    """Whether the task failed, and says what contradicted what, and what to do."""
    assert outcome.failed
    assert "that no job is missing cannot be shown" in outcome.msg
    assert "on_incomplete: warn" in outcome.msg
    assert outcome.result["request_id"]
    for word in words:
        assert word in outcome.msg, outcome.msg
    return True


# An order within a second that depends on the offset is what the emulator does by default.


@scenario(ice(), ice(status="paused"), ice(sort_by="asc", limit=500), jobs=CROWDED)
def test_the_order_within_a_second_depends_on_the_offset(outcomes):
    everything, paused, beginning = outcomes
    assert has_all(everything)
    assert has_all(paused, is_paused)
    # The last second may be cut anywhere; before it nothing is missing.
    oldest_first = everything.newest_first[::-1]
    last = beginning.found[-1]["create_time"]
    before = {job["job_id"] for job in oldest_first if job["create_time"] < last}
    assert before <= {job["job_id"] for job in beginning.found}
    assert len(beginning.found) == 500


@scenario(ice(), ice(status="paused"), ice(where="status == 'paused'"), jobs=CROWDED, order_within_second="anew")
def test_the_order_within_a_second_changes_at_each_request(outcomes):
    everything, paused, where = outcomes
    assert has_all(everything)
    assert has_all(paused, is_paused)
    assert {job["job_id"] for job in where.found} == {job["job_id"] for job in paused.found}


@scenario(ice(), ice(status="paused"), jobs=BURSTS)
def test_bursts_of_more_jobs_in_a_second_than_a_page_holds(outcomes):
    everything, paused = outcomes
    assert has_all(everything)
    assert has_all(paused, is_paused)


@scenario(ice(), ice(end_time="2026-03-01T00:15:00Z"), ice(start_time="2026-01-01T00:00:00Z"), jobs=SMALL_BURSTS)
def test_bursts_of_fewer(outcomes):
    everything, until, since = outcomes
    assert has_all(everything)
    assert has_all(until, lambda job: job["create_time"] <= "2026-03-01T00:15:00Z")
    assert has_all(since)


@scenario(ice(), ice(status="paused"), ice(limit=2000), jobs=THOUSAND, count_cap=300)
def test_the_count_is_capped(outcomes):
    everything, paused, limited = outcomes
    assert has_all(everything)
    assert "The server counts 300 jobs, and 1000 were read and shown to be all." in everything.result["warnings"]
    assert has_all(paused, is_paused)
    assert has_all(limited)


@scenario(ice(), ice(status="paused"), ice(limit=2000), jobs=THOUSAND, count_of_page=True)
def test_the_count_is_that_of_the_page(outcomes):
    everything, paused, limited = outcomes
    assert has_all(everything)
    assert has_all(paused, is_paused)
    assert has_all(limited)


@scenario(ice(), jobs=THOUSAND, count_of_page=True, page_size_max=50)
def test_the_count_is_that_of_the_page_and_the_page_is_clamped(outcome):
    assert has_all(outcome)


@scenario(ice(), ice(status="paused"), jobs=THOUSAND, count_lag=100)
def test_the_count_lags_by_a_page(outcomes):
    everything, paused = outcomes
    assert has_all(everything)
    assert has_all(paused, is_paused)


@scenario(ice(), ice(status="started"), jobs={"count": 800, **MARCH}, replica_lag=10)
def test_half_of_the_answers_come_from_a_copy_that_lacks_the_newest(outcomes):
    for outcome in outcomes:
        # Whether the copy that has them all answers for the newest is a matter of chance; what is returned is not.
        if outcome.failed:
            assert refused(outcome, "the server counts 800 jobs")
        elif outcome is outcomes[0]:
            assert has_all(outcome)


@scenario(ice(), jobs={"count": 800, **MARCH}, replica_lacks=10)
def test_each_copy_lacks_other_jobs(outcome):
    if outcome.failed:
        assert refused(outcome)
        return
    # What both copies have is there; at most ten of each may be seen by neither question.
    missing = {job["job_id"] for job in outcome.newest_first} - {job["job_id"] for job in outcome.found}
    assert len(missing) <= 20


@scenario(
    ice(status="started", where="status == 'started'"),
    ice(end_time="2026-03-20T00:00:00Z"),
    ice(limit=1),
    jobs=THOUSAND,
    one_row_pages_empty=True,
)
def test_pages_of_one_row_are_empty(outcomes):
    status, until, newest = outcomes
    assert has_all(status, lambda job: job["status"] == "started")
    assert has_all(until, lambda job: job["create_time"] <= "2026-03-20T00:00:00Z")
    assert [job["job_id"] for job in newest.found] == [newest.newest_first[0]["job_id"]]


@scenario(ice(page_size=1), jobs=20, one_row_pages_empty=True)
def test_and_the_user_asked_for_them(outcome):
    assert refused(outcome, "counts 20 jobs and returns none of them")


@pytest.mark.parametrize(
    ("parameter", "says"),
    [
        pytest.param(name, says, marks=scenario(ice(**options), jobs={"count": 500, **MARCH}, ignore_parameters=[name]))
        for name, options, says in (
            ("SortBy", {}, "does not sort jobs by their creation time as it was asked to (SortBy asc)"),
            ("StartTime", {"start_time": "2026-03-20T00:00:00Z"}, "created between 2026-03-20T00:00:00Z and"),
            ("EndTime", {"start_time": "2026-03-05T00:00:00Z", "end_time": "2026-03-09T00:00:00Z"}, "created between"),
            ("Keyword", {"keyword": "news"}, "was asked for jobs with Keyword news, and returned one with job_id"),
        )
    ],
)
def test_a_parameter_is_ignored(parameter, says, outcome):
    assert refused(outcome, says)


@scenario(ice(status="paused"), jobs=THOUSAND, ignore_parameters=["Status"])
def test_the_status_is_ignored_and_each_job_tells_its_own(outcome):
    assert has_all(outcome, is_paused)


@scenario(ice(), ice(status="paused"), jobs=THOUSAND, ignore_parameters=["PageNo"])
def test_the_page_number_is_ignored(outcomes):
    assert has_all(outcomes[0])
    assert has_all(outcomes[1], is_paused)


@scenario(ice(keyword="news", on_incomplete="warn"), jobs={"count": 500, **MARCH}, ignore_parameters=["Keyword"])
def test_with_a_warning_nothing_is_returned_that_was_not_asked_for(outcome):
    assert not outcome.failed
    assert outcome.result["complete"] is False
    assert all("news" in job["name"] or "news" in job["job_id"] for job in outcome.found)
    assert any("was asked for jobs with Keyword news" in warning for warning in outcome.result["warnings"])


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, marks=scenario(ice(status="paused"), jobs=THOUSAND, status_case=case))
        for case in ("capitalized", "upper")
    ],
)
def test_states_in_another_case(case, outcome):
    assert has_all(outcome, is_paused)
    assert {job["status"] for job in outcome.found} == {"paused"}


@scenario(ice(), ice(status="paused"), jobs=THOUSAND, repeat_row=True)
def test_a_row_twice_in_a_page_in_the_place_of_another(outcomes):
    for outcome in outcomes:
        assert refused(outcome, "twice in one page, in the place of another")


@pytest.mark.parametrize(
    "time_format",
    [
        pytest.param(
            how,
            marks=scenario(
                ice(), ice(status="paused"), ice(end_time="2026-03-20T00:00:00Z"), jobs=THOUSAND, time_format=how
            ),
        )
        for how in ("milliseconds", "offset")
    ],
)
def test_times_in_another_format(time_format, outcomes):
    everything, paused, until = outcomes
    for outcome in outcomes:
        assert not outcome.failed, outcome.msg
        assert outcome.result["complete"] is True
    assert len(everything.found) == 1000
    assert len(paused.found) == sum(is_paused(job) for job in paused.newest_first)
    assert len(until.found) == sum(job["create_time"] <= "2026-03-20T00:00:00Z" for job in until.newest_first)


@scenario(ice(), ice(start_time="2026-03-05T00:00:00Z"), jobs={"count": 300, **MARCH}, omit_fields=["CreateTime"])
def test_jobs_that_do_not_tell_when_they_were_created(outcomes):
    everything, since = outcomes
    assert not everything.failed, everything.msg
    assert (len(everything.found), everything.result["complete"]) == (300, True)
    assert refused(since, "without their create_time")


@scenario(ice(), jobs={"count": 300, **MARCH}, id_format="number")
def test_ids_that_are_numbers(outcome):
    assert not outcome.failed, outcome.msg
    assert (len(outcome.found), outcome.result["complete"]) == (300, True)
    assert all(isinstance(job["job_id"], str) for job in outcome.found)


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(fault, marks=scenario(ice(), jobs={"count": 300, **MARCH}, **{fault: ["JobId"]}))
        for fault in ("null_fields", "omit_fields")
    ],
)
def test_ids_that_are_null_or_missing(fault, outcome):
    assert refused(outcome, "returns jobs without their job_id")


@scenario(ice(), jobs=THOUSAND, churn={"expire": 2, "insert": 2, "until": 20})
def test_old_jobs_are_deleted_while_others_come(outcome):
    assert not outcome.failed, outcome.msg
    assert outcome.result["complete"] is True
    assert left_of_the_seeded(outcome) <= {job["job_id"] for job in outcome.found}


@scenario(ice(on_incomplete="warn"), jobs=THOUSAND, churn={"expire": 2, "insert": 2})
def test_and_never_stop(outcome):
    """The count of the beginning cannot be met, so the list is not called complete; nothing is missing all the same."""
    assert not outcome.result["complete"]
    assert any("the server counts 1000 jobs and returns" in warning for warning in outcome.result["warnings"])
    assert left_of_the_seeded(outcome) <= {job["job_id"] for job in outcome.found}


def left_of_the_seeded(outcome):
    """The jobs that were there before the first request, and are still there."""
    return {job["job_id"] for job in outcome.newest_first if not job["name"].startswith("late-arrival")}


@scenario(ice(), jobs={"count": 300, **MARCH}, listed_after_s=3600, added=[{"name": "just submitted"}])
def test_a_job_that_nobody_lists_yet(outcome):
    assert not outcome.failed, outcome.msg
    assert len(outcome.found) in (300, 301)


# The lookup and the inventory use the same engine.


@scenario(look(), look(status="paused"), jobs=THOUSAND, count_of_page=True)
def test_the_lookup_reads_all_whatever_the_count_says(outcomes):
    everything, paused = (outcome.result["msg"] for outcome in outcomes)
    assert {job["job_id"] for job in everything} == {job["job_id"] for job in outcomes[0].newest_first}
    assert {job["job_id"] for job in paused} == {job["job_id"] for job in outcomes[1].newest_first if is_paused(job)}


@scenario(look("news"), jobs=THOUSAND, ignore_parameters=["Keyword"])
def test_the_lookup_returns_nothing_that_was_not_asked_for(outcome):
    assert outcome.failed
    assert "was asked for jobs with Keyword news, and returned one with job_id" in outcome.msg


@pytest.fixture
def inventory_of_a_thousand(ansible, fresh, tmp_path):
    """Runs the inventory plugin against a server with faults."""
    fresh.seed(1000, **MARCH)

    def run(**faults):
        fresh.set_faults(**faults)
        file = write_inventory(tmp_path, "thousand", regions=["cn-shanghai"])
        settings = {"ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "true"}
        return ansible.command("ansible-inventory", "-i", str(file), "--list", env=settings)

    return run


def test_the_inventory_has_all_and_says_what_the_server_counts(inventory_of_a_thousand):
    run = inventory_of_a_thousand(count_cap=300)
    assert run.rc == 0, run.output
    assert len(json.loads(run.stdout)["_meta"]["hostvars"]) == 1000
    assert "The server counts 300 jobs, and 1000 were read and shown to be all." in " ".join(run.output.split())


def test_the_inventory_fails_where_nothing_can_be_shown(inventory_of_a_thousand):
    run = inventory_of_a_thousand(ignore_parameters=["SortBy"])
    assert run.rc != 0
    assert "does not sort jobs by their creation time" in " ".join(run.output.split())


# Files and templates

# A list must be read in spite of the first; the others may be refused.
READABLE = ({}, {"order_within_second": "anew"})
MISCOUNTING = ({"count_of_page": True}, {"count_cap": 100}, {"count_lag": 30})

FILE_CROWD = [
    {"job_id": "job-1", "record_id": f"f{number:03}", "create_time": f"2026-03-02T00:00:{number // 7:02}Z"}
    for number in range(280)
]
TEMPLATES = [{"name": f"bulk-{number}", "template_id": f"t{number:03}"} for number in range(230)]


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(
            fault,
            marks=scenario(files(), files(sort_by="desc"), added=[{"job_id": "job-1"}], files=FILE_CROWD, **fault),
        )
        for fault in (*READABLE, *MISCOUNTING)
    ],
    ids=str,
)
def test_files(fault, outcomes):
    for outcome in outcomes:
        if outcome.failed:
            assert "that no file is missing cannot be shown" in outcome.msg
            assert fault not in READABLE
            continue
        assert outcome.result["complete"] is True
        assert sorted(each["record_id"] for each in outcome.result["files"]) == [
            each["record_id"] for each in FILE_CROWD
        ]
        assert outcome.result["total_count"] == len(FILE_CROWD)


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(fault, marks=scenario(templates(keyword="bulk-"), templates=TEMPLATES, **fault))
        for fault in (*READABLE, *MISCOUNTING)
    ],
    ids=str,
)
def test_templates(fault, outcome):
    if outcome.failed:
        assert "that no template is missing cannot be shown" in outcome.msg
        assert fault not in READABLE
        return
    assert outcome.result["complete"] is True
    found = [each["template_id"] for each in outcome.result["record_template_list"]]
    assert sorted(found) == [each["template_id"] for each in TEMPLATES]
