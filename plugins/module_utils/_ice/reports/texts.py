# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts of a report as they are shown: what cannot be seen is made visible, and nothing is endless."""

from __future__ import annotations

from .report import Finding, Recording

NO_NAME = "(no name)"


def visible(text: str) -> str:
    r"""The text with each character that cannot be seen written as in Python: ``\n``, ``\x1b``, ``\u202e``.

    These are control characters, those that change the direction of a text or have no width, ends of lines, and halves
    of characters. Nothing of this can hide a part of a line or reach a terminal.
    """
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() or character == "\u3000" else ascii(character)[1:-1] for character in text
    )


def shortened(text: str, most: int) -> str:
    """At most so many characters of a text; what is left out is shown."""
    return text if len(text) <= most else f"{text[: most - 1]}\u2026"


def shown(text: str | None, most: int) -> str:
    """A text that can be seen, of at most so many characters."""
    return shortened(visible(shortened(text or "", most)), most)


def name_of(recording: Recording | None) -> str | None:
    """What a recording is called; by its stream if it has no name. None if there is no recording."""
    if recording is None:
        return None
    stream = recording["stream_input"].get("url")
    return recording["name"] or (f"{NO_NAME} {stream}" if stream else NO_NAME)


def subject_of(finding: Finding) -> str:
    """What a finding is about: a recording, or its whole region."""
    return name_of(finding["recording"]) or "the region"


def counted(number: int, one: str, more: str | None = None) -> str:
    """``1 job``, ``2 jobs``."""
    return f"{number} {one if number == 1 else more or one + 's'}"


def length_of_time(seconds: int) -> str:
    """``45 s``, ``1 min 5 s``, ``2 h 5 min``, ``30 d``: at most two units; the rest is left out."""
    parts = []
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1)):
        number, seconds = divmod(seconds, size)
        if number:
            parts.append(f"{number} {unit}")
        if parts and (len(parts) == 2 or not number):
            break
    return " ".join(parts) or "0 s"
