# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long jobs have recorded, as their files tell."""

from __future__ import annotations

import json
from collections.abc import Iterable

from ansible_collections.mediaops.alicloud.tests.emulator.clock import parse_api_time

from .file_store import FileStore


def recorded_seconds(files: FileStore, tenants: Iterable[int], start: int, end: int) -> int:
    """Seconds of some tenants from `start` to `end`. What a job writes in several formats at once counts once."""
    total = 0
    for tenant in tenants:
        jobs: dict[str, list[tuple[int, int]]] = {}
        for document in files.documents(tenant):
            file = json.loads(document)
            since, until = parse_api_time(file["StartTime"]) or 0, parse_api_time(file["EndTime"]) or 0
            jobs.setdefault(file["JobId"], []).append((max(since, start), min(until, end)))
        for spans in jobs.values():
            covered = start
            for since, until in sorted(spans):
                total += max(0, until - max(since, covered))
                covered = max(covered, until)
    return total
