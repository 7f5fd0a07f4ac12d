# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets in texts that others wrote: servers that repeat what they were sent, libraries that quote a whole request."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from typing import Any

MASK = "********"
_SHORTEST_SECRET = 8  # shorter strings would be masked in ordinary words
_RUN = re.compile(r"[A-Za-z0-9]+")
_QUERY = re.compile(r"\?[^\s'\"<>]*=[^\s'\"<>]*")
_USER_OF_URL = re.compile(r"(?<=://)[^\s/@'\"]+@")
# What a secret is called where it stands beside its name, in headers, forms, JSON and command lines.
_NAMED = re.compile(
    r"""((?:access_?key_?secret|token|signature|password|authorization)
    ["']?\s?[:=]\s?["']?)(?:(?:bearer|basic)\s)?[^\s"'&,;}\])]+""",
    re.IGNORECASE | re.VERBOSE,
)


class Redactor:
    """Masks some secrets, whichever way they are written: plain, percent-encoded, escaped in JSON, or in base64."""

    def __init__(self, secrets: Iterable[str | None]) -> None:
        known = {secret for secret in secrets if secret and len(secret) >= _SHORTEST_SECRET}
        ways = [way for secret in known for way in (_plain_or_encoded(secret), *_base64_ways(secret))]
        # One may be a part of the other: the longer one first.
        self._pattern = re.compile("|".join(sorted(ways, key=len, reverse=True))) if ways else None
        in_base64 = (text for secret in known for text in _in_base64(secret))
        self._runs = [max(_RUN.findall(text), key=len, default="").encode() for text in (*known, *in_base64)]

    def text(self, text: str) -> str:
        """The text with the secrets masked."""
        return self._pattern.sub(MASK, text) if self._pattern else text

    def value(self, value: Any) -> Any:
        """A JSON value with the secrets masked in all its strings and names."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {self.text(name): self.value(item) for name, item in value.items()}
        return [self.value(item) for item in value] if isinstance(value, list) else value

    def may_be_in(self, content: bytes) -> bool:
        """Whether it is worth the time to look for the secrets in this; letters and digits need no encoding."""
        return any(run in content for run in self._runs)


def without_requests(text: str) -> str:
    """A library's message without what it quotes of a request: queries, users in URLs, and values called secrets."""
    text = _USER_OF_URL.sub("", _QUERY.sub("?...", text))
    return _NAMED.sub(lambda found: found[1] + MASK, text)


def _plain_or_encoded(secret: str) -> str:
    return "".join(_character(character) for character in secret)


def _character(character: str) -> str:
    """A pattern for a character: itself, percent-encoded once or more often, or as an escape of JSON."""
    encoded = "".join(f"%(?:25)*{byte:02x}" for byte in character.encode("utf-8", "replace"))
    return rf"(?:\\*{re.escape(character)}|(?i:{encoded})|\\+u(?i:{ord(character):04x}))"


def _base64_ways(secret: str) -> Iterator[str]:
    for text in _in_base64(secret):
        yield re.escape(text).replace(r"\+", "[+-]").replace("/", "[/_]")


def _in_base64(secret: str) -> Iterator[str]:
    """What is always there of it in base64, for each of the places within three bytes where it can begin."""
    content = secret.encode("utf-8", "replace")
    for offset, first in enumerate((0, 2, 3)):
        coded = base64.b64encode(bytes(offset) + content).decode()
        yield coded[first : (offset + len(content)) * 8 // 6]
