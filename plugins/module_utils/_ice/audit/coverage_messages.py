# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What findings about coverage say."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from ..reports import length_of_time

Row = Mapping[str, Any]
_UNUSED = " is expected, and no recording is known that this could be about."


def gaps_message(row: Row, missing: Sequence[Row], longer_than: int) -> str:
    """:param missing: its gaps that are longer"""
    longest = max(missing, key=lambda gap: (gap["seconds"], gap["start"]))
    which = "one gap" if len(missing) == 1 else f"{len(missing)} gaps"
    longest_one = "" if len(missing) == 1 else "; the longest one"
    share = "" if row["coverage"] is None else f" {_percent(row['coverage'])} of what was expected is recorded."
    return (
        f"{_name(row)} has {which} of more than {length_of_time(longer_than)}{longest_one}: "
        f"{length_of_time(longest['seconds'])}, from {longest['start']} to {longest['end']}.{share}"
    )


def nothing_message(row: Row, job: Row) -> str:
    """:param job: the current one"""
    cycle = "" if row["cycle"] is None else f"; a file should end every {length_of_time(row['cycle'])}"
    return f"{_name(row)} has started, was created at {job['create_time']}, and has written no file at all{cycle}."


def empty_windows_message(row: Row, empty: Sequence[Row], windows: int) -> str:
    """:param empty: those of its windows in which nothing was recorded"""
    last = empty[-1]
    how_many = (
        "its expected window" if windows == 1 else f"{len(empty)} of {windows} expected windows; the last of these"
    )
    return f"{_name(row)}: nothing was recorded in {how_many}: {last['start']} to {last['end']}."


def unused_message(window: str) -> str:
    """:param window: what an entry of the option is called"""
    return f"{window}{_UNUSED}"


def _name(row: Row) -> str:
    return str(row["name"]) if row["name"] else "A recording without a name"


def _percent(share: float) -> str:
    """Whole percents, rounded down: 100 only if nothing is missing."""
    return f"{math.floor(share * 100)} %"
