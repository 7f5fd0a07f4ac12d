# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One signed call of the API: it is signed, sent, and retried."""

from __future__ import annotations

import asyncio
import secrets
import ssl
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any

from ..connection import Connection
from ..deadline import Deadline
from ..errors import (
    DeadlineError,
    IceError,
    NotReachedError,
    ThrottlingError,
    TransportError,
    as_clause,
)
from ..operations import API_VERSION, Operation
from ..times import format_time
from ..within import within
from .answers import Received, receive, understand
from .api_errors import from_answer
from .calls import CallStats
from .libraries import check_libraries, httpx
from .limiter import RequestLimiter, full_jitter
from .pace_store import PaceStore
from .signature import canonical_query, signed_headers
from .stage import RequestStage
from .transport_errors import CHECK_THE_WAY, from_transport, no_answer, not_reached
from .transports import Transports
from .turns import Turns


class Client:
    """Calls operations over kept-alive connections; an async context manager.

    :param deadline: of all that the task does; by default one that starts to run now
    :param store: where the pace that the server allows is kept; by default for this client alone
    :raises InputError: if the proxy that the environment names cannot be used
    :raises MissingLibraryError: if httpx is not installed
    """

    def __init__(
        self, connection: Connection, deadline: Deadline | None = None, store: PaceStore | None = None
    ) -> None:
        check_libraries()
        self.stats = CallStats()
        self._connection = connection
        self._options = options = connection.options
        self._deadline = deadline or Deadline(options.deadline)
        self._limiter = RequestLimiter(options.max_concurrency, self._deadline, store)
        self._transports = Transports(connection)
        self._turns = Turns()
        self._timeouts = httpx.Timeout(options.timeout).as_dict()

    @property
    def max_concurrency(self) -> int:
        """How many calls to make at the same time, at most."""
        return self._options.max_concurrency

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._transports.close()

    async def call(self, operation: Operation, parameters: Mapping[str, str]) -> dict[str, Any]:
        """Call an operation until it answers.

        :returns: the answer, keys in snake case
        :raises IceError: a subclass that says why there is no answer. Each request is retried by itself, at most
            ``max_retries`` times, and never beyond the deadline. Only the deadline ends the wait while the server
            throttles. An operation that changes something is not tried again if it may have been done.
        """
        attempt = 0
        refusal: ThrottlingError | None = None
        while True:
            try:
                return await self._attempt(operation, parameters)
            except ThrottlingError as error:
                refusal = error
            except DeadlineError as error:
                if refusal is None:
                    raise
                raise _throttled_for_too_long(error, refusal, self.stats.throttled) from None
            except IceError as error:
                if not error.retryable or (operation.changes and error.maybe_processed):
                    raise
                attempt += 1
                if attempt > self._options.max_retries:
                    if attempt > 1:
                        error.add(f"(Tried {attempt} times.)")
                    raise
                await self._wait_to_try_again(operation, attempt, error)
            self.stats.retries += 1

    async def _wait_to_try_again(self, operation: Operation, attempt: int, error: IceError) -> None:
        wait = full_jitter(attempt - 1) if error.retry_after is None else error.retry_after
        if wait < self._deadline.remaining:
            await asyncio.sleep(wait)
            return
        doing = f"no time is left to try {operation.name} again after: {as_clause(error.message)}"
        # A shorter list helps nothing if the server is not reached; what does is in the error's own message.
        could_be_shorter = not isinstance(error, NotReachedError)
        late = self._deadline.error(doing) if could_be_shorter else self._deadline.error(doing, "Or raise deadline.")
        late.error_code, late.request_id, late.http_status = error.error_code, error.request_id, error.http_status
        raise late

    async def _attempt(self, operation: Operation, parameters: Mapping[str, str]) -> dict[str, Any]:
        async with self._limiter.slot() as began:
            try:
                answer = await self._send(operation, parameters)
            except ThrottlingError as error:
                self.stats.throttled += 1
                self._limiter.throttled(began, error.retry_after)
                raise
            self._limiter.succeeded(began)
            return answer

    async def _send(self, operation: Operation, parameters: Mapping[str, str]) -> dict[str, Any]:
        remaining = self._deadline.remaining
        if remaining <= 0:
            raise self._deadline.error(f"it has passed before {operation.name} was sent")
        self.stats.requests += 1
        stage = RequestStage()
        request = self._request(operation, parameters, stage)
        try:
            # httpx limits the time of each read only, which a server that sends byte after byte never exceeds.
            received = await within(min(self._options.timeout, remaining), self._exchange(request))
        except asyncio.TimeoutError:
            raise self._late(operation, stage, is_over=remaining <= self._options.timeout) from None
        except (httpx.HTTPError, ssl.SSLError) as error:  # the library passes some errors of OpenSSL on as they are
            # Its causes are left out: where tracebacks are shown, they would be too, and may quote headers.
            raise from_transport(
                error, self._connection, self._transports.proxy_redactor, is_connecting=stage.connecting is not None
            ) from None
        async with self._turns:
            answer = understand(received, self._connection.credentials.redactor)
        if answer.request_id:
            self.stats.request_ids.append(answer.request_id)
        if answer.status == 200 and isinstance(answer.body, dict):
            return answer.body
        raise from_answer(operation, self._connection, answer)

    async def _exchange(self, request: httpx.Request) -> Received:
        async with self._transports.one() as transport:
            response = await transport.handle_async_request(request)
            response.request = request
            try:
                return await receive(response)
            finally:
                await response.aclose()

    def _late(self, operation: Operation, stage: RequestStage, *, is_over: bool) -> IceError:
        """The error for a request that took too long; ``is_over`` tells whether the deadline has passed too."""
        url = self._connection.endpoint.url
        if stage.connecting:
            waited = f"it took too long until {stage.connecting}"
            if is_over:
                return self._deadline.error(f"{url} had not been reached when it passed: {waited}", CHECK_THE_WAY)
            return not_reached(self._connection, f"{waited} (timeout: {self._options.timeout:g} seconds)")
        if is_over:
            late: IceError = self._deadline.error(f"{operation.name} had not answered when it passed")
            late.maybe_processed = True
            return late
        return TransportError(no_answer(self._connection, f"no answer within {self._options.timeout:g} seconds"))

    def _request(self, operation: Operation, parameters: Mapping[str, str], stage: RequestStage) -> httpx.Request:
        credentials, endpoint = self._connection.credentials, self._connection.endpoint
        encoded = canonical_query(parameters)  # a form is encoded like a query
        query, body = ("", encoded.encode()) if operation.in_body else (encoded, b"")
        headers = signed_headers(
            access_key_id=credentials.access_key_id,
            access_key_secret=credentials.access_key_secret,
            security_token=credentials.security_token,
            method=operation.method,
            host=endpoint.host_header,
            query=query,
            body=body,
            action=operation.name,
            version=API_VERSION,
            date=format_time(int(time.time())),
            nonce=secrets.token_hex(16),
        )
        headers["accept"] = "application/json"
        headers["user-agent"] = "mediaops.alicloud"
        headers["accept-encoding"] = "gzip"  # which is all that is unpacked here
        if operation.in_body:
            headers["content-type"] = "application/x-www-form-urlencoded"
        return httpx.Request(
            operation.method,
            f"{endpoint.url}/?{query}",
            headers=headers,
            content=body or None,
            extensions={"timeout": self._timeouts, "trace": stage.trace},
        )


def _throttled_for_too_long(late: DeadlineError, refusal: ThrottlingError, times: int) -> DeadlineError:
    """The error where the deadline passes while the server throttles, with what the server said."""
    error = DeadlineError(
        f"{late.message} The server refused {times} request(s) of this task because there were too many; the last time "
        f"it said: {as_clause(refusal.message)}. If many tasks use the account at the same time, run fewer of them."
    )
    error.error_code, error.request_id, error.http_status = refusal.error_code, refusal.request_id, refusal.http_status
    return error
