# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the emulator as a program."""

from __future__ import annotations

import sys

_PACKAGES = ("starlette", "uvicorn", "httptools")
_USAGE_ERROR = 2


def _main() -> int:
    """Run the emulator. An installed collection comes without the packages that only its emulator needs."""
    try:
        from .command_line import main
    except ModuleNotFoundError as error:
        if str(error.name).partition(".")[0] not in _PACKAGES:
            raise
        print(
            f"emulator: it needs Python packages that are not installed (no module named {error.name}). "
            f"Install them with: python -m pip install {' '.join(_PACKAGES)}",
            file=sys.stderr,
        )
        return _USAGE_ERROR
    return main()


if __name__ == "__main__":
    sys.exit(_main())
