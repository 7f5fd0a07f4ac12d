# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the filter costs within Ansible: its first use, and beside a loop of Python's over the same containers."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from ansible._internal._templating._engine import TemplateEngine, TemplateOptions
from ansible._internal._templating._lazy_containers import _AnsibleLazyTemplateMixin
from ansible._internal._templating._utils import TemplateContext
from ansible.plugins.loader import filter_loader, init_plugin_loader


def paused(jobs: Any) -> list[Any]:
    return [job["job_id"] for job in jobs if job["status"] == "paused"]


def audited(jobs: Any) -> list[Any]:
    return [job["job_id"] for job in jobs if job["name"].startswith("audit-")]


LOOPS = {"[?status == 'paused'].job_id": paused, "[?starts_with(name, 'audit-')].job_id": audited}


def seconds(evaluate: Callable[[Any], Any], jobs: Any) -> float:
    """CPU seconds over containers that template an item when it is read, made anew."""
    context = TemplateContext(template_value=jobs, templar=TemplateEngine(), options=TemplateOptions.DEFAULT)
    with context:
        given = _AnsibleLazyTemplateMixin._try_create(jobs)
        began = time.process_time()
        evaluate(given)
        return time.process_time() - began


def main() -> None:
    init_plugin_loader()  # before the first import of a collection, or Ansible finds none
    filter_loader.get("ansible.builtin.to_json")  # with Ansible's own filters, which every play loads
    began = time.process_time()
    search = filter_loader.get("mediaops.alicloud.jmespath").j2_function
    search([], "[?status == 'paused' && age(create_time) > duration('1d')].job_id")
    first_use_ms = (time.process_time() - began) * 1000

    from ansible_collections.mediaops.alicloud.tests.benchmarks.contenders.jobs import make_jobs
    from ansible_collections.mediaops.alicloud.tests.benchmarks.contenders.task import answer, read_task

    task = read_task()
    jobs = make_jobs(task["rows"])
    ratios = {}
    for expression, loop in LOOPS.items():
        if search(jobs, expression) != loop(jobs):
            raise ValueError(f"{expression}: another result than that of the loop")

        def ours(given: Any, expression: str = expression) -> Any:
            return search(given, expression)

        ratios[expression] = [seconds(ours, jobs) / seconds(loop, jobs) for _round in range(task["rounds"])]
    answer(first_use_ms=first_use_ms, by_a_loop=ratios)


if __name__ == "__main__":
    main()
