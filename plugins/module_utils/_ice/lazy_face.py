# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faces of rooms whose parts are loaded when somebody asks for them, so that a start costs only what it needs."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any, Callable


def loaded_when_asked_for(package: str, files: Mapping[str, str]) -> Callable[[str], Any]:
    """What a package sets as its ``__getattr__``.

    The package imports the same names where only type checkers look. Ansible reads that, too: by it, it knows which
    files a module needs.

    :param package: its ``__name__``
    :param files: for each name the file of the package that has it
    """

    def find(name: str) -> Any:
        if name not in files:
            raise AttributeError(f"module {package} has no attribute {name}")
        return getattr(importlib.import_module(f".{files[name]}", package), name)

    return find
