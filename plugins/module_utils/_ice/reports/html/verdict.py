# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The verdict: to be grasped in a second, and then with its numbers."""

from __future__ import annotations

from ..report import SEVERITIES, Inconclusive, Report
from .markup import Html, tag, together
from .section import Section, card, chip, code, cut, data, items, paragraph, table
from .wording import count, number

_WORDS = {True: ("yes", "Compliant"), False: ("no", "Not compliant"), None: ("unknown", "Cannot be known")}
_SHAPES = {
    "yes": "M7 12.5l3.5 3.5L17 8.5",
    "no": "M8 8l8 8M16 8l-8 8",
    "unknown": "M9 9.2a3 3 0 1 1 4.4 2.9c-1 .6-1.4 1.2-1.4 2.2M12 17.4v.2",
}
_OUTLINES = {
    "yes": "M12 1a11 11 0 1 0 0 22 11 11 0 0 0 0-22z",
    "no": "M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4z",
    "unknown": "M12 .6 23.4 12 12 23.4.6 12z",
}
_ICON_COLOURS = {"yes": "#176b45", "no": "#a3123a", "unknown": "#7a5900"}
_SHOWN = 100


def headline(compliant: bool | None) -> str:
    return _WORDS[compliant][1]


def icon_address(compliant: bool | None) -> str:
    """The verdict as the icon of the browser's tab, written out in the address itself."""
    kind = _WORDS[compliant][0]
    colour = _ICON_COLOURS[kind].replace("#", "%23")
    return (
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'>"
        f"<path fill='{colour}' d='{_OUTLINES[kind]}'/>"
        f"<path fill='none' stroke='white' stroke-width='2.6' d='{_SHAPES[kind]}'/></svg>"
    )


def section(report: Report) -> Section:
    kind, words = _WORDS[report["compliant"]]
    mark = tag(
        "svg",
        tag("path", class_="outline", d=_OUTLINES[kind]),
        tag("path", class_="shape", d=_SHAPES[kind]),
        viewBox="0 0 24 24",
        aria_hidden="true",
        class_="mark",
    )
    banner = tag(
        "div",
        mark,
        tag("div", tag("p", words, class_="words"), tag("p", _because(report), class_="because"), _severities(report)),
        class_=f"card verdict {kind}",
    )
    undecided = report["inconclusive"]
    reasons = tag("div", _gate(report), _undecided(undecided) if undecided else None, class_="reasons")
    body = (banner, _tiles(report), reasons)
    return Section("verdict", "Verdict", together(body, "\n"))


def _because(report: Report) -> str:
    """One sentence that says what the verdict rests on."""
    summary = report["summary"]
    open_ones = sum(summary["by_severity"].values())
    failed = [rule for rule in report["rules"] if rule["state"] == "failed"]
    undecided = sorted({each["rule"] for each in report["inconclusive"]})
    recordings = count(summary["recordings"], "recording")
    if report["compliant"]:
        return f"{count(summary['rules_passed'], 'rule')} passed for {recordings}."
    if report["compliant"] is None:
        what = f"{count(len(undecided), 'rule')} could not be decided" if undecided else "Not all could be read"
        found = "nothing else was found" if not open_ones else f"{count(open_ones, 'finding')} of other rules"
        return f"{what}; {found}. Missing knowledge is no pass."
    of_rules = f" of {count(len(failed), 'rule')}" if failed else ""
    rest = f"; {count(len(undecided), 'rule')} could not be decided" if undecided else ""
    return f"{count(open_ones, 'open finding')}{of_rules} in {recordings}{rest}."


def _severities(report: Report) -> Html:
    counts = report["summary"]["by_severity"]
    chips = (
        tag("li", chip(severity, "severity"), tag("strong", number(counts[severity])))
        for severity in reversed(SEVERITIES)
        if counts.get(severity)
    )
    listing = together(chips)
    return tag("ul", listing, class_="severities", aria_label="Open findings by severity") if listing else Html("")


def _tiles(report: Report) -> Html:
    summary, states = report["summary"], report["summary"]["by_state"]
    read = sum(each["complete"] for each in report["evidence"])
    judged = sum(rule["state"] != "unused" for rule in report["rules"])
    earlier = report["compared_with"] is not None
    entries = (
        ("Recordings judged", number(summary["recordings"]), f"of {count(summary['jobs'], 'job')}"),
        ("Rules passed", number(summary["rules_passed"]), f"of {number(judged)} that judged"),
        ("New findings", number(states.get("new", 0)), "since the last report" if earlier else "no earlier report"),
        ("Fixed", number(states.get("fixed", 0)), "since the last report" if earlier else "no earlier report"),
        ("Suppressed", number(states.get("suppressed", 0)), "with a reason"),
        ("Lists complete", f"{number(read)} of {number(len(report['evidence']))}", "regions"),
    )
    return tag(
        "dl",
        together(
            tag("div", tag("dt", term), tag("dd", tag("strong", value), tag("span", more)))
            for term, value, more in entries
        ),
        class_="tiles",
    )


def _gate(report: Report) -> Html:
    """What becomes of the pipeline; it is another question than whether everything is as it should be."""
    gate = report["gate"]
    if gate["fail_on"] == "none":
        terms = ["no finding fails the run"]
    else:
        which = "new findings" if gate["fail_on_new_only"] else "findings"
        graver = "" if gate["fail_on"] == SEVERITIES[-1] else " or graver"
        terms = [f"{which} of severity {gate['fail_on']}{graver} fail the run"]
    terms.append(f"what cannot be decided {'fails' if gate['on_inconclusive'] == 'fail' else 'only warns'}")
    verdict = "passed" if gate["passed"] else "failed"
    return card(
        tag("h3", "Gate: ", chip(verdict, "outcome")),
        paragraph(f"As asked for: {'; '.join(terms)}."),
        items((data(reason) for reason in gate["reasons"]), "dashes") if gate["reasons"] else None,
        kind="gate",
    )


def _undecided(undecided: list[Inconclusive]) -> Html:
    rows = (
        (
            code(each["rule"]),
            together((data(each["region"]), tag("div", _how_many(each["recordings"]), class_="muted small"))),
            data(each["reason"]),
        )
        for each in undecided[:_SHOWN]
    )
    return card(
        tag("h3", "What could not be decided"),
        table("Rules that are neither passed nor failed", ("Rule", "Region", "Why"), rows),
        cut(_SHOWN, len(undecided)),
    )


def _how_many(recordings: int | None) -> str:
    return "all recordings" if recordings is None else count(recordings, "recording")
