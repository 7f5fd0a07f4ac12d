# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An audit by this collection's engine, by its public face."""

from __future__ import annotations

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.audit import AuditOptions, audit
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import ConnectionOptions
from ansible_collections.mediaops.alicloud.tests.benchmarks.contenders.task import answer, read_task


def main() -> None:
    task = read_task()
    connection = ConnectionOptions(
        access_key_id=task["access_key_id"],
        access_key_secret=task["access_key_secret"],
        region=task["region"],
        endpoint=task["endpoint"],
    )
    report = audit(AuditOptions(**task["audit"]), [connection]).report
    answer(
        jobs=report["summary"]["jobs"],
        complete=report["complete"],
        rules=len(report["rules"]),
        findings=len(report["findings"]),
    )


if __name__ == "__main__":
    main()
