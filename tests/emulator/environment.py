# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The environment variables that point playbooks, plugins and tests at an emulator."""

from __future__ import annotations

import os
import shlex
import tempfile
from collections.abc import Mapping
from pathlib import Path

from .control.control_token import TOKEN_VARIABLE
from .region.accounts import ADMIN, Account

# Settings of a real account, which must not be mixed with those of an emulator.
SETTINGS_OF_ACCOUNTS = ("ALIBABA_CLOUD_", "ALIBABACLOUD_", "ALICLOUD_")


def variables_for(endpoint: str, region: str, account: Account = ADMIN) -> dict[str, str]:
    """What the collection reads: where the emulator is, and the key of one of its accounts."""
    variables = {
        "ALIBABA_CLOUD_ICE_ENDPOINT": endpoint,
        "ALIBABA_CLOUD_REGION_ID": region,
        "ALIBABA_CLOUD_ACCESS_KEY_ID": account.access_key_id,
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": account.access_key_secret,
    }
    if account.security_token:
        variables["ALIBABA_CLOUD_SECURITY_TOKEN"] = account.security_token
    return variables


def overriding(variables: Mapping[str, str]) -> dict[str, str]:
    """The same for an environment that may have settings of a real account: its token must not be sent along."""
    return {"ALIBABA_CLOUD_SECURITY_TOKEN": "", **variables}


def as_exports(variables: Mapping[str, str]) -> str:
    """Lines for a shell to read."""
    return "".join(f"export {name}={shlex.quote(value)}\n" for name, value in variables.items())


def write_env_file(path: Path, endpoint: str, region: str, token: str) -> None:
    """Write a file to source, with the token of the control API too; only its user can read it. OSError if it fails."""
    write_private(path, as_exports({**overriding(variables_for(endpoint, region)), TOKEN_VARIABLE: token}))


def write_private(path: Path, text: str) -> None:
    """Write a file that only its user can read, at once as a whole; OSError if it cannot be."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # private from the start
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
