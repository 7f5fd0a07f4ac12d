# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Chromium: the machine's own, or Debian's, which is installed where that is possible."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

_CACHE = Path(__file__).parents[2] / ".cache"
_COMMANDS = ("chromium", "chromium-browser", "google-chrome")
_APT = ("apt-get", "-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=20")
_LONGEST_S = 300


class NoBrowserError(Exception):
    """There is no Chromium, and none could be installed; the message says why."""


@contextmanager
def a_browser() -> Iterator[Browser]:
    """A Chromium that asks nobody for anything of its own accord.

    :raises NoBrowserError: if there is none
    """
    program = _program()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-background-networking"]
        )
        try:
            yield browser
        finally:
            browser.close()


def install(*packages: str) -> str | None:
    """Install Debian's packages, which only root can; says why it could not."""
    if shutil.which("apt-get") is None:
        return "this system has no apt-get"
    if os.geteuid() != 0:
        return f"only root can install it: apt-get install {' '.join(packages)}"
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (("update",), ("install", "-y", "--no-install-recommends", *packages)):
        try:
            done = subprocess.run(
                [*_APT, *words], env=environment, capture_output=True, text=True, timeout=_LONGEST_S, check=False
            )
        except subprocess.TimeoutExpired:
            return f"apt-get {words[0]} took longer than {_LONGEST_S} s"
        if done.returncode and words[0] == "install":  # an update may fail for a source that is not needed
            return f"apt-get install failed: {done.stderr.strip()[-300:]}"
    return None


def _program() -> str:
    """The path of a Chromium; one process at a time looks for it, since the first may have to install it."""
    _CACHE.mkdir(exist_ok=True)
    with (_CACHE / "chromium.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (found := _found()) is not None:
            return found
        problem = install("chromium")
        if (found := _found()) is not None:
            return found
    raise NoBrowserError(f"no Chromium: {problem or 'the package chromium has no command of that name'}")


def _found() -> str | None:
    return next(filter(None, map(shutil.which, _COMMANDS)), None)
