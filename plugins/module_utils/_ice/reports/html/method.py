# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Method: what was judged and how, so that the verdict can be checked by somebody else."""

from __future__ import annotations

from ..report import SEVERITIES, Report, Rule
from .escaping import value_text
from .markup import Child, Html, tag, together
from .section import Section, card, chip, code, data, folded, pairs, paragraph, table
from .wording import count, moment, number, place

_HEAD = ("Rule", "Severity", "Outcome", "Judged", "Fired", "Suppressed")
_ORDER = ("failed", "inconclusive", "unused", "passed")
_ORIGINS = {"builtin": "built in", "file": "from a file", "task": "written in the task"}
_TERMS = (
    (
        "Recording",
        (
            "What is judged: a region, a name, a stream and an output. Its active job stands for it, else its newest; "
            "older jobs are superseded."
        ),
    ),
    (
        "Finding",
        (
            "A rule that fired for a recording. Its fingerprint is made of rule, account, region and recording, and "
            "stays the same when the job is submitted again."
        ),
    ),
    (
        "Inconclusive",
        (
            "A rule needs something that is not known, such as a list that was not read to its end. It counts as "
            "neither passed nor failed."
        ),
    ),
    ("Account", "A hash of what is known of the account, so that reports can be passed on."),
)


def section(report: Report) -> Section:
    rules = sorted(
        report["rules"],
        key=lambda rule: (_ORDER.index(rule["state"]), -SEVERITIES.index(rule["severity"]), rule["id"]),
    )
    times = (
        ("Ages are counted to", moment(report["audited_at"])),
        ("Compared with the report of", moment(report["compared_with"])),
        ("Format", f"{report['schema_version']}, as the JSON report"),
    )
    about = card(tag("h3", "What is judged"), pairs(_TERMS, "terms"), pairs(times, "facts"))
    if not rules:
        return Section("method", "Method", together((about, card(paragraph("No rule was given."))), "\n"), "0")
    judged = card(
        tag("h3", "Rules"),
        paragraph(f"{count(len(rules), 'rule')} were asked. One that judged no recording is unused: it has not passed.")
        if len(rules) > 1
        else None,
        table("Rules, with what became of them", _HEAD, map(_row, rules), kind="rules", numbers=(3, 4, 5)),
    )
    return Section("method", "Method", together((about, judged), "\n"), number(len(rules)))


def _row(rule: Rule) -> tuple[Child, ...]:
    return (
        together((tag("strong", data(rule["title"])), tag("div", code(rule["id"])), _details(rule))),
        chip(rule["severity"], "severity"),
        chip(rule["state"], "outcome"),
        number(rule["seen"]),
        number(rule["fired"]),
        number(rule["suppressed"]),
    )


def _details(rule: Rule) -> Html:
    parameters = (code(f"{name}: {value_text(value)}") for name, value in sorted(rule["parameters"].items()))
    origin = _ORIGINS.get(rule["origin"], rule["origin"])
    written = together((origin, *((" ", code(place(rule["location"]))) if rule["location"] else ())))
    entries = (
        ("Why", data(rule["description"]) if rule["description"] else None),
        ("Remediation", data(rule["remediation"]) if rule["remediation"] else None),
        ("Parameters", together(parameters, " ")),
        ("Origin", written),
    )
    return folded("Why, remediation, parameters", pairs(entries, "facts"))
