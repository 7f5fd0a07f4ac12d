# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""New and fixed: what is different from the earlier report."""

from __future__ import annotations

from ..report import SEVERITIES, Finding, Report
from .markup import Html, tag, together
from .section import Section, card, chip, cut, data, paragraph, table
from .wording import count, moment, name_of, number

_SHOWN = 20
_HEAD = ("Finding", "Severity", "Recording", "Region")


def section(report: Report) -> Section:
    compared = report["compared_with"]
    if compared is None:
        sentence = "There was no earlier report to compare with: every finding counts as new, and nothing as fixed."
        return Section("changes", "New and fixed", card(paragraph(sentence)))
    new = [each for each in report["findings"] if each["state"] == "new" and not each["suppressed"]]
    new.sort(key=lambda each: -SEVERITIES.index(each["severity"]))
    body = (
        paragraph("Compared with the report of ", moment(compared), "."),
        _listed("new", new, "state=new&suppressed=no"),
        _listed("fixed", report["fixed"], None),
    )
    return Section(
        "changes", "New and fixed", together(body, "\n"), f"{number(len(new))}/{number(len(report['fixed']))}"
    )


def _listed(what: str, found: list[Finding], query: str | None) -> Html:
    title = tag("h3", chip(what, "state"), f" {count(len(found), 'finding')}")
    if not found:
        sentence = "Nothing was found that was not there before." if what == "new" else "Nothing has gone since then."
        return card(title, paragraph(sentence))
    rows = (
        (
            together((tag("strong", data(each["title"])), tag("div", data(each["message"]), class_="muted"))),
            chip(each["severity"], "severity"),
            data(name_of(each["recording"])),
            data(each["region"]),
            *(() if what == "new" else (moment(each["first_seen"]),)),
        )
        for each in found[:_SHOWN]
    )
    caption = (
        "Findings that the earlier report has not" if what == "new" else "Findings of the earlier report that are gone"
    )
    head = _HEAD if what == "new" else (*_HEAD, "First seen")
    every = tag("p", tag("a", "Show them among the findings", href="#findings", data_filter=query)) if query else None
    return card(title, table(caption, head, rows), cut(_SHOWN, len(found)), every)
