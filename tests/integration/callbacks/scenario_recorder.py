# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A callback plugin that prepares the emulator before tasks, and keeps what came of them.

Both happen between the tasks of one playbook, so that a scenario costs no playbook of its own.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

from ansible.executor.task_result import CallbackTaskResult
from ansible.playbook.task import Task
from ansible.plugins.callback import CallbackBase

from ansible_collections.mediaops.alicloud.tests.emulator import ControlClient
from ansible_collections.mediaops.alicloud.tests.integration.emulator_state import bring_about

DOCUMENTATION = r"""
name: scenario_recorder
type: notification
short_description: Prepares the emulator before tasks, and keeps their results
description:
  - E(SCENARIO_BOOK) names a JSON file with the emulator's address, what to do before which task, and where to write.
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "scenario_recorder"
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        book = json.loads(Path(os.environ["SCENARIO_BOOK"]).read_text(encoding="utf-8"))
        self._emulator = ControlClient(book["emulator"], book["control_token"])
        self._setups: dict[str, dict[str, Any] | None] = book["setups"]
        self._records = Path(book["records"])

    def v2_playbook_on_task_start(self, task: Task, is_conditional: bool) -> None:
        setup = self._setups.get(task.get_name())
        if setup is not None:
            bring_about(self._emulator, setup)
            # What one scenario taught about the limits of this server is wrong in the next one.
            shutil.rmtree(Path.home() / ".ansible/mediaops_alicloud/pace", ignore_errors=True)
        self._emulator.clear_requests()

    def v2_runner_on_ok(self, result: CallbackTaskResult) -> None:
        self._record(result, failed=False)

    def v2_runner_on_failed(self, result: CallbackTaskResult, ignore_errors: bool = False) -> None:
        self._record(result, failed=True)

    def v2_runner_on_skipped(self, result: CallbackTaskResult) -> None:
        self._record(result, failed=False)

    def _record(self, result: CallbackTaskResult, *, failed: bool) -> None:
        name = result.task.get_name()
        record = {
            "task": name,
            "host": result.host.get_name(),
            "failed": failed,
            "result": dict(result.result),
            "requests": [vars_of(request) for request in self._emulator.requests()],
            "jobs": self._emulator.jobs() if name in self._setups else [],
            "files": self._emulator.files() if name in self._setups else [],
            "templates": self._emulator.templates() if name in self._setups else [],
        }
        with self._records.open("a", encoding="utf-8") as records:
            records.write(json.dumps(record, default=str) + "\n")


def vars_of(request: Any) -> dict[str, Any]:
    return {name: getattr(request, name) for name in request.__dataclass_fields__}
