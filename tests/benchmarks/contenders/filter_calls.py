# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A filter, called again and again through Ansible's templating, as by a loop that never ends.

It times its calls by itself, in CPU seconds: the start of Ansible and the making of data are no part of them.
"""

from __future__ import annotations

import os
import statistics
import time
from pathlib import Path
from typing import Any

from ansible.parsing.dataloader import DataLoader
from ansible.plugins.loader import init_plugin_loader
from ansible.template import Templar, trust_as_template

_STATES = ("initial", "started", "paused", "finished")


def make_items(number: int) -> list[dict[str, Any]]:
    """Values of built-in types, as a module's registered result has them."""
    return [
        {"job_id": f"job-{place:06}", "name": f"{('news', 'audit')[place % 2]}-{place}", "status": _STATES[place % 4]}
        for place in range(number)
    ]


def resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    """Calls come in batches, of which the median call counts. The first call of all loads the filter and does not."""
    init_plugin_loader()  # before the first import of a collection, or Ansible finds none
    from ansible_collections.mediaops.alicloud.tests.benchmarks.contenders.task import answer, read_task

    task = read_task()
    variables = {"items": make_items(task["items"]), "expression": task["expression"]}
    templar = Templar(loader=DataLoader(), variables=variables)
    template = trust_as_template(f"{{{{ items | {task['filter']}(expression) | length }}}}")
    found = templar.template(template)
    call_cpu_s: list[float] = []
    resident: list[float] = []
    for _batch in range(task["batches"]):
        calls: list[float] = []
        for _call in range(task["calls"]):
            began = time.process_time()
            templar.template(template)
            calls.append(time.process_time() - began)
        call_cpu_s.append(statistics.median(calls))
        resident.append(resident_mb())
    answer(found=found, call_cpu_s=call_cpu_s, resident_mb=resident)


if __name__ == "__main__":
    main()
