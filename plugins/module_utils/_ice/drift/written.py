# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A first declaration, from what runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..recordings import current, is_active, job_id, recording_of


def declaration_of_jobs(jobs: Iterable[Mapping[str, Any]], region: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The entries that declare the active recordings of a region, sorted by their names.

    Addresses are as the API has them, with all keys that are in them: without these, nothing could be submitted.

    :returns: the entries; and the ids of active jobs that do not show enough of themselves to be declared
    """
    entries: list[dict[str, Any]] = []
    unclear: list[str] = []
    for job in current(list(jobs)):
        if not is_active(job):
            continue
        if not recording_of(job).is_known or not job.get("template_id"):
            unclear.append(job_id(job))
            continue
        entry = {
            "name": job["name"],
            "region": region,
            "stream_input": dict(job["stream_input"]),
            "record_output": dict(job.get("record_output") or {}),
            "template": job["template_id"],
        }
        entries.append({**entry, "notify_url": job["notify_url"]} if job.get("notify_url") else entry)
    entries.sort(key=lambda entry: (str(entry["name"]), str(entry["stream_input"]), str(entry["record_output"])))
    return entries, sorted(unclear)
