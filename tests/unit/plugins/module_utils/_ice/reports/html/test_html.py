# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The HTML report as a text; tests/integration/test_html_report.py looks at it in a browser."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports.html import render
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports.html.chart_of_days import chart_of_days
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports.html.escaping import island, visible
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports.html.markup import Html, tag
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports.html.timeline_path import path_of
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports.html.wording import listed, percent
from ansible_collections.mediaops.alicloud.tests.unit.support.reports import (
    HOSTILE,
    coverage,
    finding,
    hostile_report,
    large_report,
    recorded,
    report,
    report_of_everything,
    reports,
    rule,
    texts,
    whole,
)

ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "background", "xlink:href", "srcset", "ping")


class Page(HTMLParser):
    """What a page consists of: elements in their order, attributes, and the texts of scripts, styles and cells."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[dict[str, str | None], str]] = []
        self.slots: list[tuple[str, str]] = []
        self.ended = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.ended = len(self.elements)

    def handle_data(self, data: str) -> None:
        if self.ended == len(self.elements):  # what stands between elements
            return
        name, attributes = self.elements[-1]
        if name in ("script", "style"):
            self.raw.append(({"element": name, **attributes}, data))
        elif slot := attributes.get("data-slot"):
            self.slots.append((slot, data))

    def texts(self, slot: str) -> list[str]:
        return [text for name, text in self.slots if name == slot]

    def data(self) -> Any:
        return next((json.loads(text) for about, text in self.raw if about.get("id") == "findings-data"), None)


def digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_equal_reports_give_equal_pages_whatever_the_order_of_sets() -> None:
    program = """
import hashlib
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports.html import render
from ansible_collections.mediaops.alicloud.tests.unit.support.reports import report_of_everything
print(hashlib.sha256(render(report_of_everything()).encode()).hexdigest())
"""
    pages = {
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(pages) == 1


def test_only_the_page_s_own_style_and_script_apply() -> None:
    page = Page(render(report_of_everything()))
    policy = next(about["content"] for name, about in page.elements if about.get("http-equiv"))
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    hashes = re.findall(r"(script|style)-src 'sha256-([^']+)'", policy)
    run = {about["element"]: text for about, text in page.raw if about.get("type") != "application/json"}
    assert dict(hashes) == {name: digest(text) for name, text in run.items()}
    assert len(run) == 2


@settings(max_examples=60, deadline=None)
@given(reports())
def test_any_report_is_a_page_of_known_elements_that_leads_nowhere(drawn: Any) -> None:
    html = render(drawn)
    html.encode()
    page = Page(html)
    counts = Counter(name for name, _about in page.elements)
    has_timeline = bool(drawn["coverage"] and drawn["coverage"]["recordings"])
    assert counts["script"] == 1 + bool(drawn["findings"]) + has_timeline
    assert counts["section"] == 10
    assert set(counts) <= KNOWN
    for _name, about in page.elements:
        assert not [name for name in about if name.startswith("on") or name == "style"]
        for name in ADDRESSES:
            address = about.get(name, "#")
            assert address is not None
            assert address.startswith(("#", "data:image/svg+xml,<svg"))
    if drawn["findings"]:
        data = page.data()
        assert data["count"] == len(drawn["findings"])
        assert Counter(data["columns"]["message"]) == Counter(visible(each["message"]) for each in drawn["findings"])


KNOWN = {name for name, _about in Page(render(report_of_everything())).elements} | {"rect", "pre", "template", "p"}


def test_of_many_recordings_the_worst_stand_in_the_page_and_all_in_its_data() -> None:
    html = render(report(coverage=coverage(*(whole(f"fine-{number}") for number in range(70)), recorded("worst"))))
    page = Page(html)
    assert page.texts("name")[:2] == ["worst", "fine-0"]
    assert len(page.texts("name")) == 50
    assert "50 of 71 recordings" in html
    data = next(json.loads(text) for about, text in page.raw if about.get("id") == "timeline-data")
    assert len(data["rows"]) == 71
    assert data["window"] == [1_795_564_800, 1_795_651_200]
    # From six to nine, and from ten to twelve: seconds since the end of the one before, and their length
    assert data["rows"][0][5] == [21_600, 10_800, 3_600, 7_200]


@pytest.mark.parametrize(
    ("kind", "spans", "path"),
    [
        ("recorded", [(0, 500), (500, 1000)], "M0 5h1000v13h-1000z"),
        ("recorded", [(-9, 100), (900, 2000)], "M0 5h100v13h-100zM900 5h100v13h-100z"),
        ("recorded", [(2000, 3000), (-9, 0)], ""),
        ("missing", [(100, 100)], "M100 0h3v21h-3z"),  # too short to be seen otherwise
        ("missing", [(999, 1000)], "M997 0h3v21h-3z"),
    ],
)
def test_the_path_of_spans(kind: str, spans: list[tuple[int, int]], path: str) -> None:
    assert path_of(kind, spans, (0, 1000)) == path


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_change_nothing_but_texts(text: str) -> None:
    page, harmless = (Page(render(hostile_report(each))) for each in (text, "harmless"))
    if text.strip():
        assert [name for name, _about in page.elements] == [name for name, _about in harmless.elements]
        assert [[*about] for _name, about in page.elements] == [[*about] for _name, about in harmless.elements]
    assert "</script>" not in island({"text": visible(text)})
    assert page.data()["columns"]["title"]["values"] == [visible(text)]


@given(texts)
def test_what_is_visible_has_nothing_hidden_and_stays_so(text: str) -> None:
    shown = visible(text)
    shown.encode()
    assert visible(shown) == shown
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\u200b\ufeff]", shown)
    if text.isascii() and text.isprintable():
        assert shown == text


def test_hidden_characters_are_named_and_joiners_stay() -> None:
    assert visible("invoice\u202efdp.exe\x00") == "invoice[U+202E]fdp.exe[U+0000]"
    joined = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \U0001f469\u200d\U0001f4bb\n\t"
    assert visible(joined) == joined


@given(st.recursive(texts, lambda inner: st.lists(inner) | st.dictionaries(texts, inner), max_leaves=5))
def test_the_island_is_json_that_ends_no_element(value: Any) -> None:
    text = island(value)
    assert not set("<>&") & set(text)
    assert json.loads(text) == value


def test_data_is_escaped_and_markup_is_not() -> None:
    assert tag("p", "<b>", Html("<i>"), None, class_='"', hidden=True, id=None) == (
        '<p class="&quot;" hidden>&lt;b&gt;<i></p>'
    )
    assert tag("input", name="q") == '<input name="q">'


def test_open_grave_and_new_findings_come_first() -> None:
    rules = [rule("a", "low"), rule("b", "critical")]
    found = [
        finding(1, "b", "critical", suppressed=True),
        finding(2, "a", "low", state="new"),
        finding(3, "b", "critical", state="unchanged"),
        finding(4, "b", "critical", state="new"),
    ]
    page = Page(render(report(rules=rules, findings=found, compared_with="2026-11-25T03:00:00Z")))
    assert page.texts("name") == ["studio-4", "studio-3", "studio-2", "studio-1"]


def test_a_hundred_rows_stand_in_the_page_and_all_in_its_data() -> None:
    html = render(large_report(250))
    assert html.count('<tr role="row"><td role="cell" data-label="Severity">') == 101  # and the script's own row
    assert Page(html).data()["count"] == 250
    assert "100 of 250 findings." in html


def test_data_repeats_no_value_that_findings_share() -> None:
    few, many = (len(render(large_report(number))) for number in (1_000, 2_000))
    assert (many - few) / 1_000 < 330  # bytes of a finding


@pytest.mark.parametrize(
    ("days", "unit", "columns"),
    [
        (["2026-11-01", "2026-11-30"], "day", 30),
        (["2026-01-01", "2026-11-30"], "week", 49),
        (["2020-01-31", "2024-01-30"], "month", 49),
        (["1970-01-01", "9999-12-31"], "year", 8030),
    ],
)
def test_days_become_weeks_months_or_years_and_leave_no_gap(days: list[str], unit: str, columns: int) -> None:
    chart = chart_of_days([{"day": day, "jobs_by_state": {"paused": 3}} for day in days], ["paused"])
    assert f"6 jobs in {columns:,} {unit}s, from " in chart
    assert "paused" in chart


def test_days_that_nobody_knows_are_no_chart() -> None:
    assert "not known" in chart_of_days([], ["paused"])
    assert "no-day" in chart_of_days([{"day": "no-day", "jobs_by_state": {"paused": 1}}], ["paused"])


def test_shares_are_not_rounded_to_all_or_nothing() -> None:
    shares = [percent(share) for share in (0, 0.0001, 0.5, 0.9999, 1)]
    assert shares == ["0 %", "under 1 %", "50 %", "over 99 %", "100 %"]
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]


def test_lists_that_are_cut_say_so() -> None:
    many = report_of_everything()
    many["fixed"] = [finding(number) for number in range(1_000)]
    many["suppressions"] = many["suppressions"] * 100
    assert many["drift"] is not None
    many["drift"]["missing"] = many["drift"]["missing"] * 150
    html = render(many)
    for cut in ("20 of 1,000 are listed", "200 of 300 are listed", "100 of 150 are listed"):
        assert cut in html
