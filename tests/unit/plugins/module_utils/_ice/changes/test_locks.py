# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Locks of recordings and templates: one file for each thing, and a warning where there can be none."""

from __future__ import annotations

import asyncio
import stat
from dataclasses import replace

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.changes.locks import Locks
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.deadline import Deadline
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import DeadlineError
from ansible_collections.mediaops.alicloud.tests.unit.support.family_api import OPTIONS


def locks(options=OPTIONS, seconds=0.2):
    return Locks(options, Deadline(seconds))


def hold_two(first, second):
    """Hold a lock while another is taken."""

    async def run():
        async with locks().holding("one", *first), locks().holding("the other", *second):
            return True

    return asyncio.run(run())


def made(name):
    """The file of a lock that was held."""
    path = locks().file("lock", name)
    assert path is not None
    assert not path.parent.exists()
    assert hold_two([name], ["another"])
    return path


def test_the_same_thing_is_held_once() -> None:
    with pytest.raises(DeadlineError, match="Another process of this user has been working on the other for too long"):
        hold_two(["recording", "a"], ["recording", "a"])


@pytest.mark.parametrize(
    "other", [["recording", "b"], ["template", "a"], ["recording", "a", None], ["recording", "\ud800"]]
)
def test_other_things_are_not(other) -> None:
    assert hold_two(["recording", "a"], other)


def test_the_key_does_not_matter_and_the_region_does() -> None:
    files = [
        locks(options).file("lock", "x")
        for options in (OPTIONS, replace(OPTIONS, access_key_id="another"), replace(OPTIONS, region="cn-beijing"))
    ]
    assert files[0] == files[1] != files[2]


def test_only_the_user_sees_them_and_no_name_is_in_theirs() -> None:
    path = made("studio-1")
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert "studio" not in path.name


@pytest.mark.parametrize("home", ["/dev/null", "/proc/nowhere"])
def test_without_a_home_work_goes_on_with_one_warning(monkeypatch, home) -> None:
    monkeypatch.setenv("HOME", home)
    taken = locks()

    async def run():
        async with taken.holding("one", "a"), taken.holding("two", "b"):
            return True

    assert asyncio.run(run())
    (warning,) = taken.warnings
    assert "There is no lock" in warning


def test_a_folder_that_others_can_write_to_is_not_used(tmp_path) -> None:
    made("a").parent.chmod(0o777)
    taken = locks()

    async def run():
        async with taken.holding("one", "a"):
            return True

    assert asyncio.run(run())
    assert "chmod go-w" in taken.warnings[0]
