# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page: its head, the order of its sections, and what may run in it."""

from __future__ import annotations

import base64
import hashlib

from ..report import Report
from . import changes, drift, evidence, findings, jobs, method, severities, suppressions, timeline, verdict
from .markup import Html, lines, tag
from .patterns import definitions
from .script import SCRIPT
from .section import Section
from .style import STYLE
from .wording import count, listed, moment

# In this order they stand in the page. A section of another matter is a module with a function section(report) ->
# Section, and a line here.
SECTIONS = (
    verdict.section,
    evidence.section,
    changes.section,
    severities.section,
    jobs.section,
    timeline.section,
    drift.section,
    findings.section,
    suppressions.section,
    method.section,
)
_DOCTYPE = Html("<!DOCTYPE html>")


def render(report: Report) -> str:
    """The report as one HTML file, which can be written as UTF-8.

    Whatever the report's texts contain, they stay text: in the page, in its data, and in the CSV that it makes.
    """
    sections = [section(report) for section in SECTIONS]
    head = (
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_policy()),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="generator", content=f"{report['tool']['name']} {report['tool']['version']}"),
        tag("link", rel="icon", href=verdict.icon_address(report["compliant"])),
        tag("title", f"{verdict.headline(report['compliant'])}: audit of live recordings, {report['audited_at']}"),
        tag("style", Html(STYLE)),
    )
    body = (
        definitions(),
        tag("a", "Skip to the verdict", class_="skip", href="#verdict"),
        _header(report),
        tag(
            "div",
            lines(("", _contents(sections), tag("main", lines(("", *(each.markup() for each in sections), ""))), "")),
            class_="layout",
        ),
        _footer(report),
        tag("script", Html(SCRIPT)),
    )
    html = tag(
        "html", lines(("", tag("head", lines(("", *head, ""))), tag("body", lines(("", *body, ""))), "")), lang="en"
    )
    return lines((_DOCTYPE, html, ""))


def _policy() -> str:
    """Nothing may be asked for; only this style and this script apply. The icon is within the page."""
    return (
        f"default-src 'none'; script-src '{_hash(SCRIPT)}'; style-src '{_hash(STYLE)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _header(report: Report) -> Html:
    regions = sorted({each["region"] for each in report["evidence"]})
    accounts = len({each["account"] for each in report["evidence"]})
    about = (
        tag("span", "Audited at ", moment(report["audited_at"])),
        tag("span", count(accounts, "account")),
        tag("span", listed(regions) if len(regions) <= 4 else count(len(regions), "region")),
    )
    return tag("header", tag("div", tag("h1", "Audit of live recordings"), tag("p", *about, class_="about")))


def _contents(sections: list[Section]) -> Html:
    entries = (
        tag(
            "li",
            tag(
                "a", each.title, tag("span", each.badge, class_="badge") if each.badge else None, href=f"#{each.anchor}"
            ),
        )
        for each in sections
    )
    return tag("nav", tag("ul", lines(("", *entries, ""))), aria_label="Sections of this report")


def _footer(report: Report) -> Html:
    tool = f"{report['tool']['name']} {report['tool']['version']}"
    text = f"Made by {tool}. Times are in UTC. This file is complete in itself: it requests nothing from anywhere."
    return tag("footer", tag("p", text))
