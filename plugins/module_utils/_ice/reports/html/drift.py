# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drift: how what runs differs from what is declared, and what would have to be done about it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from ..report import Drift, Location, Recording, Report, Step
from .escaping import value_text
from .markup import Child, Html, tag, together
from .section import Section, card, chip, code, cut, data, folded, paragraph, table
from .wording import count, listed, name_of, number, output_of, percent, place, stream_of

_SHOWN = 100
_PLACE = ("Region", "Declared in")


def section(report: Report) -> Section:
    drift = report["drift"]
    if drift is None:
        sentence = "No declaration was given, so what runs was not compared with what shall run."
        return Section("drift", "Drift", card(paragraph(sentence)))
    kinds = (
        ("missing", "Declared, and does not run", _missing(drift), len(drift["missing"])),
        ("unexpected", "Runs, and is not declared", _unexpected(drift), len(drift["unexpected"])),
        ("different", "Not as declared", _different(drift), len(drift["different"])),
        ("duplicated", "Recorded by several jobs at once", _duplicated(drift), len(drift["duplicated"])),
    )
    found = [(kind, title, rows, there_are) for kind, title, rows, there_are in kinds if there_are]
    details = (
        card(tag("h3", chip(kind, "drift"), f" {title}: {number(there_are)}"), rows, cut(_SHOWN, there_are))
        for kind, title, rows, there_are in found
    )
    body = (_coverage(drift, [(kind, there_are) for kind, _title, _rows, there_are in found]), *details, _plan(drift))
    return Section("drift", "Drift", together(body, "\n"), number(sum(there_are for *_others, there_are in found)))


def _coverage(drift: Drift, found: Sequence[tuple[str, int]]) -> Html:
    share = drift["coverage"]
    words = "Coverage cannot be known" if share is None else f"{percent(share)} as declared"
    rest = listed([f"{number(there_are)} {kind}" for kind, there_are in found]) or "no difference"
    filled = "0" if share is None else f"{share * 100:.2f}%"
    rects = (
        tag("rect", width="100%", height="10", rx="3", class_="track"),
        tag("rect", width=filled, height="10", rx="3", class_="covered"),
    )
    return card(
        tag(
            "p", tag("strong", words, class_="large"), f" of {count(drift['declared'], 'declared recording')}: {rest}."
        ),
        tag("svg", *rects, width="100%", height="10", aria_hidden="true", class_="bar"),
    )


def _named(recording: Recording) -> Html:
    details = " \u2192 ".join(filter(None, (stream_of(recording), output_of(recording))))
    return together((tag("strong", data(name_of(recording))), tag("div", data(details), class_="muted small")))


def _where(region: str, location: Location | None) -> tuple[Child, Child]:
    return data(region), code(place(location))


def _table(caption: str, head: Sequence[str], rows: Iterable[Sequence[Child]]) -> Html:
    return table(caption, ("Recording", *head, *_PLACE), rows)


def _missing(drift: Drift) -> Html:
    rows = (
        (_named(each["recording"]), data(each["reason"]), *_where(each["region"], each["location"]))
        for each in drift["missing"][:_SHOWN]
    )
    return _table("Recordings that are declared and do not run", ("Why",), rows)


def _unexpected(drift: Drift) -> Html:
    rows = (
        (
            _named(each["recording"]),
            data(each["reason"]),
            together((data(each["status"]), tag("div", code(each["job_id"]), class_="small"))),
            *_where(each["region"], each["location"]),
        )
        for each in drift["unexpected"][:_SHOWN]
    )
    return _table("Recordings that run and are not declared", ("Why", "Job"), rows)


def _different(drift: Drift) -> Html:
    rows = (
        (
            _named(each["recording"]),
            code(each["field"]),
            _value(each["declared"]),
            _value(each["actual"]),
            *_where(each["region"], each["location"]),
        )
        for each in drift["different"][:_SHOWN]
    )
    return _table("Fields that are not as declared", ("Field", "Declared", "Actual"), rows)


def _value(value: object) -> Html:
    text = value_text(value)
    return code(text) if text else tag("span", "nothing" if value is None else "empty", class_="muted")


def _duplicated(drift: Drift) -> Html:
    rows = (
        (
            _named(each["recording"]),
            together(map(code, each["job_ids"]), " "),
            *_where(each["region"], each["location"]),
        )
        for each in drift["duplicated"][:_SHOWN]
    )
    return _table("Recordings that have several active jobs", ("Jobs",), rows)


def _plan(drift: Drift) -> Html:
    actions = Counter(step["action"] for step in drift["plan"])
    steps = [step for step in drift["plan"] if step["action"] != "none"]
    title = tag("h3", "Plan")
    nothing = f"{count(actions['none'], 'entry', 'entries')} of the declaration need nothing."
    if actions["none"] == 1:
        nothing = "1 entry of the declaration needs nothing."
    if not steps:
        return card(title, paragraph(nothing if drift["plan"] else "There is nothing to do."))
    rows = (
        (
            _named(step["recording"]),
            chip(step["action"], "action"),
            _reason(step),
            *_where(step["region"], step["location"]),
        )
        for step in steps[:_SHOWN]
    )
    figures = _table("What would have to be done, and what cannot be done", ("Action", "Why"), rows)
    return card(title, figures, cut(_SHOWN, len(steps)), paragraph(nothing, kind="note") if actions["none"] else None)


def _reason(step: Step) -> Html:
    options = step["options"] and folded(
        "Options of ice_live_record_job",
        tag("pre", json.dumps(step["options"], ensure_ascii=False, indent=2, sort_keys=True, default=str)),
    )
    return together((data(step["reason"]), options or None))
