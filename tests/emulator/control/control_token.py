# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The token of the control API: where it comes from, and what it has to look like."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping

TOKEN_VARIABLE = "ICE_EMULATOR_CONTROL_TOKEN"

_USABLE = re.compile(r"[!-~]{16,}", re.ASCII)  # goes into a header as it is, and cannot be guessed by trying


class TokenError(ValueError):
    """A token that cannot be used. The message does not show it."""


def new_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(24)


def token_from(environment: Mapping[str, str]) -> str | None:
    """The token that the environment names, if it does; TokenError if it cannot be used."""
    token = environment.get(TOKEN_VARIABLE, "")
    if not token:
        return None
    if not _USABLE.fullmatch(token):
        raise TokenError(
            f"{TOKEN_VARIABLE} must have at least 16 characters: ASCII letters, digits and signs, no spaces"
        )
    return token
