# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The JMESPath dialect: the added functions, and messages that show the place."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import jmespath
import jmespath.functions
import jmespath.parser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice import query
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError, MissingLibraryError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.query import Query, Subject, library
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.shapes import JOB
from ansible_collections.mediaops.alicloud.tests.unit.support.ansible_values import tagged
from ansible_collections.mediaops.alicloud.tests.unit.support.missing_library import import_without

NOW = 1_657_872_000  # 2022-07-15T08:00:00Z


def search(expression: str, value: Any = None) -> Any:
    return Query(expression, now=NOW).search(value)


def ours(expression: str, value: Any) -> Any:
    try:
        return search(expression, value)
    except InputError:
        return "refused"


def refusal(expression: str, value: Any = None, option: str = "where") -> str:
    with pytest.raises(InputError) as caught:
        Query(expression, option=option, now=NOW).search(value)
    return caught.value.message


@pytest.mark.filterwarnings("ignore:deprecated string literal:PendingDeprecationWarning")
@given(st.text("ab.[]*?(){}&|!<>=@,:'`\"\\0 1-", max_size=15))
def test_any_text_is_an_expression_or_an_input_error(text) -> None:
    message = "expression"
    try:
        found = Query(text, now=NOW).search({"a": [1, {"b": 2}]})
    except InputError as error:
        found, message = None, error.message
    assert message.startswith("expression")  # the option; what else is wrong follows
    assert json.loads(json.dumps(found, allow_nan=False)) == found  # data, and nothing of the library's own


JOBS = [
    {"name": "b", "size": 10, "rate": 2.5, "tags": ["x", "y"], "text": "7"},
    {"name": "a", "size": 30, "rate": 0.5, "tags": ["z"], "text": "8.5"},
    {"name": "c", "size": 20, "rate": 1.5, "tags": [], "text": "no"},
]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("max([].size)", 30),
        ("min([].rate)", 0.5),
        ("max([].name)", "c"),
        ("sum([].size)", 60),
        ("sum([].rate)", 4.5),
        ("avg([].size)", 20),
        ("sort_by(@, &size)[].name", ["b", "c", "a"]),
        ("sort_by(@, &name)[].size", [30, 10, 20]),
        ("sort_by(@, &rate)[0].name", "a"),
        ("min_by(@, &size).name", "b"),
        ("max_by(@, &rate).name", "b"),
        ("sort([].name)", ["a", "b", "c"]),
        ("join('-', [].name)", "b-a-c"),
        ("join([1].name, [].name)", "baaac"),
        ("[?contains(tags, 'z')].name", ["a"]),
        ("[?contains(name, 'c')].size", [20]),
        ("[].to_number(text)", [7, 8.5]),
        (
            "[0].[type(size), type(rate), type(name), type(tags), type(@)]",
            ["number"] * 2 + ["string", "array", "object"],
        ),
        ("[].length(tags)", [2, 1, 0]),
        ("[?size > `15`].name", ["a", "c"]),
        ("[?size == `10`].name", ["b"]),
        ("map(&size, @)", [10, 30, 20]),
        ("abs([0].size)", 10),
        ("[].ceil(rate)", [3, 1, 2]),
        ("keys([0])", ["name", "size", "rate", "tags", "text"]),
        ("values([2])", ["c", 20, 1.5, [], "no"]),
        ("merge([0], [1]).name", "a"),
        ("reverse([].name)", ["c", "a", "b"]),
        ("to_array([0].size)", [10]),
        ("to_string([0].tags)", '["x","y"]'),
        ("not_null([0].nothing, [0].size)", 10),
        ("starts_with([0].name, 'b')", True),
        ("[?ends_with(text, '5')].name", ["a"]),
        ("[?matches('^[ab]$', name)].name", ["b", "a"]),
    ],
)
@pytest.mark.parametrize("value", [JOBS, tagged(JOBS)], ids=["plain", "tagged"])
def test_functions_on_tagged_values(expression, expected, value) -> None:
    assert search(expression, value) == expected


def test_values_really_are_tagged() -> None:
    assert [type(tagged(value)).__name__ for value in (1, 0.5, "a", [], {})] == [
        f"_AnsibleTagged{name}" for name in ("Int", "Float", "Str", "List", "Dict")
    ]


def test_tagged_expressions() -> None:
    assert search(tagged("[?name == 'a'].size | [0]"), JOBS) == 30


# --- the added functions ---


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("now()", NOW),
        ("to_epoch(t)", NOW - 3600),
        ("to_epoch('2022-07-15T16:00:00+08:00')", NOW),
        ("to_epoch('now-1d')", NOW - 86400),
        ("to_epoch(nothing)", None),
        ("age(t)", 3600),
        ("age('now+5s')", -5),
        ("age(nothing)", None),
        ("duration('36h')", 36 * 3600),
        ("duration('1d12h')", 36 * 3600),
        ("age(t) > duration('59m')", True),
        ("age(t) > duration('61m')", False),
        ("now() - `1`", "refused"),  # JMESPath has no arithmetic
        ("matches('^ab+', name)", True),
        ("matches('b$', name)", False),
        ("matches('BB', name)", False),
        ("matches('(?i)BB', name)", True),
        ("matches('.', nothing)", False),
        ("matches('', nothing)", False),
        ("matches('', name)", True),
        ("duration(nothing)", "refused"),
        ("matches(nothing, name)", "refused"),
        ("age(number)", "refused"),
    ],
)
@pytest.mark.parametrize("tag", [lambda value: value, tagged], ids=["plain", "tagged"])
def test_added_functions(expression, expected, tag) -> None:
    assert ours(expression, tag({"t": "2022-07-15T07:00:00Z", "name": "abbc", "number": 7})) == expected


@pytest.mark.parametrize(
    ("expression", "parts"),
    [
        ("matches('a(', name)", ["'a(' is not a regular expression", "missing )", "position 1"]),
        ("age('yesterday')", ["'yesterday' is not a time", "now-36h"]),
        ("duration('36')", ["'36' is not a duration", "36h"]),
        ("max(name)", ["max()", "array-number"]),
        ("sum(@)", ["sum()", "object"]),
        ("ceil(to_number('inf'))", ["infinity"]),
    ],
)
def test_errors_while_searching_name_option_and_expression(expression, parts) -> None:
    message = refusal(expression, {"name": "x"}, option="query")
    assert message.startswith("query: ")
    assert message.endswith(f"The expression is: {expression}")
    for part in parts:
        assert part in message


# --- expressions that are none: before any data, and at which place ---


@pytest.mark.parametrize(
    ("expression", "character", "problem"),
    [
        ("status = 'started'", 8, "Unknown token '='"),
        ("a b", 3, "Unexpected token: b"),
        ("a[?x", 5, "ends too early"),
        ("a ||", 5, "ends too early"),
        ("a.", 3, "got: eof"),
        ("a.'b'", 3, "got: literal"),
        ("'abc", 1, "Unclosed ' delimiter"),
        ("a == `1", 6, "Unclosed ` delimiter"),
        ("a ; b", 3, "Unknown token ;"),
        (" ", 2, "ends too early"),
        ("nosuch(a)", 1, "there is no function nosuch()"),
        ("[?nosuch(a)]", 3, "there is no function nosuch()"),
        ("'nosuch(' == nosuch(a)", 14, "there is no function nosuch()"),
        ("a | [nosuch (@), lost(@)]", 6, "there is no function nosuch()"),
        ("length(lost(@))", 8, "there is no function lost()"),
        ("now(a)", 1, "now() takes 0 argument(s) and was given 1"),
        ("age()", 1, "age() takes 1 argument(s) and was given 0"),
        ("contains(a, b) && contains(c)", 19, "contains() takes 2 argument(s) and was given 1"),
        ("contains(a, 'b', c)", 1, "contains() takes 2 argument(s) and was given 3"),
        ("merge()", 1, "merge() takes at least 1 argument(s) and was given 0"),
        ("max_by(jobs)", 1, "max_by() takes 2 argument(s) and was given 1"),
        ("join(',', [a, b], c)", 1, "join() takes 2 argument(s) and was given 3"),
        ("[?contains(a, (b))].length()", 21, "length() takes 1 argument(s) and was given 0"),
    ],
)
def test_parse_errors_point_at_the_character(expression, character, problem) -> None:
    with pytest.raises(InputError) as caught:
        Query(expression, option="where")
    first, line, pointer = caught.value.message.split("\n")
    assert first.startswith(f"where is not a JMESPath expression: at character {character}: ")
    assert problem in first
    assert line == f"  {expression}"
    assert pointer == "  " + " " * (character - 1) + "^"


@pytest.mark.parametrize(
    ("expression", "line_no", "character", "line"),
    [
        ("a &&\n  b = c\n|| d", 2, 5, "  b = c"),
        ("[?\n  nosuch(x)\n]", 2, 3, "  nosuch(x)"),
        ("a[?\n  b\n", 3, 1, ""),
        ("a b\n| c", 1, 3, "a b"),
    ],
)
def test_parse_errors_of_several_lines_name_the_line(expression, line_no, character, line) -> None:
    with pytest.raises(InputError) as caught:
        Query(expression, option="query")
    first, shown, pointer = caught.value.message.split("\n")
    assert f"at line {line_no}, character {character}: " in first
    assert (shown, pointer) == (f"  {line}", "  " + " " * (character - 1) + "^")


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("contains([a, b], {x: c, y: d}.x)", True),
        ("not_null(e, b, c, d)", 2),
        ("join(',', f[?x == 'y,z'].b)", "found"),
        ("(now())", NOW),
    ],
)
def test_commas_that_part_no_arguments(expression, value) -> None:
    data = {"a": 1, "b": 2, "c": 1, "d": 0, "f": [{"x": "y,z", "b": "found"}, {"x": "y", "b": "not"}]}
    assert Query(expression, now=NOW).search(data) == value


@pytest.mark.parametrize(
    ("chain", "found"),
    [
        (["name == 'a'"] * 3000 + ["name == 'z'"], True),
        (["(name == 'a' && status == 'b')"] * 3000, False),
        (["starts_with(name, 'z')", "name == 'a'"] * 1500, True),
    ],
)
@pytest.mark.parametrize("about", [None, Subject(JOB, "job")])
def test_conditions_of_thousands_of_alternatives(chain, found, about) -> None:
    """As playbooks make them of a list; each alternative once made the tree deeper."""
    query = Query(" || ".join(chain), about=about)
    assert query.is_true_for({"name": "z"}) is found


@pytest.mark.parametrize("about", [None, Subject(JOB, "job")])
@pytest.mark.parametrize("by", [" && ", " | "])
def test_other_long_chains(by, about) -> None:
    assert (
        Query(by.join(["name == 'z'" if by == " && " else "@"] * 3000 + ["name"]), about=about).search({"name": "z"})
        == "z"
    )


def test_empty_expressions_and_too_deep_ones() -> None:
    assert "nested too deeply" in refusal(" == ".join(["a"] * 3000))
    assert "where is empty" in refusal("")
    assert "nested too deeply" in refusal("(" * 5000)
    assert "is not a JMESPath expression" in refusal(f"a[{'1' * 5000}]")


# --- where ---


@pytest.mark.parametrize(
    ("value", "truth"),
    [
        (0, True),
        (0.0, True),
        (1, True),
        (True, True),
        ("0", True),
        ([None], True),
        ({"a": None}, True),
        (False, False),
        (None, False),
        ("", False),
        ([], False),
        ({}, False),
    ],
)
@pytest.mark.parametrize("tag", [lambda value: value, tagged], ids=["plain", "tagged"])
def test_truth_is_jmespath_s_own(value, truth, tag) -> None:
    assert Query("x", option="where").is_true_for(tag({"x": value})) is truth
    # The standard's own idea of it: what a filter keeps.
    assert bool(jmespath.search("[?x]", [{"x": value}])) is truth


def test_a_field_that_a_job_lacks_is_false_and_no_error() -> None:
    where = Query("status == 'paused' && age(paused_at) > duration('1h')", option="where", now=NOW)
    jobs = [{"status": "paused"}, {"status": "paused", "paused_at": "2022-07-15T06:00:00Z"}, {}]
    assert [where.is_true_for(job) for job in jobs[::2]] == [False, False]
    assert where.is_true_for(jobs[1]) is True


# --- what stays behind ---


def test_nothing_grows_with_the_number_of_queries() -> None:
    before = dict(jmespath.functions.Functions.FUNCTION_TABLE)
    for number in range(2000):
        Query(f"a{number} || matches('x', b)").search({})
    assert before == jmespath.functions.Functions.FUNCTION_TABLE
    assert len(jmespath.parser.Parser._CACHE) <= jmespath.parser.Parser._MAX_SIZE


def test_two_queries_with_their_own_now() -> None:
    early, late = Query("now()", now=1), Query("now()", now=2)
    assert (early.search(None), late.search(None), early.search(None)) == (1, 2, 1)


def test_the_data_is_left_as_it_is() -> None:
    jobs = tagged(JOBS)
    search("sort_by(@, &size) | [0].merge(@, {size: `1`})", jobs)
    assert jobs == JOBS
    assert type(jobs[0]["size"]) is type(tagged(1))


def test_without_jmespath_the_module_imports_and_says_what_is_missing(monkeypatch) -> None:
    copy = import_without("jmespath", library, monkeypatch)
    with pytest.raises(MissingLibraryError) as caught:
        copy.check_library("where")
    assert "The Python library jmespath is needed for where" in caught.value.message
    assert "pip install jmespath" in caught.value.message
    assert caught.value.library == "jmespath"
    assert caught.value.cause


def test_without_jmespath_all_of_it_imports() -> None:
    program = f"""
import sys
sys.modules["jmespath"] = None
from {query.__name__} import Query
try:
    Query("a", option="where")
except Exception as error:
    print(type(error).__name__)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("MissingLibraryError\n", "")


def test_now_is_the_moment_of_each_search_unless_it_is_given(monkeypatch) -> None:
    query = Query("now()")
    for moment in (100, 200):
        monkeypatch.setattr("time.time", lambda moment=moment: float(moment))
        assert query.search({}) == moment


def test_a_bare_expression_reference_is_no_result() -> None:
    assert "&expression" in refusal("&name")
