# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The official SDK on 8 threads: the first page says how many there are, the others are read at the same time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from ansible_collections.mediaops.alicloud.tests.benchmarks.contenders.sdk import SdkPages
from ansible_collections.mediaops.alicloud.tests.benchmarks.contenders.task import PAGE_SIZE, answer, read_task

THREADS = 8


def main() -> None:
    pages = SdkPages(read_task())
    first = pages.read(1)
    last = -(-int(first.total_count) // PAGE_SIZE)
    with ThreadPoolExecutor(THREADS) as pool:
        others = list(pool.map(pages.read, range(2, last + 1)))
    jobs = [job for page in (first, *others) for job in page.live_record_jobs]
    answer(jobs=len({job.job_id for job in jobs}), requests=last)


if __name__ == "__main__":
    main()
