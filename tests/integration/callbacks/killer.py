# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A callback plugin that ends ansible-playbook and all that it started, as a machine does that loses its power."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

from ansible.executor.task_result import CallbackTaskResult
from ansible.playbook.task import Task
from ansible.plugins.callback import CallbackBase

DOCUMENTATION = r"""
name: killer
type: notification
short_description: Ends the run before a task, or after one of its items
description:
  - E(KILL_BEFORE) is the number of the task, from 1, or the end of its name, before which the run ends. With a number
    sign and a number behind the name, it is not the first task of that name.
  - E(KILL_AFTER_ITEM) is the end of the name of a task. The run ends as soon as its first item is done.
"""


def kill_everything() -> None:
    """Those that were started first, since they outlive the process that started them."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended
        parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    mine = [os.getpid()]
    for process in mine:
        mine += parents.get(process, [])
    for process in [*mine[1:], mine[0]]:
        os.kill(process, signal.SIGKILL)


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "killer"
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._before, _sign, number = os.environ.get("KILL_BEFORE", "").partition("#")
        self._number = int(number or 1)
        self._after_item = os.environ.get("KILL_AFTER_ITEM")
        self._tasks = self._named = 0

    def v2_playbook_on_task_start(self, task: Task, is_conditional: bool) -> None:
        self._tasks += 1
        self._named += bool(self._before) and task.get_name().endswith(self._before)
        if str(self._tasks) == self._before or self._named == self._number:
            kill_everything()

    def v2_runner_item_on_ok(self, result: CallbackTaskResult) -> None:
        if self._after_item and result.task.get_name().endswith(self._after_item):
            kill_everything()
