# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``current_only`` gives what one would choose by hand from the list of all jobs, whatever else is asked for."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import IncompleteError, InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import (
    JobListingOptions,
    Listing,
    make_plan,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing.current_only import conditions, in_name
from ansible_collections.mediaops.alicloud.tests.unit.support.client_double import ClientDouble
from ansible_collections.mediaops.alicloud.tests.unit.support.interleaving import Interleaving, Movement, Script, run
from ansible_collections.mediaops.alicloud.tests.unit.support.simulated_server import (
    STATUSES,
    Job,
    Manners,
    SimulatedServer,
)
from ansible_collections.mediaops.alicloud.tests.unit.support.worlds import (
    NOW,
    Options,
    World,
    all_manners,
    examples,
    names,
    scripts,
    true_manners,
    worlds,
)

Row = dict[str, Any]
CLAUSES = {
    None: lambda _row: True,
    "status != 'initial'": lambda row: row["status"] != "initial",
    "contains(job_id, '3')": lambda row: "3" in row["job_id"],
}


@dataclass
class Submission(Job):
    """A job of one of a few recordings."""

    recording: int = 0

    def row(self) -> Row:
        url = f"rtmp://example.com/live/{self.recording}"
        return {**super().row(), "name": f"studio {self.recording}", "stream_input": {"type": "rtmp", "url": url}}


@st.composite
def submissions(draw: st.DrawFn, manners: st.SearchStrategy[Manners] = true_manners) -> World:
    world = draw(worlds(manners=manners, status=st.sampled_from([None, *STATUSES])))
    numbers = draw(st.lists(st.integers(0, 5), min_size=len(world.jobs), max_size=len(world.jobs)))
    statuses = draw(st.lists(st.sampled_from(STATUSES), min_size=len(world.jobs), max_size=len(world.jobs)))
    world.jobs = [
        Submission(job.name, job.created, status, number)
        for job, number, status in zip(world.jobs, numbers, statuses, strict=True)
    ]
    world.options = dataclasses.replace(world.options, current_only=True)
    return world


def chosen_by_hand(rows: Iterable[Row]) -> list[str]:
    """The ids of current jobs."""
    of_each: dict[str, list[Row]] = {}
    for row in rows:
        of_each.setdefault(row["name"], []).append(row)
    found = []
    for jobs in of_each.values():
        candidates = [job for job in jobs if job["status"] != "paused"] or jobs
        newest = max(job["create_time"] for job in candidates)
        found.append(max(job["job_id"] for job in candidates if job["create_time"] == newest))
    return found


def expected(world: World, where: str | None = None) -> list[str]:
    """The same as the listing, from the list of all jobs."""
    options = world.options
    everything = dataclasses.replace(
        world, options=dataclasses.replace(options, status=None, end_time=None, current_only=False)
    )
    read = everything.read_at_rest(everything.server())
    current = chosen_by_hand(read.rows)
    return [
        row["job_id"]
        for row in read.rows
        if row["job_id"] in current
        and options.status in (None, row["status"])
        and (options.end_time is None or row["create_time"] <= options.end_time)
        and CLAUSES[where](row)
    ]


@examples(150)
@given(submissions(), st.sampled_from(list(CLAUSES)))
def test_it_is_what_one_would_choose_from_all_jobs(world: World, where: str | None) -> None:
    result = world.read_at_rest(world.server(), where=where)
    assert names(result) == expected(world, where)
    assert result.complete
    assert result.stats["jobs_matched"] == len(result.rows)


@examples(150)
@given(submissions(), st.integers(1, 12), st.sampled_from(list(CLAUSES)))
def test_a_limit_gives_the_beginning_of_it(world: World, limit: int, where: str | None) -> None:
    result = world.read_at_rest(world.server(), where=where, limit=limit)
    whole = expected(world, where)
    assert names(result) == whole[:limit]
    assert not result.doubts
    if len(whole) < limit:
        assert result.complete
    if len(whole) > limit:
        assert not result.complete


def test_the_newest_active_job_is_found_on_the_first_page() -> None:
    jobs = [Submission(f"job-{number:03}", (NOW - 1000 + number) * 1000, "started", number) for number in range(40)]
    world = World(jobs, Manners(), Options(current_only=True, status="started", limit=3, page_size=5), 4)
    server = world.server()
    assert names(world.read_at_rest(server)) == ["job-039", "job-038", "job-037"]
    assert [request["PageNo"] for request in server.requests] == ["1"]
    assert "Status" not in server.requests[0]


@dataclass
class Resubmissions(Movement):
    """The list moves, and so does what is current. :ivar current: ids that were current all the time"""

    current: set[str] = field(default_factory=set)
    ever_current: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.current = self.ever_current = self._chosen()

    def create(self, *, later: bool) -> None:
        before = {job.name for job in self.server.jobs}
        super().create(later=later)
        self.server.jobs[:] = [
            job if job.name in before else Submission(job.name, job.created, job.status, self.script.choose(6))
            for job in self.server.jobs
        ]
        self._note()

    def _note(self) -> None:
        super()._note()
        if all(isinstance(job, Submission) for job in self.server.jobs):
            self.current = self.current & self._chosen()
            self.ever_current = self.ever_current | self._chosen()

    def _chosen(self) -> set[str]:
        return set(chosen_by_hand(job.row() for job in self.server.jobs))


@examples(150)
@given(submissions(all_manners), scripts)
def test_what_is_current_all_the_time_is_returned(world: World, numbers: list[int]) -> None:
    options = dataclasses.replace(world.options, status=None, start_time=None, end_time=None)
    server, script = world.server(), Script(numbers)
    movement = Resubmissions(server, {}, script)
    interleaving = Interleaving(server, script, movement)
    listing = Listing(ClientDouble(interleaving, world.concurrency), make_plan(options, NOW))
    try:
        result = run(lambda: interleaving.run(listing.run()))
    except IncompleteError:
        assert options.on_incomplete == "fail"
        return
    event(f"complete: {result.complete}, moved: {movement.current != movement.ever_current}")
    found = names(result)
    recordings = [row["name"] for row in result.rows]
    assert len(set(recordings)) == len(recordings)
    if result.complete:
        assert movement.current <= set(found)


class TestKeywords:
    class ByIdOrName(SimulatedServer):
        """Finds a keyword in ids and names, as the reference says."""

        def matching(self, parameters: Any) -> list[Job]:
            keyword = parameters.get("Keyword", "")
            rest = {name: value for name, value in parameters.items() if name != "Keyword"}
            return [job for job in super().matching(rest) if keyword in (job.row()["name"] + job.name)]

    def read(self, keyword: str) -> Any:
        jobs: list[Job] = [
            Submission("studio-old", (NOW - 300) * 1000, "paused", 1),
            Submission("job-new", (NOW - 200) * 1000, "started", 1),
            Submission("job-2", (NOW - 100) * 1000, "started", 2),
        ]
        server = self.ByIdOrName(jobs, Manners())
        return World(jobs, Manners(), Options(current_only=True, keyword=keyword), 4).read_at_rest(server)

    def test_a_keyword_in_names_finds_recordings(self) -> None:
        result = self.read("studio 1")
        assert (names(result), result.remarks, result.complete) == (["job-new"], [], True)

    def test_what_is_found_by_its_id_is_left_out_and_that_is_said(self) -> None:
        result = self.read("studio-old")
        assert names(result) == []
        assert "1 jobs that the keyword found by their ids were left out" in " ".join(result.remarks)


def test_jobs_that_do_not_say_what_they_record_stand_for_themselves() -> None:
    jobs = [Job(f"job-{number}", (NOW - 100 + number) * 1000) for number in range(3)]
    result = World(jobs, Manners(), Options(current_only=True), 4).read_at_rest(SimulatedServer(jobs, Manners()))
    assert names(result) == ["job-2", "job-1", "job-0"]
    assert result.remarks == [
        "3 jobs do not show both their name and stream, so that each of them was taken for a recording of its own."
    ]


@pytest.mark.parametrize("status", ["unheard of", None])
def test_a_state_that_nobody_knows_is_a_doubt(status: str | None) -> None:
    jobs: list[Job] = [Submission("a", (NOW - 100) * 1000, status or "paused", 1)]
    manners = Manners(without_status=status is None)
    world = World(jobs, manners, Options(current_only=True), 4)
    with pytest.raises(IncompleteError, match=r"status 'unheard of'|without their status"):
        world.read_at_rest(world.server())


def test_a_page_by_its_number_is_refused() -> None:
    with pytest.raises(InputError, match=r"^current_only and page_no exclude each other"):
        make_plan(Options(current_only=True, page_no=2), NOW)


def test_a_range_that_begins_in_the_future_holds_nothing() -> None:
    jobs: list[Job] = [Submission("a", (NOW - 100) * 1000, "paused", 1)]
    world = World(jobs, Manners(), Options(current_only=True, start_time="now+2d", end_time="now+3d"), 4)
    assert names(world.read_at_rest(world.server())) == []


@pytest.mark.parametrize("way", ["asc", "desc"])
def test_conditions_are_asked_of_current_jobs_only(way: str) -> None:
    """An error of a superseded job would depend on the order in which pages arrive."""
    jobs: list[Job] = [
        Submission("old", (NOW - 300) * 1000, "paused", 1),
        Submission("new", (NOW - 200) * 1000, "started", 1),
    ]
    world = World(jobs, Manners(), Options(current_only=True, sort_by=way), 4)
    where = "abs(length(status) == `7` && `1` || status)"  # abs() refuses a text
    assert names(world.read_at_rest(world.server(), where=where)) == ["new"]


@pytest.mark.parametrize("ranged", [False, True])
def test_a_limit_does_not_decide_between_two_jobs_of_one_second(ranged: bool) -> None:
    """The one that counts may be on the next page."""
    moment = (NOW - 100) * 1000
    jobs: list[Job] = [
        Submission("oldest", moment - 5000, "started", 3),
        Submission("z", moment, "started", 2),
        Submission("a", moment, "started", 2),
        Submission("newest", moment + 1000, "started", 1),
    ]
    times = {"start_time": "now-1d", "end_time": "now"} if ranged else {}
    options = Options(current_only=True, status="started", page_size=2, **times)
    world = World(jobs, Manners(), options, 4)
    assert names(world.read_at_rest(world.server())) == ["newest", "z", "oldest"]
    for limit in (1, 2, 3):
        assert names(world.read_at_rest(world.server(), limit=limit)) == ["newest", "z", "oldest"][:limit]


def test_a_job_that_does_not_tell_its_name_or_its_time() -> None:
    """It has no keyword in its name; and it is not left out for its time, which may lie in the range."""
    named = in_name(JobListingOptions(keyword="x"))
    assert named is not None
    assert not named.is_true_for({})
    assert not named.is_true_for({"name": None})
    (in_time,) = conditions(JobListingOptions(), 0)
    assert in_time.is_true_for({})
    assert in_time.is_true_for({"create_time": "1970-01-01T00:00:00Z"})
    assert not in_time.is_true_for({"create_time": "1970-01-01T00:00:01Z"})
