# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Coverage of all that was ever recorded, by the engine's public face."""

from __future__ import annotations

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import ConnectionOptions
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.coverage import CoverageOptions, read_coverage
from ansible_collections.mediaops.alicloud.tests.benchmarks.contenders.task import answer, read_task

_DEADLINE_S = 3500


def main() -> None:
    task = read_task()
    connection = ConnectionOptions(
        access_key_id=task["access_key_id"],
        access_key_secret=task["access_key_secret"],
        region=task["region"],
        endpoint=task["endpoint"],
        deadline=_DEADLINE_S,
    )
    result = read_coverage([connection], CoverageOptions(expected="always"))
    files = sum(recording["files"] for recording in result.recordings)
    answer(files=files, complete=result.complete, **result.stats)


if __name__ == "__main__":
    main()
