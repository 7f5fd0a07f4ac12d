# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The official SDK, one page after the other, as its documentation shows it."""

from __future__ import annotations

from typing import Any

from ansible_collections.mediaops.alicloud.tests.benchmarks.contenders.sdk import SdkPages
from ansible_collections.mediaops.alicloud.tests.benchmarks.contenders.task import answer, read_task


def main() -> None:
    pages = SdkPages(read_task())
    jobs: list[Any] = []
    page_no = 0
    while True:
        page_no += 1
        page = pages.read(page_no)
        jobs += page.live_record_jobs
        if not page.live_record_jobs or len(jobs) >= int(page.total_count):
            break
    answer(jobs=len({job.job_id for job in jobs}), requests=page_no)


if __name__ == "__main__":
    main()
