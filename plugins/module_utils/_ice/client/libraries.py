# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The libraries that a client needs, which may be missing: Ansible imports this on hosts that never call the API."""

from __future__ import annotations

import importlib.util
import sys

from ..errors import MissingLibraryError

__all__ = ["check_libraries", "httpx"]

try:
    import httpx
except ImportError as error:
    MISSING: str | None = str(error)
    httpx = None  # type: ignore[assignment]  # so that others can import the name
else:
    MISSING = None

if importlib.util.find_spec("sniffio") is None:
    # httpcore tries to import it eight times for each request, and each time Python would look for it in all folders of
    # sys.path (https://github.com/encode/httpcore/discussions/1102). This tells Python that there is none.
    sys.modules["sniffio"] = None  # type: ignore[assignment]


def check_libraries() -> None:
    """Say what is missing. :raises MissingLibraryError: if httpx is not installed"""
    if MISSING is not None:
        raise MissingLibraryError("httpx", "to call the API", MISSING)
