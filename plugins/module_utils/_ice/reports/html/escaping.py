# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts that others wrote, made safe to show: what nobody can see, or what turns a line around, becomes visible."""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any

# Controls (but for tab and line feed), marks and overrides of direction, invisible spaces, separators of lines that end
# a JavaScript string, halves of characters, and tags. Joiners stay: some scripts cannot be written without them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
# What could end the island's element, begin a comment in it, or be read as markup by what copies it elsewhere
_IN_ISLAND = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&"}


def visible(text: str) -> str:
    """The text, with ``[U+202E]`` in place of each character that cannot be seen or that rearranges others."""
    if text.isprintable():  # most are, and Python tells quickly
        return text
    return _UNSEEN.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)


def escaped(text: str) -> str:
    """The text for HTML, inside an element or a quoted attribute."""
    return escape(visible(text), quote=True)


def value_text(value: Any) -> str:
    """Any JSON value as one text: a string as it is, all else as JSON; empty for None."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def island(value: Any) -> str:
    """JSON that can stand inside a ``script`` element: no text in it ends the element. Its texts are visible ones."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_IN_ISLAND)
