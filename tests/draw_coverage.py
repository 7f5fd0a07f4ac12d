# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the picture of the guide about coverage, from what the engine tells of channels that an emulator records.

``python -m ansible_collections.mediaops.alicloud.tests.draw_coverage`` writes it anew.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import ConnectionOptions
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.coverage import CoverageOptions, read_coverage

from .emulator import ADMIN, Emulator

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "docsite" / "rst" / "images" / "coverage_timeline.svg"
HOURS = 12
_HOUR, _HALF_MINUTE = 3600, 30
_LEFT, _TOP, _WIDTH, _ROW, _BAR = 110, 34, 600, 34, 18  # pixels
_FORMAT = {"Format": "mp4", "CycleDuration": _HOUR, "OssObjectPrefix": "{Sequence}_{StartTime}_{EndTime}"}
# Jobs of each channel: when they were submitted, and their files; all in minutes before now.
_CHANNELS: dict[str, list[tuple[int, str, list[tuple[int, int]]]]] = {
    "studio-1": [(760, "started", [(minute, minute - 60) for minute in range(760, 60, -60)])],
    "studio-2": [
        (720, "paused", [(720, 660), (660, 600), (600, 540), (500, 440), (440, 380)]),
        (400, "started", [(minute, minute - 60) for minute in range(400, 60, -60)]),
    ],
    "studio-3": [(720, "started", [(minute, minute - 60) for minute in range(720, 300, -60)])],
    "studio-4": [(720, "paused", [(720, 660), (660, 600), (600, 560)])],
}
_LOOKS = (
    ("recorded", "#1f6feb", "what files cover"),
    ("overlap", "#0b2e6b", "covered twice"),
    ("missing", "#d1242f", "missing"),
    ("pending", "none", "pending: a file may still come"),
)
_HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="title description" \
font-family="sans-serif" font-size="13">
<!-- Copyright (c) mediaops maintainers
GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
SPDX-License-Identifier: GPL-3.0-or-later
Made by tests/draw_coverage.py -->
<title id="title">What four channels have recorded in the last twelve hours</title>
<desc id="description">{told}</desc>
<rect width="100%" height="100%" fill="#ffffff"/>"""


def picture() -> str:
    """The picture, of channels whose files end half a minute off, so that seconds that pass change nothing."""
    now = int(time.time()) + _HALF_MINUTE
    with Emulator() as emulator:
        emulator.add_template(template_id="hourly", record_formats=[_FORMAT])
        for name, jobs in _CHANNELS.items():
            for submitted, status, files in jobs:
                job = emulator.add_job(
                    name=name,
                    stream_url=f"rtmp://example-live.com/live/{name}",
                    status=status,
                    template_id="hourly",
                    create_time=_text(now - submitted * 60),
                )
                for start, end in files:
                    times = {"start_time": _text(now - start * 60), "end_time": _text(now - end * 60)}
                    emulator.add_file(job_id=job["JobId"], format="mp4", **times)
        connection = ConnectionOptions(
            access_key_id=ADMIN.access_key_id,
            access_key_secret=ADMIN.access_key_secret,
            region=emulator.region,
            endpoint=emulator.endpoint,
        )
        result = read_coverage([connection], CoverageOptions(start_time=f"-{HOURS}h", expected="always"))
    return draw(result.recordings, now)


def draw(recordings: list[dict[str, Any]], now: int) -> str:
    """A row for each recording, and a legend."""
    height = _TOP + _ROW * len(recordings) + 64
    parts = [
        _HEAD.format(width=_LEFT + _WIDTH + 20, height=height, told=escape(" ".join(_told(recordings, now)))),
        *_axis(len(recordings)),
    ]
    for number, recording in enumerate(recordings):
        top = _TOP + number * _ROW + (_ROW - _BAR) // 2
        parts.append(f'<text x="8" y="{top + 14}" fill="#1f2328">{escape(recording["name"])}</text>')
        parts += [_bar("recorded", span, top, now) for span in recording["intervals"]]
        parts += [_bar("overlap", span, top, now) for span in recording["overlaps"]]
        parts += [_bar(span["state"], span, top, now) for span in recording["gaps"]]
    return "\n".join([*parts, *_legend(height - 22), "</svg>", ""])


def _told(recordings: list[dict[str, Any]], now: int) -> Iterator[str]:
    """The same in words: minutes before now."""
    for recording in recordings:
        spans = [("recorded", each) for each in recording["intervals"]]
        spans += [("overlap", each) for each in recording["overlaps"]]
        spans += [(each["state"], each) for each in recording["gaps"]]
        told = ", ".join(f"{look} {_ago(each['start'], now)} to {_ago(each['end'], now)}" for look, each in spans)
        yield f"{recording['name']}: {told} minutes ago."


def _axis(rows: int) -> Iterator[str]:
    for hour in range(0, HOURS + 1, 2):
        x = _LEFT + _WIDTH * hour // HOURS
        label = "now" if hour == HOURS else f"-{HOURS - hour} h"
        yield f'<path d="M{x} {_TOP - 6}V{_TOP + rows * _ROW}" stroke="#d0d7de"/>'
        yield f'<text x="{x}" y="{_TOP - 12}" text-anchor="middle" fill="#57606a">{label}</text>'


def _bar(look: str, span: dict[str, Any], top: int, now: int) -> str:
    start, end = (min(HOURS * 60, _ago(span[side], now)) for side in ("start", "end"))
    return _rectangle(look, _LEFT + _WIDTH * (1 - start / (HOURS * 60)), top, _WIDTH * (start - end) / (HOURS * 60))


def _rectangle(look: str, x: float, top: int, width: float) -> str:
    fill = next(colour for name, colour, _meaning in _LOOKS if name == look)
    line = ' stroke="#57606a" stroke-dasharray="4 3"' if fill == "none" else ""
    return f'<rect x="{x:.1f}" y="{top}" width="{width:.1f}" height="{_BAR}" fill="{fill}"{line}/>'


def _legend(y: int) -> Iterator[str]:
    x = _LEFT
    for name, _colour, meaning in _LOOKS:
        yield _rectangle(name, x, y - 13, 26)
        yield f'<text x="{x + 32}" y="{y + 1}" fill="#1f2328">{escape(meaning)}</text>'
        x += 46 + 7 * len(meaning)


def _ago(text: str, now: int) -> int:
    """Minutes before now."""
    return round((now - datetime.fromisoformat(text).timestamp()) / 60)


def _text(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture(), encoding="utf-8")
