# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures that were measured, and what they say about other lengths of lists."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parents[2] / "docs" / "performance" / "scale.json"
PAGE_SIZE = 100
REQUESTS_BESIDE_PAGES = 2


@dataclass(frozen=True)
class Line:
    """A value that grows with the number of jobs: through the two longest lists that were measured."""

    fixed: float
    for_each_job: float

    def at(self, jobs: int) -> float:
        """The value for so many jobs."""
        return self.fixed + self.for_each_job * jobs


@dataclass(frozen=True)
class Figures:
    """What a process that reads one account needs.

    :ivar cpu_s: seconds of a processor, Ansible's own included
    :ivar kept_mb: memory of the playbook if all jobs are registered
    :ivar filtered_mb: memory of the playbook if ``where`` keeps a hundred
    """

    cpu_s: Line
    kept_mb: Line
    filtered_mb: Line
    measured_at: str
    machine: Mapping[str, str]


def requests_for(jobs: int) -> int:
    """How many requests a list takes, at least; each shorter one takes one page."""
    return max(1, -(-jobs // PAGE_SIZE)) + REQUESTS_BESIDE_PAGES


def read_figures() -> Figures:
    """The figures of the file. A test says that requests were as :func:`requests_for` has them."""
    content = json.loads(FILE.read_text(encoding="utf-8"))
    lists: list[dict[str, Any]] = content["lists"]
    return Figures(
        cpu_s=_line(lists, "filtered_cpu_s"),
        kept_mb=_line(lists, "kept_mb"),
        filtered_mb=_line(lists, "filtered_mb"),
        measured_at=content["measured_at"],
        machine=content["machine"],
    )


def _line(lists: list[dict[str, Any]], name: str) -> Line:
    shorter, longer = lists[-2:]
    slope = (longer[name] - shorter[name]) / (longer["jobs"] - shorter["jobs"])
    return Line(max(0.0, shorter[name] - slope * shorter["jobs"]), slope)
