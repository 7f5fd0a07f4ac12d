# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read an answer: never more of it than an answer of the API can have, and with secrets masked from here on."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any, NamedTuple

from ..names import parse_json
from ..redaction import MASK, Redactor
from ..strict_json import NotJsonError
from .libraries import httpx

MIB = 1024 * 1024
# Bytes of a body once it is unpacked. A row takes one or two thousand, so 100 of them are far from this.
LARGEST_ANSWER = 32 * MIB
LARGEST_REFUSAL = MIB  # a few hundred bytes, and what some refusals repeat of the request
_GZIP_OR_ZLIB = 47  # for zlib: find out which of the two it is
_LONGEST_ID = 200  # characters; the API's have 36


class Answer(NamedTuple):
    """An answer of a server.

    :ivar headers: names in any case
    :ivar body: the JSON value, names in snake case; None if there is none
    :ivar flaw: why there is none, to follow "a body that"; empty if there is one
    :ivar is_too_large: whether that is because the body is larger than any of the API
    """

    status: int
    headers: Mapping[str, str]
    body: Any
    flaw: str = ""
    is_too_large: bool = False

    @property
    def request_id(self) -> str | None:
        """What the provider's support finds the request by."""
        return short_text(self.body.get("request_id"), _LONGEST_ID) if isinstance(self.body, dict) else None


def short_text(value: Any, longest: int) -> str | None:
    """A text or number of an answer on one line, for messages; None for anything else, and for nothing."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    # What no terminal shows could also move its cursor.
    words = "".join(character if character.isprintable() else " " for character in str(value)).split()
    return " ".join(words)[:longest] or None


class Received(NamedTuple):
    """A response as it came.

    :ivar headers: names in any case; they may hold secrets
    :ivar content: the body, unpacked; it may hold secrets, too
    :ivar flaw: why there is none, to follow "a body that"; empty if there is one
    """

    status: int
    headers: Mapping[str, str]
    content: bytes
    flaw: str = ""
    is_too_large: bool = False


async def receive(response: httpx.Response) -> Received:
    """Read a response that was opened as a stream.

    :raises httpx.HTTPError: if the connection ends before the body does
    """
    status, headers = response.status_code, response.headers
    most = LARGEST_ANSWER if status == 200 else LARGEST_REFUSAL
    try:
        return Received(status, headers, await _content(response, most))
    except _TooLargeError:
        return Received(status, headers, b"", f"is larger than {most // MIB} MiB", is_too_large=True)
    except zlib.error:
        return Received(status, headers, b"", "is not packed as its header says")


def understand(received: Received, redactor: Redactor) -> Answer:
    """Parse a response, and mask secrets in it."""
    status, content, flaw, body = received.status, received.content, received.flaw, None
    if not flaw:
        try:
            body = parse_json(content)
        except NotJsonError as error:
            flaw = redactor.text(str(error))
    if not (status == 200 and isinstance(body, dict)) or redactor.may_be_in(content):
        body = redactor.value(body)
    elif "request_id" in body:  # to look into each string of a long list takes longer than to parse it
        body["request_id"] = redactor.value(body["request_id"])
    headers = {name: redactor.text(value) for name, value in received.headers.items()}
    return Answer(status, headers, body, flaw, received.is_too_large)


class _TooLargeError(Exception):
    pass


async def _content(response: httpx.Response, most: int) -> bytes:
    """The body without the request's own signature, which some servers repeat.

    It is unpacked here: the HTTP library unpacks all of what has arrived, which may be a thousand times as much.
    """
    packing = response.headers.get("content-encoding", "").strip().lower()
    unpack = zlib.decompressobj(_GZIP_OR_ZLIB) if packing in ("gzip", "x-gzip", "deflate") else None
    content = bytearray()
    async for piece in response.aiter_raw():
        content += unpack.decompress(piece, most + 1 - len(content)) if unpack else piece
        if len(content) > most:
            raise _TooLargeError
    signature = response.request.headers.get("authorization", "").rpartition("Signature=")[2]
    return bytes(content.replace(signature.encode(), MASK.encode()) if signature else content)
