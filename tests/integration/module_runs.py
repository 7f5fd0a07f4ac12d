# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Modules as processes of their own, to run several at the same time, or to end one at a chosen moment."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from ansible_collections.mediaops.alicloud.tests.emulator import Emulator

from .ansible_runs import Ansible

_TIMEOUT_S = 120.0


def _heed_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class ModuleRun:
    """One process of a module."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def result(self) -> dict[str, Any]:
        """What the module returned; waits for its end."""
        out, err = self.process.communicate(timeout=_TIMEOUT_S)
        assert "Traceback" not in err, err
        result: dict[str, Any] = json.loads(out)
        # Ansible makes plain messages of these only later.
        result["warnings"] = [each["event"]["msg"] for each in result.get("warnings", ())]
        return result


def start_module(
    ansible: Ansible,
    module: str,
    options: Mapping[str, Any],
    *,
    check: bool = False,
    env: Mapping[str, str | None] | None = None,
) -> ModuleRun:
    """Start a module as Ansible would. ``env`` changes the environment; None removes a variable."""
    ours = ansible.environment()
    environment: dict[str, str | None] = {**ours, "PYTHONPATH": ours["ANSIBLE_COLLECTIONS_PATH"], **(env or {})}
    process = subprocess.Popen(
        [sys.executable, "-m", f"ansible_collections.mediaops.alicloud.plugins.modules.{module}"],
        env={name: value for name, value in environment.items() if value is not None},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # What is started in the background of a shell ignores Ctrl-C, and so would all that it starts.
        preexec_fn=_heed_interrupts,  # noqa: PLW1509  # pylint: disable=subprocess-popen-preexec-fn
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps({"ANSIBLE_MODULE_ARGS": {**options, "_ansible_check_mode": check}}))
    process.stdin.close()
    process.stdin = None
    return ModuleRun(process)


def run_module(ansible: Ansible, module: str, options: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """Run a module to its end. :returns: what it returned"""
    return start_module(ansible, module, options, **more).result()


def wait_for_request(emulator: Emulator, action: str) -> None:
    """Wait until the emulator has seen a request for an operation."""
    wait_until(lambda: any(request.action == action for request in emulator.requests()), action)


def wait_until(is_true: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + _TIMEOUT_S
    while not is_true():
        assert time.monotonic() < end, f"it never came: {what}"
        time.sleep(0.02)
