# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The API as a function: what the client sends is kept, with its moment, and what it gets is made up here."""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any
from unittest import mock

import httpx

Answer = httpx.Response | Exception
Answers = Callable[[int, httpx.Request], Answer | Awaitable[Answer]]

OK = {"RequestId": "REQ", "TotalCount": 0, "LiveRecordJobs": []}


def ok(**more: Any) -> httpx.Response:
    return httpx.Response(200, json={**OK, **more})


def refused(code: str, status: int = 400, headers: dict[str, str] | None = None) -> httpx.Response:
    return httpx.Response(status, json={"Code": code, "Message": "No.", "RequestId": f"REQ-{code}"}, headers=headers)


class FakeApi(httpx.AsyncBaseTransport):
    """``answers`` gets the number of the request, from 0 on. Use :meth:`installed` around making the client."""

    def __init__(self, answers: Answers, now: Callable[[], float] = lambda: 0.0) -> None:
        self.requests: list[httpx.Request] = []
        self.times: list[float] = []
        self._answers = answers
        self._now = now

    @classmethod
    def of(cls, *answers: Answer, now: Callable[[], float] = lambda: 0.0) -> FakeApi:
        """These answers, the last one again and again."""
        return cls(lambda number, _request: answers[min(number, len(answers) - 1)], now)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        self.times.append(self._now())
        answer = self._answers(len(self.requests) - 1, request)
        if inspect.isawaitable(answer):
            answer = await answer
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer, httpx.Response)
        # A response is used up by reading it.
        return httpx.Response(answer.status_code, headers=answer.headers, stream=_Again(answer))

    @contextlib.contextmanager
    def installed(self) -> Iterator[None]:
        with mock.patch.object(httpx, "AsyncHTTPTransport", return_value=self):
            yield


class _Again(httpx.AsyncByteStream):
    def __init__(self, answer: httpx.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        stream = self._answer.stream
        assert isinstance(stream, httpx.AsyncByteStream)
        async for chunk in stream:
            yield chunk
