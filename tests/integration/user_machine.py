# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An environment of Python that has what it was given, and nothing of this project: as on a user's machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from ansible_collections.mediaops.alicloud.tests.gates.environment import index_of_pip

# How this machine gets packages: an index or a proxy of its own, and whom to trust.
_OF_PACKAGES = ("PIP_", "UV_", "SSL_", "REQUESTS_", "HTTP_", "HTTPS_", "NO_PROXY", "http_", "https_", "no_proxy")


class UserMachine:
    """A home folder, and an environment of Python with these packages, whose programs are found first."""

    def __init__(self, folder: Path, *packages: str, resolution: str = "highest") -> None:
        self.folder = folder
        self.home = folder / "home"
        self.home.mkdir(parents=True)
        self.bin = folder / "venv" / "bin"
        self._uv("venv", "--seed", "--python", sys.executable, str(self.bin.parent))
        self._uv("pip", "install", "--python", str(self.bin / "python"), "--resolution", resolution, *packages)

    def environment(self, **more: str) -> dict[str, str]:
        """The environment of what runs there."""
        pip = Path.home() / ".config" / "pip" / "pip.conf"
        return {
            **({"PIP_CONFIG_FILE": str(pip)} if pip.exists() else {}),
            **{name: value for name, value in os.environ.items() if name.startswith(_OF_PACKAGES)},
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "PATH": os.pathsep.join([str(self.bin), os.defpath]),
            "ANSIBLE_NOCOLOR": "true",
            **more,
        }

    def run(self, script: str, cwd: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a script as CI does: it ends at the first line that fails."""
        return subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", script],
            cwd=cwd or self.folder,
            env=self.environment(**more),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )

    def _uv(self, *arguments: str) -> None:
        settings = {"UV_HTTP_TIMEOUT": "180", "UV_SYSTEM_CERTS": "true"}
        if index := index_of_pip():
            settings["UV_DEFAULT_INDEX"] = index
        command = [str(Path(sys.executable).with_name("uv")), *arguments, "--quiet"]
        done = subprocess.run(command, env={**os.environ, **settings}, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
