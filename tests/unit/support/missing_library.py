# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A module of the engine as it is where a library is not installed."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType

import pytest


def import_without(library: str, module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A second copy of the module, imported while the library cannot be."""
    assert module.__file__
    name = f"{module.__name__}_without_{library}"
    spec = importlib.util.spec_from_file_location(name, module.__file__)
    assert spec
    assert spec.loader
    copy = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.setitem(sys.modules, name, copy)
    spec.loader.exec_module(copy)
    return copy
