# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts of jobs, made harmless: as names of hosts they become names of files, host patterns and words of a shell."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_SAFE = re.compile(r"[A-Za-z0-9_.-]*")
_LEFT_OUT = re.compile("\0+")
# Letters and marks that nobody can see, so that two names that look the same would be different hosts.
_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
_DIGITS_OF_HASH = 12


def safe_text(text: str, most_bytes: int) -> str:
    """The text with letters, digits, ``_``, ``-`` and ``.`` only; empty if it has no letter or digit.

    Whatever else it has becomes an underscore: what is a part of paths, patterns, templates or commands, and what
    cannot be seen. Letters of all languages stay. A text that is longer ends with a hash of the whole text.

    :param most_bytes: of its UTF-8
    """
    if not _SAFE.fullmatch(text):
        # Composed, as keyboards write it: the same letter in two encodings is the same letter.
        text = _UNSEEN.sub("\0", unicodedata.normalize("NFC", text))
        text = _LEFT_OUT.sub("_", "".join(letter if _may_stay(letter) else "\0" for letter in text)).strip("_")
    text = text.lstrip("._-")  # a file that is hidden, the folder above, an option of a command
    encoded = text.encode()
    if len(encoded) <= most_bytes:
        return text
    digest = hashlib.sha256(encoded).hexdigest()[:_DIGITS_OF_HASH]
    return f"{encoded[: most_bytes - _DIGITS_OF_HASH - 1].decode(errors='ignore')}-{digest}"


def same_file(name: str) -> str:
    """What two names have in common that are one file where case does not count, or the encoding of accents."""
    return (
        name.lower() if name.isascii() else unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())
    )


def _may_stay(letter: str) -> bool:
    return letter in "_.-" or unicodedata.category(letter)[0] in "LMN"
