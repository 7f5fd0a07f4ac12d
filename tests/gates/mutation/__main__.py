# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run as many mutants of each area as are promised; fail for a survivor that is not explained, or if fewer ran.

Which mutants is decided by a seed, and by little else: --seed tries others.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter

from .areas import AREAS, ROOT, Area
from .mutants import Mutant, chosen, mutants_of
from .survivors import FILE, Key, not_explained, outdated, read_explained
from .trial import KILLED, SURVIVED, TOO_SLOW, Trial, run_all

_SPARE_S = 30.0
_SHOWN = 20  # lines of the tests' output


def all_of(area: Area) -> list[Mutant]:
    """Every mutant of an area."""
    return [each for file in area.sources() for each in mutants_of(str(file), (ROOT / file).read_text("utf-8"))]


def verdict(promised: int, trials: list[Trial], unexplained: list[Mutant], old: list[Key]) -> list[str]:
    """Why the gate does not pass; empty if it does."""
    ran = sum(1 for trial in trials if trial.outcome)
    reasons = []
    if not promised or ran < promised:
        reasons.append(
            f"{ran} mutants ran, {promised} are promised: give it more --minutes, or a machine that is not busy"
        )
    if unexplained:
        reasons.append(f"{len(unexplained)} mutants survived: mend the tests, or say in {FILE.name} why it is no fault")
    if old:
        reasons.append(f"{FILE.name} explains what cannot be made of the code any more: {'; '.join(map(str, old))}")
    return reasons


def main() -> int:
    """Run the gate; 0 only if every mutant was noticed, or is explained."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--only", choices=[area.name for area in AREAS])
    arguments = parser.parse_args()
    began = time.monotonic()
    until = began + arguments.minutes * 60
    os.chdir(ROOT)
    areas = [area for area in AREAS if arguments.only in (None, area.name)]
    everything = {area: all_of(area) for area in areas}
    trials = _baseline(areas, until)
    if trials is None:
        return 1
    planned = [
        Trial(mutant, area.test_paths(), 5 * trials[area] + _SPARE_S)
        for area in areas
        for mutant in chosen(everything[area], area.number, arguments.seed)
    ]
    run_all(planned, side_by_side=os.cpu_count() or 2, report=_tell, until=until)
    survivors = [trial.mutant for trial in planned if trial.outcome == SURVIVED and trial.mutant is not None]
    explained = read_explained()
    unexplained = not_explained(survivors, explained)
    old = [] if arguments.only else outdated((each for found in everything.values() for each in found), explained)
    reasons = verdict(len(planned), planned, unexplained, old)
    print(*(f"survived: {mutant}" for mutant in unexplained), *reasons, sep="\n")
    counts = Counter(trial.outcome for trial in planned)
    print(
        f"{sum(counts[name] for name in (KILLED, SURVIVED, TOO_SLOW))} of {len(planned)} mutants ran (seed "
        f"{arguments.seed}): {counts[KILLED] + counts[TOO_SLOW]} killed, {counts[SURVIVED]} survived, "
        f"{counts[SURVIVED] - len(unexplained)} of them explained, in {time.monotonic() - began:.0f} s"
    )
    return 1 if reasons else 0


def _baseline(areas: list[Area], until: float) -> dict[Area, float] | None:
    """Seconds that the tests of each area need; None if they do not pass as the code is."""
    trials = {area: Trial(None, area.test_paths(), 600) for area in areas}
    run_all(trials.values(), side_by_side=os.cpu_count() or 2, report=lambda _trial: None, until=until)
    failed = [(area.name, trial.log) for area, trial in trials.items() if trial.outcome != SURVIVED]
    for name, log in failed:
        print(f"The tests of {name} do not pass without a mutant:", *log.read_text().splitlines()[-_SHOWN:], sep="\n")
    return None if failed else {area: trial.seconds for area, trial in trials.items()}


def _tell(trial: Trial) -> None:
    if trial.outcome != KILLED:
        print(f"{trial.outcome} in {trial.seconds:.0f} s: {trial.mutant}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
