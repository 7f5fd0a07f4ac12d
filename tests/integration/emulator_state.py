# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The state of the emulator before a task: written down, and brought about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ansible_collections.mediaops.alicloud.tests.emulator import ControlClient

# Four weeks that lie still: within the 30 days that the API takes at once, and the same in every run.
MARCH = {"start": "2026-03-01T00:00:00Z", "end": "2026-03-28T23:59:59Z"}


def state(
    *,
    jobs: int | Mapping[str, Any] | list[Mapping[str, Any]] = 0,
    added: Iterable[Mapping[str, Any]] = (),
    files: Mapping[str, Any] | Iterable[Mapping[str, Any]] = (),
    templates: Iterable[Mapping[str, Any]] = (),
    recordings: Iterable[Mapping[str, Any]] = (),
    streams: Mapping[str, Any] | None = None,
    **faults: Any,
) -> dict[str, Any]:
    """The emulator's state before a task.

    :param jobs: how many to seed in March, or the options of one or more seedings
    :param added: jobs to add one by one
    :param files: the options of seeding files to the jobs, or files to add one by one
    :param templates: templates to add
    :param recordings: the options of seedings of channels
    :param streams: when streams arrive
    """
    if isinstance(jobs, int):
        jobs = {"count": jobs, **MARCH}
    return {
        "seeds": [dict(seed) for seed in (jobs if isinstance(jobs, list) else [jobs])],
        "added": [dict(job) for job in added],
        "file_seeds": [dict(files)] if isinstance(files, Mapping) else [],
        "files": [] if isinstance(files, Mapping) else [dict(file) for file in files],
        "templates": [dict(template) for template in templates],
        "recordings": [dict(seed) for seed in recordings],
        "streams": dict(streams or {}),
        "faults": faults,
    }


def bring_about(emulator: ControlClient, wanted: Mapping[str, Any]) -> None:
    """Empty the emulator, and give it this :func:`state`."""
    emulator.reset()
    if wanted["streams"]:
        emulator.set_streams(**wanted["streams"])
    for template in wanted["templates"]:
        emulator.add_template(**template)
    for seed in wanted["seeds"]:
        emulator.seed(**seed)
    for job in wanted["added"]:
        emulator.add_job(**job)
    for seed in wanted["file_seeds"]:
        emulator.seed_files(**seed)
    for seed in wanted["recordings"]:
        emulator.seed_recordings(**seed)
    for file in wanted["files"]:
        emulator.add_file(**file)
    emulator.set_faults(**wanted["faults"])
