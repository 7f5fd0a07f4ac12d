# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Invalid expressions: errors at once, doubts that rows dispel, and expressions that are right."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.query import Doubts, Query, Subject
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.shapes import (
    FILE,
    JOB,
    TEMPLATE,
    Array,
    Number,
    Object,
    Shape,
)

A_JOB = {
    "job_id": "1",
    "name": "studio-1",
    "status": "paused",
    "create_time": "2026-03-01T00:00:00Z",
    "stream_input": {"type": "rtmp", "url": "rtmp://example.com/live/1"},
    "record_output": {"type": "oss", "bucket": "b", "endpoint": "e"},
    "template_id": "t",
    "template_name": "n",
}


def about_a_job(expression: str) -> Query:
    return Query(expression, option="where", about=Subject(JOB, "job"))


def about_jobs(expression: str) -> Query:
    return Query(expression, option="query", about=Subject(JOB, "job", is_list=True))


def check_with(query: Query, *rows: Any) -> list[str]:
    doubts = Doubts([query, None])
    doubts.see(rows)
    return doubts.check()


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("status == paused", "Write text in single quotes: 'paused'"),
        ('status == "paused"', "Write text in single quotes: 'paused'"),
        ("paused == status", "write @.paused"),
        ("status != paused", "paused without quotes is the name of a field"),
        ("contains(name, news)", "'news'"),
        ("starts_with(name, studio)", "'studio'"),
        ("notify_url == null", "`null`, in backticks"),
        ("age(create_time) > '36h'", r"write duration\('36h'\)"),
        ("'36h' < age(create_time)", r"write duration\('36h'\)"),
        ("age(create_time) > 'x'", "a number and text cannot be compared"),
        ("create_time > '-36h'", r"write to_epoch\(create_time\) and to_epoch\('-36h'\)"),
        ("create_time < to_epoch('-1h')", r"write to_epoch\(create_time\)"),
        ("status > `5`", "text and a number cannot be compared"),
        ("length(name) == '5'", "a number never equals text"),
        ("status == `5`", "text never equals a number"),
        ("stream_input == 'rtmp'", "an object never equals text"),
        ("name.first", "name is text and has no fields"),
        ("record_output.bucket.name", "record_output.bucket is text"),
        ("name[*].x", "name is text and has no items"),
        ("now() > `5`", "the same for every job"),
        ("'paused'", "the same for every job"),
    ],
)
def test_mistakes_that_the_expression_shows(expression: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        about_a_job(expression)
    assert caught.value.message.startswith("where is invalid: at character ")
    assert expression in caught.value.message


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("name", r"the list of jobs has no fields. Write \[\].name"),
        ("live_record_jobs[].name", "the list of jobs has no fields"),
        ("[].{id: job_id} | [0].idd", "the expression makes no field idd before. Did you mean id?"),
        ("{total: length(@)}.totl", "Did you mean total"),
        ("[?status == paused]", "single quotes"),
        ("[?age(create_time) > '1d'].name", "duration"),
    ],
)
def test_mistakes_in_an_expression_about_the_list(expression: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        about_jobs(expression)


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("statuss == 'paused'", "Did you mean status?"),
        ("Status == 'paused'", "Did you mean status?"),
        ("recordOutput.Bucket", "Did you mean record_output?"),
        ("age(createtime) > duration('36h')", "Did you mean create_time?"),
        ("record_output.buckett == 'b'", "no field buckett of record_output.*Did you mean bucket?"),
        ("new_field", "write it in single quotes"),
        ("name == @.zzz", "no field zzz of a job"),
        ("status == 'pausd'", "status is never 'pausd'.*Did you mean 'paused'?"),
        ("status == 'Paused'", "Did you mean 'paused'?"),
        ("'deleted' != status", "It is paused, initial or started"),
    ],
)
def test_doubts_that_no_row_dispels_are_errors(expression: str, said: str) -> None:
    with pytest.raises(InputError, match=f"(?s){said}") as caught:
        check_with(about_a_job(expression), A_JOB)
    assert caught.value.message.startswith("where is invalid: at character ")


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("[?statuss == 'x'].name", "Did you mean status?"),
        ("[].namee", "no field namee of a job"),
        ("sort_by(@, &createtime)", "Did you mean create_time?"),
        ("max_by(@, &age(create_time)).nam", "Did you mean name?"),
        ("map(&nam, @)", "Did you mean name?"),
        ("[].record_output[].buckett", "nothing"),
        ("[*].record_output.buckett", "Did you mean bucket?"),
        ("[0].namee", "Did you mean name?"),
        ("[0:2].namee", "Did you mean name?"),
        ("[?status == 'pausd'] | length(@)", "Did you mean 'paused'?"),
        ("reverse(@)[0].namee", "Did you mean name?"),
    ],
)
def test_doubts_about_the_list(expression: str, said: str) -> None:
    if said == "nothing":  # what is not an array cannot be flattened
        with pytest.raises(InputError, match="record_output"):
            about_jobs(expression.replace("[].record_output[]", "[0].record_output[*]"))
        return
    with pytest.raises(InputError, match=said.replace("?", r"\?")):
        check_with(about_jobs(expression), A_JOB)


def test_a_list_within_a_row() -> None:
    query = Query("[].record_format_list[].formatt", option="query", about=Subject(TEMPLATE, "template", is_list=True))
    template = {"record_format_list": [{"format": "m3u8"}]}
    with pytest.raises(InputError, match=r"Did you mean format\?"):
        check_with(query, template)
    assert check_with(query, template, {"record_format_list": [{}, {"formatt": 1}]}) == []


@pytest.mark.parametrize(
    ("expression", "row"),
    [
        ("new_field == 'x'", {"new_field": None}),
        ("name == @.new_field", {"new_field": "x"}),
        ("record_output.region == 'x'", {"record_output": {"region": "y"}}),
        ("status == 'deleted'", {"status": "deleted"}),
    ],
)
def test_one_row_that_has_it_dispels_a_doubt(expression: str, row: dict[str, Any]) -> None:
    assert check_with(about_a_job(expression), A_JOB, row, A_JOB) == []


def test_without_any_row_a_doubt_is_a_remark() -> None:
    (remark,) = check_with(about_a_job("statuss == 'paused'"))
    assert remark.startswith("There is no row to check it with: where is invalid")


@pytest.mark.parametrize(
    "expression",
    [
        "status == 'paused'",
        "age(create_time) > duration('36h') && !notify_url",
        "create_time > '2026-01'",
        "to_epoch(create_time) > to_epoch('-36h')",
        "contains(['paused', 'started'], status)",
        "contains(name, 'news') || starts_with(job_id, 'a')",
        "matches('^a', name)",
        "notify_url == `null`",
        "stream_input.url",
        "length(name) > `5`",
        "record_output.type == 'vod'",
        "name == template_name",
        "not_null(notify_url, name) == 'x'",
        "@",
        "keys(@) | length(@) > `5`",
        "`true`",
        "*.type",
    ],
)
def test_conditions_that_are_right(expression: str) -> None:
    assert check_with(about_a_job(expression), A_JOB) == []
    assert about_a_job(expression).doubts == []


@pytest.mark.parametrize(
    "expression",
    [
        "[].{id: job_id, s: status}[?s == 'paused'].id",
        "{total: length(@), paused: length([?status == 'paused'])}",
        "[?status == 'paused'] | [0].status",
        "sort_by(@, &create_time)[-1].job_id",
        "[].record_output.bucket | sort(@) | [0]",
        "[*].[job_id, name]",
        "length(@)",
        "now()",
        "[].stream_input.*",
    ],
)
def test_queries_that_are_right(expression: str) -> None:
    assert about_jobs(expression).doubts == []


# Every field of the reference, and no other, however deep: compared with what a walk over the shape finds.


def paths(shape: Shape | None, prefix: str = "") -> list[str]:
    if isinstance(shape, Array):
        return paths(shape.items, f"{prefix}[0]")
    if not isinstance(shape, Object):
        return [prefix]
    return [path for name, each in shape.fields.items() for path in paths(each, f"{prefix}.{name}".lstrip("."))]


@pytest.mark.parametrize("shape", [JOB, FILE, TEMPLATE])
def test_every_documented_field_is_known(shape: Object) -> None:
    for path in paths(shape):
        assert Query(path, about=Subject(shape, "row")).doubts == []
        with pytest.raises(InputError):
            check_with(Query(f"{path.rpartition('.')[0]}.{path}x".lstrip("."), about=Subject(shape, "row")), {"a": 1})


words = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=12)


@given(words, st.booleans())
def test_a_name_is_an_error_just_if_neither_the_reference_nor_a_row_has_it(name: str, has_it: bool) -> None:
    query = about_a_job(f"{name} != 'x'")
    row = {**A_JOB, name: "y"} if has_it else A_JOB
    if name in JOB.fields and JOB.fields[name] is not None and isinstance(JOB.fields[name], Number | Object):
        return
    if has_it or name in JOB.fields:
        assert check_with(query, row) == []
    else:
        with pytest.raises(InputError):
            check_with(query, row)
