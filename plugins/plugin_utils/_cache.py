# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Listings kept in Ansible's own cache plugins."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, Callable

from ansible.errors import AnsibleError
from ansible.plugins import AnsiblePlugin
from ansible.utils.display import Display

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.deadline import Deadline
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import DeadlineError, InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.private_files import locked, private_directory

from ._cache_entry import packed, unpacked
from ._cache_key import FORMAT
from ._cache_store import CacheStore, NoPlaceError, ansible_home

_NO_PLACE = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.ENOENT, errno.ENOTDIR)


@dataclass(frozen=True)
class Kept:
    """Answers to requests, and whether they are complete, so that they may be kept for later."""

    answers: list[Any]
    worth_keeping: bool


class ListingCache:
    """One entry of a cache plugin, chosen by the options ``cache_plugin``, ``cache_connection`` and the like.

    :param key: the name of the entry
    :param fits: whether what was kept under this name can be what was kept; files may be damaged
    :param deadline: for everything, so for waiting until another process has read the list as well
    :raises AnsibleError: if the plugin cannot be used, or others may write to its files
    """

    def __init__(
        self, options: AnsiblePlugin, key: str, *, fits: Callable[[list[Any]], bool], deadline: Deadline
    ) -> None:
        self._key = key
        self._fits = fits
        self._deadline = deadline
        self._store: CacheStore | None = None
        try:
            self._store = CacheStore(options, deadline)
        except NoPlaceError as error:
            Display().warning(f"Lists of jobs are not cached: {error.message}")

    def get_or_read(self, read: Callable[[], Kept], *, refresh: bool = False) -> list[Any]:
        """The answers that are kept, if they are fresh; else those that ``read`` returns, which are kept from then on.

        If several processes (Ansible's forks) ask at the same moment, one of them reads the list. The others wait.

        :param refresh: read anew, whatever is kept
        :raises DeadlineError: if another process reads it for too long
        """
        if self._store is None:
            return read().answers
        if not refresh and (answers := self._get(self._store)) is not None:
            return answers
        with self._lock():
            if not refresh and (answers := self._get(self._store)) is not None:
                return answers
            kept = read()
            if kept.worth_keeping:
                self._set(self._store, kept.answers)
            return kept.answers

    def _get(self, store: CacheStore) -> list[Any] | None:
        if not store.contains(self._key):
            return None
        try:
            return self._answers(store.get(self._key))
        except DeadlineError:
            raise
        except InputError as error:
            raise AnsibleError(f"cache_plugin: {store.name} cannot be used: {error.message}") from None
        except Exception as error:  # noqa: BLE001 - whatever is kept there, and whatever the libraries of plugins raise
            # A KeyError has nothing but the key for its message: the entry expired a moment ago, or is not ours.
            reason = "the entry is gone, or lacks a part" if isinstance(error, KeyError) else error
            Display().v(f"A cached list of jobs cannot be used, and is read anew: {reason}")
            return None

    def _answers(self, entry: Any) -> list[Any]:
        """What an entry holds. :raises Exception: of any kind, if it is none of ours, or was damaged"""
        if entry["format"] != FORMAT:
            raise ValueError(f"its format is {entry['format']!r}, not {FORMAT}")
        answers = unpacked(entry["answers"])
        if not isinstance(answers, list) or not self._fits(answers):
            raise ValueError("it holds no lists of jobs")
        return answers

    def _set(self, store: CacheStore, answers: list[Any]) -> None:
        entry = {"format": FORMAT, "answers": packed(answers)}
        try:
            store.set(self._key, entry)
        except Exception as error:  # noqa: BLE001 - a full disk, or whatever the libraries of plugins raise
            Display().warning(f"The list of jobs was read, but cannot be cached with {store.name}: {error}")

    @contextmanager
    def _lock(self) -> Iterator[None]:
        with ExitStack() as stack:
            try:
                folder = private_directory(ansible_home() / "mediaops_alicloud_locks")
                stack.enter_context(
                    locked(folder / f"{self._key}.lock", self._deadline, "another process reads the same list")
                )
            except InputError as error:
                if not isinstance(error.__cause__, OSError) or error.__cause__.errno not in _NO_PLACE:
                    raise
                Display().v(f"Several processes may read the same list of jobs at the same time: {error.message}")
            yield
