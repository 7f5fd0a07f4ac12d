# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each job has the cycle of its template as it was when the job was submitted, in as few requests as that takes."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.coverage.cycles import LONGEST_CYCLE, find_cycles
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.coverage.stitched import (
    StitchedRecording,
    SubmittedJob,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.coverage.track import Track
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.operations import Operation
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.times import format_time
from ansible_collections.mediaops.alicloud.tests.unit.support.client_double import ClientDouble


class Templates:
    """A template whose versions have cycles, by the second of their change."""

    def __init__(self, versions: dict[int, int], created: Mapping[str, int]) -> None:
        self.versions = versions
        self.created = created
        self.asked: list[str] = []

    def cycle(self, created: int) -> tuple[int, int]:
        """Since when, and the cycle."""
        return max((since, cycle) for since, cycle in self.versions.items() if since <= created)

    async def call(self, operation: Operation, parameters: Mapping[str, str]) -> dict[str, Any]:
        self.asked.append(parameters["JobId"])
        since, cycle = self.cycle(self.created[parameters["JobId"]])
        formats = [{"format": "mp4", "cycle_duration": cycle}, {"format": "flv", "cycle_duration": 900}]
        return {
            "record_template": {
                "template_id": parameters["TemplateId"],
                "record_format_list": formats,
                "last_modified": format_time(since),
            }
        }


def recordings(created: Mapping[str, int], template: str | None = "t") -> list[StitchedRecording]:
    found = []
    for job_id, second in created.items():
        found.append(StitchedRecording({"name": job_id}, Track(5)))
        found[-1].jobs.append(SubmittedJob(job_id, "started", second, template))
    return found


versions = st.dictionaries(st.integers(1, 50), st.sampled_from([1800, 3600, 7200]), max_size=4).map(
    lambda changes: {0: 1200, **changes}
)


@given(versions, st.lists(st.integers(0, 60), max_size=20))
def test_each_job_has_the_cycle_of_its_own_version(changes: dict[int, int], seconds: list[int]) -> None:
    created = {f"job-{number}": second for number, second in enumerate(seconds)}
    templates, all_of_them = Templates(changes, created), recordings(created)
    asyncio.run(find_cycles(ClientDouble(templates), all_of_them, None))
    assert [each.cycle for each in all_of_them] == [templates.cycle(second)[1] for second in seconds]
    in_their_second = sum(second in changes for second in seconds)
    assert len(templates.asked) <= len(changes) + in_their_second


def test_the_format_that_counts_and_jobs_without_a_template() -> None:
    templates, with_template = Templates({0: 7200}, {"a": 5}), recordings({"a": 5})
    asyncio.run(find_cycles(ClientDouble(templates), with_template, "flv"))
    assert with_template[0].cycle == 900
    without = recordings({"a": 5}, None)
    asyncio.run(find_cycles(ClientDouble(templates), without, None))
    assert (without[0].cycle, templates.asked) == (LONGEST_CYCLE, ["a"])
