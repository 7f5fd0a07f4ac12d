# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The promise: a source that is killed at any await, and started again, misses nothing and makes up nothing.

Hypothesis lets jobs come and change, polls happen and processes die. A model that only knows what the list showed at
each poll says which events there have to be.
"""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.tests.unit.support.watched_world import Crash, World, changes, ids

STATUSES = ["initial", "started", "paused"]
JOBS = [f"job-{number}" for number in range(5)]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("set"), st.sampled_from(JOBS), st.sampled_from(STATUSES)),
        st.tuples(st.just("run"), st.integers(1, 200)),
        st.tuples(st.just("kill"), st.integers(0, 40)),
        st.tuples(st.just("sleep"), st.integers(1, 5000)),
        st.tuples(st.just("feedback"), st.booleans()),
    ),
    max_size=25,
)


class Model:
    """What the list showed at polls that nobody interrupted, and what has to come of it."""

    def __init__(self):
        self.shown = {}  # by job, the statuses in order

    def poll(self, world):
        for job_id, job in world.jobs.items():
            statuses = self.shown.setdefault(job_id, [])
            if not statuses or statuses[-1] != job["status"]:
                statuses.append(job["status"])


def change(world, job_id, status):
    if job_id in world.jobs:
        world.jobs[job_id]["status"] = status
    else:
        world.add(job_id, status)


def play(world, steps, state_file, model, **arguments):
    kills, arguments["feedback"] = 0, False
    for name, *values in steps:
        if name == "set":
            change(world, *values)
        elif name == "feedback":
            arguments["feedback"] = values[0]
        elif name == "sleep":
            world.clock.now += values[0]
        elif name == "run":
            world.watch(values[0], state_file=state_file, **arguments)
            model.poll(world)
        else:
            world.crash_after = values[0]
            try:
                world.watch(30, state_file=state_file, **arguments)
                model.poll(world)
            except Crash:
                kills += 1
            finally:
                world.crash_after = None
    world.watch(1, state_file=state_file, **arguments)
    model.poll(world)
    return kills


@given(steps=STEPS)
def test_killed_at_any_await(tmp_path_factory, steps):
    world, model = World(), Model()
    state_file = str(tmp_path_factory.mktemp("state") / "jobs.state")
    kills = play(world, steps, state_file, model)
    for job_id, statuses in model.shown.items():
        said = list(dict.fromkeys(ids_of(world, job_id)))
        told = dict(zip(ids(world.events), world.events, strict=True))
        sequence = [(told[uuid]["change"]["from"], told[uuid]["change"]["to"]) for uuid in said]
        # Each status that a whole poll saw is told, in order; a poll that was killed may have seen more.
        rest = iter(after for _before, after in sequence)
        assert all(status in rest for status in statuses), (statuses, sequence)
        # Each event begins where the one before it ended, and the last one says how it is.
        assert sequence[-1][1] == world.jobs[job_id]["status"]
        assert [before for before, _after in sequence] == [None, *(after for _before, after in sequence[:-1])]
    # An event comes again only if the process was killed between its two.
    repeated = len(ids(world.events)) - len(set(ids(world.events)))
    assert repeated <= kills
    # The same id is the same event.
    for uuid, same in itertools.groupby(
        sorted(world.events, key=lambda e: e["meta"]["uuid"]), lambda e: e["meta"]["uuid"]
    ):
        assert len({(e["change"]["type"], e["change"].get("to")) for e in same}) == 1, uuid


def ids_of(world, job_id):
    return [e["meta"]["uuid"] for e in world.events if e.get("live_record_job", {}).get("job_id") == job_id]


@settings(max_examples=50)
@given(steps=STEPS, wanted=st.sampled_from(STATUSES))
def test_killed_at_any_await_with_a_filter(tmp_path_factory, steps, wanted):
    """Changes to other states are no events, but remembered."""
    world, model = World(), Model()
    state_file = str(tmp_path_factory.mktemp("state") / "jobs.state")
    kills = play(world, steps, state_file, model, status=wanted)
    assert all(event["change"]["to"] == wanted for event in world.events if "live_record_job" in event)
    for job_id, statuses in model.shown.items():
        assert len(set(ids_of(world, job_id))) >= statuses.count(wanted)
        if not kills:
            assert len(ids_of(world, job_id)) == statuses.count(wanted)
    assert len(ids(world.events)) - len(set(ids(world.events))) <= kills


@settings(max_examples=30)
@given(steps=STEPS)
def test_without_a_kill_nothing_is_said_twice(tmp_path_factory, steps):
    world, model = World(), Model()
    steps = [step for step in steps if step[0] != "kill"]
    play(world, steps, str(tmp_path_factory.mktemp("state") / "jobs.state"), model)
    wanted = sorted(
        (job_id, "status_changed" if before else "created", before, after)
        for job_id, statuses in model.shown.items()
        for before, after in zip([None, *statuses], statuses, strict=False)
    )
    assert sorted(changes(world.events), key=str) == sorted(wanted, key=str)
    assert len(set(ids(world.events))) == len(world.events)


@pytest.mark.parametrize("feedback", [False, True])
def test_each_await_once(tmp_path, feedback):
    """Killed at the first await, at the second, and so on to the last; then started again."""
    for awaits in itertools.count():
        world = World()
        state_file = tmp_path / f"{awaits}.state"
        world.add("a", "started")
        world.add("b", "paused")
        was_killed = world.watch_until_killed(state_file, awaits, 2.0, feedback=feedback)
        change(world, "a", "paused")
        world.watch(1, state_file=str(state_file), feedback=feedback)
        assert len(set(ids_of(world, "b"))) == 1
        assert [entry for entry in changes(world.events) if entry[0] == "a"][-1][-1] == "paused"
        assert len(ids(world.events)) - len(set(ids(world.events))) <= 1
        if not was_killed:
            break
    assert awaits >= 9
