# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Markdown: what is first, and what is left out."""

from __future__ import annotations

import re

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports import FORMATS
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports.markdown import MOST_BYTES
from ansible_collections.mediaops.alicloud.tests.unit.support.reports import (
    coverage,
    evidence,
    finding,
    large_report,
    recorded,
    report,
    report_of_everything,
    rule,
    whole,
)

render = FORMATS["markdown"]


def test_verdict_completeness_and_what_changed_come_first() -> None:
    text = render(report_of_everything())
    places = [
        text.index(part)
        for part in (
            "# Live recordings: not compliant",
            "**3 new**",
            "**2 fixed**",
            "The gate is **not passed**",
            "## Completeness",
            "**Not everything is known to be read.**",
            "## Fixed",
            "## Rules",
            "## Findings",
            "## Drift",
            "## Recorded",
            "## Suppressions",
        )
    ]
    assert places == sorted(places)


@pytest.mark.parametrize(("compliant", "said"), [(True, ": compliant"), (False, "not compliant"), (None, "not known")])
def test_the_verdict_is_one_of_three(compliant, said: str) -> None:
    assert said in render({**report(), "compliant": compliant}).splitlines()[0]


def test_the_gravest_come_first_and_new_ones_before_others() -> None:
    lines = render(report_of_everything()).split("## Findings")[1].split("## ")[0].splitlines()
    rows = [line.split(" | ") for line in lines if line.startswith("| ") and "<code>" in line]
    assert [row[0].strip("| ") for row in rows] == ["critical", "high", "high", "medium", "low", "info"]
    assert [row[-1].strip(" |") for row in rows[1:3]] == ["**new**", "unchanged"]


@pytest.mark.parametrize("number", [400, 20_000])
def test_it_stays_within_its_size_and_says_what_is_left_out(number: int) -> None:
    large = large_report(number)
    text = render(large)
    assert len(text.encode()) <= MOST_BYTES
    shown = sum(line.startswith(("| critical", "| high", "| medium", "| low", "| info")) for line in text.splitlines())
    shown -= 5  # the table of rules
    counted = sum(large["summary"]["by_severity"].values())
    (left,) = re.findall(r"^(\d+) findings are left out here\. All are in the JSON report", text, re.MULTILINE)
    assert int(left) + shown == counted


def test_it_stays_within_its_size_when_everything_is_long() -> None:
    """All parts at once have rows without end, of the characters that take most room."""
    text = "@" * 300
    place = {"account": text, "region": text}
    wide = report(
        evidence=[evidence(text, f"{text}{number}", doubts=[text], complete=False) for number in range(200)],
        rules=[rule(f"{number}{text}", title=text) for number in range(200)],
        findings=[finding(number, f"{number}{text}", message=text, region=text) for number in range(200)],
        fixed=[finding(number, text, message=text) for number in range(200)],
        inconclusive=[
            {"rule": f"{number}{text}", "account": text, "region": text, "reason": text, "recordings": None}
            for number in range(200)
        ],
        suppressions=[
            {"rule": text, "name": text, "where": text, "reason": text, "owner": text, "expires": text, "used": 0,
             "state": "unused", "location": None}
            for _number in range(200)
        ],
        coverage=coverage(
            *(recorded(text, region=text) for _number in range(200)),
            doubts=[{"account": text, "region": text, "reasons": [text]}],
        ),
        drift={
            "declared": 200, "unexpected": [], "different": [], "duplicated": [], "coverage": 0.5, "plan": [],
            "missing": [{**place, "recording": finding(1)["recording"], "reason": text, "location": None}] * 200,
        },
    )  # fmt: skip
    rendered = render(wide)
    assert len(rendered.encode()) <= MOST_BYTES
    for part in (
        "regions",
        "cases",
        "fixed findings",
        "rules",
        "findings",
        "differences",
        "suppressions",
        "recordings",
    ):
        assert f" {part} are left out here." in rendered


def test_what_could_not_be_decided_again_is_said() -> None:
    assert "**1 earlier finding could not be decided again.**" in render(report_of_everything())


def test_recordings_with_gaps_are_listed_and_others_counted() -> None:
    text = render(report(coverage=coverage(whole("fine"), recorded("broken"))))
    assert "2 recordings, from 2026-11-25T00:00:00Z to 2026-11-26T00:00:00Z." in text
    (row,) = [line for line in text.splitlines() if "broken" in line]
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells[2:] == ["1", "1 h", "1 h from 2026-11-25T09:00:00Z", "2 h", "62 %"]
    assert "fine" not in text
    assert "## Recorded" not in render(report())
    many = render(report(coverage=coverage(*(recorded("x" * 300) for _each in range(500)))))
    assert len(many.encode()) < 12_000
    assert "recordings are left out here" in many
