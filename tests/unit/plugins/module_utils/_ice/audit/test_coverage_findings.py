# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules about what was recorded: what they find, and what they do not call passed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.audit.assembly import Assembly
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.audit.judge import Judge
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.audit.options import AuditOptions
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.audit.prepared import prepare
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.audit.region_read import RegionRead
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.coverage.region import RegionReading
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.coverage.spans import Span
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.coverage.stitched import (
    StitchedRecording,
    SubmittedJob,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.coverage.track import Track
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.times import format_time
from ansible_collections.mediaops.alicloud.tests.unit.support.audits import NOW, REGION, job

HOUR, DAY = 3_600, 86_400
START = NOW - 2 * DAY  # midnight
RULES = ("gap", "nothing-written", "expected-not-recorded")
EVERYWHERE = [(0, 2 * NOW)]


def recording(*files: Span, name: str = "studio-1", status: str = "paused", created: int = START) -> StitchedRecording:
    """With files at these times, counted from the beginning of the time that is asked for."""
    facts = {part: value for part, value in job(1, name=name).items() if part in ("stream_input", "record_output")}
    track = Track(5)
    for start, end in files:
        track.add("job-1", "mp4", (START + start, START + end))
        track.see_last(START + end, {})
    track.finish(lambda span, days: days.update({"all": days.get("all", 0) + span[1] - span[0]}))
    jobs = [SubmittedJob("job-1", status, created, "template-1")]
    return StitchedRecording({"region": REGION, "name": name, **facts}, track, jobs, cycle=HOUR)


class Found:
    """What became of an audit of recordings."""

    def __init__(
        self,
        *recordings: StitchedRecording,
        doubtful: Sequence[Span] = (),
        unread: str | None = None,
        coverage: Any = None,
        **options: Any,
    ) -> None:
        asked = {"start_time": format_time(START), "expected": "always", **(coverage or {})}
        rules = RULES if asked["expected"] else RULES[:2]
        given: dict[str, Any] = {"builtin_rules": rules, "coverage": asked, **options}
        audit = prepare(AuditOptions(**given), [REGION], NOW)
        judge = Judge(
            audit.rules,
            region=REGION,
            account="account",
            suppressions=audit.suppressions,
            earlier=audit.earlier,
            needs=audit.needs,
            doubts=audit.doubts,
            scope=audit.scope,
        )
        for number, each in enumerate(recordings):
            judge.take(job(number, name=each.facts["name"], status=each.current.status))
        doubts = ["the list moved"] if doubtful else []
        reading = RegionReading(REGION, list(recordings), doubts, [], list(doubtful), {})
        read = RegionRead(
            judge=judge, source="api", endpoint=None, began=NOW, ended=NOW, complete=True, doubts=[],
            recorded=None if unread else reading, why_not_recorded=unread,
        )  # fmt: skip
        self.assembly = Assembly(audit, [read])
        self.findings = self.assembly.findings.in_order()
        self.fired = sorted((each["rule"], (each["recording"] or {}).get("name") or "") for each in self.findings)
        self.states = {each["id"]: each["state"] for each in self.assembly.rules()}
        self.seen = {each["id"]: each["seen"] for each in self.assembly.rules()}
        self.open = {(each["rule"], each["recordings"]) for each in self.assembly.findings.inconclusive()}
        self.reasons = {each["reason"] for each in self.assembly.findings.inconclusive()}


def test_a_gap_is_longer_than_the_parameter_and_there_is_one_finding_for_all_of_a_recording() -> None:
    end = 2 * DAY
    just = recording((0, HOUR), (HOUR + 60, end), name="just")
    broken = recording((0, HOUR), (HOUR + 61, 2 * HOUR), (3 * HOUR, end), name="broken")
    found = Found(just, broken)
    assert found.fired == [("gap", "broken")]
    assert found.findings[0]["message"] == (
        "broken has 2 gaps of more than 1 min; the longest one: 1 h, from 2026-11-24T02:00:00Z to "
        "2026-11-24T03:00:00Z. 97 % of what was expected is recorded."
    )
    assert found.findings[0]["job_id"] == "job-1"
    assert found.seen["gap"] == 2
    assert Found(just, parameters={"gap": {"longer_than": "59s"}}).fired == [("gap", "just")]
    assert Found(broken, parameters={"gap": {"longer_than": "1h"}}).fired == []


def test_what_is_pending_is_no_finding() -> None:
    live = recording((0, 2 * DAY - HOUR), status="started")
    found = Found(live)
    assert (found.fired, found.open) == ([], set())
    assert found.states == dict.fromkeys(RULES, "passed")
    assert found.assembly.coverage is not None
    assert [gap["state"] for gap in found.assembly.coverage["recordings"][0]["gaps"]] == ["pending"]


def test_what_is_not_known_is_inconclusive_and_never_passed() -> None:
    found = Found(recording((0, HOUR)), doubtful=EVERYWHERE)
    assert found.fired == []
    assert found.open == {("gap", 1)}
    assert found.reasons == {"Files may be missing: the list moved."}
    assert (found.states["gap"], found.seen["gap"]) == ("inconclusive", 0)
    assert found.assembly.coverage is not None
    assert found.assembly.coverage["complete"] is False
    # Nothing was read, so nothing is expected, so there is no gap; and yet nothing is known.
    assert Found(recording(), doubtful=EVERYWHERE, coverage={"expected": None}).open == {("gap", 1)}
    # What files show to be there is there, whatever else was not read.
    assert Found(recording((0, 2 * DAY)), doubtful=EVERYWHERE).open == set()


def test_nothing_at_all_is_written_by_a_job_that_had_time_for_it() -> None:
    def silent(seconds: int) -> StitchedRecording:
        return recording(status="started", created=NOW - seconds)

    assert Found(silent(HOUR + 600)).states["nothing-written"] == "passed"
    late = Found(silent(HOUR + 601))
    assert ("nothing-written", "studio-1") in late.fired
    assert "a file should end every 1 h" in late.findings[-1]["message"]
    longer = {"nothing-written": {"grace": "1h"}}
    assert Found(silent(HOUR + 601), parameters=longer).states["nothing-written"] == "passed"
    doubtful = Found(silent(DAY), doubtful=EVERYWHERE)
    assert doubtful.states["nothing-written"] == "inconclusive"
    past = Found(silent(DAY), coverage={"end_time": "now-1h"})
    assert past.states["nothing-written"] == "unused"


NIGHTLY = [{"start": "01:00", "end": "03:00", "where": "name == 'studio-1'"}]


@pytest.mark.parametrize(
    ("files", "fires"),
    [
        ([(HOUR, 3 * HOUR), (25 * HOUR, 27 * HOUR)], ""),
        ([(HOUR + 60, HOUR + 120), (25 * HOUR, 27 * HOUR)], ""),  # something is not nothing
        ([(25 * HOUR, 27 * HOUR)], "1 of 2 expected windows; the last of these: 2026-11-24T01:00:00Z"),
        ([(5 * HOUR, 6 * HOUR)], "2 of 2 expected windows; the last of these: 2026-11-25T01:00:00Z"),
    ],
)
def test_an_expected_window_in_which_nothing_was_recorded(files: list[Span], fires: str) -> None:
    found = Found(recording(*files), coverage={"expected": NIGHTLY})
    messages = [each["message"] for each in found.findings if each["rule"] == "expected-not-recorded"]
    assert len(messages) == bool(fires)
    assert not fires or fires in messages[0]


def test_a_window_that_the_asked_time_cuts_is_not_judged() -> None:
    cut = {"start_time": format_time(START + 2 * HOUR), "expected": NIGHTLY}
    found = Found(recording((25 * HOUR, 27 * HOUR), created=START - DAY), coverage=cut)
    assert "expected-not-recorded" not in dict(found.fired)


def test_adjoining_windows_are_windows_of_their_own() -> None:
    found = Found(recording((0, HOUR)), coverage={"expected": [{}]})
    assert "1 of 2 expected windows" in found.findings[0]["message"]


def test_a_window_of_which_files_may_not_have_been_read_is_inconclusive() -> None:
    found = Found(recording((25 * HOUR, 27 * HOUR)), doubtful=[(START, START + DAY)], coverage={"expected": NIGHTLY})
    assert found.fired == []
    assert found.open == {("gap", 1), ("expected-not-recorded", 1)}


def test_what_is_expected_and_was_never_submitted() -> None:
    nobody = [{"days": ["sat"], "start": "22:00", "end": "02:00", "where": "name == 'late-show'"}]
    found = Found(recording(), coverage={"expected": nobody})
    assert found.fired == [("expected-not-recorded", "")]
    assert found.findings[0]["message"].startswith("sat 22:00 to 02:00 UTC where name == 'late-show' is expected, and")
    assert (found.findings[0]["account"], found.findings[0]["region"]) == ("", "")
    fingerprints = {found.findings[0]["fingerprint"]}
    fingerprints |= {each["fingerprint"] for each in Found(coverage={"expected": nobody}).findings}
    assert len(fingerprints) == 1
    muted = {"rule": "expected-not-recorded", "where": "`true`", "reason": "Summer.", "owner": "ops"}
    assert Found(coverage={"expected": nobody}, suppressions=[muted]).findings[0]["suppressed"]
    # Only a list that is whole can show that it is not there.
    assert Found(unread="No.", coverage={"expected": nobody}).fired == []
    limited = Found(recording(), coverage={"expected": nobody}, keyword="studio")
    assert (limited.fired, limited.states["expected-not-recorded"]) == ([], "inconclusive")
    # Whoever does not ask the rule is told nevertheless.
    told = Found(recording(), coverage={"expected": nobody}, builtin_rules=["gap"]).assembly.remarks
    assert told == ["coverage: expected, entry 1: it is about none of the recordings."]


def test_files_that_could_not_be_read_leave_all_of_the_rules_undecided() -> None:
    found = Found(recording(), recording(name="studio-2"), unread="What was recorded could not be read: no.")
    assert found.fired == []
    assert found.open == {(rule, 2) for rule in RULES}
    assert found.states == dict.fromkeys(RULES, "inconclusive")
    assert found.assembly.coverage is not None
    assert found.assembly.coverage["recordings"] == []
    assert found.assembly.coverage["doubts"][0]["reasons"] == ["What was recorded could not be read: no."]


def test_only_recordings_that_are_judged_have_findings() -> None:
    found = Found(recording(name="over"), recording(name="live", status="started"), status="started")
    assert {name for _rule, name in found.fired} == {"live"}
    assert found.seen["gap"] == 1
    assert found.assembly.coverage is not None
    assert len(found.assembly.coverage["recordings"]) == 2


def test_what_had_ended_before_is_not_shown() -> None:
    waiting = recording(name="waiting", status="initial", created=NOW - 60)
    found = Found(recording(name="over"), waiting, recording((0, HOUR), name="there"), coverage={"expected": None})
    assert found.assembly.coverage is not None
    names = [each["recording"]["name"] for each in found.assembly.coverage["recordings"]]
    assert names == ["there", "waiting"]


def test_a_suppression_by_name() -> None:
    entry = {"rule": "gap", "name": "studio-1", "reason": "Known.", "owner": "ops"}
    found = Found(recording((0, HOUR)), suppressions=[entry], coverage={"expected": NIGHTLY})
    assert {each["rule"]: each["suppressed"] for each in found.findings} == {
        "gap": True,
        "expected-not-recorded": False,
    }


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"coverage": {"start": "now-1d"}}, "coverage: there is no option 'start' in it. Did you mean start_time?"),
        ({"coverage": {"tolerance": -1}}, "coverage: tolerance is -1"),
        ({"coverage": {"expected": [{"start": 1080}]}}, "coverage: expected, entry 1.start: 1080 is no time of a day"),
        ({"coverage": {}, "jobs": []}, "coverage needs files, and no request is made if jobs are given."),
        ({"coverage": {}, "start_time": "now-1d"}, "Leave start_time out; coverage has a start_time of its own."),
        ({"builtin_rules": ["gap"]}, "builtin_rules: gap cannot be asked without the option coverage"),
        ({"builtin_rules": [RULES[2]], "coverage": {}}, "cannot be asked without the option coverage.expected"),
        ({"coverage": {}, "parameters": {"gap": {"longer_than": "long"}}}, "parameters: longer_than of gap: "),
        ({"coverage": {}, "parameters": {"gap": {"longer_than": 60}}}, "longer_than must be text, and is 60"),
        ({"rules": [{"id": "gap", "title": "x", "severity": "low", "where": "!name"}]}, "a rule that is built in"),
    ],
)
def test_what_cannot_be_meant_is_an_error_before_any_request(options: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError) as error:
        prepare(AuditOptions(**options), [REGION], NOW)
    assert message in error.value.message


def test_nobody_is_asked_for_files_who_does_not_want_coverage() -> None:
    audit = prepare(AuditOptions(), [REGION], NOW)
    assert audit.coverage is None
    assert not {rule.id for rule in audit.rules} & set(RULES)
