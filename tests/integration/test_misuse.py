# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Invalid conditions are errors that say what was meant, and no empty results."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.tests.integration.plugin_runs import look
from ansible_collections.mediaops.alicloud.tests.integration.scenarios import ice, scenario, task_of

files = task_of("ice_live_record_file_info")
templates = task_of("ice_live_record_template_info")

BEFORE_ANY_REQUEST = {
    "status == paused": "Write text in single quotes: 'paused'",
    'status == "paused"': "Write text in single quotes: 'paused'",
    "age(create_time) > '36h'": "write duration('36h')",
    "create_time > '-36h'": "write to_epoch(create_time) and to_epoch('-36h')",
    "status > `5`": "cannot be compared with <, <=, > or >=",
    "now() > `5`": "it is the same for every job",
}
AFTER_READING = {
    "statuss == 'paused'": "Did you mean status?",
    "age(createtime) > duration('36h')": "Did you mean create_time?",
    "record_output.buckett == 'x'": "Did you mean bucket?",
    "status == 'pausd'": "Did you mean 'paused'?",
}


@scenario(*(ice(where=where) for where in BEFORE_ANY_REQUEST), jobs=5)
def test_what_cannot_be_meant_is_refused_before_any_request(outcomes):
    for outcome, (where, said) in zip(outcomes, BEFORE_ANY_REQUEST.items(), strict=True):
        assert outcome.failed, where
        assert said in outcome.msg
        assert where in outcome.msg
        assert not outcome.requests


@scenario(*(ice(where=where) for where in AFTER_READING), jobs=5)
def test_a_name_that_neither_the_reference_nor_any_job_has_is_an_error(outcomes):
    for outcome, (where, said) in zip(outcomes, AFTER_READING.items(), strict=True):
        assert outcome.failed, where
        assert outcome.msg.startswith("where is invalid: at character ")
        assert said in outcome.msg


@scenario(ice(where="statuss == 'paused'"), jobs=0)
def test_without_any_job_a_warning_says_what_could_not_be_checked(outcome):
    assert outcome.found == []
    (warning,) = outcome.result["warnings"]
    assert "There is no row to check it with" in warning
    assert "Did you mean status?" in warning


@scenario(
    ice(query="[?statuss == 'paused'].name"),
    ice(query="live_record_jobs[].name"),
    look(where="statuss == 'paused'"),
    look(query="[].namee"),
    files(where="recordid == 'x'"),
    templates(where="record_format_list[?format == 'm3u9']"),
    jobs=5,
    files={"per_job": 1},
    templates=[{"name": "one"}],
)
def test_queries_and_other_lists_are_checked_as_well(outcomes):
    said = (
        "Did you mean status?",
        "the list of jobs has no fields",
        "Did you mean status?",
        "Did you mean name?",
        "Did you mean record_id?",
        "Did you mean 'm3u8'?",
    )
    for outcome, words in zip(outcomes, said, strict=True):
        assert outcome.failed, words
        assert words in outcome.msg


@scenario(
    ice(where="status == 'paused'"),
    ice(),
    ice(where="region_id == 'x'", query="length(@)"),
    jobs=50,
    extra_fields={"RegionId": "cn-shanghai"},
)
def test_statistics_tell_how_many_jobs_a_condition_saw_and_new_fields_work(outcomes):
    paused, everything, new_field = outcomes
    assert (paused.result["stats"]["jobs_read"], paused.result["stats"]["jobs_matched"]) == (50, len(paused.found))
    assert 0 < len(paused.found) < 50
    assert everything.result["stats"]["jobs_matched"] == 50
    assert new_field.result["query_result"] == 0


@pytest.mark.parametrize(
    "_kind",
    [
        pytest.param(task, marks=scenario(task(query="length(@)", query_only=True), task(query_only=True), jobs=3))
        for task in (ice, files, templates)
    ],
)
def test_query_only(_kind, outcomes):
    only, without = outcomes
    assert not only.failed, only.result
    assert isinstance(only.result["query_result"], int)
    assert not {"live_record_jobs", "files", "record_template_list"} & set(only.result)
    assert without.failed
    assert "query_only is True but all of the following are missing: query" in without.msg
    assert not without.requests


@scenario(
    ice(where=r"matches('^(\w+\s?)*$', job_id)", deadline=20),
    ice(where="matches('^[a-z-]+$', job_id)"),
    added=[{"job_id": "a" * 40 + "-"}],
)
def test_a_regular_expression_that_never_ends_is_ended(outcomes):
    endless, quick = outcomes
    assert endless.failed
    assert "takes more than 2 seconds" in endless.msg
    assert len(quick.found) == 1
