# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is shown of a finding, as texts: the same for the rows that stand in the page and for those its script makes."""

from __future__ import annotations

from typing import Any

from ..report import SEVERITIES, Finding
from .escaping import visible
from .wording import name_of, output_of, place, stream_of, time_text

# Columns whose values repeat are kept as numbers into the list of their values: 50,000 findings have few rules.
# Their values have an order, so that comparing the numbers sorts.
CODED = (
    "severity",
    "rule",
    "title",
    "region",
    "account",
    "status",
    "state",
    "suppressed",
    "remediation",
    "where",
    "reason",
    "owner",
    "expires",
    "output",
)
PLAIN = ("message", "name", "stream", "created", "job_id", "first_seen", "status_since", "fingerprint")
COLUMNS = (*CODED, *PLAIN)

Row = dict[str, str]


def rows_of(findings: list[Finding]) -> list[Row]:
    """Open ones before suppressed ones, the gravest first, new before known: the first rows are those that matter."""
    ordered = sorted(
        findings,
        key=lambda each: (
            each["suppressed"],
            -SEVERITIES.index(each["severity"]),
            each["state"] != "new",
            each["rule"],
            each["region"],
            name_of(each["recording"]),
            each["fingerprint"],
        ),
    )
    return [_row(each) for each in ordered]


def _row(finding: Finding) -> Row:
    texts = {
        "severity": finding["severity"],
        "rule": finding["rule"],
        "title": finding["title"],
        "message": finding["message"],
        "remediation": finding["remediation"],
        "account": finding["account"],
        "region": finding["region"],
        "name": name_of(finding["recording"]),
        "stream": stream_of(finding["recording"]),
        "output": output_of(finding["recording"]),
        "job_id": finding["job_id"],
        "status": finding["status"],
        "created": time_text(finding["create_time"]),
        "first_seen": time_text(finding["first_seen"]),
        "status_since": time_text(finding["status_since"]),
        "fingerprint": finding["fingerprint"],
        "state": finding["state"],
        "suppressed": "suppressed" if finding["suppressed"] else "",
        "where": place(finding["location"]),
        "reason": finding["reason"],
        "owner": finding["owner"],
        "expires": finding["expires"],
    }
    return {name: visible(text or "") for name, text in texts.items()}


def as_columns(rows: list[Row]) -> dict[str, Any]:
    """The rows column by column, which is small and quick to read; ``values`` of coded columns are in their order."""
    coded = {name: _values(name, rows) for name in CODED}
    codes = {name: {value: code for code, value in enumerate(values)} for name, values in coded.items()}
    columns: dict[str, Any] = {
        name: {"values": coded[name], "codes": [codes[name][row[name]] for row in rows]} for name in CODED
    }
    columns.update({name: [row[name] for row in rows] for name in PLAIN})
    return {"count": len(rows), "columns": columns}


def _values(name: str, rows: list[Row]) -> list[str]:
    values = {row[name] for row in rows}
    if name == "severity":
        return [severity for severity in SEVERITIES if severity in values]
    return sorted(values, key=lambda value: (value.casefold(), value))
