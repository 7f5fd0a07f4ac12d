# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the module of the same name, finds its files as Ansible finds those of a task, and shows how far it is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from ansible.errors import AnsibleError, AnsibleFileNotFound

from ansible_collections.mediaops.alicloud.plugins.plugin_utils._listing_action import ListingAction

_FILES = ("rules_files", "suppressions_files", "declared_files")


class ActionModule(ListingAction):
    """Without a local connection the files are those of the host that the task runs on."""

    noun = "recording jobs"

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """See :class:`ActionBase`."""
        before = self._task.args
        looked_for: dict[str, list[str]] = {}
        if self._connection.transport == "local":
            self._task.args = self._with_paths(before, looked_for)
        try:
            result = dict(super().run(tmp, task_vars))
        finally:
            self._task.args = before
        if result.get("failed"):
            for unread, places in looked_for.items():  # only Ansible knows where it has searched
                if str(result.get("msg")).startswith(unread):
                    result["msg"] = f"{result['msg']} Looked for: {', '.join(places)}."
                    break
        return result

    def _with_paths(self, arguments: dict[str, Any], looked_for: dict[str, list[str]]) -> dict[str, Any]:
        """Arguments with the paths that were found.

        :param looked_for: where Ansible has looked for the others, by how the module's message about each begins
        """
        found = dict(arguments)
        for name in _FILES:
            paths = found[name].split(",") if isinstance(found.get(name), str) else found.get(name)
            if isinstance(paths, list):
                found[name] = [self._found(path, looked_for, name) for path in paths]
        earlier = found.get("compare_with")
        if isinstance(earlier, str) and not os.path.exists(os.path.join(self._loader.get_basedir(), earlier)):  # noqa: PTH110, PTH118 - no error if no system takes the path
            found["compare_with"] = self._found(earlier, {}, "compare_with")  # else it is where reports are
        path = self._task.get_path()
        if path and found.get("source") is None:
            found["source"] = path
        if found.get("source_root") is None:
            found["source_root"] = str(Path.cwd())
        return found

    def _found(self, path: Any, looked_for: dict[str, list[str]], option: str) -> Any:
        """What is not found stays as it is: the module says so."""
        if not isinstance(path, str) or not path.strip():
            return path
        try:
            found: str = self._find_needle("files", path.strip())  # type: ignore[no-untyped-call]
        except AnsibleFileNotFound as error:
            # A folder can be there twice: a playbook's own is also the one that its tasks are in.
            looked_for[f"{option}: {path.strip()} cannot be read"] = list(dict.fromkeys(error.paths or [path]))
            return path
        except AnsibleError:
            return path
        return found
