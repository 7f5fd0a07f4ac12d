# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the sections of the page have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .markup import Child, Html, lines, tag, together
from .wording import number


@dataclass(frozen=True)
class Section:
    """A part of the page with its own heading.

    ``anchor`` is its id, and part of the addresses that people share. ``badge`` is the count in the table of contents.
    """

    anchor: str
    title: str
    body: Html
    badge: str = ""

    def markup(self) -> Html:
        """The section as it stands in the page."""
        heading = tag("h2", self.title, id=f"{self.anchor}-title", tabindex="-1")
        return tag(
            "section", lines(("", heading, self.body, "")), id=self.anchor, aria_labelledby=f"{self.anchor}-title"
        )


def card(*children: Child, kind: str = "") -> Html:
    """A box with a background of its own."""
    return tag("div", lines(("", *children, "")), class_=f"card {kind}".strip())


def paragraph(*children: Child, kind: str = "") -> Html:
    return tag("p", *children, class_=kind or None)


def data(text: str) -> Html:
    """Text that others wrote: its direction does not reach what stands around it."""
    return tag("bdi", text)


def code(text: str) -> Html:
    """An id, a path, an address or a value."""
    return tag("code", text) if text else Html("")


def chip(value: str, kind: str) -> Html:
    """A word of a fixed vocabulary, such as a severity: its shape and its colour depend on ``data-value``."""
    return tag("span", value, class_=f"chip {kind}", data_value=value)


def table(
    caption: str, head: Sequence[str], rows: Iterable[Sequence[Child]], *, kind: str = "", numbers: Sequence[int] = ()
) -> Html:
    """A table whose first column names the row. It becomes a list of cards where it is narrow.

    :param numbers: the columns that hold numbers, counted from 0
    """

    def side(column: int) -> str | None:
        return "number" if column in numbers else None

    def row(cells: Sequence[Child]) -> Html:
        first = tag("th", tag("div", cells[0]), scope="row", role="rowheader", data_label=head[0])
        others = (
            tag("td", tag("div", cell), role="cell", class_=side(at), data_label=head[at])
            for at, cell in enumerate(cells[1:], 1)
        )
        return tag("tr", first, *others, role="row")

    titles = (tag("th", name, scope="col", role="columnheader", class_=side(at)) for at, name in enumerate(head))
    return tag(
        "table",
        tag("caption", caption),
        tag("thead", tag("tr", *titles, role="row"), role="rowgroup"),
        tag("tbody", lines(("", *map(row, rows), "")), role="rowgroup"),
        class_=f"data {kind}".strip(),
        role="table",
    )


def folded(summary: str, *children: Child, kind: str = "") -> Html:
    """What is shown when somebody asks for it, and printed always."""
    return tag("details", tag("summary", summary), *children, class_=kind or None)


def items(entries: Iterable[Child], kind: str = "") -> Html:
    return tag("ul", lines(("", *(tag("li", entry) for entry in entries), "")), class_=kind or None)


def pairs(entries: Iterable[tuple[str, Child]], kind: str = "") -> Html:
    """Terms with their values; those without a value are left out."""
    shown = (tag("div", tag("dt", term), tag("dd", value)) for term, value in entries if value)
    return tag("dl", together(shown), class_=kind or None)


def cut(shown: int, there_are: int) -> Html | None:
    """A sentence for a list that is not shown to its end."""
    if shown >= there_are:
        return None
    text = f"{number(shown)} of {number(there_are)} are listed; the JSON report has all of them."
    return paragraph(text, kind="note")
