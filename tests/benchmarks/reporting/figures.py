# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The newest figures of each subject, kept beside the page that shows them: no run measures all of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.section import Section

Figures = dict[str, dict[str, Any]]


def update(file: Path, sections: Iterable[Section], measured_at: str, machine: Mapping[str, str]) -> Figures:
    """Write the figures of a run over those that the file has. :returns: all of them, by the names of subjects"""
    figures: Figures = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    for section in sections:
        figures[section.name] = {
            "title": section.title,
            "measured_at": measured_at,
            "machine": dict(machine),
            "goals": [asdict(goal) for goal in section.goals],
            "charts": [asdict(chart) for chart in section.charts],
        }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(dict(sorted(figures.items())), indent=1) + "\n", encoding="utf-8")
    return figures
