# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Goals: one measured number, and the limit it should keep."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """Use :func:`at_least`, :func:`above` or :func:`at_most` to make one."""

    text: str
    measured: float
    relation: str
    limit: float
    met: bool
    unit: str = ""

    def __str__(self) -> str:
        verdict = "met   " if self.met else "MISSED"
        return (
            f"{verdict}  {self.text}: {self.measured:.2f}{self.unit} (goal {self.relation} {self.limit:g}{self.unit})"
        )


def at_least(limit: float, text: str, measured: float) -> Goal:
    return Goal(text, measured, ">=", limit, measured >= limit)


def above(limit: float, text: str, measured: float) -> Goal:
    return Goal(text, measured, ">", limit, measured > limit)


def at_most(limit: float, text: str, measured: float, unit: str = "") -> Goal:
    return Goal(text, measured, "<=", limit, measured <= limit, unit)
