# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports as files: whether they can be written is known before an audit begins, and none is ever half written."""

from __future__ import annotations

import difflib
import os
import stat
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..errors import IceError, InputError
from .formats import FORMATS
from .report import Report

_READ_REPORTS = ("compare_with", "audits")


def check_paths(reports: Mapping[Any, Any], reads: Mapping[str, Sequence[str]] | None = None) -> dict[str, Path]:
    """The paths of reports by their format, if each can be written. Nothing is written.

    :param reports: format -> path, as a user gives them; ``~`` and variables of the environment are replaced
    :param reads: the files that are read, by their option: a report must not take the place of one. What
        ``compare_with`` and ``audits`` read are reports, whose place another JSON report may take
    :raises InputError: it names the entry
    """
    paths: dict[str, Path] = {}
    for name, given in reports.items():
        entry = f"reports.{name}"
        if name not in FORMATS:
            near = difflib.get_close_matches(str(name).lower(), FORMATS, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"Formats are: {', '.join(FORMATS)}."
            raise InputError(f"{entry}: there is no format {str(name)!r}. {hint}")
        if not isinstance(given, str) or not given.strip() or "\0" in given:
            raise InputError(f"{entry} must be the path of a file, not {given!r}.")
        path = Path(os.path.expandvars(given)).expanduser()
        try:
            _check_path(entry, path)
        except OSError as error:  # such as a name that is too long
            raise InputError(f"{entry} must be the path of a file: {error.strerror}: {str(path)[:60]!r}.") from None
        _check_not_read(entry, path, {} if reads is None else reads, is_json=name == "json")
        for other, taken in paths.items():
            if _same(path, taken):
                raise InputError(f"{entry} and reports.{other} are the same file, {path}. Each needs its own.")
        paths[name] = path
    return paths


def write_reports(report: Report, reports: Mapping[Any, Any], *, check_mode: bool = False) -> bool:
    """Write a report in all formats that are asked for.

    A file is replaced as a whole, or stays as it was, and keeps its permissions. So is a link, and not the file that it
    points to, since somebody else may have put it there. If one fails, the others are written.

    :returns: whether a file is (in check mode: would be) another one now
    :raises InputError: as :func:`check_paths`
    :raises IceError: if a file could not be written; it names the path
    """
    changed, failures = False, []
    for name, path in check_paths(reports).items():
        content = FORMATS[name](report).encode()
        if _content_of(path) == content:
            continue
        changed = True
        if check_mode:
            continue
        try:
            _replace(path, content)
        except OSError as error:
            kept = " The old file is kept." if path.exists() else ""
            failures.append(f"The {name} report cannot be written to {path}: {error.strerror}.{kept}")
    if failures:
        raise IceError(" ".join(failures))
    return changed


def _check_path(entry: str, path: Path) -> None:
    folder = path.parent
    if path.is_dir():
        raise InputError(f"{entry}: {path} is a folder. Name a file in it.")
    if not folder.is_dir():
        problem = "is no folder" if folder.exists() else "does not exist; make it first"
        raise InputError(f"{entry}: the folder {folder} {problem}.")
    if path.exists() and not stat.S_ISREG(path.stat().st_mode):
        raise InputError(f"{entry}: {path} is no ordinary file.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise InputError(f"{entry}: you must not write to the folder {folder}.")


def _check_not_read(entry: str, path: Path, reads: Mapping[str, Sequence[str]], *, is_json: bool) -> None:
    for option, files in reads.items():
        if is_json and option in _READ_REPORTS:
            continue
        for file in files:
            if _same(path, Path(file)):
                raise InputError(f"{entry}: {path} is read by {option}, and would be overwritten. Name another file.")


def _same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def _content_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _replace(path: Path, content: bytes) -> None:
    """Beside the file first, so that a full disk or a run that is ended leaves the old one."""
    mode = _mode_of(path)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:50]}.", dir=path.parent)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - it is open already
            file.write(content)
            file.flush()
            os.fchmod(descriptor, mode)
            os.fsync(descriptor)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _mode_of(path: Path) -> int:
    """Its permissions, or those of a new file."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask
