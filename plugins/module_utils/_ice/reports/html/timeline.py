# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was recorded: a timeline for each recording, with its figures and its gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...times import DAY, format_time
from ..report import Coverage, Report
from ..texts import length_of_time
from .escaping import island
from .markup import Html, lines, tag, together
from .section import Section, card, data, items, paragraph
from .timeline_path import HEIGHT, KINDS, WIDTH, Span, grid_of, path_of
from .timeline_rows import MOST_GAPS, Row, as_data, figures_of, gaps_of, rows_of, window_of
from .wording import count, moment, number, time_text

SHOWN_AT_ONCE = 50  # script_timeline.py makes as many at a time
_MOST_DAYS = 400  # of which one can be chosen
_HEAD = ("Recording", "Timeline", "Recorded", "Missing", "Coverage")
_MEANINGS = {
    "recorded": "files cover it",
    "missing": "expected, and no file",
    "unknown": "files may not have been read",
    "pending": "a file may still come",
    "expected": "expected",
}
_TITLE = "Recorded time"


def section(report: Report) -> Section:
    coverage = report["coverage"]
    if coverage is None:
        return Section("timeline", _TITLE, card(paragraph("What was recorded was not asked for, so no file was read.")))
    rows = rows_of(coverage)
    if not rows:
        body = together((_about(coverage, rows), *_doubts(coverage)), "\n")
        return Section("timeline", _TITLE, card(body), "0")
    window = window_of(coverage, rows)
    first = rows[:SHOWN_AT_ONCE]
    body = card(
        _about(coverage, rows),
        *_doubts(coverage),
        _controls(window),
        tag("p", _how_many(len(first), len(rows), window), role="status", id="timeline-shown", class_="note"),
        _without_script(len(first), len(rows)),
        _legend(),
        _table(first, window),
        tag(
            "p",
            tag("button", f"Show {SHOWN_AT_ONCE} more", type="button", id="timeline-more"),
            class_="more",
            hidden=True,
        ),
        tag("template", _row_of(None, 0, window), id="timeline-row"),
        tag("script", Html(island(as_data(rows, window))), type="application/json", id="timeline-data"),
        kind="timeline",
    )
    return Section("timeline", _TITLE, body, number(sum(bool(row.spans["missing"]) for row in rows)))


def _about(coverage: Coverage, rows: Sequence[Row]) -> Html:
    lacking = sum(bool(row.spans["missing"]) for row in rows)
    since = moment(coverage["start"]) if coverage["start"] else "the first job"
    of_format = f" Only {coverage['format']} files count." if coverage["format"] else ""
    says = f": {count(len(rows), 'recording')}, {number(lacking)} with something missing.{of_format}"
    return paragraph("From ", since, " to ", moment(coverage["end"]), says)


def _doubts(coverage: Coverage) -> Iterator[Html]:
    """What is not known, in a box that cannot be missed."""
    for doubt in coverage["doubts"]:
        heading = tag("h3", data(doubt["region"]), " is not known to be whole")
        yield tag("div", heading, items(map(data, doubt["reasons"])), class_="callout")


def _how_many(shown: int, there_are: int, window: Span) -> str:
    first, last = (time_text(format_time(each)) for each in window)
    which = (
        f"All {count(there_are, 'recording')}"
        if shown == there_are > 1
        else f"{shown} of {count(there_are, 'recording')}"
    )
    return f"{which}, {first} to {last} UTC. What lacks most comes first."


def _without_script(shown: int, there_are: int) -> Html | None:
    """Shown until the script runs."""
    if shown == there_are:
        return None
    text = (
        f"These are the first {number(shown)} recordings. This page's own script shows the others and single days, and "
        "did not run here."
    )
    return tag("p", text, class_="note", id="timeline-without-script")


def _controls(window: Span) -> Html:
    """Of no use without the script, so hidden until it runs."""
    days = range(window[0] - window[0] % DAY, window[1], DAY)
    names = ((str(day), format_time(day)[:10]) for day in days[-_MOST_DAYS:])
    shown = (("", "All recordings"), ("missing", "With something missing"), ("unknown", "With something not known"))
    return tag(
        "form",
        lines(("", _choice("Time", "day", (("", "All of the time"), *names)), _choice("Show", "which", shown), "")),
        id="timeline-controls",
        hidden=True,
        autocomplete="off",
        aria_label="Choose a day and recordings",
    )


def _choice(title: str, name: str, options: Sequence[tuple[str, str]]) -> Html:
    choices = (tag("option", text, value=value) for value, text in options)
    return tag("label", tag("span", title), tag("select", *choices, name=name))


def _legend() -> Html:
    entries = (
        tag(
            "li",
            tag(
                "svg",
                tag("path", d=path_of(kind, [(4, 28)], (0, 32)), class_=kind),
                viewBox=f"0 0 {WIDTH} {HEIGHT}",
                preserveAspectRatio="none",
                width="32",
                height=HEIGHT,
                aria_hidden="true",
                class_="line",
            ),
            f"{kind}: {meaning}" if kind != meaning else kind,
        )
        for kind, meaning in _MEANINGS.items()
    )
    return tag("ul", together(entries), class_="legend")


def _table(rows: Sequence[Row], window: Span) -> Html:
    head = (
        tag("th", name, scope="col", role="columnheader", class_="number" if at > 1 else f"of-{name.lower()}")
        for at, name in enumerate(_HEAD)
    )
    body = (_row_of(row, at, window) for at, row in enumerate(rows))
    return tag(
        "table",
        tag("caption", "What was recorded of each recording, and what is missing"),
        tag("thead", tag("tr", *head, role="row"), role="rowgroup"),
        tag("tbody", lines(("", *body, "")), role="rowgroup", id="timeline-rows"),
        class_="data",
        role="table",
    )


def _row_of(row: Row | None, at: int, window: Span) -> Html:
    """A row; of None, without anything in it, the script makes its rows. Whatever has no text is hidden."""
    figures = figures_of(row, window) if row else {}

    def slot(name: str, text: str, element: str = "div", kind: str | None = None) -> Html:
        return tag(element, text, data_slot=name, class_=kind, hidden=not text)

    cells = (
        together((_timeline(row, at, window), _gaps(row, window))),
        slot("recorded", figures.get("recorded", "")),
        together(
            (
                slot("missing", figures.get("missing", "")),
                slot("unknown", figures.get("unknown", ""), kind="muted small"),
            )
        ),
        slot("coverage", figures.get("coverage", "")),
    )
    named = together(
        (
            slot("name", row.name if row else "", "strong"),
            slot("region", row.region if row else "", kind="muted small"),
        )
    )
    return tag(
        "tr",
        tag("th", tag("div", named), scope="row", role="rowheader", data_label=_HEAD[0]),
        *(
            tag("td", tag("div", cell), role="cell", class_="number" if column > 1 else None, data_label=_HEAD[column])
            for column, cell in enumerate(cells, 1)
        ),
        role="row",
    )


def _timeline(row: Row | None, at: int, window: Span) -> Html:
    paths = (
        tag("path", d=path_of(kind, row.spans[kind], window) if row else "", class_=kind, data_kind=kind)
        for kind in KINDS
    )
    title, told = f"timeline-{at}-title", f"timeline-{at}-told"
    return tag(
        "svg",
        tag("title", f"Timeline of {row.name}" if row else "", id=title),
        tag("desc", _told(row, window) if row else "", id=told),
        tag("rect", width=WIDTH, height=HEIGHT, class_="track"),
        *paths,
        tag("path", d=grid_of(window) if row else "", class_="grid", data_kind="grid"),
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        preserveAspectRatio="none",
        width="100%",
        height=HEIGHT,
        role="img",
        aria_labelledby=f"{title} {told}",
        class_="line",
    )


def _told(row: Row, window: Span) -> str:
    """The same in words."""
    figures = figures_of(row, window)
    missing = f"{figures['missing']} missing" if figures["missing"] else "nothing missing"
    parts = (f"{figures['recorded']} recorded", missing, figures["unknown"])
    return ", ".join(filter(None, parts)) + "."


def _gaps(row: Row | None, window: Span) -> Html:
    gaps = gaps_of(row, window) if row else []
    entries = [
        f"{state}: {_clock(start)} to {_clock(end)} ({length_of_time(end - start)})"
        for start, end, state in gaps[:MOST_GAPS]
    ]
    if len(gaps) > MOST_GAPS:
        entries.append(f"and {number(len(gaps) - MOST_GAPS)} more: choose a day to see them")
    details = row.details if row else ""
    about = tag("div", details, data_slot="details", class_="muted small address", hidden=not details)
    listed = tag("ul", *(tag("li", entry) for entry in entries))
    return tag("details", tag("summary", count(len(gaps), "gap") if gaps else "no gap"), about, listed)


def _clock(seconds: int) -> str:
    return time_text(format_time(seconds))
