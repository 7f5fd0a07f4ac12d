# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What runs, compared with what is declared: what is found, and what would have to be done."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.drift import (
    Comparison,
    RegionJobs,
    compare,
    declaration_of_jobs,
)
from ansible_collections.mediaops.alicloud.tests.unit.support.declarations import (
    TEMPLATE,
    Job,
    declared,
    drift,
    entry,
    job,
)


def actions(found: Comparison) -> list[str]:
    return [step["action"] for step in found.drift["plan"]]


def rules(found: Comparison) -> list[tuple[str, Any]]:
    return sorted((each.rule, each.job.get("name")) for each in found.findings)


@pytest.mark.parametrize("status", ["started", "initial"])
def test_what_runs_as_declared_is_no_finding(status: str) -> None:
    found = drift([entry(notify_url=None)], [job(status=status), job(status="paused", number=2)])
    assert (found.findings, found.undecided, found.drift["coverage"], actions(found)) == ([], [], 1.0, ["none"])


@pytest.mark.parametrize(
    ("jobs", "reason"),
    [
        ([], "There is no job for it."),
        ([job(status="paused"), job(status="paused", number=2)], "Its newest job a-2 is paused."),
        ([job(status="paused", record_output={"type": "oss", "bucket": "old"})], "There is no job for it."),
    ],
)
def test_missing(jobs: list[Job], reason: str) -> None:
    found = drift([entry()], jobs)
    (missing,), (step,) = found.drift["missing"], found.drift["plan"]
    assert (missing["reason"], step["action"], step["reason"]) == (reason, "submit", reason)
    assert step["options"] == {
        "name": "a",
        "region": "cn-shanghai",
        "stream_input": {"type": "rtmp", "url": "rtmp://example.com/live/a"},
        "record_output": {"type": "oss", "bucket": "b", "endpoint": "oss-cn-shanghai.aliyuncs.com"},
        "template_id": TEMPLATE,
        "state": "recording",
    }
    assert rules(found) == [("drift-missing", "a")]
    assert found.drift["coverage"] == 0


def test_what_was_not_read_is_not_missing() -> None:
    found = drift([entry(), entry("b"), entry("c", state="absent")], [job()], unknown="The region is down.")
    assert found.drift["missing"] == []
    assert found.drift["coverage"] is None
    assert actions(found) == ["none", "cannot", "cannot"]
    assert found.drift["plan"][1]["reason"] == (
        "Whether it runs is not known, and a twin could not be stopped. The region is down."
    )
    assert {each.rule for each in found.undecided} == {
        f"drift-{kind}" for kind in ("missing", "unexpected", "different", "duplicated")
    }


def test_a_job_that_hides_what_it_is_may_be_the_one() -> None:
    found = drift([entry()], [job(record_output=None)])
    assert found.drift["missing"] == []
    assert actions(found) == ["cannot"]
    assert "do not show all of their name, stream and output: a-1" in found.drift["plan"][0]["reason"]
    assert [each.rule for each in found.undecided] == ["drift-missing"]


def test_unexpected_in_scope_only() -> None:
    jobs = [job(), job("b"), job("c", "paused"), job("studio-d")]
    found = drift([entry()], jobs)
    assert [(each["job_id"], each["reason"]) for each in found.drift["unexpected"]] == [
        ("b-1", "It is not declared."),
        ("studio-d-1", "It is not declared."),
    ]
    within = drift([entry("studio-d")], jobs, scope={"where": "starts_with(name, 'studio-')"})
    assert within.findings == []
    assert drift([entry()], [*jobs, {**job("e"), "name": None}], scope={"where": "length(name) == `1`"}).undecided != []


def test_absent() -> None:
    found = drift([entry(state="absent", template=None), entry("b", state="absent")], [job(), job("b", "paused")])
    (unexpected,) = found.drift["unexpected"]
    assert (unexpected["job_id"], unexpected["reason"]) == ("a-1", "It is declared to be absent.")
    assert actions(found) == ["cannot", "none"]
    assert "No call of the API stops a job" in found.drift["plan"][0]["reason"]
    assert found.drift["coverage"] == 0.5


@pytest.mark.parametrize(
    ("declares", "has", "differences"),
    [
        ({"template": TEMPLATE[:-1] + "0"}, {}, [("template", TEMPLATE[:-1] + "0", TEMPLATE)]),
        ({"notify_url": "https://h/a"}, {}, [("notify_url", "https://h/a", None)]),
        ({"notify_url": ""}, {"notify_url": "https://h/a"}, [("notify_url", "", "https://h/a")]),
        ({}, {"notify_url": "https://h/a"}, []),
        (
            {"record_output": {"bucket": "b2"}},
            {"notify_url": "https://h/a"},
            [("record_output.bucket", "b2", "b")],
        ),
        ({"record_output": {"bucket": "b2"}, "ignore": ["record_output"]}, {}, []),
        ({"template": TEMPLATE[:-1] + "0", "ignore": ["template"]}, {}, []),
    ],
)
def test_different(declares: dict[str, Any], has: dict[str, Any], differences: list[tuple[str, Any, Any]]) -> None:
    found = drift([entry(**declares)], [job(**has)])
    assert [(each["field"], each["declared"], each["actual"]) for each in found.drift["different"]] == differences
    assert actions(found) == (["replace"] if differences else ["none"])
    assert rules(found) == ([("drift-different", "a")] if differences else [])
    assert found.drift["unexpected"] == []


def test_a_different_output_once_it_is_paused_is_missing() -> None:
    """What the plan says about a replacement: submit again when the job is paused."""
    wanted = entry(record_output={"bucket": "b2"})
    assert actions(drift([wanted], [job()])) == ["replace"]
    assert actions(drift([wanted], [job(status="paused")])) == ["submit"]


def test_what_fits_exactly_is_given_away_first() -> None:
    two = [entry(record_output={"bucket": "b2"}), entry(record_output={"bucket": "b"})]
    jobs = [job(), job(number=2, record_output={"type": "oss", "bucket": "b3"})]
    found = drift(two, jobs)
    assert [(each["field"], each["job_id"]) for each in found.drift["different"]] == [("record_output.bucket", "a-2")]
    assert actions(found) == ["replace", "none"]


def test_duplicated() -> None:
    found = drift([entry()], [job(), job(number=2), job(number=3, status="paused")])
    (twice,) = found.drift["duplicated"]
    assert twice["job_ids"] == ["a-1", "a-2"]
    assert (actions(found), rules(found)) == (["cannot"], [("drift-duplicated", "a")])


KNOWN = {TEMPLATE: {"name": "hls"}, "t2": {"name": "mp4"}, "t3": {"name": "two"}, "t4": {"name": "two"}}


class TestTemplatesByName:
    @pytest.mark.parametrize(
        ("template", "action", "reason"),
        [
            ("hls", "none", "It runs as declared."),
            ("t2", "replace", "A job cannot be changed (template)"),
            ("mp4", "replace", "A job cannot be changed (template)"),
            ("none", "cannot", "There is no template with the id or the name 'none'."),
            ("two", "cannot", "2 templates have the name 'two': t3, t4. Declare the id."),
        ],
    )
    def test_of_what_runs(self, template: str, action: str, reason: str) -> None:
        found = drift([entry(template=template)], [job()], templates=KNOWN)
        (step,) = found.drift["plan"]
        assert step["action"] == action
        assert step["reason"].startswith(reason)

    def test_of_what_is_missing(self) -> None:
        entries = [entry("a", template="mp4"), entry("b", template="two"), entry("c", template="none")]
        found = drift(entries, [], templates=KNOWN)
        assert actions(found) == ["submit", "cannot", "cannot"]
        assert found.drift["plan"][0]["options"]["template_id"] == "t2"

    def test_that_are_not_known(self) -> None:
        entries = [entry(template="hls"), entry("b", template="hls")]
        found = drift(entries, [job(), job("b", "paused")], templates="There is no permission.")
        assert actions(found) == ["cannot", "cannot"]
        assert [each.rule for each in found.undecided] == ["drift-different"]
        assert "There is no permission." in found.undecided[0].reason
        assert found.drift["coverage"] is None


def test_several_regions_and_locations() -> None:
    declaration = declared(entry(), entry(region="cn-beijing"), regions=["cn-shanghai", "cn-beijing", "cn-shenzhen"])
    reads = [
        RegionJobs("x", "cn-shanghai", [job()]),
        RegionJobs("x", "cn-beijing", []),
        RegionJobs("x", "cn-shenzhen", [job()]),
    ]
    found = compare(declaration, reads)
    assert [each["region"] for each in found.drift["missing"]] == ["cn-beijing"]
    assert [each["region"] for each in found.drift["unexpected"]] == ["cn-shenzhen"]
    assert (found.drift["declared"], found.drift["coverage"]) == (2, 0.5)


def test_nothing_declared_has_no_coverage() -> None:
    assert drift([], []).drift["coverage"] is None


# Rules

NAMES = st.sampled_from("abc")
BUCKETS = st.sampled_from(["b", "b2", None])


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[Job]]:
    """A declaration without contradictions, and jobs that partly fit."""
    outputs = st.sampled_from(["b", "b2"])
    pairs = draw(st.lists(st.tuples(NAMES, outputs), unique=True, max_size=4))
    states = draw(st.lists(st.sampled_from(["recording", "recording", "absent"]), min_size=4, max_size=4))
    templates = st.sampled_from([TEMPLATE, TEMPLATE[:-1] + "0", "hls", "none"])
    entries = [
        entry(name, record_output={"bucket": bucket}, state=state, template=draw(templates))
        for (name, bucket), state in zip(pairs, states, strict=False)
    ]
    rows = st.tuples(NAMES, st.sampled_from(["b", "b2", "b3"]), st.sampled_from(["paused", "initial", "started"]))
    jobs = [
        job(name, status, number, record_output={"type": "oss", "bucket": bucket})
        for number, (name, bucket, status) in enumerate(draw(st.lists(rows, max_size=6)))
    ]
    return entries, jobs


TEMPLATES = {TEMPLATE: {"name": "hls"}, TEMPLATE[:-1] + "0": {"name": "mp4"}}


@given(worlds(), st.integers(0, 2**32))
def test_the_order_of_jobs_decides_nothing(world: tuple[list[dict[str, Any]], list[Job]], seed: int) -> None:
    entries, jobs = world
    shuffled = list(jobs)
    random.Random(seed).shuffle(shuffled)
    assert drift(entries, jobs, templates=TEMPLATES) == drift(entries, shuffled, templates=TEMPLATES)


@given(worlds())
def test_each_entry_has_a_step_and_the_counts_agree(world: tuple[list[dict[str, Any]], list[Job]]) -> None:
    entries, jobs = world
    found = drift(entries, jobs, templates=TEMPLATES)
    assert len(found.drift["plan"]) == found.drift["declared"] == len(entries)
    if entries:
        assert found.drift["coverage"] == actions(found).count("none") / len(entries)
    assert len(found.findings) == sum(
        (
            len(found.drift["missing"]),
            len(found.drift["unexpected"]),
            len({each["job_id"] for each in found.drift["different"]}),
            len(found.drift["duplicated"]),
        )
    )
    told = {each["job_id"] for each in found.drift["unexpected"]}
    active = {each["job_id"] for each in jobs if each["status"] != "paused"}
    assert told <= active


@given(worlds())
def test_once_the_plan_is_applied_only_what_cannot_be_mended_is_left(
    world: tuple[list[dict[str, Any]], list[Job]],
) -> None:
    entries, jobs = world
    before = drift(entries, jobs, templates=TEMPLATES)
    submitted = [
        {**step["options"], "job_id": f"new-{number}", "status": "initial", "create_time": "2026-02-01T00:00:00Z"}
        for number, step in enumerate(before.drift["plan"])
        if step["action"] == "submit"
    ]
    after = drift(entries, [*jobs, *submitted], templates=TEMPLATES)
    expected = ["none" if action == "submit" else action for action in actions(before)]
    assert actions(after) == expected
    assert [each["recording"] for each in after.drift["missing"]] == [
        step["recording"]
        for step, action in zip(before.drift["plan"], actions(before), strict=True)
        if action == "cannot" and "template" in step["reason"] and "job" in step["reason"]
    ]
    assert after.drift["unexpected"] == before.drift["unexpected"]


@given(worlds())
def test_a_declaration_of_what_runs_finds_no_drift(world: tuple[list[dict[str, Any]], list[Job]]) -> None:
    _entries, jobs = world
    entries, unclear = declaration_of_jobs(jobs, "cn-shanghai")
    assert unclear == []
    found = drift(entries, jobs)
    assert [each.rule for each in found.findings if each.rule != "drift-duplicated"] == []
    assert not found.undecided


def test_what_cannot_be_declared_is_said() -> None:
    jobs = [
        job(),
        job("b", template_id=None),
        {**job("c"), "name": None},
        job("d", "paused"),
        job("e", notify_url="https://h/e"),
    ]
    entries, unclear = declaration_of_jobs(jobs, "cn-shanghai")
    assert [each["name"] for each in entries] == ["a", "e"]
    assert entries[1]["notify_url"] == "https://h/e"
    assert unclear == ["b-1", "c-1"]
