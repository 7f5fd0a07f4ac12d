# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of hosts: unique whatever the jobs are called, and the same in any order of the list."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.plugin_utils._host_names import HostNames
from ansible_collections.mediaops.alicloud.plugins.plugin_utils._hosts import host_variables


def jobs(*names_and_ids, region="r"):
    return [(region, {"name": name, "job_id": job_id}) for name, job_id in names_and_ids]


def test_the_first_preference_that_gives_a_name_counts():
    names = HostNames(["stream.url", "name", "job_id"])
    listed = [("r", {"name": "", "job_id": "1"}), ("r", {"stream": {"url": "u"}, "job_id": "2"}), *jobs(("n", "3"))]
    assert names.name_all(listed) == ["1", "u", "n"]


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("plain", "plain"),
        ("two words", "two_words"),
        ("line\nbreak\ttab", "line_break_tab"),
        ("\x00\x1b[31m", "31m"),
        ("../group_vars/prod", "group_vars_prod"),
        ("a\\b/c,d:e;f", "a_b_c_d_e_f"),
        ("'quoted' \"twice\" `thrice`", "quoted_twice_thrice"),
        (".hidden", "hidden"),
        ("-rf", "rf"),
        ("--limit", "limit"),
        ("..", "id"),
        ("a[1:3]", "a_1_3"),
        ("host:22", "host_22"),
        ("a.b-c_d", "a.b-c_d"),
        ("a\u200bb\u202ec\ufeffd\u00a0e\u3000f\u2028g\ud800h", "a_b_c_d_e_f_g_h"),
        ("a\u115fb\u3164c\ufe0fd", "a_b_c_d"),
        ("cafe\u0301", "caf\u00e9"),
        ("\u0939\u093f\u0928\u094d\u0926\u0940", "\u0939\u093f\u0928\u094d\u0926\u0940"),
        ("a!&*~@$|<>()#%^=+?b", "a_b"),
        ("日本 語", "日本_語"),
        ("{{ 7 * 7 }}", "7_7"),
        ("!critical", "critical"),
        ("&news", "news"),
        (" \n&!_~@news", "news"),
        ("~.*", "id"),
        ("news[0:5]", "news_0_5"),
        ("*", "id"),
        (7, "7"),
        (True, "id"),
        (None, "id"),
        ([], "id"),
        ({"a": 1}, "id"),
        (" \n\u2028 ", "id"),
        (0, "0"),
    ],
)
def test_what_makes_a_name(value, name):
    assert HostNames(["value", "job_id"]).name_all([("r", {"value": value, "job_id": "id"})]) == [name]


def test_the_oldest_job_of_a_name_has_it():
    assert HostNames(["name"]).name_all(jobs(("a", "1"), ("b", "2"), ("a", "3"))) == ["a", "b", "a-3"]
    by_time = [
        ("r", {"name": "a", "job_id": job_id, "create_time": f"2026-03-0{day}T00:00:00Z"})
        for job_id, day in [("1", 3), ("2", 1), ("3", 2)]
    ]
    assert HostNames(["name"]).name_all(by_time) == ["a-1", "a", "a-3"]


def test_the_same_ids_in_two_regions():
    twins = [*jobs(("a", "1"), region="x"), *jobs(("a", "1"), region="y")]
    assert HostNames(["name"]).name_all(twins) == ["a", "a-1"]
    assert HostNames(["job_id"]).name_all(twins) == ["1", "1-1"]


def test_a_name_that_looks_like_one_made_unique():
    assert HostNames(["name"]).name_all(jobs(("a-2", "0"), ("a", "1"), ("a", "2"))) == ["a-2", "a", "a-2-r"]
    listed = jobs(("a-2-r", "00"), ("a-2", "0"), ("a", "1"), ("a", "2"))
    assert HostNames(["name"]).name_all(listed)[-1] == "a-2-r-2"


@pytest.mark.parametrize(
    "name", ["all", "ungrouped", "localhost", "Localhost", "127.0.0.1", "10.0.0.5", "127.1", "status_paused"]
)
def test_what_plays_mean_otherwise_is_no_name(name):
    assert HostNames(["name"]).name_all(jobs((name, "1")), ["status_paused"]) == [f"{name}-1"]


@pytest.mark.parametrize(
    "twins", [("News", "news"), ("caf\u00e9", "cafe\u0301"), ("CAF\u00c9", "cafe\u0301"), ("a b", "a_b")]
)
def test_names_that_are_one_file_are_one_name(twins):
    first, second = HostNames(["name"]).name_all(jobs((twins[0], "1"), (twins[1], "2")))
    assert second.endswith("-2")
    assert not first.endswith("-1")


@pytest.mark.parametrize("letter", ["x", "\u00e9", "\u65e5", "\U00020000"])
def test_long_names_are_cut_and_stay_different(letter):
    long = [letter * length for length in (30, 119, 121, 122, 5000)]
    names = HostNames(["name"]).name_all(jobs(*((name, str(number)) for number, name in enumerate(long))))
    assert len(set(names)) == len(names)
    assert names[0] == long[0]
    assert all(len(name.encode()) <= 120 for name in names)
    assert names[4] == HostNames(["name"]).name_all(jobs((long[4], "other")))[0]


def test_jobs_that_a_query_made_without_ids():
    listed = [("r", {"name": "a", "x": 1}), ("r", {"name": "a", "x": 2}), ("r", {"name": "a", "x": 2})]
    names = HostNames(["name"]).name_all(listed)
    assert len(set(names)) == 3
    assert "None" not in "".join(names)


PARTS = [
    "a",
    "A",
    "-1",
    "-1-r",
    "-2",
    " ",
    "/",
    "..",
    "\u00e9",
    "e\u0301",
    "\u200b",
    "{{",
    "all",
    "127.0.0.1",
    "x" * 130,
]
NAME = st.lists(st.sampled_from(PARTS), max_size=3).map("".join) | st.text(max_size=8)
# Ids and times differ from job to job in a region, and the newest job is the last.
JOBS = st.lists(st.tuples(NAME, st.sampled_from(["r", "s"])), max_size=12).map(
    lambda made: [
        (region, {"name": name, "job_id": str(number), "create_time": f"2026-03-01T00:00:{number:02}Z"})
        for number, (name, region) in enumerate(made)
    ]
)
SAFE_CATEGORIES = set("LMN")


@given(JOBS, st.data())
def test_names_are_unique_safe_and_never_change(listed, data):
    names = HostNames(["name", "job_id"])
    named = names.name_all(listed, ["a"])
    # Unique, on file systems that take some names for the same, too.
    folded = {unicodedata.normalize("NFD", name.casefold()) for name in named}
    assert len(folded) == len(named) == len(listed)
    for name in named:
        assert all(letter in "_.-" or unicodedata.category(letter)[0] in SAFE_CATEGORIES for letter in name)
        assert name[0] not in ".-_"
        assert len(name.encode()) <= 223
        assert name.casefold() not in {"a", "all", "ungrouped", "localhost", "127.0.0.1"}
    # In any order of the list.
    shuffled = data.draw(st.permutations(list(zip(listed, named, strict=True))))
    assert names.name_all([each for each, _name in shuffled], ["a"]) == [name for _each, name in shuffled]
    # Whatever comes later.
    for number in range(len(listed)):
        assert names.name_all(listed[:number], ["a"]) == named[:number]


@pytest.mark.parametrize(
    ("preferences", "words"),
    [
        ([], "hostnames is empty"),
        (["name", "a["], "hostnames is not a JMESPath expression"),
        (
            ["notify_url", "stream_input.url"],
            "none of notify_url, stream_input.url names job 1. End the list with job_id.",
        ),
        (["nam", "job_id"], "no field nam of a job, and no job that was read has it. Did you mean name?"),
    ],
)
def test_preferences_that_name_nothing(preferences, words):
    with pytest.raises(InputError) as caught:
        HostNames(preferences).name_all(jobs(("a", "1")))
    assert words in caught.value.message


def test_host_variables():
    job = {"job_id": "1", "stream_input": {"url": "u"}, "region": "what the API says"}
    assert host_variables("cn-shanghai", job) == {
        "ice_job_id": "1",
        "ice_stream_input": {"url": "u"},
        "ice_region": "cn-shanghai",
    }
