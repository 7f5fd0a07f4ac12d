# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The timelines of the HTML report in a real Chromium: what was recorded, of a month or of a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ansible_collections.mediaops.alicloud.tests.browser.report_page import ReportPage, opened
from ansible_collections.mediaops.alicloud.tests.browser.story_coverage import channels
from ansible_collections.mediaops.alicloud.tests.unit.support.reports import (
    coverage,
    recorded,
    report,
    report_of_everything,
    whole,
)

END = 1_795_651_200  # 2026-11-26T00:00:00Z
MONTH = report(coverage=channels(120, END, break_every=100_000))


@pytest.fixture(scope="module")
def window(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReportPage]:
    with opened(browser, MONTH, tmp_path_factory.mktemp("month")) as page:
        yield page


def names(page: ReportPage) -> list[str]:
    return page.page.locator("#timeline-rows strong").all_text_contents()


def cell(page: ReportPage, row: int, slot: str) -> str:
    return page.page.locator("#timeline-rows > tr").nth(row).locator(f"[data-slot={slot}]").inner_text()


def test_what_lacks_most_comes_first_with_its_figures_and_its_gaps(open_report: Any) -> None:
    page = open_report(report(coverage=coverage(whole("fine"), recorded("broken"))))
    assert names(page) == ["broken", "fine"]
    figures = [cell(page, 0, slot) for slot in ("recorded", "missing", "unknown", "coverage")]
    assert figures == ["5 h", "1 h", "2 h not known", "62 %"]
    page.page.locator("#timeline-rows summary").first.click()
    assert page.page.locator("#timeline-rows li").all_inner_texts() == [
        "missing: 2026-11-25 09:00:00 to 2026-11-25 10:00:00 (1 h)",
        "unknown: 2026-11-25 12:00:00 to 2026-11-25 14:00:00 (2 h)",
        "pending: 2026-11-25 14:00:00 to 2026-11-25 15:00:00 (1 h)",
    ]
    assert page.seen == [page.address]


def test_each_timeline_has_a_title_and_a_description_and_stands_in_a_table(shown: ReportPage) -> None:
    lines = shown.page.locator("#timeline-rows svg[role=img]")
    assert lines.count() == 50
    for at in (0, 49):
        name = names(shown)[at]
        assert lines.nth(at).locator("> title").text_content() == f"Timeline of {name}"
        assert " recorded, " in (lines.nth(at).locator("> desc").text_content() or "")
    ids = shown.page.locator("#timeline-rows [id]").evaluate_all("all => all.map(each => each.id)")
    assert len(set(ids)) == len(ids) == 100
    assert shown.page.locator("#timeline caption").text_content()


def test_rows_of_the_script_are_those_of_the_page(shown: ReportPage) -> None:
    rows = shown.page.locator("#timeline-rows")

    def markup() -> str:
        return rows.inner_html().replace("\n", "").replace(' hidden=""', " hidden").replace('d=""', "d")

    of_the_page = markup()
    shown.zoom(3)
    assert markup() != of_the_page
    shown.zoom(0)
    assert markup() == of_the_page


def test_a_day_can_be_chosen(open_report: Any) -> None:
    days = {"start": "2026-11-24T12:00:00Z"}
    page = open_report(report(coverage=coverage(recorded("a"), whole("b"), **days)))
    choice = page.page.locator("select[name=day]")
    assert choice.locator("option").all_inner_texts() == ["All of the time", "2026-11-24", "2026-11-25"]
    choice.select_option("2026-11-25")
    told = page.page.locator("#timeline-shown")
    assert told.inner_text() == (
        "All 2 recordings, 2026-11-25 00:00:00 to 2026-11-26 00:00:00 UTC. What lacks most comes first."
    )
    assert (cell(page, 0, "recorded"), cell(page, 0, "missing"), cell(page, 0, "coverage")) == ("5 h", "1 h", "62 %")
    path = page.page.locator("#timeline-rows [data-kind=missing]").first.get_attribute("d")
    assert path == "M375 0h42v21h-42z"  # from nine to ten, of 24 hours
    choice.select_option("2026-11-24")
    assert cell(page, 0, "recorded") == "0 s"
    assert page.page.locator("#timeline-rows summary").first.inner_text() == "no gap"
    page.page.locator("select[name=which]").select_option("missing")
    assert told.inner_text() == "No recording is so from 2026-11-24 12:00:00 to 2026-11-25 00:00:00 UTC."
    choice.select_option("2026-11-25")
    assert names(page) == ["a"]


def test_on_a_day_what_lacks_most_on_that_day_comes_first(open_report: Any) -> None:
    def lacks(name: str, day: int, hours: int) -> Any:
        start, end = f"2026-11-{day}T00:00:00Z", f"2026-11-{day}T{hours:02}:00:00Z"
        return recorded(name, gaps=[{"start": start, "end": end, "seconds": hours * 3_600, "state": "missing"}])

    recordings = (lacks("worst-24", 24, 9), lacks("worst-25", 25, 5), lacks("some-24", 24, 2))
    page = open_report(report(coverage=coverage(*recordings, start="2026-11-24T00:00:00Z")))
    assert names(page) == ["worst-24", "worst-25", "some-24"]
    page.zoom(1)
    assert names(page) == ["worst-24", "some-24", "worst-25"]
    page.zoom(2)
    assert names(page) == ["worst-25", "worst-24", "some-24"]
    page.zoom(0)
    assert names(page) == ["worst-24", "worst-25", "some-24"]


def test_more_recordings_come_fifty_at_a_time(shown: ReportPage) -> None:
    more = shown.page.get_by_role("button", name="Show 50 more")
    for there_are in (100, 120):
        more.click()
        assert len(names(shown)) == there_are
    assert not more.is_visible()
    assert len(set(names(shown))) == 120
    assert shown.page.evaluate("document.activeElement.closest('tr').sectionRowIndex") == 100  # where it goes on
    assert shown.page.locator("#timeline-shown").inner_text().startswith("All 120 recordings, 2026-10-27 00:00:00 to ")


def test_without_javascript_the_first_fifty_are_there_and_it_says_so(open_report: Any) -> None:
    page = open_report(MONTH, java_script_enabled=False)
    assert len(names(page)) == 50
    assert page.page.locator("#timeline-without-script").is_visible()
    assert not page.page.locator("#timeline-controls").is_visible()
    assert not page.page.locator("#timeline-more").is_visible()
    assert page.page.locator("#timeline-rows [data-kind=recorded]").first.get_attribute("d")


def test_who_did_not_ask_is_told_so_and_what_is_not_known_is_said(open_report: Any) -> None:
    assert "so no file was read" in open_report(report()).page.locator("#timeline").inner_text()
    doubt = {"account": "a", "region": "cn-beijing", "reasons": ["No permission."]}
    page = open_report(report(coverage=coverage(doubts=[doubt], complete=False)))
    box = page.page.locator("#timeline .callout").inner_text()
    assert "cn-beijing is not known to be whole" in box
    assert "No permission." in box


@pytest.mark.parametrize("width", [1280, 760, 360])
def test_nothing_is_wider_than_the_window(open_report: Any, width: int) -> None:
    page = open_report(MONTH, viewport={"width": width, "height": 800}).page
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    line = page.locator("#timeline-rows svg").first.bounding_box()
    assert line is not None
    assert line["width"] > min(width / 3, 240)


def test_print_has_the_timelines_and_no_controls(shown: ReportPage) -> None:
    shown.page.emulate_media(media="print")
    try:
        assert shown.page.locator("#timeline-rows svg").first.is_visible()
        assert not shown.page.locator("#timeline-controls").is_visible()
        assert not shown.page.locator("#timeline-more").is_visible()
    finally:
        shown.page.emulate_media(media="screen")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_axe_finds_nothing_in_what_the_script_has_drawn(open_report: Any, width: int, scheme: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_report(report_of_everything(), viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.zoom(1)
    page.page.evaluate("document.querySelectorAll('#timeline details').forEach(each => { each.open = true; })")
    found = Axe().run(page.page)
    assert found.violations_count == 0, found.generate_report()


def test_five_hundred_recordings_of_a_month_are_quick(open_report: Any) -> None:
    """A promise to users; see test_large_reports_are_quick for how it is measured."""
    page = open_report(report(coverage=channels(500, END, break_every=20_000)))
    loads = [page.load()]
    if min(loads[0]) > 1.0:
        loads.append(page.load())
    assert min(map(min, loads)) <= 1.0, loads
    assert len(names(page)) == 50
    zooms = [page.zoom(day) for day in (3, 17, 0)]
    if max(map(min, zooms)) > 0.2:
        zooms = [page.zoom(day) for day in (4, 18, 0)]
    assert max(map(min, zooms)) <= 0.2, zooms
    assert page.seen == [page.address] * len(page.seen)
