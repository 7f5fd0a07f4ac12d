# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the pace of an account is kept: in a small file that the processes of this user share, or in memory."""

from __future__ import annotations

import fcntl
import hashlib
import math
import os
import struct
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ..errors import InputError
from ..private_files import folder_of_user, open_private, private_directory, try_lock

_FORMAT = struct.Struct("<8s10d")
_MAGIC = b"pace-1\0\0"
_TRIES, _SECONDS_BETWEEN_TRIES = 20, 0.001
_STALE_AFTER = 120.0  # seconds
_SECONDS_BETWEEN_LOOKS = 0.1  # for a file that another process may have made


@dataclass
class PaceState:
    """What is known of a server's limit. Times are seconds of a clock that all processes share.

    :ivar rate: turns a second; 0 while no limit is known
    :ivar ceiling: the rate at which a request was refused last; 0 if that is not known
    :ivar next_turn: when
    :ivar changed_at: when the rate was changed
    :ivar refused_at: when a request was refused
    :ivar settled_at: when the turns have passed that had been taken then
    :ivar refused_in_a_row: how many times, and nothing was let through in between
    :ivar measured_since: when counting began
    :ivar passed: requests that were let through since then
    :ivar throughput: how many a second it were in the time before; 0 if that is not known
    """

    rate: float = 0.0
    ceiling: float = 0.0
    next_turn: float = 0.0
    changed_at: float = 0.0
    refused_at: float = 0.0
    settled_at: float = 0.0
    refused_in_a_row: float = 0.0
    measured_since: float = 0.0
    passed: float = 0.0
    throughput: float = 0.0

    def values(self) -> tuple[float, ...]:
        """All of them, in order."""
        return tuple(vars(self).values())


class PaceStore(Protocol):
    """Keeps a state."""

    def is_limited(self, now: float) -> bool:
        """Whether a limit is known. As long as there is none, nobody has to wait for anybody."""

    def state(self, now: float) -> AbstractContextManager[PaceState]:
        """The state, to be read and changed by nobody else until the end of the block."""


@dataclass
class MemoryStore:
    """For one process."""

    kept: PaceState = field(default_factory=PaceState)

    def is_limited(self, now: float) -> bool:
        """See :meth:`PaceStore.is_limited`."""
        return self.kept.rate > 0

    @contextmanager
    def state(self, now: float) -> Iterator[PaceState]:
        """See :meth:`PaceStore.state`."""
        yield self.kept


@dataclass
class FileStore:
    """For all processes of this user. What cannot be read or written is kept in memory for that time.

    :param path: of the file; it is made when a limit becomes known, and closed with :meth:`close`
    """

    path: Path
    kept: PaceState = field(default_factory=PaceState)
    _descriptor: int | None = field(default=None, init=False)
    _look_again: float = field(default=-math.inf, init=False)

    def is_limited(self, now: float) -> bool:
        """See :meth:`PaceStore.is_limited`. Without a lock: so few bytes are read at once."""
        if self._descriptor is None and now >= self._look_again:
            self._look_again = now + _SECONDS_BETWEEN_LOOKS
            self._open(os.O_RDWR)
        return (self.kept if self._descriptor is None else self._read(self._descriptor, now)).rate > 0

    @contextmanager
    def state(self, now: float) -> Iterator[PaceState]:
        """See :meth:`PaceStore.state`."""
        self._open(os.O_RDWR | os.O_CREAT)
        descriptor = self._descriptor if self._descriptor is not None and self._lock(self._descriptor) else None
        state = self.kept if descriptor is None else self._read(descriptor, now)
        before = state.values()
        try:
            yield state
        finally:
            self.kept = state
            if descriptor is not None:
                if state.values() != before:
                    self._write(descriptor, state)
                fcntl.flock(descriptor, fcntl.LOCK_UN)

    def close(self) -> None:
        """Close the file."""
        if self._descriptor is not None:
            os.close(self._descriptor)

    def _open(self, flags: int) -> None:
        if self._descriptor is not None:
            return
        # There is no file yet, or there can be none.
        with suppress(InputError, OSError):
            if flags & os.O_CREAT or self.path.parent.exists():
                self._descriptor = open_private(private_directory(self.path.parent) / self.path.name, flags)

    def _lock(self, descriptor: int) -> bool:
        """Others hold it for microseconds, unless one of them was stopped just then."""
        with suppress(OSError):  # a file system without locks
            for _number in range(_TRIES):
                if try_lock(descriptor):
                    return True
                time.sleep(_SECONDS_BETWEEN_TRIES)
        return False

    def _read(self, descriptor: int, now: float) -> PaceState:
        try:
            magic, *values = _FORMAT.unpack(os.pread(descriptor, _FORMAT.size, 0))
        except (OSError, struct.error):  # new, or cut short
            return PaceState()
        state = PaceState(*values)
        # The clock begins anew when the machine starts.
        is_usable = magic == _MAGIC and all(0 <= value < 1e12 for value in values)
        is_fresh = (
            state.refused_at <= now <= max(state.refused_at, state.measured_since, state.next_turn) + _STALE_AFTER
        )
        return state if is_usable and is_fresh else PaceState()

    def _write(self, descriptor: int, state: PaceState) -> None:
        try:
            os.pwrite(descriptor, _FORMAT.pack(_MAGIC, *state.values()), 0)
        except OSError:  # a full disk: what is kept in memory is used
            return


@contextmanager
def shared_store(endpoint: str, account: str) -> Iterator[PaceStore]:
    """The store of an account on a server, open until the end of the block; one in memory if there can be no file.

    :param account: what tells the account from others; it is hashed, since file names can be seen
    """
    name = hashlib.sha256(f"{endpoint}\n{account}".encode()).hexdigest()[:32]
    try:
        store = FileStore(folder_of_user("pace") / name)
    except RuntimeError:  # there is no home
        yield MemoryStore()
        return
    try:
        yield store
    finally:
        store.close()
