# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON that a server sends, held to what everything after it can bear.

Python's parser takes more than JSON: ``NaN``, names given twice, numbers and depths without end, and halves of
characters that nothing can print.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any, Callable

DEEPEST = 32  # levels; the API's answers have five
LONGEST_NUMBER = 100  # digits; more cannot be compared with a fraction, or take very long to read

_ESCAPED = re.compile(rb"\\.", re.DOTALL)
_ESCAPED_HALF = re.compile(rb"\\u[dD][89a-fA-F]")  # half of a character above U+FFFF
_HALF = re.compile("[\ud800-\udfff]")
_AS_BRACES = bytes.maketrans(b"[]", b"{}")
_NO_MARKS = bytes(set(range(256)) - set(b'[]{}"'))


class NotJsonError(ValueError):
    """What was sent cannot be used. The message says why, to follow "a body that"."""


def read_json(content: bytes, rename: Callable[[str], str]) -> Any:
    """Parse a JSON document.

    :param rename: what becomes of the names in objects
    :returns: the value; in its strings, half a character is replaced by U+FFFD
    :raises NotJsonError: if it is not JSON, or cannot be used
    """
    renamed = _Renamed(rename)

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = {renamed[name]: value for name, value in pairs}
        if len(found) != len(pairs):
            _check_repeated(pairs, rename)
        return found

    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotJsonError("is not UTF-8") from None
    if not text.strip():
        raise NotJsonError("is empty")
    try:
        value = json.loads(
            text, object_pairs_hook=members, parse_constant=_constant, parse_int=_whole, parse_float=_fraction
        )
    except json.JSONDecodeError:
        raise NotJsonError("is cut short or is not the API's JSON") from None
    except RecursionError:
        is_deep = True
    else:
        is_deep = _is_deep(content)
    if is_deep:
        raise NotJsonError(f"is nested more than {DEEPEST} levels deep")
    return _whole_characters(value) if b"\\" in content and _ESCAPED_HALF.search(content) else value


class _Renamed(dict[str, str]):
    """What becomes of each name of a document; to look it up takes half the time of a call."""

    def __init__(self, rename: Callable[[str], str]) -> None:
        super().__init__()
        self._rename = rename

    def __missing__(self, name: str) -> str:
        self[name] = renamed = self._rename(name)
        return renamed


def _check_repeated(pairs: list[tuple[str, Any]], rename: Callable[[str], str]) -> None:
    """To say the same twice is harmless."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if found.setdefault(rename(name), value) != value:
            raise NotJsonError(f"has two values for {name[:100]!r}")


def _constant(word: str) -> Any:
    raise NotJsonError(f"has the number {word}, which is not JSON")


def _whole(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise NotJsonError(f"has a number of more than {LONGEST_NUMBER} digits")
    return int(digits)


def _fraction(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise NotJsonError("has a number that is too large")
    return number


def _is_deep(content: bytes) -> bool:
    """Whether a JSON document is nested too deep; its brackets tell it sooner than its values."""
    if b"\\" in content:
        content = _ESCAPED.sub(b"", content)
    marks = content.translate(_AS_BRACES, _NO_MARKS)
    # Strings without brackets go at once, and two quotes beside each other leave the others what they are.
    braces = b"".join(marks.replace(b'""', b"").split(b'"')[::2])
    for _number in range(DEEPEST + 1):
        braces = braces.replace(b"{}", b"")  # the innermost ones
        if not braces:
            return False
    return True


def _whole_characters(value: Any) -> Any:
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, dict):
        return {_whole_characters(name): _whole_characters(item) for name, item in value.items()}
    return [_whole_characters(item) for item in value] if isinstance(value, list) else value
