# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ansible's cache plugins, as the options name them; those that write files write them for this user alone."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any, Callable

from ansible import constants
from ansible.errors import AnsibleError
from ansible.plugins import AnsiblePlugin
from ansible.plugins.cache import BaseFileCacheModule
from ansible.plugins.loader import cache_loader

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.deadline import Deadline
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import DeadlineError, InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.private_files import (
    open_private,
    private_directory,
)

from ._within_deadline import within

_OF_ONE_RUN = ("memory", "ansible.builtin.memory")  # Ansible's default for inventories; it would keep nothing
_JSONFILE = "ansible.builtin.jsonfile"


class NoPlaceError(AnsibleError):
    """There is nowhere to keep lists, which is no reason not to read them."""


class CacheStore:
    """What a cache plugin keeps, chosen by the options ``cache_plugin``, ``cache_connection`` and the like.

    Whoever can write to the files of a plugin decides which hosts an inventory has, and whoever can read them sees
    addresses of streams. So files, and a folder that has to be made, are for this user alone.

    :param deadline: for each of its calls; a server may be silent
    :raises NoPlaceError: if the user named no place, and the default cannot be used, or if the place is read-only
    :raises AnsibleError: if the plugin cannot be used, or others may write to its files
    """

    def __init__(self, options: AnsiblePlugin, deadline: Deadline) -> None:
        self._deadline = deadline
        name = str(options.get_option("cache_plugin"))
        self.name = _JSONFILE if name in _OF_ONE_RUN else name
        connection = options.get_option("cache_connection") or None
        self._settings = {
            "_timeout": options.get_option("cache_timeout"),
            "_prefix": options.get_option("cache_prefix"),
        }
        self._folder = self._make_folder(connection) if self._writes_files() else None
        self._plugin = self._load(connection if self._folder is None else str(self._folder))

    def contains(self, key: str) -> bool:
        """Whether there is an entry, and it is fresh."""
        try:
            return bool(self._call(lambda: self._plugin.contains(key)))
        except DeadlineError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever the libraries of cache plugins raise
            raise self._error(error) from None

    def get(self, key: str) -> Any:
        """An entry.

        :raises KeyError: if it is not there
        :raises InputError: if somebody else may have written it
        :raises Exception: whatever the plugin raises if it cannot read it
        """
        if self._folder is not None:
            for file in self._folder.glob(f"*{key}"):
                os.close(open_private(file, os.O_RDONLY))
        return self._call(lambda: self._plugin.get(key))

    def set(self, key: str, entry: dict[str, Any]) -> None:
        """Keep an entry. :raises Exception: whatever the plugin raises if it cannot"""
        if self._folder is None:
            self._call(lambda: self._plugin.set(key, entry))
            return
        # Ansible's plugins make their files readable for everybody. They do so in a folder that only we can enter.
        with tempfile.TemporaryDirectory(dir=self._folder, prefix=".") as private:
            self._load(private).set(key, entry)
            for file in Path(private).iterdir():
                file.chmod(0o600)
                file.replace(self._folder / file.name)

    def _call(self, call: Callable[[], Any]) -> Any:
        return call() if self._folder else within(self._deadline, f"{self.name} does not answer", call)

    def _writes_files(self) -> bool:
        found = cache_loader.get_with_context(self.name, class_only=True).object
        return isinstance(found, type) and issubclass(found, BaseFileCacheModule)

    def _make_folder(self, connection: str | None) -> Path:
        if os.sep in str(self._settings["_prefix"]):
            raise InputError("cache_prefix: names of files begin with it, so it must not contain a slash.")
        named = Path(os.path.expandvars(connection)).expanduser() if connection else None
        try:
            folder = private_directory(named or ansible_home() / "cache" / "mediaops_alicloud")
        except InputError as error:
            if named is None and isinstance(error.__cause__, OSError):
                raise NoPlaceError(error.message) from None
            raise self._error(error) from None
        if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            raise NoPlaceError(f"The folder {folder} is read-only.")
        return folder

    def _load(self, uri: str | None) -> Any:
        settings = {"_uri": uri, **self._settings}
        try:
            return cache_loader.get(
                self.name, **{option: value for option, value in settings.items() if value is not None}
            )
        except Exception as error:  # noqa: BLE001 - whatever the libraries of cache plugins raise
            raise self._error(error) from None

    def _error(self, error: Exception) -> AnsibleError:
        """Name the option if the plugin fails."""
        return AnsibleError(f"cache_plugin: {self.name} cannot be used: {error}")


def ansible_home() -> Path:
    """Where Ansible keeps what belongs to the user; the defaults of cache plugins cannot name it."""
    return Path(constants.config.get_config_value("ANSIBLE_HOME"))
