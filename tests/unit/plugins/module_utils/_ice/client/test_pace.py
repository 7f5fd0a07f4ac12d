# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rate that is learned, and how processes share it. Whole crowds are played in virtual time."""

from __future__ import annotations

import asyncio
import heapq
import multiprocessing
import os
import random
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client.limiter import RequestLimiter
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client.pace import Pace, Turn
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client.pace_store import (
    FileStore,
    MemoryStore,
    PaceState,
    PaceStore,
    shared_store,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.deadline import Deadline
from ansible_collections.mediaops.alicloud.tests.unit.support.virtual_time import VirtualTime


@dataclass
class Limit:
    """A server's limit, as a token bucket. What it refuses costs nothing."""

    qps: float
    burst: float
    tells_when: bool = True
    tokens: float = field(init=False)
    filled_at: float = 0.0

    def __post_init__(self) -> None:
        self.tokens = self.burst

    def refuses(self, now: float) -> float | None:
        """None: let through. Else the seconds until there is room again."""
        self.tokens = min(self.burst, self.tokens + (now - self.filled_at) * self.qps)
        self.filled_at = now
        if self.tokens >= 1:
            self.tokens -= 1
            return None
        return (1 - self.tokens) / self.qps


@dataclass
class Crowd:
    """Hosts that each have pages to read, one after the other, in a few processes."""

    limit: Limit
    processes: int = 20
    hosts: int = 40
    pages: int = 20
    latency: float = 0.03
    now: float = 100.0
    sent: int = 0

    def seconds(self, store: PaceStore | None = None) -> float:
        """How long it takes, with the same chance each time."""
        random.seed(1)
        began, pace = self.now, Pace(store or MemoryStore(), clock=lambda: self.now)
        left = dict.fromkeys(range(self.hosts), self.pages)
        waiting = list(range(self.processes, self.hosts))
        events: list[tuple[float, int, str, int, Any]] = []

        def later(seconds: float, kind: str, host: int, more: Any = None) -> None:
            heapq.heappush(events, (self.now + seconds, len(events) + self.sent * 1000, kind, host, more))

        for host in range(min(self.processes, self.hosts)):
            later(host / 20, "turn", host)
        while events:
            self.now, _order, kind, host, more = heapq.heappop(events)
            if kind == "turn":
                turn = pace.take_turn()
                later(turn.seconds, "send" if turn.is_mine else "turn", host)
            elif kind == "send":
                self.sent += 1
                later(self.latency, "answer", host, (self.now, self.limit.refuses(self.now)))
            elif more[1] is None:
                pace.passed()
                left[host] -= 1
                if left[host]:
                    later(0, "turn", host)
                elif waiting:
                    later(1, "turn", waiting.pop())
            else:
                pace.refused(more[0], more[1] if self.limit.tells_when else None)
                later(0, "turn", host)
        assert not any(left.values())
        return self.now - began


@pytest.mark.parametrize("tells_when", [True, False])
@pytest.mark.parametrize(("qps", "burst"), [(20, 2), (20, 20), (100, 10), (5, 1)])
def test_a_crowd_takes_little_more_than_the_limit_allows(qps: float, burst: float, tells_when: bool) -> None:
    crowd = Crowd(Limit(qps, burst, tells_when))
    assert crowd.seconds() <= 1.5 * 800 / qps
    assert crowd.sent <= 1.25 * 800


def test_one_process_alone_as_well() -> None:
    crowd = Crowd(Limit(20, 2), processes=1, hosts=1, pages=300)
    assert crowd.seconds() <= 1.15 * 300 / 20
    assert crowd.sent <= 1.1 * 300


@pytest.mark.parametrize(
    ("qps", "burst", "tells_when", "most"), [(20, 2, True, 1.1), (50, 5, True, 1.1), (20, 2, False, 1.4)]
)
def test_a_task_that_knows_no_limit_when_it_begins(qps: float, burst: float, tells_when: bool, most: float) -> None:
    """It reads a page, then a hundred with up to 16 requests in flight."""
    random.seed(1)
    limit, pages = Limit(qps, burst, tells_when), iter(range(100))

    async def read() -> None:
        limiter = RequestLimiter(16, Deadline(1000))

        async def read_page() -> None:
            while True:
                async with limiter.slot() as began:
                    refused = limit.refuses(asyncio.get_running_loop().time())
                    await asyncio.sleep(0.006)
                    if refused is None:
                        limiter.succeeded(began)
                        return
                    limiter.throttled(began, refused if tells_when else None)

        async def worker() -> None:
            for _page in pages:
                await read_page()

        await read_page()
        await asyncio.gather(*(worker() for _number in range(16)))

    with VirtualTime() as time:
        began = time.now
        time.run(read())
        assert time.now - began <= most * 100 / qps


@given(
    st.floats(0.5, 200),
    st.floats(1, 50),
    st.booleans(),
    st.integers(1, 8),
    st.integers(1, 12),
    st.floats(0.001, 1),
)
def test_whatever_the_limit_is_everything_gets_through(
    qps: float, burst: float, tells_when: bool, processes: int, pages: int, latency: float
) -> None:
    crowd = Crowd(Limit(qps, burst, tells_when), processes, processes * 2, pages, latency)
    seconds = crowd.seconds()
    # To find the rate costs a while; a server that lets one request a second through is met in steps.
    assert seconds <= 3 * processes * 2 * pages / qps + 2 * pages * latency + 30
    assert crowd.sent <= 3 * processes * 2 * pages + 30


def test_as_long_as_nothing_is_refused_nobody_waits() -> None:
    pace = Pace(MemoryStore(), clock=lambda: 100.0)
    for _number in range(1000):
        assert pace.take_turn() == Turn(0)
        pace.passed()


def test_turns_are_spread_after_a_refusal_and_no_two_are_the_same() -> None:
    now = [100.0]
    pace = Pace(MemoryStore(), clock=lambda: now[0])
    for _number in range(10):
        pace.passed()
    pace.refused(100.0, 3.0)
    assert not pace.take_turn().is_mine  # it is too far away to be anybody's
    now[0] = 103.0
    turns = [turn.seconds for _number in range(20) if (turn := pace.take_turn()).is_mine]
    assert turns[0] == 0
    assert len(turns) > 2
    assert all(later > earlier for earlier, later in pairwise(turns))


def test_a_limit_is_forgotten_after_a_while() -> None:
    now = [100.0]
    pace = Pace(MemoryStore(), clock=lambda: now[0])
    pace.refused(100.0, 0.1)
    now[0] = 140.0
    pace.passed()
    assert [pace.take_turn() for _number in range(3)] == [Turn(0)] * 3


# The store


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def take_turns(home: str, number: int, found: Any) -> None:
    os.environ["HOME"] = home
    with shared_store("https://ice.example.com", "key") as store:
        pace = Pace(store, clock=lambda: 100.0)
        turns = [pace.take_turn() for _number in range(number)]
        found.put([turn.seconds for turn in turns if turn.is_mine])


def test_processes_share_turns(home: Path) -> None:
    with shared_store("https://ice.example.com", "key") as store:
        pace = Pace(store, clock=lambda: 100.0)
        for _number in range(10):
            pace.passed()
        pace.refused(100.0, 0.1)
    context = multiprocessing.get_context("spawn")
    found = context.Queue()
    processes = [context.Process(target=take_turns, args=(str(home), 25, found)) for _number in range(3)]
    for process in processes:
        process.start()
    turns = [turn for _process in processes for turn in found.get(timeout=60)]
    for process in processes:
        process.join()
    assert len(turns) == len(set(turns)) > 10


def test_accounts_and_servers_are_told_apart_and_none_is_named(home: Path) -> None:
    for endpoint, account in (("https://a", "key"), ("https://b", "key"), ("https://a", "other")):
        with shared_store(endpoint, account) as store:
            Pace(store, clock=lambda: 100.0).refused(100.0, 9.0)
    files = list((home / ".ansible/mediaops_alicloud/pace").iterdir())
    assert len(files) == 3
    assert all(file.stat().st_mode & 0o777 == 0o600 and "key" not in file.name for file in files)


def test_without_a_folder_it_is_kept_in_memory(home: Path) -> None:
    (home / ".ansible").write_text("no folder")
    with shared_store("https://a", "key") as store:
        pace = Pace(store, clock=lambda: 100.0)
        pace.refused(100.0, 9.0)
        assert not pace.take_turn().is_mine


def test_as_long_as_nothing_is_refused_nothing_is_written(home: Path) -> None:
    with shared_store("https://a", "key") as store:
        pace = Pace(store, clock=lambda: 100.0)
        pace.take_turn()
        pace.passed()
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"x", b"x" * 200, b"pace-1\0\0" + b"\xff" * 80])
def test_a_damaged_file_begins_anew(home: Path, content: bytes) -> None:
    with shared_store("https://a", "key") as store:
        pace = Pace(store, clock=lambda: 100.0)
        pace.refused(100.0, 9.0)
        (file,) = (home / ".ansible/mediaops_alicloud/pace").iterdir()
        file.write_bytes(content)
        assert pace.take_turn() == Turn(0)
        pace.refused(100.0, 9.0)
        assert not pace.take_turn().is_mine


def test_what_is_older_than_the_machine_s_clock_is_forgotten(home: Path) -> None:
    with shared_store("https://a", "key") as store:
        Pace(store, clock=lambda: 1e6).refused(1e6, 9.0)
        assert Pace(store, clock=lambda: 5.0).take_turn() == Turn(0)


def test_one_who_holds_the_file_for_ever_stops_nobody(home: Path) -> None:
    with shared_store("https://a", "key") as first, shared_store("https://a", "key") as second:
        assert isinstance(first, FileStore)
        with first.state(1.0), second.state(1.0) as state:
            assert state == PaceState()
