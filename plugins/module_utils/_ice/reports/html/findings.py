# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The findings: the first rows stand in the page; its script makes the others, and searches, filters and sorts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..report import SEVERITIES, Report
from .escaping import island
from .finding_rows import Row, as_columns, rows_of
from .markup import Html, lines, tag, together
from .section import Section, card, paragraph
from .wording import count, number

SHOWN_AT_ONCE = 100  # script.py makes as many at a time
# Title, and the column by which its button sorts
_HEAD = (
    ("Severity", "severity"),
    ("Finding", "title"),
    ("Recording", "name"),
    ("Region", "region"),
    ("Job created (UTC)", "created"),
    ("State", "state"),
)
_DETAILS = (
    ("Remediation", "remediation"),
    ("Rule", "rule"),
    ("Written in", "where"),
    ("Job", "job_id"),
    ("Output", "output"),
    ("Account", "account"),
    ("First seen (UTC)", "first_seen"),
    ("In its status since (UTC)", "status_since"),
    ("Fingerprint", "fingerprint"),
    ("Suppressed because", "reason"),
    ("Owner", "owner"),
    ("Until", "expires"),
)


def section(report: Report) -> Section:
    rows = rows_of(report["findings"])
    open_ones = sum(not each["suppressed"] for each in report["findings"])
    if not rows:
        return Section("findings", "Findings", card(paragraph("There are no findings.")), "0")
    first = rows[:SHOWN_AT_ONCE]
    body = card(
        _controls(rows),
        tag(
            "div",
            tag("p", _how_many(len(first), len(rows)), role="status", id="findings-shown"),
            _buttons(),
            class_="shown",
        ),
        tag("p", f"Printed: {_how_many(len(first), len(rows))}", id="findings-printed", class_="printed"),
        _without_script(len(first), len(rows)),
        _table(first),
        tag(
            "p",
            tag("button", f"Show {SHOWN_AT_ONCE} more", type="button", id="findings-more"),
            class_="more",
            hidden=True,
        ),
        tag("template", _row({}), id="finding-row"),
        tag("template", _facts({}), id="finding-facts"),
        tag("script", Html(island(as_columns(rows))), type="application/json", id="findings-data"),
        kind="findings",
    )
    return Section("findings", "Findings", body, number(open_ones))


def _how_many(shown: int, there_are: int) -> str:
    if shown == there_are:
        return f"All {count(there_are, 'finding')}." if there_are > 1 else "1 finding."
    return f"{number(shown)} of {count(there_are, 'finding')}."


def _without_script(shown: int, there_are: int) -> Html | None:
    """Shown until the script runs."""
    if shown == there_are:
        return None
    text = (
        f"These are the first {number(shown)} findings, the gravest ones. This page's own script shows the other "
        f"{number(there_are - shown)}, and did not run here."
    )
    return tag("p", text, class_="note", id="findings-without-script")


def _table(first: Sequence[Row]) -> Html:
    head = (
        tag(
            "th",
            title,
            scope="col",
            role="columnheader",
            data_sort=column,
            class_=f"of-{column}",
            aria_sort="descending" if column == "severity" else None,
        )
        for title, column in _HEAD
    )
    return tag(
        "table",
        tag("caption", "Findings; open ones before suppressed ones"),
        tag("thead", tag("tr", *head, role="row"), role="rowgroup"),
        tag("tbody", lines(("", *map(_row, first), "")), role="rowgroup", id="findings-rows"),
        class_="data",
        role="table",
    )


def _row(row: Row) -> Html:
    """A row; of an empty one, without its details, the script makes its rows. Whatever has no text is hidden."""

    def slot(column: str, element: str = "div", kind: str | None = None) -> Html:
        return tag(element, row.get(column, ""), data_slot=column, class_=kind, hidden=not row.get(column))

    def word(column: str, kind: str) -> Html:
        text = row.get(column, "")
        return tag("span", text, data_slot=column, class_=f"chip {kind}", data_value=text, hidden=not text)

    details = tag("details", tag("summary", "Details"), _facts(row) if row else None)
    cells = (
        ("Severity", word("severity", "severity")),
        ("Finding", together((slot("title", "strong"), slot("message"), details))),
        ("Recording", together((slot("name", "strong"), slot("stream", kind="muted small address")))),
        ("Region", slot("region")),
        ("Job created (UTC)", together((slot("created", kind="time"), slot("status", kind="muted small")))),
        ("State", together((word("state", "state"), word("suppressed", "state")))),
    )
    return tag("tr", *(tag("td", tag("div", cell), role="cell", data_label=name) for name, cell in cells), role="row")


def _facts(row: Row) -> Html:
    """What is unfolded below a finding; the script makes it when somebody does so."""
    facts = (
        tag("div", tag("dt", term), tag("dd", row.get(column, ""), data_slot=column), hidden=not row.get(column))
        for term, column in _DETAILS
    )
    return tag("dl", *facts, class_="facts")


def _controls(rows: Sequence[Row]) -> Html:
    """Search, filters, order and CSV: of no use without the script, so hidden until it runs."""
    counts = Counter(row["severity"] for row in rows)
    severities = (
        tag(
            "label",
            tag("input", type="checkbox", name="severity", value=severity),
            tag("span", severity, class_="chip severity", data_value=severity),
            tag("span", number(counts[severity]), class_="muted"),
        )
        for severity in reversed(SEVERITIES)
        if counts[severity]
    )
    titles = {row["rule"]: row["title"] for row in rows}
    rules = sorted(titles, key=lambda name: (titles[name].casefold(), name))
    yes_or_no = (("no", "Open only"), ("yes", "Suppressed only"))
    orders = [("", "Severity")] + [(column, title) for title, column in _HEAD[1:]]
    controls = (
        tag(
            "label",
            tag("span", "Search"),
            tag(
                "input",
                type="search",
                name="q",
                autocomplete="off",
                spellcheck="false",
                placeholder="Name, stream, message, job id \u2026",
            ),
            class_="search",
        ),
        tag("fieldset", tag("legend", "Severity"), *severities),
        _choice("Rule", "rule", "All rules", [(name, titles[name]) for name in rules]),
        _choice("Region", "region", "All regions", _same(rows, "region")),
        _choice("State", "state", "New and unchanged", _same(rows, "state")),
        _choice("Suppressions", "suppressed", "Open and suppressed", yes_or_no),
        tag(
            "label",
            tag("span", "Sort by"),
            tag("select", *(_option(*each) for each in orders), name="sort"),
            class_="sort-by",
        ),
    )
    return tag(
        "form",
        lines(("", *controls, "")),
        id="findings-controls",
        hidden=True,
        autocomplete="off",
        aria_label="Search and filter findings",
    )


def _buttons() -> Html:
    reset = tag("button", "Reset filters", type="button", id="findings-reset")
    save = tag("button", "Save as CSV", type="button", id="findings-csv")
    return tag("div", reset, save, id="findings-buttons", class_="buttons", hidden=True)


def _same(rows: Sequence[Row], column: str) -> list[tuple[str, str]]:
    return [(value, value) for value in sorted({row[column] for row in rows})]


def _choice(title: str, name: str, everything: str, options: Sequence[tuple[str, str]]) -> Html:
    choices = (_option("", everything), *(_option(*each) for each in options))
    return tag("label", tag("span", title), tag("select", *choices, name=name))


def _option(value: str, text: str) -> Html:
    return tag("option", text, value=value)
