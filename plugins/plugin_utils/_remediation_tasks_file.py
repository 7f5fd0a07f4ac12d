# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the caller's tasks can end the role live_record_remediate, before any job had its turn.

What fails can be rescued. Three things cannot: a file that Ansible cannot load, ``meta: end_play`` and its sisters, and
a host that cannot be reached. The first two are refused. For the third, Ansible is told to go on, and the role looks at
what the task has registered; a task without ``register`` is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ansible.errors import AnsibleError
from ansible.parsing.dataloader import DataLoader

_PREFIXES = ("", "ansible.builtin.", "ansible.legacy.")
_META = tuple(f"{prefix}meta" for prefix in _PREFIXES)
_FILES = tuple(f"{prefix}{name}" for prefix in _PREFIXES for name in ("include_tasks", "import_tasks"))
_ROLES = tuple(f"{prefix}{name}" for prefix in _PREFIXES for name in ("include_role", "import_role"))
_ENDS = ("end_play", "end_batch", "end_host", "end_role")
_HERE = ("localhost", "127.0.0.1", "::1")
_PARTS = ("block", "rescue", "always")
_COLLECTIONS = ["mediaops.alicloud", "ansible.legacy"]  # where the role's tasks look for short names of modules
_VAULT = b"$ANSIBLE_VAULT"
_LONGEST = 300  # characters of what Ansible says


@dataclass
class TasksFile:
    """What was found in a file, and in files that it includes.

    :ivar faults: why it is refused; ends of sentences that begin with its name
    :ivar registered: what its delegated tasks register
    :ivar is_known: whether everything was seen: no role, no encrypted file, no name that is a template
    """

    faults: list[str] = field(default_factory=list)
    registered: list[str] = field(default_factory=list)
    is_known: bool = True


def look_at(path: Path) -> TasksFile:
    """Load a file as Ansible does, and look for what would end the role."""
    found = TasksFile()
    _Look(found).at_file(path)
    return found


class _Look:
    def __init__(self, found: TasksFile) -> None:
        self._found = found
        self._seen: set[Path] = set()
        self._loader = DataLoader()

    def at_file(self, path: Path) -> None:
        path = path.resolve()
        if path in self._seen:
            return
        self._seen.add(path)
        try:
            if path.read_bytes().startswith(_VAULT):
                self._found.is_known = False
                return
            tasks = self._loader.load_from_file(str(path), trusted_as_template=True)
            if tasks is not None:
                self._at_list(tasks, path, is_away=False)
        except OSError as error:
            self._found.faults.append(f"{path.name} cannot be read: {error.strerror}")
        except RecursionError:
            self._found.faults.append(f"{path.name} is nested too deeply")
        except AnsibleError as error:
            said = " ".join(str(error.message).split())[:_LONGEST].rstrip(".")
            self._found.faults.append(f"Ansible cannot load {path.name}: {said}")

    def _at_list(self, tasks: Any, path: Path, *, is_away: bool) -> None:
        """:param is_away: whether the tasks are delegated to another host by what they are in"""
        if not isinstance(tasks, list):
            self._found.faults.append(f"{path.name} must hold a list of tasks")
            return
        for number, data in enumerate(tasks, 1):
            if not isinstance(data, dict):
                self._found.faults.append(f"entry {number} of {path.name} is not a task")
            elif any(part in data for part in _PARTS):
                self._at_block(data, path, is_away=is_away)
            else:
                self._at_task(data, number, path, is_away=is_away)

    def _at_block(self, data: dict[str, Any], path: Path, *, is_away: bool) -> None:
        from ansible.playbook.block import Block

        Block.load({**data, **{part: [] for part in _PARTS if part in data}}, loader=self._loader)
        is_away = _is_away(data.get("delegate_to"), is_away)
        for part in _PARTS:
            if data.get(part) is not None:
                self._at_list(data[part], path, is_away=is_away)

    def _at_task(self, data: dict[str, Any], number: int, path: Path, *, is_away: bool) -> None:
        from ansible.playbook.task import Task

        task = Task.load({"collections": _COLLECTIONS, **data}, loader=self._loader)
        named = f"the task {task.name!r}" if task.name else f"task {number}"
        named = f"{named} of {path.name}"
        first = task.args.get("_raw_params", task.args.get("file"))
        if task.action in _META and first in _ENDS:
            self._found.faults.append(
                f"{named}, meta: {first}, would end the role before other jobs have their turn; give the tasks after "
                "it a when instead"
            )
        elif task.action in _ROLES:
            self._found.is_known = False
        elif task.action in _FILES:
            self._at_include(first, path)
        elif _is_away(task.delegate_to, is_away) and task.ignore_unreachable is not True:
            if task.register:
                self._found.registered.append(str(task.register))
            else:
                self._found.faults.append(
                    f"{named} is delegated to another host and has no register; without it nobody can see that this "
                    "host was not reached, and Ansible would end the play"
                )

    def _at_include(self, name: Any, path: Path) -> None:
        file = path.parent / str(name)
        if not name or "{{" in str(name) or not file.is_file():
            self._found.is_known = False
        else:
            self.at_file(file)


def _is_away(delegate_to: Any, otherwise: bool) -> bool:
    return otherwise if delegate_to is None else delegate_to not in _HERE
