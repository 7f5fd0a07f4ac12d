# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the module of the same name, finds its files as Ansible finds those of a task, and shows how far it is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from ansible.errors import AnsibleError

from ansible_collections.mediaops.alicloud.plugins.plugin_utils._listing_action import ListingAction

_FILES = ("rules_files", "suppressions_files", "declared_files")


class ActionModule(ListingAction):
    """Without a local connection the files are those of the host that the task runs on."""

    noun = "recording jobs"

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """See :class:`ActionBase`."""
        before = self._task.args
        if self._connection.transport == "local":
            self._task.args = self._with_paths(before)
        try:
            return dict(super().run(tmp, task_vars))
        finally:
            self._task.args = before

    def _with_paths(self, arguments: dict[str, Any]) -> dict[str, Any]:
        found = dict(arguments)
        for name in _FILES:
            if isinstance(found.get(name), list):
                found[name] = [self._found(path) for path in found[name]]
            elif isinstance(found.get(name), str):
                found[name] = [self._found(path) for path in found[name].split(",")]
        earlier = found.get("compare_with")
        if isinstance(earlier, str) and not os.path.exists(os.path.join(self._loader.get_basedir(), earlier)):  # noqa: PTH110, PTH118 - no error if no system takes the path
            found["compare_with"] = self._found(earlier)  # else it is where reports are
        path = self._task.get_path()
        if path and found.get("source") is None:
            found["source"] = path
        if found.get("source_root") is None:
            found["source_root"] = str(Path.cwd())
        return found

    def _found(self, path: Any) -> Any:
        """What is not found stays as it is: the module says so."""
        if not isinstance(path, str) or not path.strip():
            return path
        try:
            found: str = self._find_needle("files", path.strip())  # type: ignore[no-untyped-call]
        except AnsibleError:
            return path
        return found
