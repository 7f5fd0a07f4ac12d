# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was recorded, in the Markdown report: the recordings that lack something, the worst first."""

from __future__ import annotations

from collections.abc import Sequence

from .markdown_text import code, table
from .recorded import longest, seconds_in, worst_first
from .report import Coverage, Recorded
from .texts import counted, length_of_time, name_of

_NAME, _TEXT = 80, 240  # characters shown of a name, and of a text
_HEAD = ("Recording", "Region", "Gaps", "Missing", "Longest", "Not known", "Recorded")


def coverage_lines(coverage: Coverage | None, most_bytes: int) -> list[str]:
    """A table; nothing if nobody asked."""
    if coverage is None:
        return []
    since = f"from {coverage['start']}" if coverage["start"] else "from the first job"
    recordings = coverage["recordings"]
    lines = ["## Recorded", "", f"{counted(len(recordings), 'recording')}, {since} to {coverage['end']}."]
    reasons = [reason for doubt in coverage["doubts"] for reason in doubt["reasons"]]
    if reasons:
        lines += ["", f"**Not all of it is known**: {code(reasons[0], _TEXT)}"]
    lacking = [each for each in worst_first(recordings) if seconds_in(each, "missing") or seconds_in(each, "unknown")]
    if not lacking:
        return [*lines, ""]
    return [*lines, *table(_HEAD, map(_row, lacking), len(lacking), "recording", most_bytes)]


def _row(recorded: Recorded) -> Sequence[str]:
    gap = longest(recorded, "missing")
    share = recorded["coverage"]
    return (
        code(name_of(recorded["recording"]), _NAME),
        code(recorded["region"], _NAME),
        str(sum(each["state"] == "missing" for each in recorded["gaps"])),
        length_of_time(seconds_in(recorded, "missing")),
        "-" if gap is None else f"{length_of_time(gap['seconds'])} from {gap['start']}",
        length_of_time(seconds_in(recorded, "unknown")),
        "-" if share is None else f"{int(share * 100)} %",
    )
