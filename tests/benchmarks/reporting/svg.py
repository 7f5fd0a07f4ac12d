# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Line charts as SVG, on the standard library alone. They can be read on white and on black."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape

from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.chart import Chart

_WIDTH, _HEIGHT = 720, 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 80, 170, 50, 60  # margins; names of lines are on the right
_MANY = 500  # times from the least to the greatest number: their marks would be too close
_APART = 16  # between names that would be on one another
_COLOURS = ("#0b7a75", "#c4501b", "#7b5ea7", "#a03060")
_DARK_COLOURS = ("#4fc3bc", "#ff9a66", "#bba3e0", "#f08cae")


def _colours(names: Iterable[str]) -> str:
    return "".join(f".l{number}{{stroke:{name}}}.n{number}{{fill:{name}}}" for number, name in enumerate(names))


_STYLE = (
    "text{font:13px sans-serif;fill:#24292f}.title{font-size:15px;font-weight:600}.grid{stroke:#d0d7de}"
    f"path{{fill:none;stroke-width:2.5}}{_colours(_COLOURS)}"
    "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.paper{fill:#0d1117}.grid{stroke:#3d444d}"
    f"{_colours(_DARK_COLOURS)}}}"
)


class _Axis:
    """Where a number stands between the first and the last pixel; powers of ten are evenly spaced."""

    def __init__(self, numbers: Iterable[float], first: float, last: float) -> None:
        known = sorted(numbers)
        self._low, self._high = _at_most(known[0]), _at_least(known[-1])
        if self._low == self._high:
            self._high *= 10
        self._first, self._last = first, last

    def place(self, number: float) -> float:
        share = math.log(number / self._low) / math.log(self._high / self._low)
        return self._first + share * (self._last - self._first)

    def marks(self) -> list[float]:
        decades = range(math.floor(math.log10(self._low)), math.ceil(math.log10(self._high)) + 1)
        steps = (1,) if self._high / self._low > _MANY else (1, 2, 5)
        marks = [step * 10.0**decade for decade in decades for step in steps]
        return [mark for mark in marks if self._low * 0.999 <= mark <= self._high * 1.001]


def draw(chart: Chart) -> str:
    """The chart as an SVG document."""
    points = [point for line in chart.lines.values() for point in line]
    across = _Axis((x for x, _y in points), _LEFT, _WIDTH - _RIGHT)
    up = _Axis((y for _x, y in points), _HEIGHT - _BOTTOM, _TOP)
    parts = [
        f'<rect class="paper" width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        _text(_LEFT, 28, chart.title, "title"),
        _text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 14, chart.x, anchor="middle"),
        f'<g transform="rotate(-90)">{_text(-(_TOP + _HEIGHT - _BOTTOM) / 2, 20, chart.y, anchor="middle")}</g>',
    ]
    for mark in across.marks():
        parts.append(_grid(across.place(mark), _TOP, across.place(mark), _HEIGHT - _BOTTOM))
        parts.append(_text(across.place(mark), _HEIGHT - _BOTTOM + 20, f"{mark:,.10g}", anchor="middle"))
    for mark in up.marks():
        parts.append(_grid(_LEFT, up.place(mark), _WIDTH - _RIGHT, up.place(mark)))
        parts.append(_text(_LEFT - 8, up.place(mark) + 4, f"{mark:,.10g}", anchor="end"))
    ends = _apart([up.place(line[-1][1]) for line in chart.lines.values()])
    for number, (name, line) in enumerate(chart.lines.items()):
        places = [(across.place(x), up.place(y)) for x, y in line]
        parts.append(f'<path class="l{number}" d="M{" L".join(f"{x:.1f} {y:.1f}" for x, y in places)}"/>')
        parts += [f'<circle class="n{number}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>' for x, y in places]
        parts.append(_text(places[-1][0] + 10, ends[number] + 4, name, f"n{number}"))
    size = f'width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
    label = f'role="img" aria-label="{escape(chart.title)}"'
    body = "\n".join(parts)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {label}>\n<style>{_STYLE}</style>\n{body}\n</svg>\n'


def _at_most(number: float) -> float:
    """The largest of 1, 2, 5, 10 and so on that is not above the number."""
    decade = 10.0 ** math.floor(math.log10(number))
    return max(step * decade for step in (1, 2, 5) if step * decade <= number * 1.001)


def _at_least(number: float) -> float:
    decade = 10.0 ** math.floor(math.log10(number))
    return min(step * decade for step in (1, 2, 5, 10) if step * decade >= number * 0.999)


def _apart(places: Sequence[float]) -> list[float]:
    """The same places, moved down where they would be too close to one above."""
    moved = list(places)
    above = -math.inf
    for number in sorted(range(len(places)), key=lambda number: places[number]):
        moved[number] = above = max(places[number], above + _APART)
    return moved


def _grid(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="grid" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _text(x: float, y: float, words: str, kind: str = "", *, anchor: str = "start") -> str:
    name = f' class="{kind}"' if kind else ""
    return f'<text{name} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
