# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An environment with only what a user of the collection has, and the official SDK.

The development environment would mislead: libraries look for others, and import what they find of linters and tests.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from ansible_collections.mediaops.alicloud.tests.gates.environment import index_of_pip

from .places import CACHE, PINS

LIBRARIES = ("httpx", "jmespath", "alibabacloud_ice20201109", "alibabacloud_tea_openapi")
_VENV = CACHE / "venv"
_STAMP = _VENV / "made-from"


class SetUpError(Exception):
    """The environment could not be made; the message says why."""


def lean_python() -> Path:
    """The environment's Python. It is made when it is not there, or was made from other pins."""
    python = _VENV / "bin" / "python"
    pins = hashlib.sha256(PINS.read_bytes()).hexdigest()
    wanted = f"{sys.version}\n{sys.base_prefix}\n{_VENV}\n{pins}\n{' '.join(LIBRARIES)}\n"
    if _STAMP.exists() and _STAMP.read_text(encoding="utf-8") == wanted:
        return python
    print("Making an environment with the runtime libraries and the SDK alone", flush=True)
    shutil.rmtree(_VENV, ignore_errors=True)
    _uv("venv", "--python", sys.executable, str(_VENV))
    _uv("pip", "install", "--python", str(python), "--compile-bytecode", "--constraint", str(PINS), *LIBRARIES)
    _STAMP.write_text(wanted, encoding="utf-8")
    return python


def versions(python: Path) -> dict[str, str]:
    """The versions of the libraries that are compared."""
    program = "import sys; from importlib.metadata import version; print(*map(version, sys.argv[1:]))"
    said = subprocess.run([python, "-c", program, *LIBRARIES], check=True, capture_output=True, text=True).stdout
    return dict(zip(LIBRARIES, said.split(), strict=True))


def _uv(*arguments: str) -> None:
    settings = {"UV_HTTP_TIMEOUT": "180", "UV_SYSTEM_CERTS": "true"}
    if index := index_of_pip():
        settings["UV_DEFAULT_INDEX"] = index
    uv = Path(sys.executable).with_name("uv")
    done = subprocess.run([uv, "--quiet", *arguments], env={**os.environ, **settings}, check=False)
    if done.returncode != 0:
        raise SetUpError("the environment for the contenders could not be made; see above")
