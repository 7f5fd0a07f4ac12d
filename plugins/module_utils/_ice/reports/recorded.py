# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What several formats say of a recording and its gaps."""

from __future__ import annotations

from collections.abc import Iterable

from .report import Gap, Recorded


def seconds_in(recorded: Recorded, state: str) -> int:
    """How long its gaps of a state are together."""
    return sum(gap["seconds"] for gap in recorded["gaps"] if gap["state"] == state)


def longest(recorded: Recorded, state: str) -> Gap | None:
    """Its longest gap of a state, and of equal ones the first; None if there is none."""
    return max((gap for gap in recorded["gaps"] if gap["state"] == state), key=lambda gap: gap["seconds"], default=None)


def worst_first(recordings: Iterable[Recorded]) -> list[Recorded]:
    """What lacks most comes first; the same order in each run."""
    return sorted(
        recordings,
        key=lambda each: (
            -seconds_in(each, "missing"),
            -seconds_in(each, "unknown"),
            str(each["recording"]["name"]),
            each["account"],
            each["region"],
            str(each["job_id"]),
        ),
    )
