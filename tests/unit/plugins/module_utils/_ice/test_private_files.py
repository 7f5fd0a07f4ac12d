# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Private folders and files, and locks between processes."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice import private_files as module
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.deadline import Deadline
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import DeadlineError, InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.private_files import (
    locked,
    locked_async,
    open_private,
    private_directory,
)

HOLDER = """
import fcntl, sys, time
with open(sys.argv[1], "w") as file:
    fcntl.flock(file, fcntl.LOCK_EX)
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def held(tmp_path):
    """A lock file that another process holds."""
    path = tmp_path / "a.lock"
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        path.chmod(0o600)
        yield path, process
        process.kill()


def test_a_folder_is_made_for_this_user_alone(tmp_path: Path) -> None:
    folder = private_directory(tmp_path / "a" / "b")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert private_directory(folder) == folder


def test_folders_that_are_not_private_are_refused(tmp_path: Path, monkeypatch) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    with pytest.raises(InputError, match=r"Others may write to .*chmod go-w"):
        private_directory(shared)
    link = tmp_path / "link"
    link.symlink_to(tmp_path)
    with pytest.raises(InputError, match="is a link"):
        private_directory(link)
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(InputError, match="cannot be made"):
        private_directory(file / "below")
    monkeypatch.setattr(module.os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(InputError, match="belongs to another user"):
        private_directory(tmp_path)


def test_a_file_is_made_for_this_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "file"
    os.close(open_private(path))
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileNotFoundError):
        open_private(tmp_path / "none", os.O_RDONLY)


def test_a_link_is_never_followed_and_its_target_stays_as_it_is(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("precious")
    link = tmp_path / "a.lock"
    link.symlink_to(target)
    with pytest.raises(InputError, match="is a link, not a file"), locked(link, Deadline(1), "x"):
        pass
    assert target.read_text() == "precious"


def test_what_is_no_ordinary_file_is_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe, 0o600)
    with pytest.raises(InputError, match="no ordinary file"):
        open_private(pipe)
    with pytest.raises(InputError, match="cannot be used"):
        open_private(tmp_path)


def test_the_deadline_bounds_the_wait_for_a_lock(held) -> None:
    path, _process = held
    with (
        pytest.raises(DeadlineError, match="another run reads the same list"),
        locked(path, Deadline(0.2), "another run reads the same list"),
    ):
        pass

    async def wait() -> None:
        async with locked_async(path, Deadline(0.2), "waiting"):
            pass

    with pytest.raises(DeadlineError, match="waiting"):
        asyncio.run(wait())


def test_a_lock_ends_with_its_process(held) -> None:
    path, process = held
    process.kill()
    with locked(path, Deadline(20), "waiting"):
        pass


def test_one_at_a_time_within_a_process_too(tmp_path: Path) -> None:
    inside = SimpleNamespace(now=0, most=0)

    async def work() -> None:
        async with locked_async(tmp_path / "a.lock", Deadline(20), "waiting"):
            inside.now += 1
            inside.most = max(inside.most, inside.now)
            await asyncio.sleep(0.01)
            inside.now -= 1

    async def all_of_them() -> None:
        await asyncio.gather(*(work() for _number in range(5)))

    asyncio.run(all_of_them())
    assert inside.most == 1
