# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of the guide, as they have to be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from .figures import Figures, Line, read_figures
from .plan import FORKS, MACHINES, PROCESSORS, Plan, plans

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "docsite" / "rst" / "guide_plan.rst"
_BEGIN, _END = ".. tables of the plan: begin", ".. tables of the plan: end"


def write() -> None:
    """Write the tables into the guide."""
    GUIDE.write_text(with_tables(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")


def with_tables(text: str) -> str:
    """The guide with the tables as they have to be."""
    return re.sub(f"{re.escape(_BEGIN)}.*?{re.escape(_END)}", lambda _found: tables(), text, flags=re.DOTALL)


def tables() -> str:
    """Both tables, in reStructuredText."""
    figures = read_figures()
    all_plans = plans(figures)
    machines = f"{MACHINES} machines"
    head = ["Jobs", "Accounts", "Requests", "One machine, 10 QPS", "50 QPS", f"{machines}, 10 QPS", "50 QPS"]
    lines = [
        _BEGIN,
        *_heading("Requests and minutes"),
        *_table(head, [_time(plan) for plan in all_plans]),
        "",
        (
            "QPS are the requests a second that the API allows each account. A machine has "
            f"{PROCESSORS} processors and ``--forks {FORKS}``."
        ),
        *_heading("Memory and deadline"),
        *_table(
            ["Jobs", "Accounts", "Memory, ``where`` keeps few", "Memory, all kept", "``deadline`` at 10 QPS"],
            [_memory(plan) for plan in all_plans],
        ),
        "",
        (
            f"Memory is that of one machine that reads {FORKS} accounts at the same time, or all if they are fewer. "
            "What is kept is kept until the end, of all accounts."
        ),
        "",
        _measured(figures),
        "",
        _END,
    ]
    return "\n".join(lines)


def _heading(text: str) -> list[str]:
    return ["", text, "~" * len(text), ""]


def _time(plan: Plan) -> list[str]:
    minutes = [_duration(plan.minutes(limit, machines)) for machines in (1, MACHINES) for limit in (10, 50)]
    return [f"{plan.jobs:,}", f"{plan.accounts}", f"{plan.requests:,}", *minutes]


def _measured(figures: Figures) -> str:
    machine = ", ".join(f"{name} {value}" for name, value in figures.machine.items() if name in _SHOWN)
    cpu, filtered, kept = figures.cpu_s, figures.filtered_mb, figures.kept_mb
    return (
        f"Measured at {figures.measured_at} ({machine}): a playbook that reads one account takes {cpu.fixed:.1f} s "
        f"of a processor, and {_each(cpu):.1f} s for each 100,000 jobs; {filtered.fixed:.0f} MB, and "
        f"{_each(filtered):.0f} MB for each 100,000 jobs that are dropped, or {_each(kept):.0f} MB for each 100,000 "
        "that are kept."
    )


def _each(line: Line) -> float:
    return line.for_each_job * 100_000


_SHOWN = ("cpus", "load", "system", "python", "ansible-core")


def _memory(plan: Plan) -> list[str]:
    deadline = max(300, -(-int(plan.seconds_of_account(10) * 1.5) // 60) * 60)
    return [
        f"{plan.jobs:,}",
        f"{plan.accounts}",
        _size(plan.filtered_mb),
        _size(plan.kept_mb),
        f"{deadline:,} s",
    ]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield from (".. list-table::", "   :header-rows: 1", "")
    for row in (head, *rows):
        for place, cell in enumerate(row):
            yield f"   {'* -' if place == 0 else '  -'} {cell}"


def _duration(minutes: float) -> str:
    if minutes < 1:
        return f"{max(1, round(minutes * 60))} s"
    return f"{minutes:.0f} min" if minutes < 120 else f"{minutes / 60:.1f} h"


def _size(megabytes: float) -> str:
    return f"{round(megabytes, -1):.0f} MB" if megabytes < 1000 else f"{megabytes / 1000:.1f} GB"
