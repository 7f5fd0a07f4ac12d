# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file with the profiles of the Alibaba Cloud CLI: what is in it, and who could have written that."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import CredentialsError

_LARGEST = 10_000_000  # bytes; a file of profiles has a few hundred


class ProfileFile(NamedTuple):
    """The file's content.

    :ivar current: what the entry ``current`` says; None if there is none
    :ivar profiles: the entries of each profile, by its name
    :ivar warnings: why others may have written it
    """

    path: Path
    current: Any
    profiles: dict[str, dict[str, Any]]
    warnings: tuple[str, ...]

    @staticmethod
    def path_in(environment: Mapping[str, str]) -> Path:
        """Where the file is, if there is one."""
        return Path(environment.get("HOME") or Path.home(), ".aliyun", "config.json")


def read_profile_file(environment: Mapping[str, str]) -> ProfileFile | None:
    """Read it.

    :returns: None if there is none
    :raises CredentialsError: if it cannot be read, or is no file of profiles
    """
    path = ProfileFile.path_in(environment)
    try:
        text, status = _read(path)
        content = json.loads(text)
    except FileNotFoundError:
        return None
    except RecursionError:
        raise CredentialsError(f"{path} cannot be read as a profile file: it is nested too deeply.") from None
    except (OSError, ValueError) as error:
        # The parser's message quotes nothing of the file; it may hold secrets.
        raise CredentialsError(f"{path} cannot be read as a profile file: {error}.") from error
    if not isinstance(content, dict):
        raise CredentialsError(
            f"{path} cannot be read as a profile file: it holds no JSON object with the entries current and profiles. "
            "Run: aliyun configure"
        )
    return ProfileFile(path, content.get("current"), _profiles(content), _warnings(path, status))


def missing_current(environment: Mapping[str, str]) -> str | None:
    """A remark if there are profiles, of which none is used, since the file does not say which is the current one."""
    try:
        file = read_profile_file(environment)
    except CredentialsError:
        return None
    if file is None or file.current or not file.profiles:
        return None
    return (
        f"{file.path} does not say which profile is the current one, so none of {', '.join(sorted(file.profiles))} is "
        "used. Set the option profile or ALIBABA_CLOUD_PROFILE, or run: aliyun configure switch"
    )


def _read(path: Path) -> tuple[str, os.stat_result]:
    # A named pipe would make us wait for ever for somebody who writes to it, if opened without O_NONBLOCK.
    with open(path, encoding="utf-8", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OSError("it is not a regular file")
        if status.st_size > _LARGEST:
            raise OSError(f"it has {status.st_size} bytes")
        return file.read(), status


def _profiles(content: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    entries = content.get("profiles")
    if not isinstance(entries, list):
        return {}
    return {str(entry["name"]): entry for entry in entries if isinstance(entry, dict) and "name" in entry}


def _warnings(path: Path, status: os.stat_result) -> tuple[str, ...]:
    """Whoever can write the file decides which account, or which command, the keys come from."""
    found = []
    if status.st_uid not in (0, os.geteuid()):
        found.append(
            f"{path} belongs to another user (id {status.st_uid}), who decides which credentials are used. "
            f"Run: chown {os.geteuid()} {path}"
        )
    if status.st_mode & stat.S_IWOTH:
        found.append(
            f"{path} can be written by everybody on this machine, who could change which credentials are used. "
            f"Run: chmod 600 {path}"
        )
    return tuple(found)
