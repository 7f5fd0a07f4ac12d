# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs as the modules return them; made without a server."""

from __future__ import annotations

from typing import Any

_STATES = ("initial", "started", "paused", "finished")


def make_jobs(number: int) -> list[dict[str, Any]]:
    """In built-in types; a quarter has each status, every other one a name that starts with ``audit-``."""
    return [
        {
            "job_id": f"job-{place:06}",
            "name": f"{('news', 'audit')[place % 2]}-{place}",
            "status": _STATES[place % 4],
            "create_time": f"2022-07-{1 + place % 28:02}T03:{place % 60:02}:{place * 7 % 60:02}Z",
            "stream_input": {"type": "rtmp", "url": f"rtmp://example-live.com/live/{place}"},
            "duration": place % 97,
        }
        for place in range(number)
    ]
