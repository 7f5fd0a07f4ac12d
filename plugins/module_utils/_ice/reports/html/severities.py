# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Severity by rule: which rules fired, how grave they are, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from ..report import SEVERITIES, Report
from .escaping import visible
from .markup import Html, tag, together
from .section import Section, card, chip, code, data, paragraph, table
from .wording import count, number

_HEAD = ("Rule", "Severity", "Open", "Share", "New", "Suppressed")


@dataclass
class _Rule:
    title: str
    severity: str
    open: int = 0
    new: int = 0
    suppressed: int = 0


def section(report: Report) -> Section:
    rules = _rules_that_fired(report)
    passed = report["summary"]["rules_passed"]
    rest = f"{count(passed, 'other rule')} passed." if rules else f"No rule fired; {count(passed, 'rule')} passed."
    if not rules:
        return Section("severities", "Severity by rule", card(paragraph(rest)))
    most = max(rule.open for rule in rules.values()) or 1
    order = sorted(rules, key=lambda name: (-SEVERITIES.index(rules[name].severity), -rules[name].open, name))
    rows = (_row(name, rules[name], most) for name in order)
    body = card(
        table("Findings of each rule that fired, the gravest first", _HEAD, rows, kind="bars", numbers=(2, 4, 5)),
        paragraph(rest, kind="note"),
    )
    return Section("severities", "Severity by rule", body, number(len(rules)))


def _rules_that_fired(report: Report) -> dict[str, _Rule]:
    """By id. Drift and suppressions have findings, too, whose rules nobody wrote."""
    titles = {rule["id"]: rule["title"] for rule in report["rules"]}
    fired: dict[str, _Rule] = {}
    for finding in report["findings"]:
        name = finding["rule"]
        rule = fired.setdefault(name, _Rule(titles.get(name, finding["title"]), finding["severity"]))
        rule.suppressed += finding["suppressed"]
        rule.open += not finding["suppressed"]
        rule.new += not finding["suppressed"] and finding["state"] == "new"
    return fired


def _row(name: str, rule: _Rule, most: int) -> tuple[Html | str, ...]:
    query = urlencode({"rule": visible(name)})  # as the data of the findings has it
    return (
        together((tag("a", data(rule.title), href="#findings", data_filter=query), tag("div", code(name)))),
        chip(rule.severity, "severity"),
        number(rule.open),
        _bar(rule, most),
        number(rule.new),
        number(rule.suppressed),
    )


def _bar(rule: _Rule, most: int) -> Html:
    """The open findings; the number beside it says the same in words."""
    width = max(rule.open / most * 100, 0.5 if rule.open else 0)
    rects = (
        tag("rect", width="100%", height="10", rx="2", class_="track"),
        tag("rect", width=f"{width:.2f}%", height="10", rx="2", data_value=rule.severity),
    )
    return tag("svg", *rects, width="100%", height="10", aria_hidden="true", class_="bar")
