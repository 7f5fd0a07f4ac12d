# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report, opened in a browser as its readers open it: from a file. What it asks for or complains of is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Dialog, Page

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports.html import render
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports.report import Report

# Types a text, and tells after how many milliseconds the browser has drawn what follows.
_TIMED = """
typed => new Promise(resolve => {
  const began = performance.now();
  const field = document.querySelector("input[name=q]");
  field.value = typed;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
})
"""
# The same for a choice.
_ZOOMED = """
number => new Promise(resolve => {
  const began = performance.now();
  const field = document.querySelector("select[name=day]");
  field.selectedIndex = number;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
})
"""


class Took(NamedTuple):
    """Seconds: those of the clock, and those that all processes of the browser computed.

    The first are the reader's; on a machine that other programs keep busy, the second are the page's.
    """

    clock: float
    cpu: float


@dataclass
class ReportPage:
    """``address`` is that of the file, without a state; ``seen`` are requests, dialogs and messages of any kind."""

    page: Page
    address: str
    seen: list[str] = field(default_factory=list)

    def open(self, state: str = "") -> None:
        self.page.goto("about:blank")
        self.page.goto(self.address + state)
        self.page.wait_for_selector("html[data-ready]", state="attached")

    def rows(self) -> int:
        self._settle()
        return self.page.locator("#findings-rows > tr").count()

    def texts(self, slot: str) -> list[str]:
        """What the rows that are shown have there."""
        self._settle()
        return self.page.locator(f"#findings-rows [data-slot={slot}]").all_text_contents()

    def says(self) -> str:
        """How many findings are shown, as screen readers are told."""
        return self.page.locator("#findings-shown").inner_text()

    def _settle(self) -> None:
        """Wait until all rows are made that are to be shown."""
        self.page.wait_for_selector("#findings-rows:not([aria-busy])", state="attached")

    def search(self, text: str) -> None:
        self.page.get_by_role("searchbox").fill(text)

    def choose(self, name: str, option: str) -> None:
        self.page.locator(f"select[name={name}]").select_option(option)

    def load(self) -> Took:
        """How long it takes until the page can be used: its script has run, and the browser says that it is loaded."""
        self.page.goto("about:blank")

        def go() -> float:
            self.page.goto(self.address)
            self.page.wait_for_selector("html[data-ready]", state="attached")
            return float(self.page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))

        return self._took(go)

    def type(self, text: str) -> Took:
        """How long it takes from typing a search to what is drawn."""
        return self._took(lambda: float(self.page.evaluate(_TIMED, text)))

    def zoom(self, day: int) -> Took:
        """How long it takes from the choice of a day of the timeline, counted from 1, to what is drawn; 0 is all."""
        return self._took(lambda: float(self.page.evaluate(_ZOOMED, day)))

    def _took(self, action: Callable[[], float]) -> Took:
        before = self._cpu_seconds()
        milliseconds = action()
        cpu = sum(seconds - before.get(process, 0) for process, seconds in self._cpu_seconds().items())
        return Took(milliseconds / 1000, cpu)

    def _cpu_seconds(self) -> dict[int, float]:
        """Of each process of the browser."""
        browser = self.page.context.browser
        assert browser is not None
        session = browser.new_browser_cdp_session()
        processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
        session.detach()
        return {each["id"]: each["cpuTime"] for each in processes}


@contextmanager
def opened(browser: Browser, report: Report, folder: Path, **settings: Any) -> Iterator[ReportPage]:
    """The report in a window of its own. ``settings`` are those of a context of Playwright."""
    file = folder / "report.html"
    file.write_text(render(report), encoding="utf-8")
    context = browser.new_context(
        **{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **settings}
    )
    try:
        page = context.new_page()
        shown = ReportPage(page, file.as_uri())
        page.on("request", lambda request: shown.seen.append(request.url))
        page.on("console", lambda message: shown.seen.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: shown.seen.append(f"error: {error}"))

        def close(dialog: Dialog) -> None:
            shown.seen.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        page.on("dialog", close)
        if settings.get("java_script_enabled", True):
            shown.open()
        else:
            page.goto(shown.address)
        yield shown
    finally:
        context.close()
