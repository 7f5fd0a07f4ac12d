# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The HTML report in a real Chromium: how long readers wait for it, and for what they search in it."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports import Report
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.goals import Goal, at_most
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.measured_run import Run, WrongResultError
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.scale import Scale
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.section import Section
from ansible_collections.mediaops.alicloud.tests.browser.chromium import NoBrowserError, a_browser
from ansible_collections.mediaops.alicloud.tests.browser.report_page import opened
from ansible_collections.mediaops.alicloud.tests.unit.support.reports import large_report

FEW, MANY = 5_000, 50_000
LOADED_IN = {FEW: 1.0, MANY: 2.0}  # seconds
FILTERED_IN = 0.2
SEARCHES = ("studio-4", "studio-49", "rule-high")


def measure(scale: Scale, _python: Path) -> Section:
    """Loads and searches take turns of their own; goals are about medians."""
    runs: dict[str, list[Run]] = {}
    large = large_report(FEW)
    try:
        with a_browser() as browser, tempfile.TemporaryDirectory() as folder:
            for findings in LOADED_IN:
                report: Report = {**large, "findings": large["findings"] * (findings // FEW)}
                with opened(browser, report, Path(folder)) as page:
                    runs[f"{findings:,} findings load"] = [_run(*page.load()) for _round in range(scale.few)]
                    page.type("nothing of this kind")
                    runs[f"{findings:,} findings are filtered"] = [
                        _run(*page.type(text)) for _round in range(scale.few) for text in SEARCHES
                    ]
    except NoBrowserError as error:
        raise WrongResultError(str(error)) from error
    return Section(
        name="html_report",
        title="The HTML report in Chromium: from the navigation to the load event, and from typing to what is drawn",
        runs=runs,
        goals=_goals(runs),
        notes=["CPU is that of all processes of the browser. Memory and requests are not measured here."],
    )


def _run(clock: float, cpu: float) -> Run:
    return Run(seconds=clock, cpu_seconds=cpu, peak_mb=0, started_at=time.time() - clock)


def _goals(runs: dict[str, list[Run]]) -> list[Goal]:
    limits = {f"{findings:,} findings load": limit for findings, limit in LOADED_IN.items()}
    limits[f"{FEW:,} findings are filtered"] = FILTERED_IN
    return [
        at_most(limit, name, statistics.median(run.seconds for run in runs[name]), " s")
        for name, limit in limits.items()
    ]
