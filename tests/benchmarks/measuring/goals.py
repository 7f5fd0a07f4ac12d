# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Goals: one measured number, and the limit it should keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

    @property
    def limit_text(self) -> str:
        return f"{self.relation} {self.limit:g}{self.unit}"

    @property
    def measured_text(self) -> str:
        return f"{self.measured:.2f}{self.unit}"

    def __str__(self) -> str:
        verdict = "met   " if self.met else "MISSED"
        return f"{verdict}  {self.text}: {self.measured_text} (goal {self.limit_text})"


def at_least(limit: float, text: str, measured: float) -> Goal:
    return Goal(text, measured, ">=", limit, measured >= limit)


def above(limit: float, text: str, measured: float) -> Goal:
    return Goal(text, measured, ">", limit, measured > limit)


def at_most(limit: float, text: str, measured: float, unit: str = "") -> Goal:
    return Goal(text, measured, "<=", limit, measured <= limit, unit)


def table(goals: Mapping[str, Sequence[Goal]]) -> str:
    """All goals of a run, by subject, as one table."""
    rows = [("subject", "goal", "limit", "measured", "met")]
    for subject, its_goals in goals.items():
        rows += [
            (subject, goal.text, goal.limit_text, goal.measured_text, "yes" if goal.met else "NO") for goal in its_goals
        ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
