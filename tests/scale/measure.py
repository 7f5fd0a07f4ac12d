# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures playbooks that read lists of three lengths: all jobs kept, and with a ``where`` that keeps a hundred."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.contender import Starter
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.lean_environment import lean_python
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.machine import describe
from ansible_collections.mediaops.alicloud.tests.benchmarks.subjects.memory_of_where import (
    WANTED,
    list_with_wanted_jobs,
)

from .figures import FILE

LENGTHS = (1_000, 10_000, 100_000)


def measure() -> None:
    """Measure, and write the figures."""
    python = lean_python()
    content = {
        "measured_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "machine": describe(python),
        "lists": [_measured(jobs, python) for jobs in LENGTHS],
    }
    FILE.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def _measured(jobs: int, python: Any) -> dict[str, Any]:
    with list_with_wanted_jobs(jobs) as emulator:
        starter = Starter(emulator, python)
        filtered = starter.playbook("filtered", "where_in_module.yml", jobs=jobs, wanted=WANTED).take_turn()
        kept = starter.playbook("kept", "facts_of_module.yml", jobs=jobs).take_turn()
    return {
        "jobs": jobs,
        "requests": filtered.requests,
        "filtered_cpu_s": round(filtered.cpu_seconds, 2),
        "filtered_mb": round(filtered.peak_mb, 1),
        "kept_cpu_s": round(kept.cpu_seconds, 2),
        "kept_mb": round(kept.peak_mb, 1),
    }
