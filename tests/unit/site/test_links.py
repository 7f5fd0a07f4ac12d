# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The check of the documentation site finds what leads nowhere."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.tests.site.links import check

OTHER = '<h1 id="top">Other</h1><a href="../index.html#here">back</a><img src="../_images/there.png">'


@pytest.fixture
def site(tmp_path):
    def make(body):
        (tmp_path / "guides").mkdir()
        (tmp_path / "_images").mkdir()
        (tmp_path / "_images" / "there.png").write_bytes(b"a picture")
        (tmp_path / "guides" / "other.html").write_text(OTHER, encoding="utf-8")
        (tmp_path / "index.html").write_text(f'<p id="here">{body}</p>', encoding="utf-8")
        return check(tmp_path, {"index.html", "guides/other.html"})

    return make


@pytest.mark.parametrize(
    "body",
    [
        '<a href="guides/other.html">',
        '<a href="guides/other.html#top">',
        '<a href="#here">',
        '<a href="#">',
        '<a href="_images/there.png">',
        '<a href="https://example.com/a#b">',
        '<img src="_images/there.png">',
        '<img src="data:image/png;base64,AAAA">',
    ],
)
def test_what_is_there(site, body):
    assert site(body).faults == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('<a href="guides/gone.html">', "there is no such page"),
        ('<a href="guides/other.html#gone">', "the page has no such place"),
        ('<a href="#gone">', "the page has no such place"),
        ('<a href="../../elsewhere.html">', "there is no such page"),
        ('<a href="http://example.com/">', "links to elsewhere begin with https"),
        ('<a href="https://example/">', "this is no host"),
        ('<a href="https://">', "this is no host"),
        ('<a href="https://[">', "Invalid IPv6 URL"),
        ('<a href="https://example.com/a b">', "some characters have to be escaped"),
        ('<img src="_images/gone.png">', "the picture is not in the site"),
        ('<img src="https://example.com/a.png">', "the picture is not in the site"),
        ('<object data="_images/gone.svg">', "the picture is not in the site"),
        ('<script src="https://example.com/a.js"></script>', "the script or style is not in the site"),
        ('<link rel="stylesheet" href="//example.com/a.css">', "the script or style is not in the site"),
    ],
)
def test_what_is_not(site, body, fault):
    (found,) = site(body).faults
    assert found.startswith("index.html: ")
    assert found.endswith(fault)


def test_a_page_that_is_missing(tmp_path):
    assert check(tmp_path, {"index.html"}).faults == ["index.html: there is no such page"]


def test_what_was_looked_at_is_counted(site):
    checked = site('<a href="#here"><img src="_images/there.png">')
    assert (checked.pages, checked.links, checked.images) == (2, 2, 2)
