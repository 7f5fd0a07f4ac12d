# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""This collection's engine, by its public face."""

from __future__ import annotations

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import ConnectionOptions
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import JobListingOptions, read_list
from ansible_collections.mediaops.alicloud.tests.benchmarks.contenders.task import answer, read_task


def main() -> None:
    task = read_task()
    result = read_list(
        ConnectionOptions(
            access_key_id=task["access_key_id"],
            access_key_secret=task["access_key_secret"],
            region=task["region"],
            endpoint=task["endpoint"],
        ),
        JobListingOptions(**task["listing"]),
    )
    answer(jobs=len({job["job_id"] for job in result.rows}), complete=result.complete, **result.stats)


if __name__ == "__main__":
    main()
