# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts that would like to be more than texts, in all formats: what is written stays valid, and they stay texts."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET

import cmarkgfm
import pytest
from hypothesis import given
from prometheus_client.openmetrics.parser import text_string_to_metric_families as read_openmetrics
from prometheus_client.parser import text_string_to_metric_families as read_prometheus

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports import FORMATS
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports.markdown import MOST_BYTES
from ansible_collections.mediaops.alicloud.tests.unit.support.reports import (
    HOSTILE,
    few_examples,
    finding,
    hostile_report,
    report,
    reports,
)

TEXT_FORMATS = [name for name in FORMATS if name != "html"]  # which has tests of its own
UNSAFE_HTML = 1 << 17  # cmark passes elements on, as GitHub does before it cleans them
TAGS = {"h1", "h2", "p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "strong", "code", "wbr"}
ENORMOUS = ("x" * 1_000_000, "@" * 1_000_000, "\u202e" * 100_000, "\U0001f3a5" * 100_000)
# What moves the cursor of a terminal, turns the direction of a text, or is no character
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)


def check_html(markdown: str) -> None:
    assert len(markdown.encode()) <= MOST_BYTES
    html = cmarkgfm.github_flavored_markdown_to_html(markdown, UNSAFE_HTML)
    assert {tag.lower() for tag in re.findall(r"</?([A-Za-z][\w-]*)", html)} <= TAGS
    assert re.findall(r"<[^>]*(?:href|src|style|on\w+)\s*=", html, re.IGNORECASE) == []
    assert html.count("<h1>") == 1
    cells = [row.count("<td>") + row.count("<td ") for row in html.split("<tr>")]
    assert set(cells) <= {0, 3, 4, 6, 7}  # no text makes cells of its own


def check(name: str, text: str) -> None:
    """That it is what it shall be, and has nothing that cannot be seen."""
    text.encode()  # no halves of characters
    assert UNSEEN.search(text) is None
    if name in ("json", "sarif", "ocsf"):
        json.loads(text)
    elif name == "junit":
        ET.fromstring(text.encode())
    elif name == "openmetrics":
        assert len(list(read_prometheus(text))) == len(list(read_openmetrics(text))) > 5
        assert text.count("\n# EOF\n") == 1
    elif name == "markdown":
        check_html(text)


@pytest.mark.parametrize("name", TEXT_FORMATS)
@pytest.mark.parametrize("text", [*HOSTILE, "".join(HOSTILE)], ids=ascii)
def test_a_hostile_text_stays_a_text(name: str, text: str) -> None:
    check(name, FORMATS[name](hostile_report(text)))


@pytest.mark.parametrize("name", [name for name in TEXT_FORMATS if name != "json"])
@pytest.mark.parametrize("text", ENORMOUS, ids=lambda text: ascii(text[:1]))
def test_an_enormous_text_is_cut(name: str, text: str) -> None:
    rendered = FORMATS[name](hostile_report(text))
    assert len(rendered) < 2_000_000
    check(name, rendered)


def test_in_json_an_enormous_text_is_whole() -> None:
    enormous = report(findings=[finding(1, message="\u202e" * 1_000_000)])
    assert json.loads(FORMATS["json"](enormous)) == enormous


@few_examples
@given(drawn=reports())
def test_any_report_is_rendered_and_equal_reports_equally(drawn) -> None:
    again = json.loads(json.dumps(drawn))
    for name, render in FORMATS.items():
        rendered = render(drawn)
        if name in TEXT_FORMATS:
            check(name, rendered)
        assert render(again) == rendered
