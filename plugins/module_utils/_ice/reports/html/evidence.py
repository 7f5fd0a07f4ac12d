# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Completeness as evidence: what was read of each region, when, with which requests, and what speaks against it."""

from __future__ import annotations

from ..report import Evidence, Report
from .markup import Html, tag, together
from .section import Section, card, chip, code, data, folded, items, pairs, paragraph, table
from .wording import count, moment, number, seconds_between

_HEAD = ("Region", "Account", "List", "Jobs", "Recordings", "Superseded", "Requests", "Read")


def section(report: Report) -> Section:
    evidence = report["evidence"]
    whole = sum(each["complete"] for each in evidence)
    if report["complete"]:
        says = "Every list was read to its end, and its counts, its order and its ends agree."
    else:
        says = "Not every list is known to be complete. Rules that needed what is missing are not counted as passed."
    body = card(
        paragraph(says),
        table("What was read, and whether it is all there is", _HEAD, map(_row, evidence), numbers=(3, 4, 5, 6)),
        *(_against(each) for each in evidence if each["doubts"] or each["error"]),
        folded("Request ids", together(map(_requests, evidence)), kind="requests"),
    )
    return Section("evidence", "Evidence", body, f"{whole}/{len(evidence)}")


def _row(each: Evidence) -> tuple[Html | str, ...]:
    took = seconds_between(each["began_at"], each["ended_at"])
    return (
        data(each["region"]),
        code(each["account"][:12]),
        chip("unread" if each["error"] else "complete" if each["complete"] else "incomplete", "outcome"),
        *(_known(each, number(value)) for value in (each["jobs"], each["recordings"], each["superseded"])),
        number(each["requests"]) if each["source"] == "api" else "given as jobs",
        together((moment(each["began_at"]), tag("span", f" in {took}", class_="muted") if took else None)),
    )


def _known(each: Evidence, value: str) -> Html | str:
    """A count, unless nothing could be read: then 0 would be a lie."""
    return tag("span", "not known", class_="muted") if each["error"] and not each["jobs"] else value


def _against(each: Evidence) -> Html:
    """Why a list is not believed, in a box that cannot be missed."""
    error = each["error"]
    facts = error and pairs(
        (
            ("Error code", code(error["error_code"] or "")),
            ("HTTP status", str(error["http_status"] or "")),
            ("Request id", code(error["request_id"] or "")),
        ),
        "facts",
    )
    title = "could not be read" if error else "may be incomplete"
    return tag(
        "div",
        tag("h3", data(each["region"]), f" {title}"),
        paragraph(data(error["message"])) if error else None,
        facts or None,
        items(map(data, each["doubts"])) if each["doubts"] else None,
        class_="callout",
    )


def _requests(each: Evidence) -> Html:
    ids = each["request_ids"]
    of_all = f" of {count(each['requests'], 'request')}" if each["requests"] != len(ids) else ""
    terms = (
        ("Account", code(each["account"])),
        ("Endpoint", code(each["endpoint"] or "")),
        ("From", moment(each["began_at"])),
        ("To", moment(each["ended_at"])),
        ("Oldest paused recording", moment(each["oldest_paused"])),
        (f"{count(len(ids), 'request id')}{of_all}", together(map(code, ids), " ")),
    )
    return tag("div", tag("h3", data(each["region"])), pairs(terms, "facts"))
