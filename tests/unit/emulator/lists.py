# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The three lists as one, for what they have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from ansible_collections.mediaops.alicloud.tests.emulator import Emulator

from .signing import get

NOON = "2026-01-01T12:00:00Z"


@dataclass(frozen=True, eq=False)
class ListKind:
    """One of the lists. `add` adds a row that was created at a time; `filters` find only rows that were so added."""

    action: str
    rows: str
    own_id: str
    filters: dict[str, str]
    add: Callable[[Emulator, str], dict[str, Any]]

    def fill(self, emulator: Emulator, times: Sequence[str]) -> list[str]:
        """Add a row for each time; returns their ids."""
        if self is FILES:
            emulator.add_job()
        return [self.add(emulator, time)[self.own_id] for time in times]

    def page(self, client: httpx.Client, **query: object) -> Any:
        """One answer; it has to succeed."""
        response = get(client, self.action, **{**self.filters, **query})
        assert response.status_code == 200, response.text
        return response.json()

    def ids(self, answer: Any) -> list[Any]:
        """The ids of the rows in an answer."""
        return [row[self.own_id] for row in answer[self.rows]]

    def total(self, answer: Any) -> int:
        """The count in an answer."""
        return int(answer["TotalCount"])

    def pages(self, client: httpx.Client, count: int, size: int, **query: object) -> Iterator[list[Any]]:
        """The ids on each page of a list of so many rows."""
        for number in range(1, -(-count // size) + 1):
            yield self.ids(self.page(client, PageNo=number, PageSize=size, **query))


def at_noon(count: int) -> list[str]:
    """The same second, so many times."""
    return [NOON] * count


def seconds(count: int) -> list[str]:
    """So many seconds after each other."""
    return [f"2026-01-01T12:{number // 60:02d}:{number % 60:02d}Z" for number in range(count)]


JOBS = ListKind(
    "ListLiveRecordJobs", "LiveRecordJobs", "JobId", {}, lambda emulator, time: emulator.add_job(create_time=time)
)
FILES = ListKind(
    "ListLiveRecordFiles",
    "Files",
    "RecordId",
    {},
    lambda emulator, time: emulator.add_file(create_time=time, start_time=time, end_time=time),
)
TEMPLATES = ListKind(
    "ListLiveRecordTemplates",
    "RecordTemplateList",
    "TemplateId",
    {"Keyword": "added by hand"},
    lambda emulator, time: emulator.add_template(create_time=time),
)
LISTS = (JOBS, FILES, TEMPLATES)
