# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the API for the formats of a recording template, checked before any request; and how formats compare.

An entry is a dict with the API's names in snake case: ``format``, ``oss_object_prefix``, ``slice_oss_object_prefix``,
``cycle_duration`` and ``slice_duration``. The fields for slices have an effect for m3u8 only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ..errors import InputError
from ..shapes import RECORD_FORMATS

Entry = dict[str, Any]

DEFAULT_CYCLE = 6 * 3600
DEFAULT_SLICE = 30

_PREFIX_BYTES_BELOW = 256
_SLICE_SECONDS = (5, 30)
_VARIABLE = re.compile(r"\{([^{}]*)\}")
_FILE_VARIABLES = ("JobId", "Sequence", "StartTime", "EndTime", "EscapedStartTime", "EscapedEndTime")
_FILE_NEEDS = (("StartTime", "EscapedStartTime"), ("EndTime", "EscapedEndTime"))
_SLICE_VARIABLES = ("JobId", "UnixTimestamp", "Sequence")
_SLICE_NEEDS = (("UnixTimestamp",), ("Sequence",))


def checked_formats(entries: Sequence[Entry]) -> list[Entry]:
    """The entries as the API keeps them: with defaults, and with fields for slices for m3u8 only.

    :raises InputError: naming the entry and the rule it breaks
    """
    if not entries:
        raise InputError("record_format is empty; a template has at least one format.")
    return [_checked(f"record_format[{number}]", entry) for number, entry in enumerate(entries)]


def _checked(where: str, entry: Entry) -> Entry:
    kind = entry.get("format")
    if kind not in RECORD_FORMATS:
        raise InputError(f"{where}.format: {kind!r} is none of {', '.join(RECORD_FORMATS)}.")
    checked = {"format": kind, "cycle_duration": _value(entry, "cycle_duration", DEFAULT_CYCLE)}
    if checked["cycle_duration"] < 1:
        raise InputError(f"{where}.cycle_duration is {checked['cycle_duration']}; it must be at least 1 second.")
    if entry.get("oss_object_prefix") is not None:
        checked["oss_object_prefix"] = _prefix(where, entry, "oss_object_prefix", _FILE_VARIABLES, _FILE_NEEDS)
    if kind != "m3u8":
        return checked
    if entry.get("slice_oss_object_prefix") is None:
        raise InputError(f"{where}.slice_oss_object_prefix is missing; format m3u8 needs it.")
    prefix = _prefix(where, entry, "slice_oss_object_prefix", _SLICE_VARIABLES, _SLICE_NEEDS)
    seconds = _value(entry, "slice_duration", DEFAULT_SLICE)
    shortest, longest = _SLICE_SECONDS
    if not shortest <= seconds <= longest:
        raise InputError(f"{where}.slice_duration is {seconds}; it must be {shortest} to {longest} seconds.")
    return {**checked, "slice_oss_object_prefix": prefix, "slice_duration": seconds}


def _value(entry: Entry, name: str, default: int) -> Any:
    value = entry.get(name)
    if value is None:
        return default
    return int(value) if isinstance(value, str) and value.isdecimal() else value


def _prefix(where: str, entry: Entry, name: str, known: tuple[str, ...], needs: tuple[tuple[str, ...], ...]) -> str:
    prefix: str = entry[name]
    length = len(prefix.encode("utf-8", "surrogatepass"))
    if length >= _PREFIX_BYTES_BELOW:
        raise InputError(f"{where}.{name} is {length} bytes long; it must be less than {_PREFIX_BYTES_BELOW}.")
    variables = _VARIABLE.findall(prefix)
    for variable in variables:
        if variable not in known:
            names = ", ".join(f"{{{each}}}" for each in known)
            raise InputError(f"{where}.{name} has the unknown variable {{{variable}}}; there are {names}.")
    for choice in needs:
        if not set(choice) & set(variables):
            names = " or ".join(f"{{{each}}}" for each in choice)
            raise InputError(f"{where}.{name} is {prefix!r}; it must contain {names}.")
    return prefix


def as_kept(entries: Any) -> list[Entry]:
    """The entries that the API returned, in the same form: there, fields may be missing and numbers may be strings."""
    return [_as_kept(entry) for entry in entries or () if isinstance(entry, dict)]


def _as_kept(entry: Entry) -> Entry:
    kept = {"format": entry.get("format"), "cycle_duration": _value(entry, "cycle_duration", DEFAULT_CYCLE)}
    names = ["oss_object_prefix"]
    if kept["format"] == "m3u8":
        names.append("slice_oss_object_prefix")
        kept["slice_duration"] = _value(entry, "slice_duration", DEFAULT_SLICE)
    return {**kept, **{name: entry[name] for name in names if entry.get(name) is not None}}


def merged(wanted: Sequence[Entry], kept: Sequence[Entry]) -> list[Entry]:
    """The wanted entries; what they leave out stays as it is. If nothing differs, an equal list to ``kept``.

    The order of entries has no meaning.
    """
    left = list(kept)
    result = []
    for entry in wanted:
        same = next((other for other in left if other["format"] == entry["format"]), None)
        if same is not None:
            left.remove(same)
        result.append({**_only_prefix(same), **entry})
    return list(kept) if _sorted(result) == _sorted(kept) else result


def _only_prefix(entry: Entry | None) -> Entry:
    return {name: value for name, value in (entry or {}).items() if name == "oss_object_prefix"}


def _sorted(entries: Sequence[Entry]) -> list[Any]:
    return sorted(sorted((name, str(value)) for name, value in entry.items()) for entry in entries)
