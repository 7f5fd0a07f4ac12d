# Copyright (c) 2026, mediaops maintainers
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
# The reference writes UnixTimestamp, the guide of the console UnixTimeStamp.
_SLICE_VARIABLES = ("JobId", "UnixTimestamp", "UnixTimeStamp", "Sequence")
_SLICE_NEEDS = (("UnixTimestamp", "UnixTimeStamp"), ("Sequence",))
_FIELDS = ("format", "oss_object_prefix", "slice_oss_object_prefix", "cycle_duration", "slice_duration")
_LONGEST_CYCLE = 2**31 - 1  # what the API's integer holds; it documents no limit


def checked_formats(entries: Sequence[Entry]) -> list[Entry]:
    """The entries as the API keeps them: with defaults, and with fields for slices for m3u8 only.

    :raises InputError: naming the entry and the rule it breaks
    """
    if not entries:
        raise InputError("record_format is empty; a template has at least one format.")
    checked = [_checked(f"record_format[{number}]", entry) for number, entry in enumerate(entries)]
    kinds = [entry["format"] for entry in checked]
    for kind in kinds:
        if kinds.count(kind) > 1:
            raise InputError(f"record_format has {kind} {kinds.count(kind)} times; each format can be there once.")
    return checked


def unknown_fields(entries: Sequence[Entry]) -> list[str]:
    """Names in the entries that the API does not take; they have no effect. What it returned may have new ones."""
    return sorted({str(name) for entry in entries if isinstance(entry, dict) for name in entry} - set(_FIELDS))


def check_complete(entries: Sequence[Entry]) -> None:
    """Check entries for a template that does not exist yet: there is nothing that could stay as it is.

    :raises InputError: naming the entry that has no prefix
    """
    for number, entry in enumerate(entries):
        if "oss_object_prefix" not in entry:
            raise InputError(f"record_format[{number}].oss_object_prefix is missing; a new template needs it.")


def _checked(where: str, entry: Entry) -> Entry:
    if not isinstance(entry, dict):
        raise InputError(f"{where} is {entry!r}; it must be a dictionary with format and oss_object_prefix.")
    kind = _kind(entry)
    if kind not in RECORD_FORMATS:
        raise InputError(f"{where}.format: {kind!r} is none of {', '.join(RECORD_FORMATS)}.")
    checked = {"format": kind, "cycle_duration": _seconds(where, entry, "cycle_duration", DEFAULT_CYCLE)}
    if not 1 <= checked["cycle_duration"] <= _LONGEST_CYCLE:
        raise InputError(
            f"{where}.cycle_duration is {checked['cycle_duration']}; it must be at least 1 second, and not more than "
            f"{_LONGEST_CYCLE}."
        )
    if entry.get("oss_object_prefix"):
        checked["oss_object_prefix"] = _prefix(where, entry, "oss_object_prefix", _FILE_VARIABLES, _FILE_NEEDS)
    if kind != "m3u8":
        return checked
    if not entry.get("slice_oss_object_prefix"):
        raise InputError(f"{where}.slice_oss_object_prefix is missing; format m3u8 needs it.")
    prefix = _prefix(where, entry, "slice_oss_object_prefix", _SLICE_VARIABLES, _SLICE_NEEDS)
    seconds = _seconds(where, entry, "slice_duration", DEFAULT_SLICE)
    shortest, longest = _SLICE_SECONDS
    if not shortest <= seconds <= longest:
        raise InputError(f"{where}.slice_duration is {seconds}; it must be {shortest} to {longest} seconds.")
    return {**checked, "slice_oss_object_prefix": prefix, "slice_duration": seconds}


def _kind(entry: Entry) -> Any:
    kind = entry.get("format")
    return kind.lower() if isinstance(kind, str) else kind


def _seconds(where: str, entry: Entry, name: str, default: int) -> int:
    seconds = _value(entry, name, default)
    if isinstance(seconds, bool) or not isinstance(seconds, int):
        raise InputError(f"{where}.{name} is {seconds!r}; it must be a whole number of seconds.")
    return seconds


def _value(entry: Entry, name: str, default: int) -> Any:
    value = entry.get(name)
    if value in (None, ""):
        return default
    return int(value) if isinstance(value, str) and value.isdecimal() else value


def _prefix(where: str, entry: Entry, name: str, known: tuple[str, ...], needs: tuple[tuple[str, ...], ...]) -> str:
    prefix = entry[name]
    if not isinstance(prefix, str):
        raise InputError(f"{where}.{name} is {prefix!r}; it must be a text.")
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
    kept = {"format": _kind(entry), "cycle_duration": _value(entry, "cycle_duration", DEFAULT_CYCLE)}
    names = ["oss_object_prefix"]
    if kept["format"] == "m3u8":
        names.append("slice_oss_object_prefix")
        kept["slice_duration"] = _value(entry, "slice_duration", DEFAULT_SLICE)
    return {**kept, **{name: entry[name] for name in names if entry.get(name)}}


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
