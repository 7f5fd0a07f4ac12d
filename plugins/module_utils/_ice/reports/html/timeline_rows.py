# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the timeline has of each recording: its spans in seconds, and figures as texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ...times import parse_time
from ..recorded import worst_first
from ..report import Coverage, Gap, Recorded
from ..report import Span as ReportedSpan
from ..texts import length_of_time
from .escaping import visible
from .timeline_path import KINDS, Span
from .wording import name_of, output_of, percent, stream_of

GAPS = ("missing", "unknown", "pending")
MOST_GAPS = 10  # that a row lists


@dataclass(frozen=True)
class Row:
    """A recording. :ivar spans: by their kind"""

    name: str
    details: str
    region: str
    coverage: str
    spans: dict[str, list[Span]]


def rows_of(coverage: Coverage) -> list[Row]:
    """What lacks most comes first."""
    return [_row(each) for each in worst_first(coverage["recordings"])]


def window_of(coverage: Coverage, rows: Sequence[Row]) -> Span:
    """The time that was asked for; if it has no beginning, from the first thing on that is known."""
    end = parse_time(coverage["end"], 0)
    if coverage["start"] is not None:
        start = parse_time(coverage["start"], 0)
    else:
        start = min((spans[0][0] for row in rows for spans in row.spans.values() if spans), default=end)
    return (start, max(end, start + 1))


def seconds_of(spans: Iterable[Span], window: Span) -> int:
    """How much of the spans lies in a window."""
    first, last = window
    return sum(max(0, min(end, last) - max(start, first)) for start, end in spans)


def gaps_of(row: Row, window: Span) -> list[tuple[int, int, str]]:
    """Its gaps in a window, in order of time."""
    first, last = window
    found = ((start, end, state) for state in GAPS for start, end in row.spans[state] if end > first and start < last)
    return sorted(found, key=lambda gap: (gap[0], GAPS.index(gap[2])))


def figures_of(row: Row, window: Span) -> dict[str, str]:
    """The texts of its cells."""
    missing, unknown = (seconds_of(row.spans[state], window) for state in ("missing", "unknown"))
    return {
        "recorded": length_of_time(seconds_of(row.spans["recorded"], window)),
        "missing": length_of_time(missing) if missing else "",
        "unknown": f"{length_of_time(unknown)} not known" if unknown else "",
        "coverage": row.coverage,
    }


def as_data(rows: Sequence[Row], window: Span) -> dict[str, Any]:
    """What the script draws other windows from. Spans are flat: seconds since the last one's end, then its length."""
    return {
        "window": list(window),
        "rows": [
            [row.name, row.details, row.region, row.coverage, *(list(_flat(row.spans[kind], window)) for kind in KINDS)]
            for row in rows
        ],
    }


def _flat(spans: Iterable[Span], window: Span) -> Iterator[int]:
    at = window[0]
    for start, end in spans:
        yield from (start - at, end - start)
        at = end


def _row(recorded: Recorded) -> Row:
    recording, share = recorded["recording"], recorded["coverage"]
    details = " \u2192 ".join(filter(None, (stream_of(recording), output_of(recording))))
    spans = {"expected": _spans(recorded["expected"]), "recorded": _spans(recorded["intervals"])}
    for state in GAPS:
        spans[state] = _spans(gap for gap in recorded["gaps"] if gap["state"] == state)
    return Row(
        visible(name_of(recording)),
        visible(details),
        visible(recorded["region"]),
        "" if share is None else percent(share),
        spans,
    )


def _spans(spans: Iterable[ReportedSpan | Gap]) -> list[Span]:
    return [(parse_time(span["start"], 0), parse_time(span["end"], 0)) for span in spans]
