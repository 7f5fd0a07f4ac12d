# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mutants that no test can notice, or need not: ``survivors.yml`` says why, for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from .mutants import Mutant

FILE = Path(__file__).with_name("survivors.yml")
Key = tuple[str, str, str, str]
_FIELDS = ("file", "at", "was", "becomes")


def read_explained(file: Path = FILE) -> dict[Key, str]:
    """The reasons, by what identifies a mutant. :raises ValueError: if one has no reason, or is there twice"""
    explained: dict[Key, str] = {}
    for entry in yaml.safe_load(file.read_text(encoding="utf-8")) or []:
        file_name, at, was, becomes = (str(entry[name]) for name in _FIELDS)
        key = (file_name, at, was, becomes)
        if key in explained or not str(entry.get("why") or "").strip():
            raise ValueError(f"{file.name}: {' | '.join(key)} is there twice, or has no reason")
        explained[key] = str(entry["why"])
    return explained


def not_explained(survivors: Iterable[Mutant], explained: Mapping[Key, str]) -> list[Mutant]:
    """The survivors that nobody has said anything about."""
    return [each for each in survivors if each.key not in explained]


def outdated(all_mutants: Iterable[Mutant], explained: Mapping[Key, str]) -> list[Key]:
    """What is explained, and cannot be made of the code any more."""
    possible = {each.key for each in all_mutants}
    return [key for key in explained if key not in possible]
