# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``make bench``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ansible_collections.mediaops.alicloud.tests.emulator import EmulatorError

from .measuring.goals import table
from .measuring.lean_environment import SetUpError, lean_python
from .measuring.machine import describe
from .measuring.measured_run import WrongResultError
from .measuring.places import CACHE, CHECKOUT, DOCS
from .measuring.scale import Scale, full, quick
from .measuring.section import Section
from .reporting import page
from .reporting.figures import update
from .subjects import (
    audits,
    burst,
    by_status,
    cache_hits,
    coverage_of_files,
    crowd,
    expressions,
    facts_of_role,
    filtering,
    html_report,
    inventories,
    latency,
    length,
    memory_of_where,
    million,
    playbooks_filtering,
    reading_all,
    under_a_limit,
    unstable_order,
)

SUBJECTS: dict[str, Callable[[Scale, Path], Section]] = {
    "all": reading_all.measure,
    "latency": latency.measure,
    "length": length.measure,
    "memory": memory_of_where.measure,
    "playbooks": playbooks_filtering.measure,
    "limit": under_a_limit.measure,
    "status": by_status.measure,
    "unstable": unstable_order.measure,
    "burst": burst.measure,
    "inventory": inventories.measure,
    "cache": cache_hits.measure,
    "filter": filtering.measure,
    "facts": facts_of_role.measure,
    "crowd": crowd.measure,
    "coverage": coverage_of_files.measure,
    "expressions": expressions.measure,
    "audit": audits.measure,
    "report": html_report.measure,
    "million": million.measure,
}
# They take minutes, and are measured only if they are asked for.
ON_REQUEST = {"crowd", "coverage", "million"}

_PREFACE = """\
Whole processes, from start to end, taking turns; medians over {rounds} (what takes long: at most 3, or 1) rounds. They
run in an environment of the runtime libraries and the SDK alone, so that no library finds what linters brought.
What runs Ansible itself does so in the development environment."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and save. The exit code tells of wrong results; of missed goals only with ``--strict``."""
    options = _parser().parse_args(arguments)
    scale = quick(options.rounds or 1) if options.quick else full(options.rounds or 5)
    began = datetime.now(UTC)
    sections: list[Section] = []
    try:
        python = lean_python()
        machine = describe(python)
        print(", ".join(f"{name} {value}" for name, value in machine.items()))
        print(_PREFACE.format(rounds=scale.rounds))
        for name in options.only or [each for each in SUBJECTS if each not in ON_REQUEST]:
            sections.append(SUBJECTS[name](scale, python))
            print(f"\n{sections[-1]}", flush=True)
    except (EmulatorError, SetUpError, WrongResultError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    document: dict[str, Any] = {
        "measured_at": began.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "machine": machine,
        "rounds": scale.rounds,
        "sections": [section.as_document() for section in sections],
    }
    saved = CACHE / f"{began:%Y-%m-%dT%H%M%SZ}.json"
    print(f"\nSaved as {saved.relative_to(CHECKOUT)}.")
    for file in (saved, options.json):
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(document, indent=1), encoding="utf-8")
    if not options.quick:
        figures = update(DOCS / "performance" / "figures.json", sections, document["measured_at"], machine)
        page.write(DOCS, figures)
        print(f"The figures are in {(DOCS / 'performance.md').relative_to(CHECKOUT)}.")
    goals = [goal for section in sections for goal in section.goals]
    missed = sum(not goal.met for goal in goals)
    print(f"\n{table({section.name: section.goals for section in sections})}\n")
    print(f"Goals met: {len(goals) - missed} of {len(goals)}.")
    return 1 if missed and options.strict else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description="Measure the engine beside the official SDK.")
    parser.add_argument("--rounds", type=_positive, metavar="N", help="turns of each contender (5)")
    parser.add_argument("--only", action="append", choices=SUBJECTS, help="one subject; may be given again")
    parser.add_argument("--quick", action="store_true", help="one round, and a long list that is less long")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results here too")
    parser.add_argument("--strict", action="store_true", help="fail where a goal is missed")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number
