# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of figures and its pictures."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.chart import Chart
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.goals import at_least, at_most, table
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.section import Section
from ansible_collections.mediaops.alicloud.tests.benchmarks.reporting import page
from ansible_collections.mediaops.alicloud.tests.benchmarks.reporting.figures import update
from ansible_collections.mediaops.alicloud.tests.benchmarks.reporting.svg import draw

LINES = {"ours & <co>": [(10, 0.5), (100.0, 2.0)], "theirs": [(10, 0.51), (100, 20)]}
CHART = Chart("speed", "A < B", "jobs", "seconds", LINES)
SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]


def test_a_picture_names_its_lines_and_axes() -> None:
    assert {"A < B", "jobs", "seconds", "ours & <co>", "theirs", "10", "100", "1"} <= set(texts(draw(CHART)))


def test_greater_numbers_stand_higher_and_further_right() -> None:
    circles = [
        (float(circle.attrib["cx"]), float(circle.attrib["cy"]))
        for circle in ET.fromstring(draw(CHART)).iter(f"{SVG}circle")
    ]
    (left, low), (right, high), _third, (_right, top) = circles
    assert left < right
    assert top < high < low


def test_names_that_would_be_on_one_another_are_apart() -> None:
    lines = {name: [(1.0, 1.0), (2.0, 2.0)] for name in ("a", "b", "c")}
    places = [
        float(element.attrib["y"])
        for element in ET.fromstring(draw(Chart("x", "t", "x", "y", lines))).iter(f"{SVG}text")
        if element.text in lines
    ]
    first, second, third = places
    assert second - first >= 13
    assert third - second >= 13


@pytest.mark.parametrize("number", [0.003, 1, 999_999])
def test_a_picture_of_a_single_number(number) -> None:
    assert "only" in texts(draw(Chart("x", "t", "x", "y", {"only": [(number, number)]})))


def test_the_page_has_the_newest_figures_of_each_subject(tmp_path: Path) -> None:
    file = tmp_path / "performance" / "figures.json"
    old = Section("first", "First", {}, [at_most(2, "times | more", 3.0)], charts=[CHART])
    update(file, [old, Section("second", "Second", {}, [at_least(7, "times faster", 8.5)])], "before", {"cpus": "2"})
    figures = update(file, [Section("first", "First", {}, [at_most(2, "times", 1.0)])], "now", {"cpus": "4"})
    assert json.loads(file.read_text(encoding="utf-8")) == figures
    page.write(tmp_path, figures)
    text = (tmp_path / "performance.md").read_text(encoding="utf-8")
    assert "| first | times | <= 2 | 1.00 | yes |" in text
    assert "| second | times faster | >= 7 | 8.50 | yes |" in text
    assert "| second | before | cpus 2 |" in text
    page.write(tmp_path, update(file, [old], "later", {}))
    text = (tmp_path / "performance.md").read_text(encoding="utf-8")
    assert "![A < B](performance/speed.svg)" in text
    assert "| first | times \\| more | <= 2 | 3.00 | **no** |" in text
    assert (tmp_path / "performance" / "speed.svg").read_text(encoding="utf-8") == draw(CHART)


def test_the_table_of_goals_names_those_that_are_missed() -> None:
    lines = table({"all": [at_most(2, "times", 3.0, " s")], "none": []}).splitlines()
    assert lines[1].split() == ["all", "times", "<=", "2", "s", "3.00", "s", "NO"]
