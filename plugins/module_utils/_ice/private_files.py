# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Folders and files that belong to this user alone, and locks between processes.

What others can write to they can plant things in, and a link that they put there can point anywhere.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import stat
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from .deadline import Deadline
from .errors import InputError

_SECONDS_BETWEEN_TRIES = 0.05


def folder_of_user(name: str) -> Path:
    """Where the engine keeps things of one kind for its user. Nothing is made.

    :raises RuntimeError: if the user has no home
    """
    return Path.home() / ".ansible" / "mediaops_alicloud" / name


def private_directory(path: Path) -> Path:
    """Make a folder that only this user can use, if it is not there yet.

    :raises InputError: if it cannot be made, is no folder, or somebody else owns it or may write to it
    """
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        found = path.lstat()
    except OSError as error:
        raise InputError(f"The folder {path} cannot be made: {error.strerror}.") from error
    if stat.S_ISLNK(found.st_mode) or not stat.S_ISDIR(found.st_mode):
        raise InputError(f"{path} is a link, not a folder. Remove it, or name another folder.")
    _check_owner(path, found)
    return path


def open_private(path: Path, flags: int = os.O_RDWR | os.O_CREAT) -> int:
    """Open a file that only this user can read; it is made if the flags say so.

    :returns: its descriptor, which the caller closes
    :raises InputError: if it is a link, no ordinary file, or somebody else owns it or may write to it
    :raises FileNotFoundError: if it is not there, and is not to be made
    """
    try:
        descriptor = os.open(path, flags | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK, 0o600)
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not flags & os.O_CREAT:
            raise
        if error.errno == errno.ELOOP:
            raise InputError(f"{path} is a link, not a file. Remove it.") from error
        raise InputError(f"{path} cannot be used: {error.strerror}.") from error
    try:
        _check_file(path, os.fstat(descriptor))
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def append_private(path: Path, content: bytes) -> None:
    """Write at the end of a private file, which is made if it is not there, and to the disk itself.

    :raises InputError: if the file cannot be used, as :func:`open_private`
    :raises OSError: if the content does not fit there; a part of it that did is taken back
    """
    _write(path, content, os.O_APPEND)


def replace_private(path: Path, content: bytes) -> None:
    """The same for all of a file. All or nothing: whoever is ended in the middle leaves the old file."""
    new = path.with_name(f"{path.name}.new")
    _write(new, content, os.O_TRUNC)
    new.replace(path)
    keep_names(path.parent)


def keep_names(folder: Path) -> None:
    """See that the names of files in a folder are on the disk: they are written separately."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(path: Path, content: bytes, flag: int) -> None:
    is_new = not path.exists()
    descriptor = open_private(path, os.O_WRONLY | os.O_CREAT | flag)
    try:
        length = os.fstat(descriptor).st_size
        try:
            rest = content
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            os.fsync(descriptor)
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(descriptor, length)
            raise
    finally:
        os.close(descriptor)
    if is_new:
        keep_names(path.parent)


@contextmanager
def locked(path: Path, deadline: Deadline, doing: str) -> Iterator[None]:
    """Hold a lock that one process at a time can have. It ends with the process, however that ends.

    :param path: a file in a :func:`private_directory`; it stays empty
    :param doing: what waits, for the message
    :raises DeadlineError: if another process holds it for too long
    :raises InputError: if the file cannot be used
    """
    descriptor = open_private(path)
    try:
        for seconds in _waits(descriptor, deadline, doing):
            time.sleep(seconds)
        yield
    finally:
        os.close(descriptor)  # this gives the lock back


@asynccontextmanager
async def locked_async(path: Path, deadline: Deadline, doing: str) -> AsyncIterator[None]:
    """The same as :func:`locked`, for callers in an event loop."""
    import asyncio  # which takes time to load, and most callers do without it

    descriptor = open_private(path)
    try:
        for seconds in _waits(descriptor, deadline, doing):
            await asyncio.sleep(seconds)
        yield
    finally:
        os.close(descriptor)


def _waits(descriptor: int, deadline: Deadline, doing: str) -> Iterator[float]:
    """The seconds to wait before each further try; it ends when the lock is held."""
    while not try_lock(descriptor):
        if deadline.remaining < _SECONDS_BETWEEN_TRIES:
            raise deadline.error(doing)
        yield _SECONDS_BETWEEN_TRIES


def try_lock(descriptor: int) -> bool:
    """Take the lock of an open file, if nobody else has it. :raises OSError: if the file system has no locks"""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _check_file(path: Path, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise InputError(f"{path} is no ordinary file. Remove it, or name another folder.")
    _check_owner(path, found)


def _check_owner(path: Path, found: os.stat_result) -> None:
    if found.st_uid != os.geteuid():
        raise InputError(f"{path} belongs to another user (uid {found.st_uid}), who could change what is in it.")
    if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise InputError(f"Others may write to {path}. Run: chmod go-w {path}")
