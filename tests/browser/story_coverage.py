# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the story's broadcaster has recorded: channels of a month, whose streams break now and then."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports.report import (
    Coverage,
    Recorded,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.times import DAY, format_time
from ansible_collections.mediaops.alicloud.tests.unit.support.reports import ACCOUNTS, REGIONS, coverage, recording

Span = tuple[int, int]


def channels(number: int, end: int, *, days: int = 30, break_every: int = 20_000, seed: int = 30) -> Coverage:
    """That many channels up to a moment (seconds since the epoch). Some lack nothing, one has ended."""
    chance = random.Random(seed)
    start = end - days * DAY
    found = [_channel(at, (start, end), break_every * (1 + at % 7), chance) for at in range(number)]
    return coverage(
        *found,
        start=format_time(start),
        end=format_time(end),
        windows=[{"window": "every day 00:00 to 24:00 UTC", "recordings": number}],
    )


def _channel(number: int, asked: Span, break_every: int, chance: random.Random) -> Recorded:
    start, end = asked
    now = end - 1_800  # what is being written is in no file
    breaks = list(_breaks(start, now, break_every, chance)) if number % 4 else []
    if number % 17 == 5:
        breaks.append((now - 2 * DAY, now))
    edges = [start, *(edge for span in breaks for edge in span), now]
    intervals = [(one, other) for one, other in zip(edges[::2], edges[1::2], strict=True) if one < other]
    unknown = [(now - DAY, now)] if number % 23 == 11 and not breaks else []
    missing = sum(last - first for first, last in breaks)
    name = f"channel-{number:03}"
    return {
        "account": ACCOUNTS[0],
        "region": REGIONS[number % 2],
        "recording": recording(name, f"rtmp://live.example.com/app/{name}"),
        "job_id": f"job-of-{name}",
        "status": "started",
        "intervals": [_span(each) for each in intervals],
        "expected": [_span(asked)],
        "gaps": sorted(
            [
                *(_span(each, state="missing") for each in breaks),
                *(_span(each, state="unknown") for each in unknown),
                _span((now, end), state="pending"),
            ],
            key=lambda gap: str(gap["start"]),
        ),
        "seconds": sum(last - first for first, last in intervals),
        "expected_seconds": now - start,
        "coverage": 1 - missing / (now - start),
        "files": 1 + (now - start) // 3_600,
    }


def _breaks(start: int, end: int, every: int, chance: random.Random) -> Iterator[Span]:
    at = start + chance.randint(1, every)
    while at < end - 3 * DAY:
        length = chance.choice((120, 300, 300, 600, 1_800, 7_200))
        yield (at, at + length)
        at += length + chance.randint(every // 2, every * 2)


def _span(span: Sequence[int], **more: Any) -> Any:
    return {"start": format_time(span[0]), "end": format_time(span[1]), "seconds": span[1] - span[0], **more}
