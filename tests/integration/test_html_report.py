# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The HTML report in a real Chromium: what its readers do with it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports.html.escaping import visible
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports.report import Finding, Report
from ansible_collections.mediaops.alicloud.tests.browser.report_page import ReportPage, opened
from ansible_collections.mediaops.alicloud.tests.browser.story import story
from ansible_collections.mediaops.alicloud.tests.unit.support.reports import (
    HOSTILE,
    large_report,
    report,
    report_of_everything,
)

REPORT: Report = story()
FINDINGS: list[Finding] = REPORT["findings"]


@pytest.fixture(scope="module")
def window(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReportPage]:
    with opened(browser, REPORT, tmp_path_factory.mktemp("report")) as page:
        yield page


def state(page: ReportPage) -> dict[str, list[str]]:
    return parse_qs(page.page.evaluate("location.hash").partition("?")[2])


def there_are(page: ReportPage, matching: int) -> bool:
    """Whether the page says that so many findings match, and shows the first hundred of them."""
    return page.rows() == min(matching, 100) and re.search(rf"(^|of ){matching:,} finding", page.says()) is not None


def test_the_verdict_comes_first_and_everything_else_in_its_order(shown: ReportPage) -> None:
    assert shown.page.locator("h1").all_inner_texts() == ["Audit of live recordings"]
    assert shown.page.locator("section").evaluate_all("all => all.map(each => each.id)") == [
        "verdict", "evidence", "changes", "severities", "jobs", "timeline", "drift", "findings", "suppressions",
        "method",
    ]  # fmt: skip
    verdict = shown.page.locator("#verdict").inner_text()
    assert verdict.index("Not compliant") < verdict.index("Gate: failed") < verdict.index("template-changed")
    words = shown.page.locator(".words").bounding_box()
    assert words is not None
    assert words["y"] + words["height"] < 250


@pytest.mark.parametrize(("complete", "words"), [(True, "Compliant"), (False, "Cannot be known")])
def test_the_other_verdicts(open_report: Any, complete: bool, words: str) -> None:
    of_region = {**report()["evidence"][0], "complete": complete, "doubts": [] if complete else ["The list moved."]}
    page = open_report(report(evidence=[of_region]))
    assert page.page.locator(".words").inner_text() == words
    assert page.page.title().startswith(f"{words}: ")
    assert ("The list moved." in page.page.locator("#evidence .callout").all_inner_texts().__str__()) is not complete


def test_completeness_is_shown_as_evidence(shown: ReportPage) -> None:
    shown.page.locator("#evidence summary").click()
    evidence = shown.page.locator("#evidence").inner_text()
    for each in REPORT["evidence"]:
        for fact in (each["region"], each["account"], each["endpoint"], *each["request_ids"]):
            assert fact in evidence
    assert "ice:ListLiveRecordJobs" in evidence
    assert "Forbidden.RAM" in evidence


def test_without_javascript_the_first_hundred_are_there_and_it_says_so(open_report: Any) -> None:
    page = open_report(REPORT, java_script_enabled=False).page
    assert page.locator("#findings-rows > tr").count() == 100
    note = page.locator("#findings-without-script")
    assert note.is_visible()
    assert f"{len(FINDINGS) - 100}" in note.inner_text()
    for control in ("form", "button", "th button"):
        assert not page.locator(control).first.is_visible()
    assert page.locator("#findings-rows [data-slot=severity]").first.inner_text() == "critical"


def test_rows_of_the_script_are_those_of_the_page(shown: ReportPage) -> None:
    rows = shown.page.locator("#findings-rows")

    def unfolded() -> str:
        return (
            rows.evaluate("""async rows => {
            while (document.querySelector("[aria-busy=true]")) await new Promise(resolve => setTimeout(resolve, 20));
            rows.querySelectorAll("details").forEach(each => { each.open = true; });
            await new Promise(resolve => setTimeout(resolve, 200));
            return rows.innerHTML;
        }""")
            .replace("\n", "")
            .replace(' hidden=""', " hidden")
        )

    of_the_page = unfolded()
    shown.search("nothing of this kind")
    assert shown.rows() == 0
    assert shown.says() == "No finding matches."
    shown.page.get_by_role("button", name="Reset filters").click()
    assert unfolded() == of_the_page


@pytest.mark.parametrize(
    ("name", "option", "matches"),
    [
        ("rule", "no-notify-url", lambda each: each["rule"] == "no-notify-url"),
        ("region", "cn-beijing", lambda each: each["region"] == "cn-beijing"),
        ("state", "new", lambda each: each["state"] == "new"),
        ("suppressed", "yes", lambda each: each["suppressed"]),
        ("suppressed", "no", lambda each: not each["suppressed"]),
    ],
)
def test_filters(shown: ReportPage, name: str, option: str, matches: Any) -> None:
    shown.choose(name, option)
    assert there_are(shown, sum(map(matches, FINDINGS)))


def test_severities_are_chosen_together(shown: ReportPage) -> None:
    for severity in ("critical", "high"):
        shown.page.get_by_role("checkbox", name=severity).check()
    assert there_are(shown, sum(each["severity"] in ("critical", "high") for each in FINDINGS))
    assert set(shown.texts("severity")) == {"critical", "high"}


def test_a_search_takes_words_not_patterns(shown: ReportPage) -> None:
    shown.search("NIGHT-talk paused")
    words = [each for each in FINDINGS if "night-talk" in each["recording"]["name"] and "paused" in str(each.values())]
    assert there_are(shown, len(words))
    assert len(words) > 1
    for pattern in (".*", "[a-z", "(?", "\\", "night.talk", "^night", "a|b", "$&"):
        shown.search(pattern)
        assert shown.says() == "No finding matches.", pattern
    shown.search("********")
    assert there_are(shown, sum("********" in each["message"] for each in FINDINGS))


def test_columns_are_sorted_by_keyboard_and_say_how(shown: ReportPage) -> None:
    heads = shown.page.locator("thead th[data-sort]")
    assert heads.evaluate_all("all => all.map(each => each.ariaSort)") == ["descending", None, None, None, None, None]
    shown.page.get_by_role("button", name="Recording").focus()
    shown.page.keyboard.press("Enter")
    assert heads.evaluate_all("all => all.map(each => each.ariaSort)") == [None, None, "ascending", None, None, None]
    names = shown.texts("name")
    assert names[:40] == sorted(names[:40], key=str.lower)
    shown.page.keyboard.press("Enter")
    assert heads.evaluate_all("all => all.map(each => each.ariaSort)") == [None, None, "descending", None, None, None]
    assert shown.texts("suppressed")[0] == ""  # open ones stay first
    shown.page.get_by_role("button", name="Severity", exact=True).click()
    order = ["critical", "high", "medium", "low", "info"]
    assert shown.texts("severity")[:90] == sorted(shown.texts("severity")[:90], key=order.index)


def test_the_focus_can_be_seen(shown: ReportPage) -> None:
    shown.page.get_by_role("searchbox").focus()
    seen = set()
    for _step in range(14):
        shown.page.keyboard.press("Tab")
        outline, what = shown.page.evaluate(
            "() => [getComputedStyle(document.activeElement).outline, document.activeElement.outerHTML.slice(0, 40)]"
        )
        assert "solid 2px" in outline, what
        seen.add(what)
    assert len(seen) > 8


def test_more_findings_come_a_hundred_at_a_time(open_report: Any) -> None:
    page = open_report(large_report(250))
    more = page.page.get_by_role("button", name="Show 100 more")
    assert page.says() == "100 of 250 findings."
    assert page.rows() == 100
    more.click()
    assert page.says() == "200 of 250 findings."
    assert page.rows() == 200
    more.click()
    assert page.says() == "All 250 findings."
    assert page.rows() == 250
    assert not more.is_visible()
    assert page.page.evaluate("document.activeElement.closest('tr').sectionRowIndex") == 200  # where it goes on
    fingerprints = page.page.evaluate("""async () => {
        document.querySelectorAll("#findings-rows details").forEach(each => { each.open = true; });
        await new Promise(resolve => setTimeout(resolve, 300));
        return Array.from(document.querySelectorAll("[data-slot=fingerprint]"), each => each.textContent);
    }""")
    assert len(set(fingerprints)) == 250


def test_the_address_keeps_the_state(shown: ReportPage) -> None:
    shown.page.get_by_role("checkbox", name="medium").check()
    shown.choose("region", "cn-shanghai")
    shown.page.get_by_role("button", name="Recording").click()
    wanted = {"severity": ["medium"], "region": ["cn-shanghai"], "sort": ["name"], "order": ["asc"]}
    assert state(shown) == wanted
    names, says = shown.texts("name"), shown.says()
    shown.open(shown.page.evaluate("location.hash"))
    assert shown.texts("name") == names
    assert shown.says() == says
    assert shown.page.get_by_role("checkbox", name="medium").is_checked()
    assert shown.page.evaluate("document.querySelector('#findings').getBoundingClientRect().top") < 450


def test_back_goes_one_choice_back(shown: ReportPage) -> None:
    shown.search("night")
    shown.search("night-talk")
    shown.page.wait_for_url(re.compile("q=night-talk"))
    shown.choose("state", "new")
    assert state(shown) == {"q": ["night-talk"], "state": ["new"]}
    shown.page.go_back()
    assert state(shown) == {"q": ["night-talk"]}
    assert shown.page.locator("select[name=state]").input_value() == ""
    shown.page.go_back()  # what is typed in one go is one choice
    assert state(shown) == {}
    assert there_are(shown, len(FINDINGS))
    assert shown.page.get_by_role("searchbox").input_value() == ""
    shown.page.go_forward()
    assert shown.page.get_by_role("searchbox").input_value() == "night-talk"


def test_counts_of_rules_lead_to_their_findings_and_sections_keep_the_choice(shown: ReportPage) -> None:
    shown.page.locator("#severities a").first.click()
    assert state(shown) == {"rule": ["secret-in-stream-url"]}
    assert there_are(shown, sum(each["rule"] == "secret-in-stream-url" for each in FINDINGS))
    shown.page.get_by_role("navigation").get_by_role("link", name="Drift").click()
    assert state(shown) == {"rule": ["secret-in-stream-url"]}
    assert abs(shown.page.evaluate("document.querySelector('#drift').getBoundingClientRect().top")) < 60


def test_the_csv_holds_what_matches_and_no_formula(open_report: Any) -> None:
    formulas = ("=1+1", "+1", "-2+3", "@SUM(1)", "\t=1", " =1", 'a "quoted", line\nof two', "\uff1d1")
    findings = [
        {**FINDINGS[at % 5], "message": text, "job_id": f"job-{at}", "fingerprint": f"{at:064}"}
        for at, text in enumerate((*formulas, *HOSTILE) * 5)
    ]
    page = open_report(report(rules=REPORT["rules"], findings=findings))
    page.search("job-1")
    with page.page.expect_download() as download:
        page.page.get_by_role("button", name="Save as CSV").click()
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert download.value.suggested_filename == "findings.csv"
    assert len(rows) == sum("job-1" in each["job_id"] for each in findings) > 40
    assert not [cell for row in rows for cell in row.values() if re.match(r"\s*[=+\-@\uff1d]", cell)]
    assert {row["message"].lstrip("'") for row in rows} == {visible(text).lstrip("'") for text in (*formulas, *HOSTILE)}
    assert page.seen == [page.address]


def test_print_has_what_matters_and_says_how_many_findings_it_has(shown: ReportPage) -> None:
    shown.choose("suppressed", "no")
    shown.page.emulate_media(media="print")
    shown.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    try:
        for control in ("form", "nav", ".skip", "#findings-csv"):
            assert not shown.page.locator(control).first.is_visible(), control
        for part in (".words", ".tiles", "#evidence table", "#jobs table", "#drift table", "#findings-rows",
                     "#suppressions table", "#method dd >> nth=-1"):  # fmt: skip
            assert shown.page.locator(part).first.is_visible(), part
        assert shown.page.locator("#findings-printed").is_visible()
        there_are_open = sum(not each["suppressed"] for each in FINDINGS)
        assert (
            f"Printed: 100 of {there_are_open} findings that match, of {len(FINDINGS)} in all."
            in shown.page.inner_text("main")
        )
        shown.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        assert not shown.page.locator("#jobs table").first.evaluate("each => each.closest('details').open")
        assert len(shown.page.pdf()) > 50_000
    finally:
        shown.page.emulate_media(media="screen")


def test_each_chart_has_a_title_a_description_and_its_table(shown: ReportPage) -> None:
    charts = shown.page.locator("#jobs svg[role=img]")
    assert charts.count() == 2
    for at in range(2):
        chart = charts.nth(at)
        for part in ("title", "desc"):
            assert chart.locator(f"> {part}").text_content()
        table = chart.locator("xpath=ancestor::div[contains(@class, 'card')]//details//table")
        assert table.locator("caption").text_content()
    jobs = sum(sum(day["jobs_by_state"].values()) for day in REPORT["jobs_by_day"])
    assert f"{jobs:,} jobs" in (charts.nth(1).locator("> desc").text_content() or "")


@pytest.mark.parametrize("width", [1280, 760, 360])
def test_nothing_is_wider_than_the_window(open_report: Any, width: int) -> None:
    page = open_report(REPORT, viewport={"width": width, "height": 800}).page
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_report_of_everything_and_one_of_nothing_are_shown(open_report: Any) -> None:
    for wanted in (report_of_everything(), report(evidence=[], rules=[], jobs_by_day=[])):
        page = open_report(wanted)
        assert page.page.locator("section").count() == 10
        assert page.seen == [page.address]
