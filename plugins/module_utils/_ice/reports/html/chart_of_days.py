# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs by the day of their creation: columns, with one for each day that has none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ..report import Day
from .markup import Html, lines, tag, together
from .patterns import filled
from .section import folded, paragraph, table
from .wording import count, number

_TOP, _HEIGHT, _BELOW = 10, 150, 24  # heights in pixels
# What is longer is shown by week, by month, or by year.
_STRIDE = {"day": 1, "week": 7, "month": 28, "year": 365}  # days that leave none of them out
_LONGEST = (("day", 92), ("week", 730), ("month", 3650))
_WIDEST = 5.0  # percent of the chart that a column may take
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()

Bins = dict[str, dict[str, int]]  # first day of the time -> state -> jobs


def chart_of_days(days: Sequence[Day], states: Sequence[str]) -> Html:
    """The chart and its table."""
    unit, bins = _binned(days)
    if not bins:
        return paragraph("The days on which jobs were created are not known.")
    most = max(sum(counts.values()) for counts in bins.values())
    step = _step(most)
    ceiling = max(-(-most // step) * step, 1)
    chart = tag(
        "svg",
        tag("title", f"Jobs by {unit} of creation", id="days-title"),
        tag("desc", _description(unit, bins), id="days-description"),
        lines(("", *_grid(step, ceiling), *_columns(bins, ceiling, states), *_ticks(list(bins)), "")),
        role="img",
        aria_labelledby="days-title days-description",
        class_="chart days",
        width="100%",
        height=_TOP + _HEIGHT + _BELOW,
    )
    rows = (
        (day, *(number(counts.get(state, 0)) for state in states), number(sum(counts.values())))
        for day, counts in bins.items()
        if counts
    )
    numbers = range(1, len(states) + 2)
    first = {"day": "Day", "week": "Week from", "month": "Month from", "year": "Year from"}[unit]
    figures = table(f"Jobs by the {unit} of their creation (UTC)", (first, *states, "All"), rows, numbers=numbers)
    longer = None if unit == "day" else paragraph(f"Each column is a {unit}: the jobs are of a long time.", kind="note")
    return together((tag("div", chart, class_="plot"), longer, folded("As a table", figures)))


def _binned(days: Sequence[Day]) -> tuple[str, Bins]:
    """Jobs by day, week, month or year, whichever gives columns that can be seen; without a gap in between."""
    known = {day: each["jobs_by_state"] for each in days if (day := _date(each["day"])) is not None}
    if not known:
        return "day", {each["day"]: each["jobs_by_state"] for each in days}
    first, last = min(known), max(known)
    span = (last - first).days + 1
    unit = next((unit for unit, longest in _LONGEST if span <= longest), "year")
    bins: dict[str, Counter[str]] = {_start(first, unit).isoformat(): Counter()}
    for ordinal in range(first.toordinal(), last.toordinal() + 1, _STRIDE[unit]):
        bins.setdefault(_start(date.fromordinal(ordinal), unit).isoformat(), Counter())
    bins.setdefault(_start(last, unit).isoformat(), Counter())
    for each, counts in known.items():
        bins[_start(each, unit).isoformat()].update(counts)
    return unit, {day: dict(counts) for day, counts in bins.items()}


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _start(day: date, unit: str) -> date:
    """The first day of a week, month or year."""
    if unit == "year":
        return day.replace(month=1, day=1)
    if unit == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if unit == "week" else day


def _step(most: int) -> int:
    """The distance of lines: 1, 2 or 5, times a power of ten, so that there are at most five."""
    step, factors = 1, (2, 2.5, 2)
    at = 0
    while most / step > 4:
        step = int(step * factors[at % 3])
        at += 1
    return step


def _y(value: float, ceiling: int) -> float:
    return _TOP + _HEIGHT * (1 - value / ceiling)


def _grid(step: int, ceiling: int) -> Iterator[Html]:
    for value in range(0, ceiling + 1, step):
        y = f"{_y(value, ceiling):.1f}"
        yield tag("line", x1="0", x2="100%", y1=y, y2=y, class_="grid" if value else "grid base")
        yield tag("text", number(value), x="-8", y=f"{_y(value, ceiling) + 4:.1f}", class_="tick end")


def _columns(bins: Bins, ceiling: int, states: Sequence[str]) -> Iterator[Html]:
    slot = 100 / len(bins)
    width = min(slot * 0.78, _WIDEST)
    for at, (day, counts) in enumerate(bins.items()):
        left, below, parts = slot * (at + 0.5) - width / 2, 0, []
        for state in states:
            jobs = counts.get(state, 0)
            if not jobs:
                continue
            top, bottom = _y(below + jobs, ceiling), _y(below, ceiling)
            parts.append(
                filled(state, x=f"{left:.3f}%", y=f"{top:.2f}", width=f"{width:.3f}%", height=f"{bottom - top:.2f}")
            )
            below += jobs
        if parts:
            texts = ", ".join(f"{number(counts[state])} {state}" for state in states if counts.get(state))
            yield tag("g", tag("title", f"{day}: {texts}"), *parts)


def _ticks(days: Sequence[str]) -> Iterator[Html]:
    """At most five days below the columns, with the first and the last; the year is said when it changes."""
    last = len(days) - 1
    wanted = sorted({round(last * part / 4) for part in range(5)}) if last > 4 else range(len(days))
    year = ""
    for position, at in enumerate(wanted):
        day = _date(days[at])
        text = days[at] if day is None else f"{day.day} {_MONTHS[day.month - 1]}"
        if day is not None and days[at][:4] != year:
            year = days[at][:4]
            text += f" {year}"
        side = "" if last < 3 else "start" if at == 0 else "end" if at == last else ""
        x = {"start": "0", "end": "100%"}.get(side, f"{100 / len(days) * (at + 0.5):.3f}%")
        yield tag(
            "text",
            text,
            x=x,
            y=_TOP + _HEIGHT + 18,
            class_=f"tick {side or 'middle'}{' minor' if last > 3 and position % 2 else ''}",
        )


def _description(unit: str, bins: Bins) -> str:
    totals = {day: sum(counts.values()) for day, counts in bins.items()}
    busiest = max(totals, key=lambda day: totals[day])
    return (
        f"{count(sum(totals.values()), 'job')} in {count(len(bins), unit)}, from {min(bins)} to {max(bins)}; "
        f"most of them, {number(totals[busiest])}, in the {unit} of {busiest}."
    )
