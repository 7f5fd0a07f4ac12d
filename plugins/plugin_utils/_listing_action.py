# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a module that lists as Ansible does, and shows at ``-v`` how far it is.

A module cannot write to the screen. One that runs on the controller can write to a file there, which is read while it
runs.
"""

from __future__ import annotations

import contextlib
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ansible.plugins.action.normal import ActionModule as NormalAction
from ansible.utils.display import Display

from ansible_collections.mediaops.alicloud.plugins.module_utils._module import PROGRESS_FILE

from ._progress import ShownProgress

_SECONDS_BETWEEN_LOOKS = 0.5


class ListingAction(NormalAction):
    """For the modules of the same names.

    :cvar noun: what the module lists
    """

    noun = ""

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        is_here = self._connection.transport == "local" and not self._task.async_val
        if not is_here or not Display().verbosity:
            return dict(super().run(tmp, task_vars))
        with tempfile.NamedTemporaryFile() as file:
            before = self._task.environment
            self._task.environment = [*(before or []), {PROGRESS_FILE: file.name}]
            try:
                with self._shown(file.name):
                    return dict(super().run(tmp, task_vars))
            finally:
                self._task.environment = before

    @contextlib.contextmanager
    def _shown(self, path: str) -> Iterator[None]:
        """Show what the module writes, until the end of the block."""
        ended, progress = threading.Event(), ShownProgress(self.noun)

        def look() -> None:
            while not ended.wait(_SECONDS_BETWEEN_LOOKS):
                # What is just being written is not whole.
                with contextlib.suppress(OSError, ValueError):
                    read, expected = Path(path).read_text(encoding="utf-8").split()
                    progress.show(int(read), int(expected))

        thread = threading.Thread(target=look, daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()
