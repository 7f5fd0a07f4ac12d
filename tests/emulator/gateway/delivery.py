# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sending an answer: whole, or spoiled as a fault asks."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import zlib
from dataclasses import dataclass, field

from starlette.types import Receive, Scope, Send

from ansible_collections.mediaops.alicloud.tests.emulator.clock import Clock
from ansible_collections.mediaops.alicloud.tests.emulator.faults.kinds import OtherBodyRule
from ansible_collections.mediaops.alicloud.tests.emulator.faults.plan import Strike

from .connections import ConnectionCutter

JSON_TYPE = b"application/json;charset=utf-8"
_HTML = b"<html><head><title>Bad gateway</title></head><body>The upstream is away.</body></html>"
_DRIPS = 10
_PIECE = 1 << 20


@dataclass(slots=True)
class Answer:
    """Status, body and the headers beyond those that every answer has."""

    status: int
    body: bytes
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    content_type: bytes = JSON_TYPE


def spoil(answer: Answer, strike: Strike) -> Answer:
    """The answer as the client gets it, as far as its content is concerned."""
    if strike.not_json is not None:
        return Answer(strike.not_json.status, _HTML, content_type=b"text/html")
    if strike.cut_json:
        answer.body = answer.body[: len(answer.body) // 2]
    return answer


class Delivery:
    """Sends answers over the connection that the request came in on."""

    def __init__(self, clock: Clock, cutter: ConnectionCutter) -> None:
        self._clock = clock
        self._cutter = cutter

    def reset(self, scope: Scope) -> None:
        """Reset the request's connection instead of answering."""
        self._cutter.reset(scope)

    async def stall(self, receive: Receive, seconds: float) -> None:
        """Wait until the client has left, or the time is up."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while (await receive())["type"] != "http.disconnect":
                    pass

    async def send(self, answer: Answer, strike: Strike, send: Send) -> None:
        """Send one answer."""
        if strike.other_body is not None:
            await self._send_other(strike.other_body, answer, send)
            return
        replaced = {name for name, _value in answer.headers}
        headers = [
            (b"date", self._clock.http_date()),
            (b"content-length", str(len(answer.body)).encode("ascii")),
            *([] if b"content-type" in replaced else [(b"content-type", answer.content_type)]),
            *answer.headers,
        ]
        start = {"type": "http.response.start", "status": answer.status, "headers": headers}
        await send(start)
        body = answer.body
        if strike.slow_body_s:
            body = await self._drip(body, strike.slow_body_s, send)
        if strike.truncated:
            # The server closes a connection whose answer is never completed.
            await send(_chunk(body[: len(body) // 2], more=True))
            return
        await send(_chunk(body, more=False))

    async def _send_other(self, rule: OtherBodyRule, answer: Answer, send: Send) -> None:
        headers = [(b"content-type", rule.content_type.encode()), *answer.headers]
        if rule.gzip:
            headers.append((b"content-encoding", b"gzip"))
        await send({"type": "http.response.start", "status": rule.status, "headers": headers})
        packer = zlib.compressobj(wbits=31) if rule.gzip else None
        body = rule.body.encode()
        at_once = max(1, _PIECE // max(1, len(body)))
        pieces = (body * min(at_once, rule.repeat - done) for done in range(0, rule.repeat, at_once))
        for piece in itertools.chain([rule.before.encode()], pieces):
            await send(_chunk(packer.compress(piece) if packer else piece, more=True))
        await send(_chunk(packer.flush() if packer else b"", more=False))

    async def _drip(self, body: bytes, seconds: float, send: Send) -> bytes:
        """Send all but the last of ten pieces, spread over the time; return the last one."""
        size = max(1, len(body) // _DRIPS)
        for number in range(_DRIPS - 1):
            await send(_chunk(body[number * size : (number + 1) * size], more=True))
            await asyncio.sleep(seconds / (_DRIPS - 1))
        return body[(_DRIPS - 1) * size :]


def _chunk(body: bytes, *, more: bool) -> dict[str, object]:
    return {"type": "http.response.body", "body": body, "more_body": more}
