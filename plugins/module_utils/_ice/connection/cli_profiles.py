# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Profiles of the Alibaba Cloud CLI: ``~/.aliyun/config.json``, which also names a region."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import CredentialsError

_MODES_WITH_KEYS = ("AK", "StsToken")


@dataclass(frozen=True)
class CliProfile:
    """One profile of the file."""

    name: str
    file: Path
    mode: str
    region_id: str | None
    access_key_id: str | None
    access_key_secret: str | None = field(repr=False)
    security_token: str | None = field(repr=False)

    @property
    def holds_keys(self) -> bool:
        """Whether the keys are in the profile itself, and do not come from another service."""
        return self.mode in _MODES_WITH_KEYS

    @property
    def description(self) -> str:
        """For messages."""
        return f"profile {self.name!r} (mode {self.mode}) of {self.file}"


def find_profile(name: str | None, environment: Mapping[str, str]) -> CliProfile | None:
    """The profile the task names, else ``ALIBABA_CLOUD_PROFILE``, else the file's ``current``.

    :returns: None if no profile was asked for by name and there is no file
    :raises CredentialsError: if a named profile or its file is missing, or the file is no profile file
    """
    wanted = name or environment.get("ALIBABA_CLOUD_PROFILE") or None
    file = Path(environment.get("HOME") or Path.home(), ".aliyun", "config.json")
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        if wanted:
            raise CredentialsError(f"Profile {wanted!r} was asked for, but there is no {file}.") from error
        return None
    except (OSError, ValueError) as error:
        # The parser's message quotes nothing of the file; it may hold secrets.
        raise CredentialsError(f"{file} cannot be read as a profile file: {error}.") from error
    profiles = _profiles(content)
    chosen = wanted or (content.get("current") if isinstance(content, dict) else None)
    if not chosen:
        return None
    if not isinstance(chosen, str) or chosen not in profiles:
        known = ", ".join(sorted(profiles)) or "none"
        raise CredentialsError(f"There is no profile {chosen!r} in {file}. It has: {known}.")
    return _profile(file, chosen, profiles[chosen])


def _profiles(content: Any) -> dict[str, dict[str, Any]]:
    entries = content.get("profiles") if isinstance(content, dict) else None
    if not isinstance(entries, list):
        return {}
    return {str(entry["name"]): entry for entry in entries if isinstance(entry, dict) and "name" in entry}


def _profile(file: Path, name: str, entry: Mapping[str, Any]) -> CliProfile:
    def text(key: str) -> str | None:
        return str(entry[key]) if entry.get(key) else None

    mode = text("mode") or "AK"
    return CliProfile(
        name=name,
        file=file,
        mode=mode,
        region_id=text("region_id"),
        access_key_id=text("access_key_id"),
        access_key_secret=text("access_key_secret"),
        # A profile switched from StsToken to AK keeps the old token; sending it would be refused.
        security_token=text("sts_token") if mode == "StsToken" else None,
    )
