# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Listings kept in Ansible's own cache plugins."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import platform
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Callable

from ansible import constants
from ansible.errors import AnsibleError
from ansible.plugins import AnsiblePlugin
from ansible.plugins.loader import cache_loader
from ansible.utils.display import Display

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import (
    ConnectionOptions,
    Credentials,
    Location,
    locate,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import JobListingOptions

_JSONFILE = ("jsonfile", "ansible.builtin.jsonfile")
_FORMAT = 1  # of what is kept; entries of another format are read anew


@dataclass(frozen=True)
class Kept:
    """Answers to requests, and whether they are complete, so that they may be kept for later."""

    answers: list[Any]
    worth_keeping: bool


def cache_key(requests: Sequence[tuple[ConnectionOptions, JobListingOptions]]) -> str:
    """A name for the answers to these requests: made of endpoint, account and every option that shapes the answers.

    Needs no request, not even one for credentials. The key id is hashed, since others may read cache files.
    """
    parts: list[Any] = [_FORMAT]
    for connection, listing in requests:
        place = locate(connection)
        account = hashlib.sha256(json.dumps(_account(place)).encode()).hexdigest()
        parts.append([place.endpoint.url, place.region, account, asdict(listing)])
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _account(place: Location) -> list[str]:
    """What distinguishes the account from others; if another service knows it, all that decides which one answers."""
    credentials = place.credentials
    if isinstance(credentials, Credentials):
        return [credentials.account]
    settings = [f"{name}={value}" for name, value in sorted(os.environ.items()) if name.startswith("ALIBABA_CLOUD_")]
    profile = credentials.profile.file.read_text(encoding="utf-8") if credentials.profile else ""
    return [credentials.account, platform.node(), str(Path.home()), profile, *settings]


class ListingCache:
    """One entry of a cache plugin, chosen by the options ``cache_plugin``, ``cache_connection`` and the like."""

    def __init__(self, options: AnsiblePlugin, key: str) -> None:
        self._key = key
        name = options.get_option("cache_plugin")
        connection = options.get_option("cache_connection")
        settings = {
            "_uri": str(_home() / "cache" / "mediaops_alicloud")
            if connection is None and name in _JSONFILE
            else connection,
            "_timeout": options.get_option("cache_timeout"),
            "_prefix": options.get_option("cache_prefix"),
        }
        self._name = name
        with self._errors():
            self._plugin = cache_loader.get(
                name, **{key: value for key, value in settings.items() if value is not None}
            )

    def get_or_read(self, read: Callable[[], Kept], *, refresh: bool = False) -> list[Any]:
        """The answers that are kept, if they are fresh; else those that ``read`` returns, which are kept from then on.

        If several processes (Ansible's forks) ask at the same moment, one of them reads the list. The others wait.

        :param refresh: read anew, whatever is kept
        """
        if not refresh and (answers := self._get()) is not None:
            return answers
        with self._lock():
            if not refresh and (answers := self._get()) is not None:
                return answers
            kept = read()
            if kept.worth_keeping:
                self._set(kept.answers)
            return kept.answers

    def _get(self) -> list[Any] | None:
        with self._errors():
            try:
                if not self._plugin.contains(self._key):
                    return None
                entry = self._plugin.get(self._key)
                answers = json.loads(str(entry["answers"])) if entry["format"] == _FORMAT else None
            except KeyError:  # expired between the two calls, or not ours
                return None
            except (AnsibleError, RecursionError, TypeError, ValueError) as error:
                Display().vv(f"A kept listing cannot be used and is read anew: {error}")
                return None
            return answers if isinstance(answers, list) else None

    def _set(self, answers: list[Any]) -> None:
        # As text: ansible-core would tag every value of a structure when it is read back.
        with self._errors():
            self._plugin.set(self._key, {"format": _FORMAT, "answers": json.dumps(answers, separators=(",", ":"))})

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Name the option if the plugin fails."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - whatever the libraries of cache plugins raise
            raise AnsibleError(f"cache_plugin: {self._name} cannot be used: {error}") from None

    @contextmanager
    def _lock(self) -> Iterator[None]:
        directory = _home() / "mediaops_alicloud_locks"
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (directory / f"{self._key}.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _home() -> Path:
    """Where Ansible keeps what belongs to the user; the defaults of cache plugins cannot name it."""
    return Path(constants.config.get_config_value("ANSIBLE_HOME"))
