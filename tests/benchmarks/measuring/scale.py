# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much is measured."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """``few`` rounds are for what takes long or hardly varies."""

    rounds: int
    jobs: int
    many_jobs: int
    some_jobs: int
    many_files: int
    some_files: int

    @property
    def few(self) -> int:
        return min(self.rounds, 3)


def full(rounds: int) -> Scale:
    """What the goals are about."""
    return Scale(rounds, jobs=10_000, many_jobs=100_000, some_jobs=1_000, many_files=1_000_000, some_files=100_000)


def quick(rounds: int) -> Scale:
    """The goals about speed keep their meaning; that about memory says less."""
    return Scale(rounds, jobs=10_000, many_jobs=20_000, some_jobs=1_000, many_files=50_000, some_files=10_000)
