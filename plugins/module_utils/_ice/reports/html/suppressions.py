# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Suppressions: who accepted what, why, until when; and which of them no longer do anything."""

from __future__ import annotations

from collections import Counter

from ..report import Report, Suppression
from .markup import Child, Html, tag, together
from .section import Section, card, chip, code, cut, data, paragraph, table
from .wording import count, listed, number, place

_SHOWN = 200
_HEAD = ("Rule", "Applies to", "Reason", "Owner", "Expires", "Findings", "State", "Written in")
_ORDER = ("expired", "unused", "active")  # what somebody has to look at comes first


def section(report: Report) -> Section:
    suppressions = report["suppressions"]
    if not suppressions:
        return Section("suppressions", "Suppressions", card(paragraph("Nothing is suppressed.")), "0")
    states = Counter(each["state"] for each in suppressions)
    says = listed([f"{number(states[state])} {state}" for state in reversed(_ORDER) if states[state]])
    rows = sorted(suppressions, key=lambda each: _ORDER.index(each["state"]))
    body = card(
        paragraph(
            f"{count(len(suppressions), 'suppression')}: {says}. Expired and unused ones are findings themselves."
        ),
        table("Findings that somebody decided to accept", _HEAD, map(_row, rows[:_SHOWN]), numbers=(5,)),
        cut(_SHOWN, len(rows)),
    )
    return Section("suppressions", "Suppressions", body, number(len(suppressions)))


def _row(each: Suppression) -> tuple[Child, ...]:
    return (
        code(each["rule"]),
        _scope(each),
        data(each["reason"]),
        data(each["owner"]),
        data(each["expires"] or "never"),
        number(each["used"]),
        chip(each["state"], "outcome"),
        code(place(each["location"])),
    )


def _scope(each: Suppression) -> Html:
    scopes = (
        tag("div", data(each["name"])) if each["name"] is not None else None,
        tag("div", code(each["where"])) if each["where"] is not None else None,
    )
    return together(scopes) or tag("span", "all recordings", class_="muted")
