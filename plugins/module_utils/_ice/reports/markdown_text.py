# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts of others in Markdown, so that they stay texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .texts import counted, shown

# Beside letters and digits of all scripts. Everything else could begin something: a link, a cell, a tag.
_PLAIN = frozenset(" ,;:.-()=+?%'")
_ALL = "All are in the JSON report of this audit."


def code(text: str | None, most: int) -> str:
    """A text of others, of at most so many characters, that can stand anywhere, also in a table.

    It is an element of HTML: the text of a code span ends with a backtick, and a cell of a table with a bar. Inside
    code no reader looks for mentions, numbers of issues or emoji. What could begin something is written as its number.
    """
    text = shown(text, most).strip()
    if not text:
        return "-"
    return f"<code>{''.join(_written(before, each) for before, each in zip(' ' + text, text))}</code>"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], number: int, one: str, most_bytes: int) -> list[str]:
    """The lines of a table, and how many rows are left out since the table would be too large.

    :param rows: cells in Markdown; only as many as fit are asked for
    :param number: how many rows there are
    :param one: what a row is
    """
    lines = ["", f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    left = most_bytes - size_of(lines)
    shown_rows = 0
    for row in rows:
        line = f"| {' | '.join(row)} |"
        left -= size_of([line])
        if left < 0:
            break
        lines.append(line)
        shown_rows += 1
    return [*lines, "", *left_out(number - shown_rows, one)]


def left_out(number: int, one: str) -> list[str]:
    """A paragraph that says it, if it is so."""
    if number <= 0:
        return []
    return [f"{counted(number, one)} {'is' if number == 1 else 'are'} left out here. {_ALL}", ""]


def size_of(lines: Iterable[str]) -> int:
    """Bytes."""
    return sum(len(line.encode()) + 1 for line in lines)


def _written(before: str, character: str) -> str:
    if character.isalnum() or (character in _PLAIN and (character, before.lower()) != (".", "w")):
        return character  # but www. begins an address
    if character == "@":
        return "&#64;<wbr>"  # which keeps readers from seeing the address of a mail
    return f"&#{ord(character)};"
