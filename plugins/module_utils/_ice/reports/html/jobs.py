# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The jobs by state and by day: two charts, each with its table."""

from __future__ import annotations

from collections import Counter

from ..report import Report
from .chart_of_days import chart_of_days
from .chart_of_states import chart_of_states
from .markup import Html, tag, together
from .patterns import filled, in_order
from .section import Section, card, data, paragraph
from .wording import count, number


def section(report: Report) -> Section:
    totals: Counter[str] = Counter()
    for each in report["evidence"]:
        totals.update(each["jobs_by_state"])
    if not sum(totals.values()):
        return Section("jobs", "Jobs", card(paragraph("No job was read.")), "0")
    superseded = sum(each["superseded"] for each in report["evidence"])
    says = (
        f"{count(report['summary']['jobs'], 'job')} of {count(report['summary']['recordings'], 'recording')}. "
        f"{number(superseded)} are superseded by a later job of the same recording; the API deletes no job."
    )
    states = in_order(set(totals).union(*(day["jobs_by_state"] for day in report["jobs_by_day"])))
    legend = (tag("li", _swatch(state), data(state), tag("strong", number(totals[state]))) for state in states)
    body = (
        paragraph(says),
        tag("ul", together(legend), class_="legend", aria_label="States of all jobs"),
        card(tag("h3", "By state"), chart_of_states(report["evidence"], states)),
        card(tag("h3", "By day of creation"), chart_of_days(report["jobs_by_day"], states)),
    )
    return Section("jobs", "Jobs", together(body, "\n"), number(report["summary"]["jobs"]))


def _swatch(state: str) -> Html:
    return tag("svg", filled(state, width="16", height="16", rx="3"), width="16", height="16", aria_hidden="true")
