# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs of each region by their state: bars of one length, so that shares can be compared; totals beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..report import Evidence
from .markup import Html, lines, tag, together
from .patterns import filled
from .section import cut, data, folded, table
from .wording import count, number

_SHOWN = 20
_ROW, _BAR, _LABEL, _GAP = 52, 20, 20, 12  # heights in pixels; the gap is below the last row
_WIDE_ENOUGH = 9  # percent of a bar that a number needs


def chart_of_states(evidence: Sequence[Evidence], states: Sequence[str]) -> Html:
    """The chart and its table."""
    several = len({each["account"] for each in evidence}) > 1
    names = [f"{each['region']} ({each['account'][:8]})" if several else each["region"] for each in evidence]
    with_jobs = [
        (name, each["jobs_by_state"]) for name, each in zip(names, evidence) if sum(each["jobs_by_state"].values())
    ]
    shown = sorted(with_jobs, key=lambda pair: (-sum(pair[1].values()), pair[0]))[:_SHOWN]
    chart = tag(
        "svg",
        tag("title", "Jobs by state", id="states-title"),
        tag("desc", _description(shown, states), id="states-description"),
        lines(("", *(_row(at, *pair, states) for at, pair in enumerate(shown)), "")),
        role="img",
        aria_labelledby="states-title states-description",
        class_="chart",
        width="100%",
        height=max(len(shown) * _ROW - _GAP, 0),
    )
    rows = (
        (data(name), *(number(each["jobs_by_state"].get(state, 0)) for state in states), number(each["jobs"]))
        for name, each in zip(names, evidence)
    )
    numbers = range(1, len(states) + 2)
    figures = table("Jobs of each region by their state", ("Region", *states, "All"), rows, numbers=numbers)
    return together((chart, cut(len(shown), len(with_jobs)), folded("As a table", figures)))


def _description(shown: Sequence[tuple[str, dict[str, int]]], states: Sequence[str]) -> str:
    return " ".join(
        f"{name}: {', '.join(f'{number(counts[state])} {state}' for state in states if counts.get(state))}."
        for name, counts in shown
    )


def _row(at: int, name: str, counts: dict[str, int], states: Sequence[str]) -> Html:
    top = at * _ROW
    total = sum(counts.values())
    labels = (
        tag("text", name, x="0", y=top + _LABEL - 6, class_="label"),
        tag("text", count(total, "job"), x="100%", y=top + _LABEL - 6, class_="label end"),
    )
    return tag("g", *labels, *_parts(top + _LABEL, counts, total, states))


def _parts(top: int, counts: dict[str, int], total: int, states: Sequence[str]) -> Iterator[Html]:
    left = 0.0
    for state in states:
        share = counts.get(state, 0) / total * 100
        if not share:
            continue
        yield tag(
            "g",
            tag("title", f"{number(counts[state])} {state}"),
            filled(state, x=f"{left:.3f}%", y=str(top), width=f"{share:.3f}%", height=str(_BAR)),
        )
        if share >= _WIDE_ENOUGH:
            middle = f"{left + share / 2:.3f}%"
            yield tag("text", number(counts[state]), x=middle, y=top + 15, class_="within")
        left += share
