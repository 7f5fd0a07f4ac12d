# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules for the formats of a recording template."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from ansible_collections.mediaops.alicloud.tests.emulator.api_error import (
    ApiError,
    invalid_parameter,
    missing_parameter,
)
from ansible_collections.mediaops.alicloud.tests.emulator.store.file_store import FILE_FORMATS

from .parameters import member_text

DEFAULT_CYCLE_S = 6 * 3600
DEFAULT_SLICE_S = 30
SHORTEST_SLICE_S, LONGEST_SLICE_S = 5, 30
_BYTES_BELOW = 256
_LONGEST_CYCLE_S = (1 << 31) - 1
_VARIABLE = re.compile(r"\{([^{}]*)\}")
_FILE_VARIABLES = ("JobId", "Sequence", "StartTime", "EndTime", "EscapedStartTime", "EscapedEndTime")
# The reference writes UnixTimestamp, the guide of the console UnixTimeStamp.
_SLICE_TIMES = ("UnixTimestamp", "UnixTimeStamp")
_SLICE_VARIABLES = ("JobId", *_SLICE_TIMES, "Sequence")


def check_record_formats(value: object) -> list[dict[str, object]]:
    """A template's list of formats, with the defaults of what was left out; ApiError if a rule is broken."""
    if not isinstance(value, list):
        raise invalid_parameter("RecordFormat", "It must be a JSON array.")
    if not value:
        raise missing_parameter("RecordFormat")
    formats = [_format(f"RecordFormat.{number}", entry) for number, entry in enumerate(value, start=1)]
    names = [entry["Format"] for entry in formats]
    if len(set(names)) < len(names):
        raise invalid_parameter("RecordFormat", "Each Format can be there once.")
    return formats


def _format(where: str, entry: object) -> dict[str, object]:
    if not isinstance(entry, dict):
        raise invalid_parameter(where, "It must be a JSON object.")
    name = _required(entry, where, "Format")
    if name not in FILE_FORMATS:
        raise invalid_parameter(f"{where}.Format", f"Valid values: {', '.join(FILE_FORMATS)}.")
    prefix = _prefix(entry, where, "OssObjectPrefix", _FILE_VARIABLES)
    for variable in ("StartTime", "EndTime"):
        if f"{{{variable}}}" not in prefix and f"{{Escaped{variable}}}" not in prefix:
            raise _lacks(f"{where}.OssObjectPrefix", f"{{{variable}}} or {{Escaped{variable}}}")
    checked: dict[str, object] = {
        "CycleDuration": _seconds(entry, where, "CycleDuration", DEFAULT_CYCLE_S, 1, _LONGEST_CYCLE_S),
        "Format": name,
        "OssObjectPrefix": prefix,
    }
    # What is said of slices takes effect for m3u8 only, and is dropped otherwise.
    if name == "m3u8":
        slice_prefix = _prefix(entry, where, "SliceOssObjectPrefix", _SLICE_VARIABLES)
        for choice in (_SLICE_TIMES, ("Sequence",)):
            if not any(f"{{{variable}}}" in slice_prefix for variable in choice):
                raise _lacks(f"{where}.SliceOssObjectPrefix", f"{{{choice[0]}}}")
        checked["SliceDuration"] = _seconds(
            entry, where, "SliceDuration", DEFAULT_SLICE_S, SHORTEST_SLICE_S, LONGEST_SLICE_S
        )
        checked["SliceOssObjectPrefix"] = slice_prefix
    return checked


def _required(entry: Mapping[str, object], where: str, name: str) -> str:
    text = member_text(entry, where, name)
    if text is None:
        raise missing_parameter(f"{where}.{name}")
    return text


def _prefix(entry: Mapping[str, object], where: str, name: str, variables: Collection[str]) -> str:
    prefix = _required(entry, where, name)
    if len(prefix.encode()) >= _BYTES_BELOW:
        raise invalid_parameter(f"{where}.{name}", f"It must be less than {_BYTES_BELOW} bytes long.")
    for variable in _VARIABLE.findall(prefix):
        if variable not in variables:
            known = ", ".join(f"{{{each}}}" for each in variables)
            raise invalid_parameter(f"{where}.{name}", f"Unknown variable {{{variable}}}; valid: {known}.")
    return prefix


def _lacks(name: str, variables: str) -> ApiError:
    return invalid_parameter(name, f"It must contain {variables}.")


def _seconds(entry: Mapping[str, object], where: str, name: str, default: int, lowest: int, highest: int) -> int:
    value = entry.get(name)
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
        raise invalid_parameter(f"{where}.{name}", f"It must be a whole number from {lowest} to {highest}.")
    return value
