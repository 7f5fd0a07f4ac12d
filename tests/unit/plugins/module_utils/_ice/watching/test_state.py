# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is remembered: when it is in the file, what is forgotten, and how long the file may get."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.watching import state_file
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.watching.known_job import KnownJob, seen_with
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.watching.records import read_content
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.watching.state_file import State, open_state

KEY = {"region": "cn-shanghai"}
JOB = KnownJob("paused", "started", 2, told=True, created="2022-07-15T08:00:00Z", told_at=1_700_000_000)


def with_state(path: Path | None, work: Callable[[State], None]) -> None:
    async def run() -> None:
        async with open_state(path, [KEY], 1_700_000_000) as state:
            work(state)

    asyncio.run(run())


def in_file(path: Path) -> dict[str, KnownJob]:
    (section,) = read_content(path.read_bytes()).sections
    return section.jobs


def test_the_file_is_there_as_soon_as_it_is_used(tmp_path: Path) -> None:
    """So a file that cannot be written is an error at the start, and not the first time that something happens."""
    path = tmp_path / "jobs.state"

    def look(state: State) -> None:
        assert in_file(path) == {}
        assert [(section.key, section.since) for section in state.sections] == [(KEY, 1_700_000_000)]

    with_state(path, look)


def test_a_job_that_is_forgotten_stays_so(tmp_path: Path) -> None:
    path = tmp_path / "jobs.state"

    def work(state: State) -> None:
        (section,) = state.sections
        state.record(section, {"a": JOB, "b": JOB})
        state.record(section, {"a": None})
        assert (section.jobs, in_file(path)) == ({"b": JOB}, {"b": JOB})
        state.write()
        assert in_file(path) == {"b": JOB}

    with_state(path, work)
    with_state(path, lambda state: state.record(state.sections[0]))
    assert in_file(path) == {"b": JOB}


def test_without_a_file_it_is_remembered_as_well() -> None:
    def work(state: State) -> None:
        (section,) = state.sections
        state.record(section, {"a": JOB, "b": JOB})
        state.record(section, {"a": None, "c": None})
        assert section.jobs == {"b": JOB}

    with_state(None, work)


def test_the_file_is_never_much_longer_than_twice_what_is_needed(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(state_file, "_MOST_LINES_IN_VAIN", 10)
    path, lengths = tmp_path / "jobs.state", []

    def work(state: State) -> None:
        (section,) = state.sections
        for number in range(20):
            state.record(section, {"a": JOB._replace(events=number)})
            lengths.append(path.read_bytes().count(b"\n"))

    with_state(path, work)
    assert max(lengths) == 2 * 2 + 10  # twice a line for the list, and one for its job
    assert lengths[-1] < lengths[-10]  # it was written anew
    assert in_file(path)["a"].events == 19


def test_a_job_that_is_new_has_had_no_event() -> None:
    new = seen_with(None, "paused", None)
    assert (new.events, new.told, new.told_at, new.previous) == (0, False, None, None)
    told = new.after_event(1_700_000_000)
    assert (told.events, told.told, told.told_at) == (1, True, 1_700_000_000)
    reminded = [told.is_to_be_reminded_of(1_700_000_000 + seconds, 60) for seconds in (-1, 59, 60, 61)]
    assert reminded == [False, False, True, True]
    assert not told.is_to_be_reminded_of(1_800_000_000, None)
    assert seen_with(told, "paused", None) is told
    again = seen_with(told, "started", None)
    assert (again.status, again.previous, again.events, again.told) == ("started", "paused", 1, False)
