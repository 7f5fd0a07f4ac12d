# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the emulator as a program: by `python -m` and its name, or by `python` and the path of this folder.

The path needs no PYTHONPATH: `python ~/.ansible/collections/ansible_collections/mediaops/alicloud/tests/emulator`.
"""

from __future__ import annotations

import os.path
import shlex
import sys

_PACKAGES = ("starlette", "uvicorn", "httptools")
_OLDEST_PYTHON = (3, 11)
_USAGE_ERROR = 2
_HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - a link to a checkout has to stay one


def _main(arguments: list[str]) -> int:
    """Run the emulator, or one of the commands that start, stop and ask another one."""
    if sys.version_info < _OLDEST_PYTHON:
        return _give_up(f"it needs Python 3.11 or newer, and this is {sys.version.split()[0]} ({sys.executable})")
    if not __package__:
        _find_the_package()
    try:
        from ansible_collections.mediaops.alicloud.tests.emulator import background

        if arguments and arguments[0] in background.COMMANDS:
            return background.main(arguments)
        from ansible_collections.mediaops.alicloud.tests.emulator import command_line
    except ModuleNotFoundError as error:
        missing = str(error.name).partition(".")[0]
        if missing == "ansible_collections":
            return _give_up(
                f"{_HERE} is in no folder ansible_collections/mediaops/alicloud; a checkout has .venv/bin/python"
            )
        if missing not in _PACKAGES:
            raise
        file = os.path.join(_HERE, "requirements.txt")  # noqa: PTH118
        return _give_up(
            f"it needs Python packages that are not installed (no module named {error.name}). "
            f"Install them with: {shlex.quote(sys.executable)} -m pip install -r {shlex.quote(file)}"
        )
    return command_line.main(arguments)


def _find_the_package() -> None:
    """This folder was started by its path: modules are to be found where ansible_collections is, and not in it."""
    collection, _tests, _emulator = _HERE.rsplit(os.sep, 2)
    root, *names = collection.rsplit(os.sep, 3)
    sys.path[:1] = [root or os.sep] if names == ["ansible_collections", "mediaops", "alicloud"] else []


def _give_up(reason: str) -> int:
    print(f"emulator: {reason}", file=sys.stderr)
    return _USAGE_ERROR


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
