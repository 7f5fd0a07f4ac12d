# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where each job stands in the list: sorted keys, in memory.

SQL can count and skip only by walking: page 10,000 of a million jobs would cost tens of milliseconds. A sorted
array answers "how many in this range" and "which keys on page n" by bisection and slicing, at eight bytes a
job, whatever the page.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Mapping

SEQUENCE_BITS = 32


def first_key_of(second: int) -> int:
    """The smallest key that a job created in this second can have.

    A job's key is its creation second and its insertion sequence in one number, so that the order of keys is
    the order of the list, ties within a second included.
    """
    return second << SEQUENCE_BITS


def second_of(key: int) -> int:
    """The creation second that a key holds."""
    return key >> SEQUENCE_BITS


def sequence_of(key: int) -> int:
    """The insertion sequence that a key holds."""
    return key & ((1 << SEQUENCE_BITS) - 1)


class JobOrder:
    """The keys of one tenant's jobs, all of them and by status."""

    def __init__(self) -> None:
        self._all = array("q")
        self._by_status: dict[str, array[int]] = {}

    def keys(self, status: str | None = None) -> array[int]:
        """The sorted keys, of one status or of all jobs. Not to be changed by the caller."""
        if status is None:
            return self._all
        return self._by_status.setdefault(status, array("q"))

    def add(self, key: int, status: str) -> None:
        """Put one job in its place; at the newest end that is a plain append."""
        for keys in (self._all, self.keys(status)):
            if not keys or key > keys[-1]:
                keys.append(key)
            else:
                keys.insert(bisect_left(keys, key), key)

    def add_many(self, added: Mapping[str, array[int]]) -> None:
        """Put many jobs, given as keys by status, in their places, sorting once."""
        for status, keys in added.items():
            self._by_status[status] = _sorted(self.keys(status) + keys)
            self._all += keys
        self._all = _sorted(self._all)

    def remove(self, key: int, status: str) -> None:
        """Take one job out."""
        for keys in (self._all, self.keys(status)):
            del keys[bisect_left(keys, key)]

    def move(self, key: int, old: str, new: str) -> None:
        """A job has changed its status."""
        keys = self.keys(old)
        del keys[bisect_left(keys, key)]
        keys = self.keys(new)
        keys.insert(bisect_left(keys, key), key)


def _sorted(keys: array[int]) -> array[int]:
    return array("q", sorted(keys))
