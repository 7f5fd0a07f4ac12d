# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON that is the same for equal values, that every parser takes, and that a terminal can show."""

from __future__ import annotations

import json
import math
import re
from typing import Any

# Half a character is no character. The others are valid in JSON, but change how a text looks, or end lines elsewhere.
_HALF = "[\ud800-\udfff]"
_UNSEEN = "[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff\U000e0000-\U000e0fff]"
_ESCAPED = re.compile(f"{_HALF}|{_UNSEEN}")


def compact(value: Any) -> str:
    """A value in one line; names in objects are sorted. What JSON does not have (dates, infinity) becomes a text."""
    try:
        text = _dumps(value)
    except (ValueError, TypeError):
        text = _dumps(_plain(value))
    return text if text.isascii() and "\x7f" not in text else _ESCAPED.sub(_escape, text)


def document(value: Any, levels: int, indent: str = "") -> str:
    """The same in lines, without the last line's end.

    :param levels: how many levels have a line for each item; deeper values are :func:`compact`, which is quicker to
        write, easier to compare line by line, and half as large
    """
    if not levels or not value or not isinstance(value, (dict, list)):
        return compact(value)
    inner = f"{indent}  "
    if isinstance(value, dict):
        items = [f"{compact(name)}: {document(value[name], levels - 1, inner)}" for name in sorted(value)]
    else:
        items = [document(item, levels - 1, inner) for item in value]
    begin, end = "{}" if isinstance(value, dict) else "[]"
    return f"{begin}\n{inner}" + f",\n{inner}".join(items) + f"\n{indent}{end}"


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    if character > "\uffff":
        offset = ord(character) - 0x10000
        return f"\\u{0xD800 + (offset >> 10):04x}\\u{0xDC00 + (offset & 0x3FF):04x}"
    return f"\\u{ord(character):04x}"


def _plain(value: Any) -> Any:
    """The value with nothing in it that JSON does not have. Parameters of rules can have what YAML has."""
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value if value is None or isinstance(value, (str, bool, int, float)) else str(value)
