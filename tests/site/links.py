# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Follows each link and looks for each picture of a folder of HTML pages, without a network.

Of a link to elsewhere only the form can be checked. A script, style or picture from elsewhere is a fault: the site
has to work without a network, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)
_UNSAFE = re.compile(r"[\s<>\"{}|\\^`]")


@dataclass
class Checked:
    """What was looked at, and what is wrong with it."""

    pages: int = 0
    links: int = 0
    images: int = 0
    faults: list[str] = field(default_factory=list)


class _Page(HTMLParser):
    """The targets, links and pictures of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.images: list[str] = []
        self.parts: list[str] = []  # that the browser loads
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids |= {found[name] for name in ("id", "name") if name in found}
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        elif tag in ("img", "object", "source") and ("src" in found or "data" in found):
            self.images.append(found.get("src") or found.get("data", ""))
        elif tag == "script" and "src" in found:
            self.parts.append(found["src"])
        elif tag == "link" and found.get("rel") in ("stylesheet", "icon", "preload"):
            self.parts.append(found["href"])


def check(folder: Path, expected: set[str]) -> Checked:
    """Check all pages of a folder.

    :param expected: paths of pages, relative to the folder, that have to be there
    """
    pages = {
        file.relative_to(folder).as_posix(): _Page(file.read_text(encoding="utf-8")) for file in folder.rglob("*.html")
    }
    checked = Checked(len(pages))
    checked.faults += [f"{name}: there is no such page" for name in sorted(expected - set(pages))]
    for name, page in sorted(pages.items()):
        checked.links += len(page.links)
        checked.images += len(page.images)
        for link in page.links:
            fault = _fault_of_link(link, name, folder, pages)
            checked.faults += [f"{name}: {link}: {fault}"] if fault else []
        for kind, addresses in (("picture", page.images), ("script or style", page.parts)):
            for address in addresses:
                if not _is_file(address, name, folder):
                    checked.faults.append(f"{name}: {address}: the {kind} is not in the site")
    return checked


def _fault_of_link(link: str, page: str, folder: Path, pages: dict[str, _Page]) -> str:
    """What is wrong with a link; nothing if it leads somewhere."""
    try:
        parts = urlsplit(link)
    except ValueError as error:
        return str(error)
    if parts.scheme or parts.netloc:
        return _fault_of_form(link, parts)
    target = _target(parts.path, page, folder)
    if target not in pages:
        return "" if (folder / target).is_file() else "there is no such page"
    fragment = unquote(parts.fragment)
    return "" if not fragment or fragment in pages[target].ids else "the page has no such place"


def _fault_of_form(link: str, parts: SplitResult) -> str:
    if parts.scheme != "https":
        return "links to elsewhere begin with https"
    if not _HOST.fullmatch(parts.hostname or ""):
        return "this is no host"
    return "some characters have to be escaped" if _UNSAFE.search(link) else ""


def _is_file(address: str, page: str, folder: Path) -> bool:
    parts = urlsplit(address)
    if parts.scheme == "data":
        return True
    return not parts.scheme and not parts.netloc and (folder / _target(parts.path, page, folder)).is_file()


def _target(path: str, page: str, folder: Path) -> str:
    """The path that a link of a page means, relative to the folder; as it is if it leads out of it."""
    if not path:
        return page
    meant = (folder / page).parent.joinpath(unquote(path)).resolve()
    root = folder.resolve()
    return meant.relative_to(root).as_posix() if meant.is_relative_to(root) else path
