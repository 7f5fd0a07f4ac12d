# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide about scale has the tables that follow from the figures, and the figures are what they are said to be."""

from __future__ import annotations

import json

import pytest

from ansible_collections.mediaops.alicloud.tests.scale.figures import FILE, Figures, Line, read_figures, requests_for
from ansible_collections.mediaops.alicloud.tests.scale.page import GUIDE, with_tables
from ansible_collections.mediaops.alicloud.tests.scale.plan import Plan, plans

FIGURES = Figures(Line(2, 0.001), Line(100, 0.01), Line(50, 0.001), "", {})


def test_the_page_is_what_the_script_writes():
    text = GUIDE.read_text(encoding="utf-8")
    assert text == with_tables(text), "run: make plan"
    assert text.count("10,000,000") >= 6


def test_requests_are_those_that_were_measured():
    lists = json.loads(FILE.read_text(encoding="utf-8"))["lists"]
    assert [each["requests"] for each in lists] == [requests_for(each["jobs"]) for each in lists]


def test_lines_go_through_what_was_measured():
    figures = read_figures()
    for each in json.loads(FILE.read_text(encoding="utf-8"))["lists"][-2:]:
        assert figures.kept_mb.at(each["jobs"]) == pytest.approx(each["kept_mb"])
        assert figures.cpu_s.at(each["jobs"]) == pytest.approx(each["filtered_cpu_s"])


def test_a_plan_by_hand():
    plan = Plan(100_000, 20, FIGURES)
    assert (plan.jobs_of_account, plan.requests_of_account, plan.requests) == (5_000, 52, 1_040)
    assert plan.seconds_of_account(limit=10) == 7  # of work; the limit allows 5.2
    assert plan.minutes(limit=10) == pytest.approx(20 * 7 / 2 / 60)  # two processors have more to do than to wait
    assert plan.minutes(limit=10, machines=10) == pytest.approx(7 / 60)  # two accounts, two processors
    assert plan.filtered_mb == 20 * (50 + 5)
    assert plan.kept_mb == 20 * 100 + 1_000


def test_one_account_is_not_quicker_on_more_machines():
    alone = Plan(10_000_000, 1, FIGURES)
    assert alone.minutes(10, machines=10) == alone.minutes(10)
    assert alone.minutes(1) == pytest.approx(100_002 / 60)


def test_more_machines_and_a_higher_limit_are_never_slower():
    for plan in plans(read_figures()):
        assert plan.minutes(10, machines=10) <= plan.minutes(10)
        assert plan.minutes(50) <= plan.minutes(10)
