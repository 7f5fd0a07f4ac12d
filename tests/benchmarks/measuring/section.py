# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One subject of the benchmark, measured: runs, goals and notes; as a table, and as plain data for JSON."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from .chart import Chart
from .goals import Goal
from .measured_run import Run
from .rounds import Runs

_COLUMNS = ("seconds (least to most)", "CPU s", "peak MB", "requests", "first after")


@dataclass
class Section:
    """``runs`` are the rows of the table; ``notes`` say what the numbers mean, or what follows from them.

    ``charts`` are pictures for the page of figures.
    """

    name: str
    title: str
    runs: Runs
    goals: list[Goal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)

    def __str__(self) -> str:
        rows = [("", *_COLUMNS), *((name, *_cells(runs)) for name, runs in self.runs.items())]
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        lines = [self.title, ""]
        for first, *others in rows:
            cells = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
            lines.append("  ".join([f"  {first.ljust(widths[0])}", *cells]))
        for texts in (self.goals, self.notes):
            lines += ["", *(f"  {text}" for text in texts)] if texts else []
        return "\n".join(lines)

    def as_document(self) -> dict[str, Any]:
        """Everything measured, ready for JSON."""
        return {
            "name": self.name,
            "title": self.title,
            "runs": {name: [asdict(run) for run in runs] for name, runs in self.runs.items()},
            "goals": [asdict(goal) for goal in self.goals],
            "notes": self.notes,
            "charts": [asdict(chart) for chart in self.charts],
        }


def _cells(runs: Sequence[Run]) -> tuple[str, ...]:
    seconds = [run.seconds for run in runs]
    firsts = [run.first_request_s for run in runs if run.first_request_s is not None]
    return (
        f"{statistics.median(seconds):.2f} ({min(seconds):.2f} to {max(seconds):.2f})",
        f"{statistics.median(run.cpu_seconds for run in runs):.2f}",
        f"{statistics.median(run.peak_mb for run in runs):.1f}",
        f"{statistics.median(run.requests for run in runs):.0f}",
        f"{statistics.median(firsts):.2f} s" if firsts else "-",
    )
