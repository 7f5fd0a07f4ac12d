# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of hosts: unique whatever the jobs are called, and the same in any order of the list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.plugin_utils._host_names import HostNames
from ansible_collections.mediaops.alicloud.plugins.plugin_utils._hosts import host_variables


def jobs(*names_and_ids, region="r"):
    return [(region, {"name": name, "job_id": job_id}) for name, job_id in names_and_ids]


def test_the_first_preference_that_gives_a_name_counts():
    names = HostNames(["no.such", "stream.url", "name", "job_id"])
    listed = [("r", {"name": "", "job_id": "1"}), ("r", {"stream": {"url": "u"}, "job_id": "2"}), *jobs(("n", "3"))]
    assert names.name_all(listed) == ["1", "u", "n"]


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("plain", "plain"),
        ("two words", "two_words"),
        ("line\nbreak\ttab", "line_break_tab"),
        ("\x00\x1b[31m", "31m"),
        ("日本 語", "日本_語"),
        ("{{ 7 * 7 }}", "{{_7_7_}}"),
        ("!critical", "critical"),
        ("&news", "news"),
        (" \n&!_~@news", "news"),
        ("~.*", "."),
        ("news[0:5]", "news_0:5"),
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


def test_jobs_with_the_same_name_each_get_their_id():
    assert HostNames(["name"]).name_all(jobs(("a", "1"), ("b", "2"), ("a", "3"))) == ["a-1", "b", "a-3"]


def test_the_same_ids_in_two_regions():
    twins = [*jobs(("a", "1"), region="x"), *jobs(("a", "1"), region="y")]
    assert HostNames(["name"]).name_all(twins) == ["a-1", "a-1-y"]
    assert len(set(HostNames(["job_id"]).name_all(twins))) == 2


def test_a_name_that_looks_like_one_made_unique():
    assert sorted(HostNames(["name"]).name_all(jobs(("a", "1"), ("a", "2"), ("a-1", "3")))) == ["a-1", "a-1-r", "a-2"]


@pytest.mark.parametrize("name", ["all", "ungrouped", "localhost", "127.0.0.1", "::1", "status_paused"])
def test_what_plays_mean_otherwise_is_no_name(name):
    assert HostNames(["name"]).name_all(jobs((name, "1")), ["status_paused"]) == [f"{name}-1"]


TEXT = st.sampled_from(["a", "a-1", "a-1-r", "a-1-r-again", "a b", "a_b", "1", "r", "\n", "é", "A"])


@given(st.lists(st.tuples(TEXT, TEXT, st.sampled_from("rs")), max_size=12))
def test_all_names_differ(made):
    listed = [(region, {"name": name, "job_id": job_id}) for name, job_id, region in made]
    names = HostNames(["name", "job_id", "'x'"]).name_all(listed)
    assert len(set(names)) == len(names) == len(listed)
    assert all(names)


@given(st.permutations([("a", "1"), ("a", "2"), ("b", "3"), ("a-1", "4"), ("b b", "5"), ("b_b", "6")]))
def test_names_do_not_depend_on_the_order(made):
    named = dict(zip([job_id for _name, job_id in made], HostNames(["name"]).name_all(jobs(*made)), strict=True))
    assert named == {"1": "a-1-r", "2": "a-2", "3": "b", "4": "a-1", "5": "b_b-5", "6": "b_b-6"}


@pytest.mark.parametrize(
    ("preferences", "words"),
    [
        ([], "hostnames is empty"),
        (["name", "a["], "hostnames is not a JMESPath expression"),
        (["none", "at.all"], "hostnames: none of none, at.all names job 1. End the list with job_id."),
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
