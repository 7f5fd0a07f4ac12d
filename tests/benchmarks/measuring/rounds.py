# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns: A B C A B C ..., so that what disturbs the machine disturbs all alike."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence

from .contender import Contender
from .measured_run import Run

Runs = dict[str, list[Run]]


def take_turns(contenders: Sequence[Contender], rounds: int, *, warm_up: bool = True) -> Runs:
    """The runs of each contender, by its name. The warm-up round fills caches and does not count."""
    runs: Runs = {contender.name: [] for contender in contenders}
    for number in range(-1 if warm_up else 0, rounds):
        for contender in contenders:
            done = contender.take_turn()
            if number >= 0:
                runs[contender.name].append(done)
    return runs


def median_ratio(
    above: Sequence[Run], below: Sequence[Run], of: Callable[[Run], float] = lambda run: run.seconds
) -> float:
    """The median of the ratios within each round."""
    return statistics.median(of(one) / of(other) for one, other in zip(above, below, strict=True))


def median_difference(above: Sequence[Run], below: Sequence[Run], of: Callable[[Run], float]) -> float:
    """The median of the differences within each round."""
    return statistics.median(of(one) - of(other) for one, other in zip(above, below, strict=True))
