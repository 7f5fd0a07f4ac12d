# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of figures: a table of goals, and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.chart import Chart
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.goals import Goal

from .figures import Figures
from .svg import draw

_INTRODUCTION = """# Performance

`make bench` writes this page. All contenders of a subject took turns in one run, each as a process of its own, timed
from its start to its end. Goals are ratios of runs beside each other wherever that is possible: machines differ.

* *This engine* is what modules and plugins use, with its defaults.
* *SDK page by page* is a loop over pages with the official SDK.
* The *floor* is bare httpx with as many requests in flight as the engine, all of them known and signed before it
  starts. It does nothing but fetch and parse the pages.

The server is the project's own emulator on the same machine, with a latency added to each answer.
"""


def write(folder: Path, figures: Figures) -> None:
    """Write performance.md and its pictures into a folder."""
    pictures = folder / "performance"
    pictures.mkdir(parents=True, exist_ok=True)
    lines = [_INTRODUCTION]
    for chart in _charts(figures):
        (pictures / f"{chart.name}.svg").write_text(draw(chart), encoding="utf-8")
        lines += [f"## {chart.title}", "", f"![{chart.title}](performance/{chart.name}.svg)", "", *_table(chart), ""]
    lines += ["## Goals", "", *_goals(figures), "", "## Measured on", "", *_machines(figures)]
    (folder / "performance.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _charts(figures: Figures) -> Iterator[Chart]:
    for subject in figures.values():
        yield from (Chart(**chart) for chart in subject["charts"])


def _table(chart: Chart) -> Iterator[str]:
    """The numbers of a picture."""
    numbers = sorted({x for line in chart.lines.values() for x, _y in line})
    yield f"| {chart.y} by {chart.x} | " + " | ".join(f"{number:,.10g}" for number in numbers) + " |"
    yield "|---|" + "---:|" * len(numbers)
    for name, line in chart.lines.items():
        known = dict(line)
        yield f"| {name} | " + " | ".join(f"{known[x]:,.3g}" if x in known else "" for x in numbers) + " |"


def _goals(figures: Figures) -> Iterator[str]:
    yield "| subject | goal | limit | measured | met |"
    yield "|---|---|---:|---:|---|"
    for name, subject in figures.items():
        for goal in (Goal(**each) for each in subject["goals"]):
            text = goal.text.replace("|", "\\|")
            yield f"| {name} | {text} | {goal.limit_text} | {goal.measured_text} | {'yes' if goal.met else '**no**'} |"


def _machines(figures: Figures) -> Iterator[str]:
    yield "| subject | when | machine |"
    yield "|---|---|---|"
    for name, subject in figures.items():
        machine = ", ".join(f"{key} {value}" for key, value in subject["machine"].items())
        yield f"| {name} | {subject['measured_at']} | {machine} |"
