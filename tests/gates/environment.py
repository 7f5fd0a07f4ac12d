# Copyright (c) mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Make .venv: the pinned packages, and this checkout as the collection mediaops.alicloud.

Runs on a bare Python. Does nothing when .venv was made from the same pins, Python and folder. Variables of the
environment ask for another one: VENV names its folder, PINS the file of its packages, and CORE a version of
ansible-core that replaces the pinned one.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / os.environ.get("VENV", ".venv")
STAMP = VENV / "made-from"
DEVELOPMENT = ROOT / "requirements" / "dev.txt"
PINS = ROOT / os.environ.get("PINS", DEVELOPMENT)
CORE = os.environ.get("CORE")
ONCE = Path(__file__).with_name("compiled_modules.py")


def fingerprint() -> str:
    """Tell one environment from another: Python, folder, and the content of the pins."""
    digest = hashlib.sha256(PINS.read_bytes() + Path(__file__).read_bytes()).hexdigest()
    return f"{sys.version}\n{sys.base_prefix}\n{ROOT}\n{digest} {CORE}\n"


def run(*command: object, **environment: str) -> bool:
    """Run a command with its output on ours; say whether it succeeded."""
    words = [str(word) for word in command]
    return subprocess.run(words, env={**os.environ, **environment}, check=False).returncode == 0


def index_of_pip() -> str:
    """Tell the package index that this machine's pip uses; empty for the public one."""
    for name in (":env:.index-url", "global.index-url"):
        command = [str(VENV / "bin" / "python"), "-m", "pip", "config", "get", name]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        if answer.returncode == 0:
            return answer.stdout.strip()
    return ""


def pins() -> Path:
    """Tell the file of the pins, with the version of ansible-core that is wanted."""
    if not CORE:
        return PINS
    changed = re.sub(r"(?m)^ansible-core==.*$", f"ansible-core=={CORE}", PINS.read_text())
    file = VENV / "pins.txt"
    file.write_text(changed)
    return file


def install() -> None:
    """Install the pins: with uv, which takes seconds, else with pip, which heeds all of pip's settings."""
    wanted = pins()
    uv_pin = next(line for line in DEVELOPMENT.read_text().splitlines() if line.startswith("uv=="))
    pip = (VENV / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    uv = (VENV / "bin" / "uv", "pip", "sync", "--quiet", "--compile-bytecode", wanted)
    settings = {"VIRTUAL_ENV": str(VENV), "UV_HTTP_TIMEOUT": "180", "UV_SYSTEM_CERTS": "true"}
    if index := index_of_pip():
        settings["UV_DEFAULT_INDEX"] = index
    if run(*pip, uv_pin) and run(*uv, **settings):
        return
    print("uv could not install the pins; pip tries", flush=True)
    if not run(*pip, "-r", wanted):
        sys.exit("The development packages could not be installed; see above.")


def link() -> None:
    """Let Python and Ansible find the checkout as ansible_collections.mediaops.alicloud, and `compiled_modules.py`."""
    collections = VENV / "collections"
    namespace = collections / "ansible_collections" / "mediaops"
    namespace.mkdir(parents=True, exist_ok=True)
    (namespace / "alicloud").unlink(missing_ok=True)
    (namespace / "alicloud").symlink_to(os.path.relpath(ROOT, namespace))
    (packages,) = VENV.glob("lib/python3.*/site-packages")
    once = packages / f"{ONCE.stem}.py"
    once.unlink(missing_ok=True)
    once.symlink_to(os.path.relpath(ONCE, packages))
    # The last line: beside linters, httpx finds what its command line needs, and imports it, which takes as long as all
    # else that a client needs. No user of the collection has that.
    (packages / "mediaops-alicloud.pth").write_text(
        f"{collections}\n"
        f"import os; os.environ.get('COMPILED_MODULES') and __import__('{ONCE.stem}')\n"
        "import sys; sys.modules['httpx._main'] = None\n"
    )


def main() -> None:
    """Make or renew .venv unless it is up to date; one process at a time."""
    if sys.version_info < (3, 11):
        sys.exit(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}: make PYTHON=python3.x ...")
    fcntl.flock(os.open(ROOT, os.O_RDONLY), fcntl.LOCK_EX)
    wanted = fingerprint()
    made = STAMP.read_text() if STAMP.exists() else ""
    if made == wanted:
        return
    started = time.monotonic()
    print(f"Setting up {VENV.relative_to(ROOT)} with Python {sys.version.split()[0]}", flush=True)
    same_python = made.splitlines()[:-1] == wanted.splitlines()[:-1]
    STAMP.unlink(missing_ok=True)
    venv.create(VENV, clear=not same_python, with_pip=True, symlinks=True)
    install()
    link()
    STAMP.write_text(wanted)
    print(f"Set up {VENV.relative_to(ROOT)} in {time.monotonic() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
