# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The library that parses expressions, which may be missing: Ansible imports this on hosts that will never use it."""

from __future__ import annotations

from typing import Any

from ..errors import MissingLibraryError

__all__ = ["Functions", "check_library", "exceptions", "jmespath", "lexer", "signature"]

try:
    import jmespath
    from jmespath import exceptions, lexer
    from jmespath.functions import Functions, signature
except ImportError as error:
    MISSING: str | None = str(error)
    jmespath = exceptions = lexer = None  # type: ignore[assignment]  # so that others can import the names
    Functions = object  # type: ignore[assignment,misc]

    def signature(*_types: Any) -> Any:  # type: ignore[misc]
        """Leaves a function as it is."""
        return lambda function: function

else:
    MISSING = None


def check_library(option: str) -> None:
    """Say what is missing. :raises MissingLibraryError: if jmespath is not installed"""
    if MISSING is not None:
        raise MissingLibraryError("jmespath", f"for {option}", MISSING)
