# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The collection community.general, out of the package that holds it; downloaded once."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
PIN = CHECKOUT / "requirements" / "community-general.txt"
_FOLDER = "ansible_collections/community/general/"


def community_general() -> Path:
    """A folder for ANSIBLE_COLLECTIONS_PATH with nothing but community.general in it."""
    (requirement,) = [line for line in PIN.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    cache = CHECKOUT / ".cache" / "community.general"
    cache.mkdir(parents=True, exist_ok=True)
    path = cache / requirement
    with (cache / "lock").open("w") as lock:  # several workers of one session
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            with tempfile.TemporaryDirectory(dir=cache) as folder:
                _unpack(_download(requirement, Path(folder)), Path(folder) / "collections")
                shutil.move(Path(folder) / "collections", path)
    return path


def _download(requirement: str, folder: Path) -> Path:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps"]
    done = subprocess.run(
        [*pip, "--only-binary", ":all:", "--dest", str(folder), requirement],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{requirement}, which holds community.general, cannot be had:\n{done.stderr}"
    (wheel,) = folder.glob("*.whl")
    return wheel


def _unpack(wheel: Path, path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(path, [name for name in archive.namelist() if name.startswith(_FOLDER)])
