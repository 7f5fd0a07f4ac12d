# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Arguments as somebody wrote them in a rulebook, checked against their documentation.

ansible-rulebook hands on whatever is written there. The documentation of the source is the only description of its
arguments: types, choices and defaults are taken from it.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from ..connection import ConnectionOptions
from ..errors import InputError

Documented = Mapping[str, Mapping[str, Any]]

# What is not to be shown in messages: what the options of the connection do not show either.
SECRETS = frozenset(each.name for each in fields(ConnectionOptions) if not each.repr)

_WORDS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_KINDS = {
    "str": "a text",
    "path": "a path",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "list": "a list of texts",
    "dict": "a dictionary of texts",
}


def check_arguments(documented: Documented, given: Mapping[str, Any]) -> dict[str, Any]:
    """Check names, types and choices.

    :param documented: for each argument ``type``, perhaps ``default``, ``choices`` and ``required``
    :returns: a value for each documented argument; None where nobody set one and there is no default
    :raises InputError: naming the argument that is invalid; secrets are not shown
    """
    for name in given:
        if name not in documented:
            close = difflib.get_close_matches(str(name), documented, n=1)
            hint = f"Did you mean {close[0]}?" if close else f"Arguments are: {', '.join(sorted(documented))}."
            raise InputError(f"{name}: there is no such argument. {hint}")
    return {name: _value(name, rules, given.get(name)) for name, rules in documented.items()}


def _value(name: str, rules: Mapping[str, Any], value: Any) -> Any:
    if value is None:
        if rules.get("required"):
            raise InputError(f"{name} is missing.")
        return rules.get("default")
    try:
        found = _of_type(str(rules["type"]), value)
    except (ValueError, OverflowError):
        shown = "its value" if name in SECRETS else repr(value)
        raise InputError(f"{name}: {shown} is not {_KINDS[rules['type']]}.") from None
    choices = rules.get("choices")
    if choices and found not in choices:
        raise InputError(f"{name}: {found!r} is none of {', '.join(choices)}.")
    return found


def _of_type(kind: str, value: Any) -> Any:
    """:raises ValueError: if the value is of another type"""
    if kind in ("str", "path"):
        return _text(value)
    if kind == "list" and isinstance(value, (list, tuple)):
        return [_text(each) for each in value]
    if kind == "dict" and isinstance(value, Mapping):
        return {_text(key): _text(each) for key, each in value.items()}
    if kind == "bool":
        if isinstance(value, str) and value.lower() in _WORDS:
            return _WORDS[value.lower()]
        if isinstance(value, bool):
            return value
    if kind in ("int", "float") and isinstance(value, (int, float, str)) and not isinstance(value, bool):
        number = float(value)
        if kind == "float":
            return number
        if number == int(number):
            return int(number)
    raise ValueError


def _text(value: Any) -> str:
    """A template of a rulebook makes a number of a text that looks like one; whole ones are still what they were."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise ValueError
