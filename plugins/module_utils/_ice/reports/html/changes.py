# Copyright (c) 2026, mediaops maintainers
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
_CAPTIONS = {
    "new": "Findings that the earlier report has not",
    "fixed": "Findings of the earlier report that are gone",
    "undecided": "Findings of the earlier report that could neither be made again nor be called fixed",
}


def section(report: Report) -> Section:
    compared = report["compared_with"]
    if compared is None:
        sentence = "There was no earlier report to compare with: every finding counts as new, and nothing as fixed."
        return Section("changes", "New and fixed", card(paragraph(sentence)))
    new = [each for each in report["findings"] if each["state"] == "new" and not each["suppressed"]]
    new.sort(key=lambda each: -SEVERITIES.index(each["severity"]))
    fixed, undecided = report["fixed"], report["undecided"]
    body = (
        paragraph("Compared with the report of ", moment(compared), "."),
        _listed("new", new) if new else _nothing("new", "Nothing was found that was not there before."),
        _listed("fixed", fixed) if fixed else _nothing("fixed", "Nothing has gone since then."),
        _listed("undecided", undecided) if undecided else None,
    )
    return Section("changes", "New and fixed", together(body, "\n"), f"+{number(len(new))} \u2212{number(len(fixed))}")


def _nothing(what: str, sentence: str) -> Html:
    return card(tag("h3", chip(what, "state"), " no findings"), paragraph(sentence))


def _listed(what: str, found: list[Finding]) -> Html:
    is_new = what == "new"
    rows = (
        (
            together((tag("strong", data(each["title"])), tag("div", data(each["message"]), class_="muted"))),
            chip(each["severity"], "severity"),
            data(name_of(each["recording"])),
            data(each["region"]),
            *(() if is_new else (moment(each["first_seen"]),)),
        )
        for each in found[:_SHOWN]
    )
    every = tag("a", "Show them among the findings", href="#findings", data_filter="state=new&suppressed=no")
    return card(
        tag("h3", chip(what, "state"), f" {count(len(found), 'finding')}"),
        table(_CAPTIONS[what], _HEAD if is_new else (*_HEAD, "First seen"), rows),
        cut(_SHOWN, len(found)),
        tag("p", every) if is_new else None,
    )
