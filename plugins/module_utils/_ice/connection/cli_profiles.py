# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Profiles of the Alibaba Cloud CLI: ``~/.aliyun/config.json``, which also names a region."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import CredentialsError
from .profile_file import ProfileFile, read_profile_file

_MODES_WITH_KEYS = ("AK", "StsToken")


@dataclass(frozen=True)
class CliProfile:
    """One profile of the file.

    :ivar warnings: what the user should know about the file that it comes from
    """

    name: str
    file: Path
    mode: str
    region_id: str | None
    access_key_id: str | None
    access_key_secret: str | None = field(repr=False)
    security_token: str | None = field(repr=False)
    warnings: tuple[str, ...] = ()

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

    :returns: None if no profile was asked for by name and there is no file or no current profile; if
        ``ALIBABA_CLOUD_CLI_PROFILE_DISABLED`` is true; or if ``ALIBABA_CLOUD_PROFILE`` names a section of the
        credentials file that the official library reads
    :raises CredentialsError: if a named profile or its file is missing, or the file is no profile file
    """
    if environment.get("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "").lower() == "true":
        if name:
            raise CredentialsError(
                f"profile: {name!r} was asked for, but ALIBABA_CLOUD_CLI_PROFILE_DISABLED switches the profiles of the "
                "Alibaba Cloud CLI off. Remove one of the two."
            )
        return None
    of_environment = environment.get("ALIBABA_CLOUD_PROFILE") or None
    wanted = name or of_environment
    file = read_profile_file(environment)
    if of_environment and not name and (file is None or wanted not in file.profiles):
        from .credentials_file import has_section  # which few need, and which takes long to load

        if has_section(of_environment, environment):
            return None
    if file is None:
        if wanted:
            raise CredentialsError(
                f"Profile {wanted!r} was asked for, but there is no {ProfileFile.path_in(environment)}. "
                f"Make it with: aliyun configure --profile {wanted}"
            )
        return None
    chosen = wanted or file.current
    if not chosen:
        return None
    if not isinstance(chosen, str) or chosen not in file.profiles:
        known = ", ".join(sorted(file.profiles)) or "none"
        raise CredentialsError(f"There is no profile {chosen!r} in {file.path}. It has: {known}.")
    return _profile(file, chosen, file.profiles[chosen])


def _profile(file: ProfileFile, name: str, entry: Mapping[str, Any]) -> CliProfile:
    def text(key: str) -> str | None:
        return str(entry[key]) if entry.get(key) else None

    mode = text("mode") or "AK"
    return CliProfile(
        name=name,
        file=file.path,
        mode=mode,
        region_id=text("region_id"),
        access_key_id=text("access_key_id"),
        access_key_secret=text("access_key_secret"),
        # A profile switched from StsToken to AK keeps the old token; sending it would be refused.
        security_token=text("sts_token") if mode == "StsToken" else None,
        warnings=file.warnings,
    )
