# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scenarios: everything that an emulator holds, in one document.

A scenario is a JSON object with any of these, and is brought about in this order::

    {
      "streams":    {"stream_arrives_after_s": 0.2},
      "templates":  [{"name": "hourly"}],
      "seeds":      [{"count": 200, "days": 7}],
      "jobs":       [{"name": "studio-1", "status": "paused", "create_time": "-2d"}],
      "file_seeds": [{"per_job": 3}],
      "recording_seeds": [{"count": 20}],
      "files":      [{"format": "mp4"}],
      "faults":     {"qps": 20}
    }

Each entry has the fields of its request to the control API. Times may also be relative: ``now``, ``-90m``, ``-2d``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from ansible_collections.mediaops.alicloud.tests.emulator.clock import format_api_time
from ansible_collections.mediaops.alicloud.tests.emulator.region.regions import Regions

from .fields import MISTAKES, ControlError
from .files import add_file, seed_files_of_jobs, seed_recordings_with_files
from .jobs import add_job, seed_jobs
from .settings import change_streams, set_faults
from .templates import add_template

_Load = Callable[[Regions, Mapping[str, object]], object]
# What comes first is needed by what follows: jobs have templates, files have jobs. Faults strike nothing of this.
_OBJECTS: Mapping[str, _Load] = {"streams": change_streams, "faults": set_faults}
_LISTS: Mapping[str, _Load] = {
    "templates": add_template,
    "seeds": seed_jobs,
    "jobs": add_job,
    "file_seeds": seed_files_of_jobs,
    "recording_seeds": seed_recordings_with_files,
    "files": add_file,
}
_ORDER = ("streams", *_LISTS, "faults")
_TIMES = ("create_time", "start_time", "end_time", "start", "end")
_RELATIVE = re.compile(r"now|-(\d{1,6})([smhdw])", re.ASCII)
_UNIT_S = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}


def load_scenario(regions: Regions, scenario: Mapping[str, object]) -> None:
    """Add what a scenario has to what is there; ControlError says which entry makes no sense."""
    unknown = sorted(set(scenario) - set(_ORDER))
    if unknown:
        raise ControlError(f"a scenario has no {unknown[0]!r}; it may have {', '.join(_ORDER)}")
    now = int(regions.first.clock.now())
    for name in _ORDER:
        for place, load, entry in _entries(name, scenario.get(name)):
            if not isinstance(entry, Mapping):
                raise ControlError(f"scenario: {place} must be an object")
            try:
                load(regions, {key: _time(value, now) if key in _TIMES else value for key, value in entry.items()})
            except MISTAKES as error:
                raise ControlError(f"scenario: {place}: {error}") from error


def _entries(name: str, value: object) -> Iterator[tuple[str, _Load, object]]:
    if value is None:
        return
    if name in _OBJECTS:
        yield name, _OBJECTS[name], value
    elif isinstance(value, list):
        yield from ((f"{name}[{number}]", _LISTS[name], entry) for number, entry in enumerate(value))
    else:
        raise ControlError(f"scenario: {name} must be a list")


def _time(value: object, now: int) -> object:
    found = _RELATIVE.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return value
    ago = int(found[1]) * _UNIT_S[found[2]] if found[1] else 0
    return format_api_time(max(now - ago, 0))
