# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a picture shows: numbers over numbers, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

Points = list[tuple[float, float]]


@dataclass(frozen=True)
class Chart:
    """Lines in one picture; both axes are logarithmic, so all numbers have to be greater than 0.

    :ivar name: of its file
    :ivar x: what the numbers along the picture are, with their unit; ``y``: those from bottom to top
    """

    name: str
    title: str
    x: str
    y: str
    lines: dict[str, Points]
