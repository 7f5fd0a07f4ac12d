# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The libraries that a client needs, which may be missing: Ansible imports this on hosts that never call the API."""

from __future__ import annotations

from ..errors import MissingLibraryError

__all__ = ["anyio", "check_libraries", "httpx"]

try:
    import anyio  # comes with httpx
    import httpx
except ImportError as error:
    MISSING: str | None = str(error)
    anyio = httpx = None  # type: ignore[assignment]  # so that others can import the names
else:
    MISSING = None


def check_libraries() -> None:
    """Say what is missing. :raises MissingLibraryError: if httpx is not installed"""
    if MISSING is not None:
        raise MissingLibraryError("httpx", "to call the API", MISSING)
