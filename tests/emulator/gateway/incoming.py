# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A request as it came off the wire, before anybody has judged it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.types import Receive, Scope

from ansible_collections.mediaops.alicloud.tests.emulator.api_error import ApiError

LARGEST_BODY = 1 << 20


@dataclass(frozen=True, slots=True)
class IncomingRequest:
    """Method, path, raw query, headers (lower case, all values) and body."""

    method: str
    path: str
    query: str
    headers: Mapping[str, list[str]]
    body: bytes

    def header(self, name: str) -> str | None:
        """The first value of a header, trimmed."""
        values = self.headers.get(name)
        return values[0].strip() if values else None


async def read_request(scope: Scope, receive: Receive) -> IncomingRequest:
    """Collect one request from the server."""
    headers: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        headers.setdefault(name.decode("latin-1"), []).append(value.decode("latin-1"))
    body = b""
    # Most requests are GETs without a body; waiting for its end costs them a turn of the loop.
    if "content-length" in headers or "transfer-encoding" in headers:
        body = await _read_body(receive)
    return IncomingRequest(
        method=scope["method"],
        path=scope["raw_path"].decode("latin-1"),
        query=scope["query_string"].decode("latin-1"),
        headers=headers,
        body=body,
    )


async def _read_body(receive: Receive) -> bytes:
    chunks: list[bytes] = []
    size = 0
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        chunk: bytes = message.get("body", b"")
        size += len(chunk)
        # Past the limit the rest is read and dropped, so that the refusal can be answered.
        if size <= LARGEST_BODY:
            chunks.append(chunk)
        more = message.get("more_body", False)
    if size > LARGEST_BODY:
        raise ApiError(413, "RequestEntityTooLarge", f"The body exceeds {LARGEST_BODY} bytes.")
    return b"".join(chunks)


def decode_pairs(text: str) -> list[tuple[str, str]]:
    """Names and values of a query string or form; blanks kept, `+` read as a space."""
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise ApiError(400, "InvalidParameter", f"The parameters are not valid UTF-8: {error}.") from error


def parameters_of(request: IncomingRequest) -> dict[str, str]:
    """The operation's parameters: the query's, and a form's where one was posted."""
    parameters = dict(decode_pairs(request.query))
    content_type = request.header("content-type") or ""
    if request.body and content_type.startswith("application/x-www-form-urlencoded"):
        parameters.update(decode_pairs(request.body.decode("latin-1")))
    return parameters
