# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What makes an event: new jobs, changes, time that passes, and nothing else."""

from __future__ import annotations

import gc
import itertools
from pathlib import Path

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import IceError, InputError
from ansible_collections.mediaops.alicloud.tests.unit.support.watched_world import World, changes, ids, kinds


@pytest.fixture
def world():
    return World()


@pytest.fixture
def state_file(tmp_path):
    return str(tmp_path / "jobs.state")


def later(world, seconds, change):
    """Change the world once this much time has passed."""
    due = world.clock.now + seconds
    done = []

    def on_await():
        if world.clock.now >= due and not done:
            done.append(True)
            change()

    world.on_await = on_await


def test_what_is_there_is_created(world):
    world.add("a", "paused")
    world.add("b", "started")
    events = world.watch()
    assert changes(events) == [("a", "created", None, "paused"), ("b", "created", None, "started")]
    assert events[1]["live_record_job"]["name"] == "name of a"
    assert events[1]["change"]["region"] == "cn-shanghai"
    assert events[1]["change"]["observed_at"].endswith("Z")
    assert len(set(ids(events))) == len(events)


def test_what_was_there_can_be_passed_over(world):
    world.add("a", "paused")
    later(world, 100, lambda: (world.add("b", "initial"), world.jobs["a"].update(status="started")))
    assert changes(world.watch(300, start_with="new")) == [
        ("a", "status_changed", "paused", "started"),
        ("b", "created", None, "initial"),
    ]


def test_nothing_happens_twice(world):
    world.add("a", "paused")
    world.add("b", "started")
    assert len(changes(world.watch(3 * 3600))) == 2


@pytest.mark.parametrize("start_with", ["existing", "new"])
def test_a_restart_goes_on(world, state_file, start_with):
    """Also with what happened while nothing ran."""
    world.add("a", "started")
    world.watch(state_file=state_file, start_with=start_with)
    world.jobs["a"]["status"] = "paused"
    world.add("b", "paused")
    events = world.watch(state_file=state_file, start_with=start_with)
    assert kinds(events) == ["status_changed", "created"]
    assert world.watch(state_file=state_file, start_with=start_with) == []


def test_only_jobs_that_come_into_a_state(world, state_file):
    world.add("a", "started")
    assert changes(world.watch(state_file=state_file, status="paused")) == []
    world.jobs["a"]["status"] = "paused"
    assert changes(world.watch(state_file=state_file, status="paused")) == [
        ("a", "status_changed", "started", "paused")
    ]
    world.jobs["a"]["status"] = "started"
    assert world.watch(state_file=state_file, status="paused") == []
    world.jobs["a"]["status"] = "paused"
    events = world.watch(state_file=state_file, status="paused")
    assert changes(events) == [("a", "status_changed", "started", "paused")]
    assert len(set(ids(world.events))) == len(world.events)  # the second time is another event


@pytest.mark.parametrize("before", ["initial", "started", "paused"])
@pytest.mark.parametrize("after", ["initial", "started", "paused"])
def test_each_change_is_seen_without_reading_everything(world, before, after):
    for number in range(5):
        world.add(f"old {number}", "paused")
    world.add("a", before)
    world.clock.now += 40 * 86400
    world.add("newest", "paused")
    later(world, 100, lambda: (world.jobs["a"].update(status=after), world.reads.clear()))
    events = world.watch(200)
    wanted = [("a", "status_changed", before, after)] if before != after else []
    assert changes(events)[7:] == wanted
    assert not any(read.start_time is None and read.status is None for read in world.reads)


def test_absence_is_no_change(world):
    world.add("a", "started")
    later(world, 100, lambda: world.jobs.pop("a"))
    assert changes(world.watch(2 * 3600)) == [("a", "created", None, "started")]


def test_time_makes_an_event(world):
    """A grace period: the job is not read again, since nothing but time passes."""
    world.add("a", "paused")
    world.clock.now += 86400
    world.add("b", "paused")
    events = world.watch(1500, where="status == 'paused' && age(create_time) > duration('20m')")
    assert changes(events) == [("a", "created", None, "paused"), ("b", "created", None, "paused")]
    assert events[2]["change"]["observed_at"] > events[1]["change"]["observed_at"]


def test_a_job_that_recovers_within_the_grace_period_is_no_event(world):
    world.add("a", "paused")
    later(world, 300, lambda: world.jobs["a"].update(status="started"))
    assert changes(world.watch(3000, where="status == 'paused' && age(create_time) > duration('20m')")) == []


def test_reminders_over_restarts(world, state_file):
    arguments = {"status": "paused", "remind_after": 600, "state_file": state_file}
    world.add("a", "paused")
    world.clock.now += 86400
    events = world.watch(1500, **arguments)
    assert kinds(events) == ["started_anew", "created", "reminder", "reminder"]
    assert kinds(world.watch(100, **arguments)) == []
    assert kinds(world.watch(600, **arguments)) == ["reminder"]
    assert len(set(ids(world.events))) == len(world.events)
    world.jobs["a"]["status"] = "started"
    assert kinds(world.watch(3000, **arguments)) == []


def test_heartbeats_fill_the_silence(world):
    later(world, 250, lambda: world.add("a", "paused"))
    events = world.watch(500, heartbeat=100)
    assert kinds(events)[:3] == ["started_anew", "heartbeat", "heartbeat"]
    assert "created" in kinds(events)
    assert events[-1]["heartbeat"]["last_complete_poll"]["cn-shanghai"] is not None


def test_an_outage_of_ten_polls_is_two_events(world):
    world.add("a", "started")

    def on_await():
        if world.clock.now > 1100 and not world.faults:
            world.faults["cn-shanghai"] = IceError("no answer", request_id="R-1")
            world.reads.clear()
        if world.faults.get("cn-shanghai") and len(world.reads) == 10:
            world.faults["cn-shanghai"] = None
            world.jobs["a"]["status"] = "paused"

    world.on_await = on_await
    assert kinds(world.watch(20000)) == ["started_anew", "created", "outage", "status_changed", "recovered"]
    outage = world.events[2]
    assert outage["error"] == {"message": "no answer", "request_id": "R-1"}
    assert outage["change"]["region"] == "cn-shanghai"


def test_an_outage_is_told_once_over_restarts(world, state_file):
    world.faults["cn-shanghai"] = IceError("no answer")
    assert kinds(world.watch(300, state_file=state_file)) == ["started_anew", "outage"]
    assert kinds(world.watch(300, state_file=state_file)) == []
    world.faults.clear()
    assert kinds(world.watch(300, state_file=state_file)) == ["recovered"]
    world.faults["cn-shanghai"] = IceError("no answer")
    assert kinds(world.watch(300, state_file=state_file)) == ["outage"]
    assert len(set(ids(world.events))) == len(world.events)


def test_what_happens_again_is_no_copy_of_what_happened_before_a_start_that_knows_nothing(world):
    """Whoever drops what has an id that came before would else miss it."""
    world.add("a", "started")
    seen = []
    for _run in range(2):
        later(world, 300, lambda: world.jobs["a"].update(status="paused"))
        seen.append(world.watch(600))
        world.faults["cn-shanghai"] = IceError("no answer")
        seen[-1] = seen[-1] + world.watch(300)
        world.faults.clear()
        world.jobs["a"]["status"] = "started"
    first, second = [set(zip(kinds(each), ids(each), strict=True)) for each in seen]
    assert {kind for kind, _uuid in first} == {"started_anew", "created", "status_changed", "outage"}
    # Only that a job is there is the same as before.
    assert {kind for kind, _uuid in first & second} == {"created"}


def test_the_time_between_polls_that_fail_grows_and_is_never_the_same(world):
    world.faults["cn-shanghai"] = IceError("no answer")
    times = []
    world.on_await = lambda: times.append(world.clock.now)
    world.watch(6 * 3600)
    gaps = [after - before for before, after in itertools.pairwise(times) if after > before]
    assert min(gaps) >= 60
    assert 200 < max(gaps) <= 600
    assert len(set(gaps)) > len(gaps) / 2


def test_a_region_that_fails_does_not_keep_the_others(world):
    world.add("a", "paused", region="cn-beijing")
    world.faults["cn-shanghai"] = IceError("refused")
    events = world.watch(300, regions=["cn-shanghai", "cn-beijing"])
    assert changes(events) == [("a", "created", None, "paused")]
    assert [(event["change"]["type"], event["change"]["region"]) for event in events if "error" in event] == [
        ("outage", "cn-shanghai")
    ]


def test_an_incomplete_list_is_an_outage_and_its_jobs_are_events(world):
    world.add("a", "paused")
    world.doubts["cn-shanghai"] = "the server counts otherwise"
    events = world.watch(300)
    assert kinds(events) == ["started_anew", "created", "outage"]
    assert "the server counts otherwise" in events[2]["error"]["message"]


@pytest.mark.parametrize(("where", "word"), [("statos != 'x'", "statos"), ("status != 'stopped'", "stopped")])
def test_a_word_that_no_job_has_ends_the_source_before_any_event_of_a_job(world, where, word):
    world.add("a", "paused")
    with pytest.raises(InputError, match=word):
        world.watch(where=where)
    assert changes(world.events) == []


def test_where_that_fails_for_one_job_is_an_outage_and_the_others_are_events(world):
    world.add("a", "paused", notify_url=None)
    world.add("b", "paused", notify_url="http://example.com")
    events = world.watch(200, where="starts_with(notify_url, 'http')")
    assert changes(events) == [("b", "created", None, "paused")]
    assert kinds(events) == ["started_anew", "created", "outage"]
    assert "job a" in events[2]["error"]["message"]


def test_clock_that_jumps_loses_and_repeats_nothing(world):
    world.add("a", "paused")
    world.add("b", "started")
    jumps = [86400, -2 * 86400, 400 * 86400, 0]

    def jump():
        if jumps:
            world.set_ahead = jumps.pop()
            later(world, 120, jump)

    later(world, 50, jump)
    events = world.watch(2 * 3600)
    assert len(changes(events)) == 2
    assert len(set(ids(events))) == len(events)


def test_jobs_that_leave_the_range_are_forgotten(world, state_file):
    world.add("a", "paused")
    world.add("b", "started")
    arguments = {"start_time": "now-1d", "state_file": state_file}
    world.watch(**arguments)
    world.clock.now += 3 * 86400
    world.add("c", "paused")
    world.watch(**arguments)
    world.watch(**arguments)  # which writes the file anew
    content = Path(state_file).read_text()
    assert '"c"' in content
    assert '"a"' not in content
    assert '"b"' not in content


def test_a_job_that_is_new_and_has_stopped_already_is_an_event_of_the_next_poll(world):
    world.add("a", "paused")
    later(world, 100, lambda: world.add("b", "paused"))
    events = world.watch(200)
    assert changes(events)[1:] == [("b", "created", None, "paused")]


def test_a_job_that_is_listed_late_is_an_event(world):
    """As a copy of the server's database does it, which has not got the newest rows yet."""
    world.add("a", "paused")
    world.clock.now += 600
    world.add("b", "paused")
    late = world.jobs.pop("a")
    later(world, 100, lambda: world.jobs.update(a=late))
    assert changes(world.watch(200))[1:] == [("a", "created", None, "paused")]


def test_what_a_poll_does_not_see_the_next_comparison_of_everything_does(world):
    world.add("a", "paused")
    world.clock.now += 86400
    world.add("b", "paused")
    late = world.jobs.pop("a")
    later(world, 100, lambda: world.jobs.update(a=late))
    assert len(changes(world.watch(900, resync=1000))) == 1
    world = World(jobs=world.jobs, clock=world.clock)
    late = world.jobs.pop("a")
    later(world, 100, lambda: world.jobs.update(a=late))
    assert changes(world.watch(1100, resync=1000))[1:] == [("a", "created", None, "paused")]


def test_the_cost_of_a_poll_follows_new_and_active_jobs(world):
    """It does not grow with what has ever been, and memory does not with polls."""
    for number in range(2000):
        world.add(f"old {number}", "paused")
        world.clock.now += 30
    world.clock.now += 3600
    for number in range(10):
        world.add(f"active {number}", "started")
    world.watch(59.0)
    first = world.rows_read, len(world.reads)
    world.rows_read, polls = 0, 100
    world.reads.clear()
    world.watch(60 * polls, resync=10**9, start_with="new")
    assert first[0] == 2010
    assert world.rows_read - 2010 <= (polls + 1) * 40
    assert len(world.reads) <= 3 * (polls + 1)


def test_memory_is_flat_over_ten_thousand_polls(world, state_file):
    for number in range(20):
        world.add(f"old {number}", "paused")
    world.add("active", "started")
    world.reads = Counting()
    objects = {}

    def on_await():
        polls = len(world.reads) // 3
        # The job changes now and then, so that there is something to remember.
        world.jobs["active"]["status"] = "started" if polls // 10 % 2 else "initial"
        world.events.clear()
        if polls in (1000, 9900) and polls not in objects:
            gc.collect()
            objects[polls] = len(gc.get_objects())

    world.on_await = on_await
    world.watch(10_001, interval=1, state_file=state_file)
    assert objects[9900] - objects[1000] < 100
    assert Path(state_file).stat().st_size < 500_000


def test_a_job_that_is_gone_is_looked_up_until_everything_was_read_again(world):
    world.add("a", "started")
    world.add("b", "paused")
    later(world, 100, lambda: world.jobs.pop("a"))
    world.watch(1000, resync=500)
    lookups = [number for number, read in enumerate(world.reads) if read.end_time is not None]
    assert lookups
    assert len(world.reads) - max(lookups) > 3 * 5


class Counting(list):
    """Remembers how many there were, and nothing else."""

    def __init__(self):
        super().__init__()
        self.number = 0

    def append(self, _item):
        self.number += 1

    def __len__(self):
        return self.number
