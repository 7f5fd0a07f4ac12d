# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Events that are handed over, and come back, or do not."""

from __future__ import annotations

import asyncio

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.tests.unit.support.watched_world import World, changes, ids, options


@pytest.fixture
def world():
    world = World()
    world.add("a", "paused")
    world.add("b", "paused")
    return world


def test_feedback_without_a_queue_is_an_error_that_says_what_to_do(world):
    async def run():
        from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.watching import watch

        await watch(options(feedback=True), world.put)

    with world.clock, pytest.raises(InputError, match="--persistence-id"):
        world.clock.run(run())


def test_an_event_that_does_not_come_back_comes_again_and_the_others_do_not_wait_for_it(world, tmp_path):
    asked = []

    def takes(event):
        asked.append(event)
        return "live_record_job" not in event or event["live_record_job"]["job_id"] != "a" or len(asked) > 6

    world.takes = takes
    events = world.watch(900, feedback=True, feedback_timeout=100, state_file=str(tmp_path / "s"))
    jobs = [entry[0] for entry in changes(events)]
    assert jobs[:2] == ["a", "b"]
    assert jobs.count("b") == 1
    assert jobs.count("a") > 2
    again = [event["meta"]["uuid"] for event in events if event.get("live_record_job", {}).get("job_id") == "a"]
    assert len(set(again)) == 1
    assert changes(world.watch(100, feedback=True, state_file=str(tmp_path / "s"))) == []


def test_what_did_not_come_back_is_sent_again_after_a_restart(world, tmp_path):
    world.takes = lambda event: "live_record_job" not in event
    world.watch(50, feedback=True, feedback_timeout=10, state_file=str(tmp_path / "s"))
    world.takes = lambda _event: True
    events = world.watch(50, feedback=True, state_file=str(tmp_path / "s"))
    assert [entry[0] for entry in changes(events)] == ["a", "b"]
    assert set(ids(events)) <= set(ids(world.events[:-2]))


def test_an_event_that_comes_back_late_is_not_sent_again(world):
    late = []

    def takes(event):
        if event.get("live_record_job", {}).get("job_id") == "a":
            asyncio.get_running_loop().call_later(130, world.feedback.put_nowait, event)
            late.append(event)
            return False
        return True

    world.takes = takes
    events = world.watch(600, feedback=True, feedback_timeout=100, interval=200)
    assert [entry[0] for entry in changes(events)] == ["a", "b"]
    assert len(late) == 1


def test_what_comes_back_and_was_never_sent_does_no_harm(world):
    real = world.put

    async def put(event):
        await real(event)
        for odd in ({}, None, {"meta": None}, {"meta": {"uuid": "unknown"}}, {"meta": {"uuid": ["x"]}}):
            await world.feedback.put(odd)

    world.put = put
    assert len(changes(world.watch(100, feedback=True))) == 2


def test_cancelled_while_the_queue_is_full(world):
    """As ansible-rulebook ends a source while rules are busy: run() fails if anything outlives it."""

    async def put(event):
        world.events.append(event)
        await asyncio.sleep(10**6)

    world.put = put
    began = world.clock.now
    assert len(world.watch(30)) == 1
    assert world.clock.now - began <= 31


def test_cancelled_while_waiting_for_feedback(world):
    world.takes = lambda _event: False
    began = world.clock.now
    assert len(world.watch(30, feedback=True)) == 1
    assert world.clock.now - began <= 31
