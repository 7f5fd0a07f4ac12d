# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Declarations and the jobs that they are about, for tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.drift import (
    Comparison,
    Declaration,
    DeclarationOptions,
    RegionJobs,
    compare,
)

Job = dict[str, Any]
TEMPLATE = "69e1f9fe-1e97-11ed-ba64-0c42a1b73d66"


def entry(name: str = "a", **changes: Any) -> dict[str, Any]:
    """An entry of a declaration; None takes a field away."""
    made = {
        "name": name,
        "region": "cn-shanghai",
        "stream_input": {"url": f"rtmp://example.com/live/{name}"},
        "record_output": {"bucket": "b", "endpoint": "oss-cn-shanghai.aliyuncs.com"},
        "template": TEMPLATE,
        **changes,
    }
    return {field: value for field, value in made.items() if value is not None}


def job(name: str = "a", status: str = "started", number: int = 1, **changes: Any) -> Job:
    """The job that the entry of the same name declares; None takes a field away."""
    made = {
        "job_id": f"{name}-{number}",
        "name": name,
        "status": status,
        "create_time": f"2026-01-01T00:00:{number:02}Z",
        "stream_input": {"type": "rtmp", "url": f"rtmp://example.com/live/{name}"},
        "record_output": {"type": "oss", "bucket": "b", "endpoint": "oss-cn-shanghai.aliyuncs.com"},
        "template_id": TEMPLATE,
        "template_name": "hls",
        **changes,
    }
    return {field: value for field, value in made.items() if value is not None}


def declared(*entries: Mapping[str, Any], scope: Any = None, regions: Sequence[str] = ("cn-shanghai",)) -> Declaration:
    options = DeclarationOptions(declared=entries, declared_scope=scope)
    found = Declaration.from_options(options, regions=regions, now=0)
    assert found is not None
    return found


def drift(
    entries: Iterable[Mapping[str, Any]],
    jobs: Iterable[Job],
    *,
    scope: Any = None,
    unknown: str | None = None,
    templates: Any = None,
) -> Comparison:
    """Compare entries with jobs of one region."""
    read = RegionJobs("account", "cn-shanghai", list(jobs), unknown, templates)
    return compare(declared(*entries, scope=scope), [read])
