# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file that keeps what has been seen: lost, cut, damaged, somebody else's, in use, or not to be written."""

from __future__ import annotations

import asyncio
import fcntl
import itertools
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice import private_files
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.tests.unit.support.watched_world import (
    World,
    changes,
    ids,
    kinds,
    options,
)


@pytest.fixture
def world():
    world = World()
    world.add("a", "paused")
    world.add("b", "started")
    return world


@pytest.fixture
def path(tmp_path):
    return tmp_path / "jobs.state"


def told(events):
    """Why, and how many jobs are known."""
    return [(event["state"]["reason"], event["state"]["known_jobs"]) for event in events if "state" in event]


def test_no_file(world):
    assert told(world.watch()) == [("no_state_file", 0)]
    assert told(world.watch()) == [("no_state_file", 0)]


def test_first_start_and_restart(world, path):
    assert told(world.watch(state_file=str(path))) == [("first_start", 0)]
    assert world.watch(state_file=str(path)) == []
    assert path.stat().st_mode & 0o777 == 0o600


def test_folders_are_made(world, tmp_path):
    path = tmp_path / "a" / "b" / "jobs.state"
    world.watch(state_file=str(path))
    assert path.exists()
    assert path.parent.stat().st_mode & 0o077 == 0


def test_lost(world, path):
    world.watch(state_file=str(path))
    path.unlink()
    events = world.watch(state_file=str(path))
    assert told(events) == [("lost", 0)]
    assert len(changes(events)) == 2


def test_a_file_that_is_removed_meanwhile_is_written_anew(world, path):
    """A line alone would be no state: all jobs would be new after the next start."""

    def on_await():
        if world.clock.now > 1100 and "c" not in world.jobs:
            path.unlink()
            world.add("c", "started")

    world.on_await = on_await
    assert kinds(world.watch(400, state_file=str(path))) == ["started_anew", *["created"] * 3]
    world.on_await = lambda: None
    assert world.watch(state_file=str(path)) == []


@pytest.mark.parametrize("name", ["/", "/proc/self/jobs.state", "a\0b"])
def test_what_can_be_no_file_is_refused(world, name):
    with pytest.raises(InputError, match=r"is no name of a file|cannot be used"):
        world.watch(state_file=name)


@pytest.mark.parametrize(
    "other",
    [
        {"keyword": "name"},
        {"status": "paused"},
        {"start_time": "now-9d"},
        {"where": "name != 'x'"},
        {"region": "cn-beijing"},
        {"access_key_id": "AnotherId"},
        {"endpoint": "ice-vpc.cn-shanghai.aliyuncs.com"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_foreign(world, path, other):
    """It is kept beside the new one."""
    world.watch(state_file=str(path))
    content = path.read_bytes()
    events = world.watch(state_file=str(path), **other)
    assert told(events) == [("foreign", 0)]
    (kept,) = path.parent.glob("jobs.state.foreign-*")
    assert kept.read_bytes() == content


def test_a_region_more_is_a_first_start_for_that_region_only(world, path):
    world.add("c", "paused", region="cn-beijing")
    world.watch(state_file=str(path), regions=["cn-shanghai"])
    events = world.watch(state_file=str(path), regions=["cn-shanghai", "cn-beijing"])
    assert told(events) == [("first_start", 0)]
    assert changes(events) == [("c", "created", None, "paused")]


@pytest.mark.parametrize("content", [b"", b"\n", b"no state file\n", b"\0" * 5000, b"[" * 100000 + b"\n", b"{}\n[]\n"])
def test_no_state_at_all(world, path, content):
    path.write_bytes(content)
    path.chmod(0o600)
    events = world.watch(state_file=str(path))
    assert told(events) == [("damaged", 0)]
    (kept,) = path.parent.glob("jobs.state.damaged-*")
    assert kept.read_bytes() == content
    assert world.watch(state_file=str(path)) == []


@given(data=st.data())
def test_damaged_anywhere(tmp_path_factory, data):
    """What can be read counts; for the rest there may be events again, and what happened meanwhile is never lost."""
    world, path = World(), tmp_path_factory.mktemp("damaged") / "jobs.state"
    for number in range(4):
        world.add(f"j{number}", "started")
    world.watch(state_file=str(path), start_with="new")
    content = bytearray(path.read_bytes())
    # A last line that is damaged looks like one that is cut; see below.
    place = data.draw(st.integers(0, bytes(content).rstrip().rfind(b"\n")))
    content[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content)
    world.jobs["j1"]["status"] = "paused"
    world.add("j9", "paused")
    events = world.watch(state_file=str(path))
    assert [reason for reason, _known in told(events)] == ["damaged"]
    assert {"j1", "j9"} <= {job_id for job_id, *_rest in changes(events)}
    assert world.watch(state_file=str(path)) == []


@given(data=st.data())
def test_cut_anywhere(tmp_path_factory, data):
    """As a process leaves it that is killed while it writes: no damage, and at most the last line is not known."""
    world, path = World(), tmp_path_factory.mktemp("cut") / "jobs.state"
    world.add("a", "started")

    def on_await():
        if world.clock.now > 1100:
            world.jobs["a"]["status"] = "paused"

    world.on_await = on_await
    before = world.watch(200, state_file=str(path))
    content = path.read_bytes()
    whole = content.index(b"\n", content.index(b"\n") + 1) + 1  # what is written first is there or not
    path.write_bytes(content[: data.draw(st.integers(whole, len(content)))])
    events = world.watch(state_file=str(path))
    assert "damaged" not in [reason for reason, _known in told(events)]
    # If it is not known that the job was started, it is new and paused.
    again = [event for event in events if changes([event]) != [("a", "created", None, "paused")]]
    assert set(ids(again)) <= set(ids(before))
    assert world.watch(state_file=str(path)) == []


def test_two_sources(world, path):
    async def both():
        first = asyncio.ensure_future(world.run(100, options(state_file=str(path))))
        await asyncio.sleep(1)
        with pytest.raises(
            InputError, match=r"another source uses .*jobs\.state\. Each source needs a file of its own"
        ):
            await _alone(world, path)
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)

    with world.clock:
        world.clock.run(both())


async def _alone(world, path):
    from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.watching import watch

    await watch(options(state_file=str(path)), world.put, open_list=world.open_list, clock=lambda: world.now)


def test_the_lock_ends_with_the_source(world, path):
    world.watch(state_file=str(path))
    with path.with_name("jobs.state.lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_a_link_is_refused(world, tmp_path, path):
    (tmp_path / "other").touch()
    path.symlink_to(tmp_path / "other")
    with pytest.raises(InputError, match="is a link"):
        world.watch(state_file=str(path))


def test_a_folder_is_refused(world, tmp_path):
    with pytest.raises(InputError, match=r"no ordinary file|cannot be used"):
        world.watch(state_file=str(tmp_path))


def test_a_full_disk_is_an_outage_and_what_was_said_is_not_said_again(world, path, monkeypatch):
    full, real = [False], os.write

    def write(descriptor, content):
        if full[0]:
            raise OSError(28, "No space left on device")
        return real(descriptor, content)

    monkeypatch.setattr(private_files.os, "write", write)
    times = itertools.count()

    def on_await():
        full[0] = 20 < next(times) < 60

    world.on_await = on_await
    events = world.watch(1200, state_file=str(path))
    world.add("c", "paused")
    full[0] = True
    assert kinds(events)[:3] == ["started_anew", "created", "created"]
    world.on_await = lambda: None
    full[0] = False
    events += world.watch(100, state_file=str(path))
    assert len(set(ids(events))) == len(events)


def test_a_full_disk_says_so(world, path, monkeypatch):
    world.watch(state_file=str(path))
    real, armed = os.fsync, []

    def fsync(descriptor):
        if armed:
            raise OSError(28, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(private_files.os, "fsync", fsync)

    def on_await():
        if world.clock.now > 1100 and not armed:
            armed.append(True)
            world.jobs["a"]["status"] = "started"
        if world.clock.now > 2000:
            armed.clear()

    world.on_await = on_await
    events = world.watch(3000, state_file=str(path))
    assert kinds(events) == ["status_changed", "outage", "recovered"]
    assert events[1]["error"]["message"] == "The state file cannot be written: No space left on device."
    world.on_await = lambda: None
    assert world.watch(100, state_file=str(path)) == []
