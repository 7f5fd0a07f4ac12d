# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Spans of time as the path of an SVG. script_timeline.py draws the same way, to the letter."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]  # seconds

WIDTH, HEIGHT = 1000, 24  # units of the drawing, which is stretched to the width that there is
# The place of each kind from above, its height, and the least width that can be seen; in the order of drawing. Kinds
# differ in height, too, so that nobody has to tell colours apart.
KINDS = {
    "expected": (21, 3, 1),
    "recorded": (5, 13, 1),
    "pending": (10, 3, 1),
    "unknown": (8, 7, 3),
    "missing": (0, 21, 3),
}


def path_of(kind: str, spans: Iterable[Span], window: Span) -> str:
    """What of the spans, which are in order, lies in a window of time. Those that would touch are one."""
    top, height, least = KINDS[kind]
    first, last = window
    length = max(last - first, 1)
    parts: list[list[int]] = []
    for start, end in spans:
        if end <= first or start >= last:
            continue
        left = (max(start, first) - first) * WIDTH // length
        right = max(-(-(min(end, last) - first) * WIDTH // length), left + least)
        left -= max(right - WIDTH, 0)
        right = min(right, WIDTH)
        if parts and left <= parts[-1][1]:
            parts[-1][1] = max(parts[-1][1], right)
        else:
            parts.append([left, right])
    return "".join(f"M{left} {top}h{right - left}v{height}h{left - right}z" for left, right in parts)


def grid_of(window: Span) -> str:
    """Lines at the beginning of each day (UTC); of each hour, if the window is no longer than two days."""
    first, last = window
    step = 3_600 if last - first <= 2 * 86_400 else 86_400 if last - first <= 62 * 86_400 else 7 * 86_400
    moments = range(first - first % step + step, last, step)
    return "".join(f"M{(moment - first) * WIDTH // (last - first)} 0v{HEIGHT}" for moment in moments)
